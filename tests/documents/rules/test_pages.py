"""Pages read back from a PDF."""

from io import BytesIO

import pypdfium2  # type: ignore[import-untyped]
import pytest

from shuping.documents import services
from shuping.documents.rules.content import Document, Paragraph, Table
from shuping.documents.rules.pages import Page, read
from tests.documents.samples import NOTICE

_POINT = 25.4 / 72


@pytest.fixture(scope="module")
def notice() -> tuple[Page, ...]:
    return read(services.pdf([NOTICE]))


def said(page: Page) -> list[str]:
    return [run.text for run in page.runs]


def test_the_pages_are_a4_and_hold_the_text_in_reading_order(
    notice: tuple[Page, ...],
) -> None:
    first = notice[0]

    assert [round(one * _POINT) for one in (first.width, first.height)] == [210, 297]
    assert said(first)[:3] == ["内部", "中共江州市临江区委员会文件", "临委〔2020〕1号"]
    assert said(first)[-1] == "— 1 —"


def test_the_type_area_is_156_by_225_millimetres_with_22_lines_of_28_characters() -> (
    None
):
    text = "一" * 28 * 30
    page = read(services.pdf([Document("t", (Paragraph("　　" + text),))]))[1]
    body = [run for run in page.runs if run.text.startswith("一")]
    rows = sorted({round(run.y, 1) for run in body})

    assert {len(run.text) for run in body[:8]} == {28}
    assert min(run.x for run in body) * _POINT == pytest.approx(28, abs=0.01)
    assert rows[1] - rows[0] == pytest.approx(225 / _POINT / 22, abs=0.1)
    full = body[0].x + sum(body[0].steps) + body[0].size
    assert full * _POINT == pytest.approx(28 + 156, abs=0.1)


def test_the_red_name_stands_35_millimetres_below_the_edge_of_the_text(
    notice: tuple[Page, ...],
) -> None:
    name = next(run for run in notice[0].runs if run.text.startswith("中共江州"))
    rule = notice[0].lines[0]

    assert name.colour == (224, 0, 0)
    assert (name.y - 0.88 * name.size) * _POINT == pytest.approx(37 + 35, abs=0.2)
    assert rule.colour == (224, 0, 0)
    length = abs(rule.end[0] - rule.start[0])
    assert length * _POINT == pytest.approx(156, abs=0.1)


def test_numbers_of_pages_stand_at_the_outer_edge(notice: tuple[Page, ...]) -> None:
    folios = [page.runs[-1] for page in notice]

    assert [run.text for run in folios] == [
        f"— {number} —" for number in range(1, len(notice) + 1)
    ]
    assert [run.x > page.width / 2 for run, page in zip(folios, notice, strict=True)][
        :4
    ] == [True, False, True, False]
    assert {run.size for run in folios} == {14}


def test_the_imprint_closes_the_last_page_between_two_thick_rules(
    notice: tuple[Page, ...],
) -> None:
    rules = [line for line in notice[-1].lines if line.width < 1.1][-4:]

    assert [round(rule.width * _POINT, 2) for rule in rules] == [0.35, 0.25, 0.25, 0.35]
    assert rules[-1].end[1] * _POINT == pytest.approx(297 - 35, abs=0.5)


def test_a_character_outside_the_plane_is_one_character_and_stands_alone() -> None:
    pages = read(services.pdf([Document("t", (Paragraph("甲𠮷𬱖乙"),))]))

    assert [one for one in said(pages[0]) if one != "— 1 —"][1:] == [
        "甲",
        "𠮷",
        "𬱖",
        "乙",
    ]


def test_a_long_table_repeats_its_head_on_every_page_and_splits_no_row() -> None:
    rows = tuple((str(number), f"{number}号楼，" * 9) for number in range(300))
    pages = read(services.pdf([Document("表", (Table(("号", "楼"), rows),))]))
    firsts = [[run.text for run in page.runs if run.text.isdigit()] for page in pages]

    assert all("号" in said(page) for page in pages)
    assert [one for page in firsts for one in page] == [str(n) for n in range(300)]
    for number in (0, 150, 299):
        those = [page for page in pages if f"{number}号楼" in "".join(said(page))]
        assert "".join(said(those[0])).count(f"{number}号楼，") >= 9


def test_a_signature_never_stands_alone_on_a_page() -> None:
    for count in range(12, 22):
        body = tuple(Paragraph("一行。") for _ in range(count))
        pages = read(
            services.pdf([Document("t", body, signer="区委", date=NOTICE.date)])
        )
        assert "一行。" in said(pages[-1])


def test_a_page_without_text_is_a_page() -> None:
    empty, kept = pypdfium2.PdfDocument.new(), BytesIO()
    empty.new_page(595, 842)
    empty.save(kept)
    empty.close()

    assert read(kept.getvalue()) == (Page(595, 842, (), ()),)


def test_a_table_that_is_whole_begins_a_page_unless_it_is_longer_than_one() -> None:
    def begins(rows: int, *, whole: bool) -> int:
        """Return on which page the head of a table stands first, counted from 0."""
        over = tuple(Paragraph("甲。") for _ in range(16))
        table = Table(("身份", "签名"), (("监票人", ""),) * rows, room=2, whole=whole)
        pages = read(services.pdf([Document("计票报告单", (*over, table))]))
        return next(n for n, page in enumerate(pages) if "身份" in said(page))

    assert begins(4, whole=False) == 0
    assert begins(4, whole=True) == 1
    assert begins(40, whole=True) == 0
