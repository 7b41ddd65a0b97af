"""Editions notice any change; lines are what stands in them."""

from datetime import date

from shuping.meetings.rules import edition, lines


def test_an_edition_changes_with_what_stands_and_with_nothing_else() -> None:
    first = edition("会议", date(2019, 12, 27), ["一", "二"])

    assert edition("会议", date(2019, 12, 27), ["一", "二"]) == first
    assert edition("会议", date(2019, 12, 27), ["二", "一"]) != first
    assert edition("会议", None, ["一", "二"]) != first
    assert len(first) == 16


def test_lines_leave_out_what_is_empty() -> None:
    assert lines(" 一 \n\n二\r\n ") == ["一", "二"]
