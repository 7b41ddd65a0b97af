"""Reports as they arrive: the text that is read from them."""

import docx
import pytest
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st

from shuping.reports.rules.files import kept_name, read_report
from shuping.reports.rules.text import Paragraph, paragraphs
from shuping.wording.decoding import Unreadable
from tests.reports.rules.documents import box, of_texts, of_xml, run, saved

MARKDOWN = "# 一、存在问题\n\n- 调研**不深**\n"
READ = (Paragraph("一、存在问题", heading=True), Paragraph("调研不深"))


def texts(content: bytes, *sections: str) -> list[str]:
    read = read_report(content, "报告.docx", frozenset(sections))
    assert not isinstance(read, Unreadable)
    return [one.text for one in read]


def headings(content: bytes, *sections: str) -> list[str]:
    read = read_report(content, "报告.docx", frozenset(sections))
    assert not isinstance(read, Unreadable)
    return [one.text for one in read if one.heading]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk"])
@pytest.mark.parametrize("name", ["报告.md", "报告.TXT", "报告"])
def test_a_text_is_read_as_markdown_in_the_encodings_of_the_field(
    encoding: str, name: str
) -> None:
    assert read_report(MARKDOWN.encode(encoding), name) == READ


def test_an_empty_text_is_an_empty_report() -> None:
    assert read_report(b"", "报告.md") == ()


def test_a_report_counts_the_same_as_markdown_and_as_docx() -> None:
    document = docx.Document()
    document.add_heading("一、存在问题", level=1)
    document.add_paragraph("调研不深", style="List Bullet")

    assert read_report(saved(document), "报告.DOCX") == READ


def test_headings_are_known_by_their_style() -> None:
    document = docx.Document()
    document.styles["Body Text"].name = "我的标题样式"
    for style in ("Title", "Heading 1", "Heading 9", "我的标题样式", "Normal"):
        document.add_paragraph(style, style=style)

    assert headings(saved(document)) == [
        "Title",
        "Heading 1",
        "Heading 9",
        "我的标题样式",
    ]


def test_the_name_of_a_section_is_a_heading_in_any_style() -> None:
    content = of_texts("一、存在问题", "二、存在问题：", "存在问题是有的", "打算")

    assert headings(content) == []
    assert headings(content, "存在问题") == ["一、存在问题", "二、存在问题："]
    assert headings(content, "三、打算") == ["打算"]


def test_a_paragraph_without_any_style_is_no_heading() -> None:
    document = docx.Document()
    for style in document.styles.element.findall(qn("w:style")):
        document.styles.element.remove(style)
    document.add_paragraph("正文")

    assert (texts(saved(document)), headings(saved(document))) == (["正文"], [])


def test_lines_and_tabs_in_a_paragraph_are_read_as_printed() -> None:
    content = of_texts("第一行\n第二行\t表格位", " \t ", "")

    assert texts(content) == ["第一行", "第二行\t表格位"]


def test_a_hard_hyphen_is_a_hyphen_and_a_tab_stop_is_nothing() -> None:
    stop = '<w:pPr><w:tabs><w:tab w:val="left" w:pos="9"/></w:tabs></w:pPr>'
    marks = "<w:r><w:t>2019</w:t><w:noBreakHyphen/><w:t>2020</w:t><w:cr/></w:r>"

    assert texts(of_xml(marks + run("年") + stop + run("度"))) == ["2019-2020", "年度"]


def test_a_text_without_letters_and_a_remark_of_the_software_are_nothing() -> None:
    assert texts(of_xml(f"<!-- x --><w:r><w:t/></w:r>{run('字')}")) == ["字"]


def test_revisions_are_read_as_accepted() -> None:
    put_in = f'<w:ins w:id="1" w:author="x">{run("新增")}</w:ins>'
    taken = (
        '<w:del w:id="2" w:author="x"><w:r><w:delText>旧的</w:delText></w:r></w:del>'
    )
    careless = f'<w:del w:id="3" w:author="x">{run("删去")}</w:del>'
    moved = f'<w:moveFrom w:id="4" w:author="x">{run("移走")}</w:moveFrom>'
    arrived = f'<w:moveTo w:id="5" w:author="x">{run("移来")}</w:moveTo>'

    content = of_xml(run("甲") + put_in + taken + careless + moved + arrived)

    assert texts(content) == ["甲新增移来"]


def test_a_text_box_that_was_taken_away_is_not_read() -> None:
    picture = f"<w:r><w:pict>{box('旧框')}</w:pict></w:r>"
    taken = f'<w:del w:id="1" w:author="x">{picture}</w:del>'

    assert texts(of_xml(run("甲") + taken)) == ["甲"]


def test_a_text_box_is_read_once_behind_its_paragraph() -> None:
    twice = (
        f'<w:r><mc:AlternateContent><mc:Choice Requires="wps">{box("框内")}</mc:Choice>'
        f"<mc:Fallback>{box('框内')}</mc:Fallback></mc:AlternateContent></w:r>"
    )

    assert texts(of_xml(run("甲") + twice + run("乙"))) == ["甲乙", "框内"]


def test_links_and_content_controls_are_text() -> None:
    link = f"<w:hyperlink>{run('链接')}</w:hyperlink>"
    control = f"<w:sdt><w:sdtContent>{run('控件')}</w:sdtContent></w:sdt>"

    assert texts(of_xml(run("甲") + link + control)) == ["甲链接控件"]


def test_a_table_is_read_in_place_and_a_merged_cell_once() -> None:
    document = docx.Document()
    document.add_paragraph("前")
    table = document.add_table(rows=2, cols=2)
    table.cell(0, 0).merge(table.cell(0, 1)).text = "合并"
    table.cell(1, 0).text, table.cell(1, 1).text = "左", "右"
    document.add_paragraph("后")

    assert texts(saved(document)) == ["前", "合并", "左", "右", "后"]


def test_nothing_in_a_table_is_a_heading() -> None:
    document = docx.Document()
    cell = document.add_table(rows=1, cols=1).cell(0, 0)
    cell.text = "存在问题"
    cell.add_paragraph("样式", style="Heading 1")

    assert texts(saved(document)) == ["存在问题", "样式"]
    assert headings(saved(document), "存在问题") == []


@settings(max_examples=25, deadline=None)
@given(st.lists(st.text(alphabet="字a# -*一、\t", max_size=8), max_size=4))
def test_any_text_comes_out_of_a_docx_as_it_went_in(lines: list[str]) -> None:
    assert texts(of_texts(*lines)) == [one.strip() for one in lines if one.strip()]


def test_what_looks_like_markdown_in_a_docx_is_text() -> None:
    assert texts(of_texts("# 井号", "- 横线")) == ["# 井号", "- 横线"]
    assert paragraphs("# 井号") == (Paragraph("井号", heading=True),)


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("报告.docx", "报告.docx"),
        ("述" * 300 + ".docx", "述" * 249 + "….docx"),
        ("述" * 300, "述" * 255),
        ("述." + "x" * 300, "述." + "x" * 253),
    ],
)
def test_an_over_long_file_name_is_shortened_and_keeps_its_ending(
    name: str, kept: str
) -> None:
    assert kept_name(name) == kept
    assert len(kept) <= 255
