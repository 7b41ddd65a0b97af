"""Working days from the meeting."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shuping.rounds.rules.calendar import WORDS, dates_of, is_working
from shuping.rounds.rules.scheme_file import read
from tests.folders.good import SCHEME

FRIDAY = date(2019, 12, 27)
DAYS = st.dates(date(2005, 1, 1), date(2100, 1, 1))


def test_new_years_day_is_a_holiday_and_its_exchange_sunday_is_not() -> None:
    assert not is_working(date(2020, 1, 1))
    assert is_working(date(2019, 9, 29))


def test_a_year_without_a_notice_counts_monday_to_friday() -> None:
    assert is_working(date(2099, 12, 31))
    assert not is_working(date(2100, 1, 2))


def test_days_are_counted_over_weekends_and_holidays() -> None:
    days = dates_of({"pack": -2, "meeting": 0, "grade": 4}, FRIDAY)

    assert days == {
        "pack": date(2019, 12, 25),
        "meeting": FRIDAY,
        "grade": date(2020, 1, 3),
    }


def test_the_calendar_may_be_that_of_another_country() -> None:
    assert dates_of({"pack": -2}, FRIDAY, works=lambda _: True) == {
        "pack": date(2019, 12, 25)
    }


@given(DAYS, st.integers(-60, 60).filter(bool))
def test_a_step_falls_on_a_working_day_with_as_many_between(
    meeting: date, offset: int
) -> None:
    (day,) = dates_of({"step": offset}, meeting).values()

    first, last = sorted((meeting, day))
    between = (first + timedelta(days=n) for n in range(1, (last - first).days))
    assert is_working(day)
    assert sum(map(is_working, between)) == abs(offset) - 1


@pytest.mark.parametrize("added", ["", "[calendar]\nnotice = -40\n"])
def test_every_step_of_a_scheme_has_its_words(added: str) -> None:
    scheme = read((SCHEME + added).encode()).scheme

    assert scheme is not None
    assert {*scheme.calendar, "meeting"} == set(WORDS)
