"""Documents as content."""

import datetime as dt
import json

import pytest

from shuping.documents.rules.content import (
    Attachment,
    Document,
    Heading,
    Paragraph,
    Table,
    attached,
    attachment_names,
    characters,
    chinese_date,
    from_plain,
    is_plain,
    paragraphs,
    plain,
    printable,
)
from shuping.documents.services import html, markdown
from tests.documents.samples import GENRES, NOTICE

WHOLE = Document(
    title="关于召开会议的通知",
    blocks=(
        Heading("一、时间", 1),
        Paragraph("上午九时。"),
        Table(("甲", "乙"), (("1", "2"), ("3", "4")), (1, 2)),
    ),
    marking="内部",
    organ="中共江州市临江区委员会文件",
    number="临委〔2020〕1号",
    breadcrumb=("党建首页", "基层党建"),
    byline="2020年1月3日",
    addressee="各街镇党（工）委",
    signer="中共临江区委",
    date=dt.date(2020, 1, 3),
)


def test_a_document_comes_back_from_json_as_it_was() -> None:
    assert from_plain(json.loads(json.dumps(plain(WHOLE)))) == WHOLE


def test_a_document_without_a_date_comes_back_without_one() -> None:
    bare = Document("通知")

    assert from_plain(json.loads(json.dumps(plain(bare)))) == bare


def test_a_notice_and_a_brief_come_back_from_json_as_they_were() -> None:
    for document in GENRES.values():
        assert from_plain(json.loads(json.dumps(plain(document)))) == document


def test_a_document_that_an_earlier_year_wrote_down_is_still_read() -> None:
    old = plain(WHOLE)
    for later in ("issuer", "issued", "attachments", "imprint"):
        del old[later]
    for block in old["blocks"]:
        block.pop("label", None)

    assert from_plain(old) == WHOLE


def test_one_attachment_is_not_numbered_and_several_are() -> None:
    one, two = Attachment("名单"), Attachment("表")

    assert attachment_names(Document("t", attachments=(one,))) == ("附件：名单",)
    assert attachment_names(Document("t", attachments=(one, two))) == (
        "附件：1.名单",
        "2.表",
    )


def test_a_mark_counts_what_is_named_and_stands_over_what_follows() -> None:
    text = (Paragraph("乙"),)
    one = Attachment("名单", text)
    mixed = (Attachment("甲", text, named=False), Attachment("单独印发"), one)

    assert list(attached(Document("t", attachments=(one,)))) == [(one, "附件")]
    assert [mark for _, mark in attached(Document("t", attachments=mixed))] == [
        "",
        "附件2",
    ]


def test_no_mark_ends_the_name_of_an_attachment() -> None:
    named = Document("t", attachments=(Attachment("任务分工清单。"),))

    assert attachment_names(named) == ("附件：任务分工清单",)


def test_a_part_that_is_not_named_has_no_mark_and_comes_back_so() -> None:
    part = Attachment("甲", (Paragraph("乙"),), named=False)
    parts = Document("汇编", attachments=(part,))

    assert attachment_names(parts) == ()
    assert list(attached(parts)) == [(part, "")]
    assert from_plain(json.loads(json.dumps(plain(parts)))) == parts
    assert "<p></p>" not in html(parts)
    assert markdown(parts) == "# 汇编\n\n## 甲\n\n乙\n"


def test_the_characters_of_a_document_are_those_of_all_its_parts() -> None:
    assert {"委", "镇", "𬱖", "抄"} <= characters(NOTICE)
    assert not {" ", "\n"} & characters(NOTICE)


def test_a_date_has_no_leading_zeros() -> None:
    assert chinese_date(dt.date(2020, 1, 6)) == "2020年1月6日"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("甲\x00乙\x0b丙\x1f", "甲乙丙"),
        ("甲\ud800乙", "甲乙"),
        ("甲\ufffe\uffff乙", "甲乙"),
        ("甲\r\n\t乙", "甲 乙"),
        (" 甲 ", "甲"),
        ("𠮷野家", "𠮷野家"),
    ],
)
def test_what_no_document_can_hold_is_left_out(text: str, shown: str) -> None:
    assert printable(text) == shown


def test_every_line_with_something_on_it_is_a_paragraph() -> None:
    assert paragraphs("甲。\n\n \x00 \n乙。") == (Paragraph("甲。"), Paragraph("乙。"))


def changed(**told: object) -> dict[str, object]:
    return plain(WHOLE) | told


@pytest.mark.parametrize("document", [WHOLE, NOTICE, *GENRES.values()])
def test_what_plain_writes_is_plain_whatever_the_document(document: Document) -> None:
    assert is_plain(json.loads(json.dumps(plain(document))))


@pytest.mark.parametrize(
    "values",
    [
        None,
        [],
        "题",
        {},
        changed(title=5),
        changed(title="a\0"),
        changed(title="\ud800"),
        changed(unknown=""),
        changed(date="0000-01-01"),
        changed(breadcrumb=[1]),
        changed(blocks=[{"is": "heading", "text": "一", "level": 10**30}]),
        changed(blocks=[{"is": "heading", "text": "一", "level": "1"}]),
        changed(blocks=[{"is": "paragraph"}]),
        changed(blocks=["x"]),
        changed(imprint={"organ": "x", "date": None, "to": [["抄送", 1]], "copies": 1}),
    ],
)
def test_what_plain_never_writes_is_told_from_a_document(values: object) -> None:
    assert not is_plain(values)
