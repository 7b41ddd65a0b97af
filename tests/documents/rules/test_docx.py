"""Documents as .docx."""

import datetime as dt
import zipfile
from io import BytesIO
from typing import Any

import docx
import pytest
from docx.document import Document as Read
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from shuping.documents.rules.content import Document, Heading, Paragraph, Table
from shuping.documents.rules.docx import write
from shuping.documents.rules.profiles import Profile
from tests.documents.rules.test_content import WHOLE
from tests.documents.samples import BRIEF, NOTICE


def read(document: Document) -> Read:
    return docx.Document(BytesIO(write(document)))


def texts(document: Document) -> list[tuple[str, str]]:
    return [
        (one.style.style_id, one.text)
        for one in read(document).paragraphs
        if one.style and one.text
    ]


def test_a_reader_finds_every_part_under_its_style() -> None:
    assert texts(WHOLE) == [
        ("Breadcrumb", "党建首页 > 基层党建"),
        ("Marking", "内部"),
        ("Organ", "中共江州市临江区委员会文件"),
        ("Number", "临委〔2020〕1号"),
        ("Title", "关于召开会议的通知"),
        ("Byline", "2020年1月3日"),
        ("Addressee", "各街镇党（工）委："),
        ("Heading1", "一、时间"),
        ("BodyText", "上午九时。"),
        ("Closing", "中共临江区委"),
        ("Closing", "2020年1月3日"),
    ]


def test_what_is_empty_is_not_printed() -> None:
    assert texts(Document("通知")) == [("Title", "通知")]


def test_a_number_without_an_organ_stands_alone() -> None:
    document = Document("通知", number="临委〔2020〕1号")

    assert texts(document)[0] == ("NumberAlone", "临委〔2020〕1号")


def test_a_date_stands_without_a_signer_and_a_signer_without_a_date() -> None:
    assert texts(Document("件", date=dt.date(2020, 1, 6)))[1:] == [
        ("Closing", "2020年1月6日")
    ]
    assert texts(Document("件", signer="区委"))[1:] == [("Closing", "区委")]


def test_the_page_has_the_measures_of_the_standard() -> None:
    page = read(WHOLE).sections[0]
    margins = [
        page.top_margin,
        page.left_margin,
        page.bottom_margin,
        page.right_margin,
    ]

    measured = [round((margin or 0) / Mm(1)) for margin in margins]
    assert measured == [37, 28, 35, 26]
    assert [round((page.page_width or 0) / Mm(1))] == [210]
    assert [round((page.page_height or 0) / Mm(1))] == [297]


def test_body_text_is_16_point_fangsong_indented_by_two_characters() -> None:
    styles = read(WHOLE).styles
    normal = styles.element.find(f".//{qn('w:docDefaults')}//{qn('w:rFonts')}")
    size = styles.element.find(f".//{qn('w:docDefaults')}//{qn('w:sz')}")
    indent = styles["Body Text"].element.find(f".//{qn('w:ind')}")

    assert normal.get(qn("w:eastAsia")) == "仿宋_GB2312"
    assert Pt(int(size.get(qn("w:val"))) / 2) == Pt(16)
    assert indent.get(qn("w:firstLine")) == "640"
    assert indent.get(qn("w:firstLineChars")) == "200"


@pytest.mark.parametrize(
    ("style", "font"),
    [
        ("Title", "方正小标宋简体"),
        ("heading 1", "黑体"),
        ("heading 2", "楷体_GB2312"),
    ],
)
def test_headings_have_the_fonts_of_the_standard(style: str, font: str) -> None:
    found = next(one for one in read(WHOLE).styles.element if _named(one, style)).find(
        f".//{qn('w:rFonts')}"
    )

    assert found.get(qn("w:eastAsia")) == font


def _named(style: Any, name: str) -> bool:
    found = style.find(qn("w:name"))
    return found is not None and found.get(qn("w:val")) == name


def test_a_heading_deeper_than_the_third_is_set_as_the_third() -> None:
    assert texts(Document("件", (Heading("（1）甲", 4),)))[1:] == [
        ("Heading3", "（1）甲")
    ]


def test_a_table_has_its_rows_and_repeats_its_header() -> None:
    table = read(WHOLE).tables[0]

    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["甲", "乙"],
        ["1", "2"],
        ["3", "4"],
    ]
    heads = [bool(row._tr.findall(f".//{qn('w:tblHeader')}")) for row in table.rows]
    assert heads == [True, False, False]


def test_columns_without_widths_are_equal() -> None:
    table = read(Document("表", (Table(("甲", "乙"), ()),))).tables[0]

    assert table.columns[0].width == table.columns[1].width


def test_a_table_that_stays_whole_holds_each_row_to_the_next() -> None:
    table = Table(("身份", "签名"), (("监票人", ""), ("计票人", "")), whole=True)
    rows = read(Document("计票报告单", (table,))).tables[0].rows

    styles = [one.cells[0].paragraphs[0].style for one in rows]
    assert [one.style_id for one in styles if one] == ["CellHead", "CellHeld", "Cell"]


def test_a_notice_has_its_attachments_and_its_imprint_in_a_table_of_its_own() -> None:
    said = texts(NOTICE)

    assert ("Attachment", "附件：1.述职人名单") in said
    assert ("AttachmentMark", "附件1") in said
    assert ("BodyText", "出席：" + "区委常委，各镇党委书记。" * 5) in said
    foot = read(NOTICE).tables[-1]
    assert [row.cells[0].text for row in foot.rows][1:] == [
        "中共江州市临江区委办公室\t2020年1月6日印发",
        "（共印60份）",
    ]


def test_a_brief_has_its_number_issuer_and_date_over_the_red_line() -> None:
    assert texts(BRIEF)[:4] == [
        ("Organ", "组织工作简报"),
        ("NumberOfBrief", "第3期"),
        ("Issuer", "中共临江区委组织部\t2020年1月6日"),
        ("Title", "临江区扎实开展述职评议工作"),
    ]
    undated = Document("t", organ="简报", issuer="组织部")
    assert ("Issuer", "组织部\t") in texts(undated)


def test_a_profile_names_its_own_fonts_margins_and_letterhead() -> None:
    own = Profile("区委文件", {"title": "小标宋"}, (30, 25, 30, 25))
    there = docx.Document(BytesIO(write(WHOLE, own)))
    title = next(one for one in there.styles.element if _named(one, "Title"))

    assert title.find(f".//{qn('w:rFonts')}").get(qn("w:eastAsia")) == "小标宋"
    assert "区委文件" in [one.text for one in there.paragraphs]
    assert round((there.sections[0].top_margin or 0) / Mm(1)) == 30


def test_the_last_words_before_a_signature_are_held_with_it() -> None:
    signed = Document("t", (Paragraph("甲"), Paragraph("乙")), signer="区委")
    held = [
        one.text
        for one in read(signed).paragraphs
        if one.paragraph_format.keep_with_next and one.text
    ]

    assert held == ["乙"]


def test_every_part_is_well_formed_xml() -> None:
    with zipfile.ZipFile(BytesIO(write(WHOLE))) as package:
        for name in package.namelist():
            assert parse_xml(package.read(name)) is not None


def test_the_same_document_gives_the_same_bytes() -> None:
    assert write(WHOLE) == write(WHOLE)


def test_markup_and_rare_characters_survive_and_what_xml_cannot_hold_is_left_out() -> (
    None
):
    document = Document("𠮷<b>&", (Paragraph("𬭚\x00\x0b\ud800𫟹&amp;</w:t>"),))

    assert texts(document) == [
        ("Title", "𠮷<b>&"),
        ("BodyText", "𬭚𫟹&amp;</w:t>"),
    ]
