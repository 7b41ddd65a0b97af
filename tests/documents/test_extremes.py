"""Rare characters, very long words and names, long tables, empty sections."""

import datetime as dt
from collections.abc import Callable

import pytest

from shuping.documents import services
from shuping.documents.rules.content import (
    Document,
    Heading,
    Imprint,
    Paragraph,
    Table,
    characters,
)
from shuping.documents.rules.measuring.checking import check, measured
from shuping.documents.rules.measuring.measured import Measured
from shuping.documents.services import embedding, typesetting
from tests.documents.rules.test_content import WHOLE

DAY = dt.date(2020, 12, 31)
RARE = "𠮷𪚥𪜁𫝆𫠝𬱖𬺼𰻝𱁬㐀"  # extensions A to G
ORGAN = f"中共江州市临江区{RARE}委员会"
BODY = "压紧压实基层党建责任，对照问题清单逐项整改，" * 5 + "取得新成效。"
TABLE = Table(
    ("序号", "不了解的单位", "网址"),
    tuple((str(n), ORGAN if n % 7 else BODY, "A" * 40) for n in range(300)),
    (1, 20, 4),
)
HARD = Document(
    f"关于{'江州市临江区青岚区平川区栖山区' * 6}{RARE}召开会议的通报",
    (
        Heading(f"{RARE}区"),
        Paragraph(f"{BODY}{RARE}{BODY}"),
        Heading("一、没有内容的一节"),
        Heading("二、网址"),
        Paragraph(f"https://example.org/{'a' * 120}。"),
        TABLE,
    ),
    marking="内部",
    organ=f"{ORGAN}文件",
    addressee=f"{ORGAN * 2}书记",
    signer=f"{ORGAN}党的建设工作领导小组办公室",
    date=DAY,
    imprint=Imprint(f"{ORGAN}办公室", DAY, (("抄送", f"{ORGAN}、" * 3 + ORGAN),)),
)
FORMS: dict[str, Callable[[Document], bytes]] = {
    "docx": services.docx,
    "pdf": lambda document: services.pdf([document]),
    "ofd": lambda document: services.ofd([document]),
}


@pytest.fixture(scope="module")
def pages() -> Measured:
    return measured(services.pdf([HARD]))


@pytest.mark.parametrize("form", FORMS)
def test_what_is_hard_to_set_has_no_deviation(form: str) -> None:
    assert check(FORMS[form](HARD)).deviations == ()


def test_nothing_stands_beyond_the_edges_of_the_text(pages: Measured) -> None:
    lines = [line for page in pages.pages for line in page.lines]

    assert min(line.left for line in lines) > 27
    assert max(line.right for line in lines) < 187  # a mark hangs
    assert max(line.bottom for line in lines) < 275


def test_no_character_that_a_font_has_is_lost(pages: Measured) -> None:
    shown = {one for page in pages.pages for line in page.lines for one in line.text}
    set_here = embedding.covered(typesetting.found())

    assert characters(HARD) & set(RARE) & set_here <= shown


def test_a_long_word_is_copied_as_it_was_written(pages: Measured) -> None:
    text = "".join(line.text for page in pages.pages for line in page.lines)

    assert f"https://example.org/{'a' * 120}" in text
    assert "\u200b" not in text


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("count", range(26, 40, 2))
def test_an_imprint_stands_at_the_foot_even_of_a_page_of_its_own(
    count: int, form: str
) -> None:
    document = Document(
        "关于评议的通报",
        tuple(Paragraph("一行。") for _ in range(count)),
        organ="中共临江区委员会文件",
        signer="中共临江区委员会",
        date=DAY,
        imprint=Imprint("中共临江区委办公室", DAY),
    )

    assert check(FORMS[form](document)).deviations == ()


@pytest.mark.parametrize("form", FORMS)
def test_a_way_over_a_letterhead_does_not_move_it(form: str) -> None:
    assert check(FORMS[form](WHOLE)).deviations == ()
