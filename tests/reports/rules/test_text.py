"""A report as paragraphs, from Markdown and back."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from shuping.reports.rules.text import Paragraph, bare, by_name, paragraphs, written

# A line that is no emphasis: what is emphasised is not text, and so cannot come back.
LINES = (
    st.text(
        alphabet=st.one_of(
            st.sampled_from("#->+*> \t\u30001.一、（）：字"),
            st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]),
        ),
        min_size=1,
        max_size=12,
    )
    .map(str.strip)
    .filter(lambda line: line and "**" not in line and "__" not in line)
)
PARAGRAPHS = st.builds(Paragraph, LINES, st.booleans())


@pytest.mark.parametrize(
    ("line", "paragraph"),
    [
        ("正文", Paragraph("正文")),
        ("# 一、存在问题", Paragraph("一、存在问题", heading=True)),
        ("   ###### 六级 ##  ", Paragraph("六级", heading=True)),
        ("#\t标题", Paragraph("标题", heading=True)),
        ("# **存在**问题", Paragraph("存在问题", heading=True)),
        ("#1号文件", Paragraph("#1号文件")),
        ("####### 七级", Paragraph("####### 七级")),
        ("    # 缩进", Paragraph("# 缩进")),
        ("- 一条", Paragraph("一条")),
        ("* 一条", Paragraph("一条")),
        ("+ 一条", Paragraph("一条")),
        ("  > 引文", Paragraph("引文")),
        ("-1度", Paragraph("-1度")),
        ("**重**点__突出__", Paragraph("重点突出")),
        ("**甲__乙__丙**", Paragraph("甲乙丙")),
        ("2 ** 3 ** 4", Paragraph("2 ** 3 ** 4")),
        ("\u3000\u3000首行缩进", Paragraph("首行缩进")),
    ],
)
def test_a_line_of_markdown_is_a_paragraph_without_its_marks(
    line: str, paragraph: Paragraph
) -> None:
    assert paragraphs(line) == (paragraph,)


@pytest.mark.parametrize("source", ["", "\n\n", " \t\u3000\n", "#", "##", "#  \n"])
def test_a_line_without_letters_is_no_paragraph(source: str) -> None:
    assert paragraphs(source) == ()


def test_paragraphs_stand_in_the_order_of_their_lines() -> None:
    assert paragraphs("# 甲\r\n乙\r\n\r\n- 丙") == (
        Paragraph("甲", heading=True),
        Paragraph("乙"),
        Paragraph("丙"),
    )


@pytest.mark.parametrize(
    ("paragraph", "line"),
    [
        (Paragraph("正文"), "正文"),
        (Paragraph("标题", heading=True), "# 标题"),
        (Paragraph("C#", heading=True), "# C# #"),
        (Paragraph("# 不是标题"), "- # 不是标题"),
        (Paragraph("- 不是条目"), "- - 不是条目"),
        (Paragraph("#"), "- #"),
    ],
)
def test_what_would_be_read_as_a_mark_is_written_with_a_guard(
    paragraph: Paragraph, line: str
) -> None:
    assert written([paragraph]) == f"{line}\n"


def test_no_paragraphs_are_written_as_nothing() -> None:
    assert written([]) == ""


@given(st.lists(PARAGRAPHS, max_size=4).map(tuple))
@example((Paragraph("a #", heading=True), Paragraph("> # -"), Paragraph("-")))
def test_paragraphs_are_read_back_as_they_were_written(
    those: tuple[Paragraph, ...],
) -> None:
    assert paragraphs(written(those)) == those


@given(st.text(alphabet=st.sampled_from("#-*_>+ \t\n一a"), max_size=30))
@example("____**a**____")
def test_any_markdown_reads_alike_once_it_is_written_again(source: str) -> None:
    read = paragraphs(source)

    assert paragraphs(written(read)) == read


@pytest.mark.parametrize(
    ("heading", "name"),
    [
        ("一、存在问题", "存在问题"),
        ("第三、存在问题", "存在问题"),
        ("十二．存在问题", "存在问题"),
        ("（二）存在问题", "存在问题"),
        ("(2) 存在问题", "存在问题"),
        ("3. 存在问题：", "存在问题"),
        (" 存在问题 : ", "存在问题"),
        ("\u3000存在问题\u3000", "存在问题"),
        ("一季度", "一季度"),
        ("2019年", "2019年"),
        ("", ""),
    ],
)
def test_a_heading_is_known_without_its_numbering(heading: str, name: str) -> None:
    assert bare(heading) == name


def test_a_section_is_found_by_its_whole_name_and_by_the_bare_one() -> None:
    assert by_name({"一、存在问题": "problems", "打算": "plans"}) == {
        "一、存在问题": "problems",
        "存在问题": "problems",
        "打算": "plans",
    }


def test_a_whole_name_goes_before_a_bare_one() -> None:
    assert by_name({"一、打算": "first", "打算": "plans", "二、打算": "second"}) == {
        "打算": "plans",
        "一、打算": "first",
        "二、打算": "second",
    }
