"""Documents as Markdown."""

import datetime as dt

import pytest

from shuping.documents.rules.content import Document, Heading, Paragraph, Table
from shuping.documents.rules.markdown import write
from tests.documents.rules.test_content import WHOLE
from tests.documents.samples import BRIEF, NOTICE


def test_a_document_is_written_from_breadcrumb_to_date() -> None:
    assert write(WHOLE) == (
        "党建首页 > 基层党建\n\n"
        "**内部**\n\n**中共江州市临江区委员会文件**\n\n**临委〔2020〕1号**\n\n"
        "# 关于召开会议的通知\n\n2020年1月3日\n\n各街镇党（工）委：\n\n"
        "## 一、时间\n\n上午九时。\n\n"
        "| 甲 | 乙 |\n| --- | --- |\n| 1 | 2 |\n| 3 | 4 |\n\n"
        "中共临江区委\n\n2020年1月3日\n"
    )


def test_attachments_labels_and_the_imprint_are_written() -> None:
    written = write(NOTICE)

    assert "**出席：**区委" in written
    assert "\n\n附件：1.述职人名单\n\n2\\.关于" in written
    assert "**附件1**\n\n## 述职人名单\n\n| 序号" in written
    assert written.endswith("2020年1月6日印发\n\n（共印60份）\n")
    assert "**中共临江区委组织部　2020年1月6日**" in write(BRIEF)
    assert "**组织部**" in write(Document("t", issuer="组织部"))


def test_what_is_empty_is_not_written() -> None:
    assert write(Document("通知")) == "# 通知\n"


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("1. 甲", "1\\. 甲"),
        ("12) 甲", "12\\) 甲"),
        ("- 甲", "\\- 甲"),
        ("# 甲", "\\# 甲"),
        ("> 甲", "\\> 甲"),
        ("===", "\\==="),
        ("*甲*_乙_`丙`[丁](x)<b>", "\\*甲\\*\\_乙\\_\\`丙\\`\\[丁](x)\\<b>"),
        ("“1+9”指南 > 2019年", "“1+9”指南 > 2019年"),
    ],
)
def test_text_that_looks_like_markup_stays_text(text: str, written: str) -> None:
    assert write(Document("件", (Paragraph(text),))) == f"# 件\n\n{written}\n"


def test_a_bar_in_a_cell_does_not_end_it() -> None:
    table = Table(("甲",), (("a|b",),))

    assert write(Document("表", (table,))).endswith("| a\\|b |\n")


def test_a_level_below_the_third_is_deeper_still() -> None:
    assert write(Document("件", (Heading("（1）甲", 4),))).endswith("##### （1）甲\n")


def test_the_date_is_written_without_a_signer() -> None:
    document = Document("件", date=dt.date(2020, 1, 6))

    assert write(document) == "# 件\n\n2020年1月6日\n"
