"""The calendar of a round: working days counted from the day of the meeting.

Which days are working days is a yearly notice of the State Council, with working
weekends in exchange for long holidays; years without a notice count Monday to Friday.
"""

from collections.abc import Callable, Mapping
from datetime import date, timedelta

import chinese_calendar

from shuping.refusal import Words, say

WORDS: Mapping[str, Words] = {
    "notice": say("the notice goes out"),
    "findings": say("findings are put together"),
    "draft": say("draft reports are due"),
    "return": say("reports come back with remarks"),
    "final": say("reports are final"),
    "comment_cards": say("comment cards are ready"),
    "pack": say("the papers of the meeting are packed"),
    "meeting": say("the meeting"),
    "grade": say("grades are decided"),
    "letters": say("feedback letters go out"),
    "lists": say("lists of problems are in"),
}
"""What each key of the scheme's `[calendar]` names."""


def is_working(day: date) -> bool:
    """Tell whether people work on that day in China."""
    try:
        return bool(chinese_calendar.is_workday(day))
    except NotImplementedError:
        return day.weekday() < 5  # noqa: PLR2004 - Monday to Friday


def dates_of(
    offsets: Mapping[str, int],
    meeting: date,
    *,
    works: Callable[[date], bool] = is_working,
) -> dict[str, date]:
    """Return the day of each step, `offsets` being working days from the meeting.

    The meeting's own day is 0, whether it is a working day or not.
    """
    return {
        step: _days_on(meeting, offset, works=works) for step, offset in offsets.items()
    }


def _days_on(day: date, offset: int, *, works: Callable[[date], bool]) -> date:
    step = timedelta(days=1 if offset > 0 else -1)
    for _ in range(abs(offset)):
        day += step
        while not works(day):
            day += step
    return day
