"""Documents that say little of themselves: Word's own type, scans, nothing known."""

from collections.abc import Callable

import pytest

from shuping.documents.rules.measuring.checking import Checked, check
from shuping.documents.rules.measuring.measured import Unreadable
from tests.documents.rules.measuring.makers import (
    bare,
    ofd_of,
    pdf_of,
)
from tests.documents.rules.measuring.wanted import LONG, Sheet, Wanted, numbered, sheets

A4 = (210.0, 297.0)
MAKERS = (pdf_of, ofd_of)
Make = Callable[[list[Sheet], tuple[float, float]], bytes]
TITLE = "关于做好述职评议的通知"
WORDS = (
    TITLE,
    "各街镇党（工）委：",
    *[f"{LONG}。" * 3] * 3,
    "中共江州市委",
    "2020年1月6日",
)
# What Word sets where nothing is said, and each clause that it breaks.
UNSAID = {
    "size of body": ("10.0 pt", "5.2.2"),
    "font of body": ("font 宋体", "5.2.2"),
    "line pitch": ("13.0 pt, 49 lines a page", "5.2.3"),
    "character pitch": ("10.0 pt, 44 characters a line", "5.2.3"),
    "size of title": ("10.0 pt", "7.3.1"),
    "font of title": ("font 宋体", "7.3.1"),
    "title, distance from the middle": ("-58.6 mm", "7.3.1"),
    "size of addressee": ("10.0 pt", "7.3.2"),
    "font of addressee": ("font 宋体", "7.3.2"),
    "indent of “各级党组织要把述…”": ("0.00 mm", "7.3.3"),
    "indent of “中共江州市委…”": ("0.00 mm", "7.3.3"),
    "size of date": ("10.0 pt", "7.3.5.1"),
    "font of date": ("font 宋体", "7.3.5.1"),
    "date, distance from the right edge": ("134.8 mm", "7.3.5.1"),
    "page number": ("none found", "7.5"),
}


def told(checked: Checked) -> dict[str, tuple[str, str]]:
    return {
        str(one.place): (str(one.measured), one.clause) for one in checked.deviations
    }


def notes(checked: Checked) -> list[tuple[int, str]]:
    return [(page, str(words)) for page, words in checked.notes]


def test_a_docx_that_says_nothing_of_itself_is_set_as_word_sets_it() -> None:
    checked = check(bare(WORDS))

    assert told(checked) == UNSAID
    assert checked.notes == ()


def test_what_a_run_says_itself_holds_and_the_rest_is_words_own() -> None:
    found = told(check(bare(WORDS, '<w:sz w:val="32"/>')))

    assert "size of body" not in found
    assert found["font of body"] == ("font 宋体", "5.2.2")
    assert found["size of title"] == ("16.0 pt", "7.3.1")


def test_a_title_as_large_as_an_organs_mark_is_the_title() -> None:
    found = told(check(bare(WORDS, '<w:sz w:val="56"/>')))

    assert found["size of title"] == ("28.0 pt", "7.3.1")
    assert "colour of organ's mark" not in found


def test_styles_that_name_no_font_leave_words_own() -> None:
    styles = '<w:style w:type="paragraph" w:default="1" w:styleId="a"/>'

    assert told(check(bare(WORDS, styles=styles))) == UNSAID


def test_text_under_a_cover_that_tells_nothing_is_measured() -> None:
    cover = "<w:p><w:r><w:br w:type='page'/></w:r></w:p>"
    checked = check(bare(WORDS[2:], before=cover))

    assert checked.measured == (2,)
    assert told(checked)["size of body"] == ("10.0 pt", "5.2.2")
    assert notes(checked) == [
        (1, "there is no text on the page, or only its number"),
        (1, "no title was recognised"),
    ]


@pytest.mark.parametrize("words", ["Minutes of a meeting", "2020-01-06 09:00"])
def test_a_docx_of_which_no_line_is_known_is_not_sound(words: str) -> None:
    checked = check(bare([words]))

    assert checked.measured == ()
    assert not checked.is_sound
    assert notes(checked) == [(1, "no line of the document was recognised")]


def test_a_docx_of_tables_alone_is_not_called_right() -> None:
    table = (
        "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>姓名</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
    )

    with pytest.raises(Unreadable, match="so nothing was measured"):
        check(bare([], before=table))


@pytest.mark.parametrize("make", MAKERS)
def test_a_scan_that_bears_a_page_number_is_not_measured(make: Make) -> None:
    with pytest.raises(Unreadable, match="so nothing was measured"):
        check(make([numbered(1), numbered(2)], A4))


@pytest.mark.parametrize("make", MAKERS)
def test_a_scanned_page_among_others_is_told_and_not_counted(make: Make) -> None:
    checked = check(make([*sheets(Wanted()), Sheet()], A4))

    assert (checked.pages, checked.measured) == (4, (1, 2, 3))
    assert notes(checked) == [(4, "there is no text on the page, or only its number")]
    assert checked.is_sound


@pytest.mark.parametrize("make", MAKERS)
def test_of_several_documents_each_must_tell_something(make: Make) -> None:
    checked = check(make([*sheets(Wanted()), numbered(1)], A4))

    assert checked.documents == ((1, 3), (4, 4))
    assert checked.deviations == ()
    assert not checked.is_sound
    assert notes(checked)[-1] == (4, "no line of the document was recognised")
