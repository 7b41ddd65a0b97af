"""A report taken apart into sections and put together again."""

from hypothesis import given
from hypothesis import strategies as st

from shuping.reports.rules.sections import BEFORE, Part, apart, shown, together
from shuping.reports.rules.text import paragraphs
from shuping.rounds.rules.scheme import Section

SECTIONS = (Section("last", "上年问题整改"), Section("problems", "存在问题"))
WHOLE = """# 述职报告

各位领导：

## 一、上年问题整改

整改**三**项。
### （一）走访

走访两次。

# 存在问题：
- 调研不深
"""


def bodies(text: str) -> dict[str, str]:
    return {code: part.body for code, part in apart(text, SECTIONS).items()}


def test_a_report_is_taken_apart_at_the_names_of_its_sections() -> None:
    assert apart(WHOLE, SECTIONS) == {
        BEFORE: Part("", "# 述职报告\n\n各位领导："),
        "last": Part(
            "## 一、上年问题整改", "整改**三**项。\n### （一）走访\n\n走访两次。"
        ),
        "problems": Part("# 存在问题：", "- 调研不深"),
    }


def test_a_section_that_is_missing_is_empty_and_nothing_is_lost_without_sections() -> (
    None
):
    assert apart("一\n", SECTIONS) == {
        BEFORE: Part("", "一"),
        "last": Part("", ""),
        "problems": Part("", ""),
    }
    assert apart(WHOLE, ()) == {BEFORE: Part("", WHOLE.strip())}
    assert together({BEFORE: "一"}, (), standing="") == "一\n"


def test_what_is_taken_apart_comes_together_under_the_headings_that_stood() -> None:
    again = together(bodies(WHOLE), SECTIONS, standing=WHOLE)

    assert paragraphs(again) == paragraphs(WHOLE)
    assert "## 一、上年问题整改\n" in again
    assert together(bodies(again), SECTIONS, standing=again) == again


def test_a_new_section_stands_under_its_name_and_an_empty_one_has_no_heading() -> None:
    sent = {BEFORE: "\r\n", "problems": "\r\n调研不深\r\n\r\n方法不多"}

    assert together(sent, SECTIONS, standing="") == (
        "# 存在问题\n\n调研不深\n\n方法不多\n"
    )
    assert together({}, SECTIONS, standing=WHOLE) == "\n"


def test_a_whole_report_may_be_pasted_at_one_place() -> None:
    pasted = "述职报告\n一、上年问题整改\n三项。\n**存在问题**\n不深。"

    text = together({BEFORE: pasted}, SECTIONS, standing="")

    assert bodies(text) == {BEFORE: "述职报告", "last": "三项。", "problems": "不深。"}


def test_a_section_that_stands_twice_is_written_as_one() -> None:
    twice = "# 存在问题\n一\n# 上年问题整改\n二\n# 存在问题\n三\n"

    assert bodies(twice) == {BEFORE: "", "last": "二", "problems": "一\n三"}


@given(
    st.lists(
        st.sampled_from(
            ["", "# 存在问题", "一、上年问题整改", "## 小标题", "正文", "- 一", "#"]
        )
    )
)
def test_writing_a_report_again_changes_it_no_more(lines: list[str]) -> None:
    text = "\n".join(lines)

    once = together(bodies(text), SECTIONS, standing=text)
    again = together(bodies(once), SECTIONS, standing=once)

    assert bodies(again) == bodies(once)
    marked = {one.text for one in paragraphs(text)}
    assert {one.text for one in paragraphs(once)} <= marked | {"上年问题整改"}


def test_paragraphs_are_shown_for_what_they_are() -> None:
    assert [(one.text, one.look) for one in shown(WHOLE, SECTIONS)] == [
        ("述职报告", "title"),
        ("各位领导：", "text"),
        ("一、上年问题整改", "section"),
        ("整改三项。", "text"),
        ("（一）走访", "heading"),
        ("走访两次。", "text"),
        ("存在问题：", "section"),
        ("调研不深", "text"),
    ]
