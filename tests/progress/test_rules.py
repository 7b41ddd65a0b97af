"""The chart of how the bodies below came to be done."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from shuping.progress.rules import HEIGHT, MARGIN, WIDTH, Day, trend

FIRST, DEADLINE = date(2019, 12, 10), date(2020, 1, 15)
DAYS = st.dates(FIRST, FIRST + timedelta(90))


def test_days_add_up_and_the_line_rises_on_each_of_them() -> None:
    done = [date(2019, 12, 12), FIRST, date(2019, 12, 12)]

    drawn = trend(done, of=4, today=date(2019, 12, 14), deadline=date(2019, 12, 20))

    assert drawn.days == (Day(FIRST, 1, 1), Day(date(2019, 12, 12), 2, 3))
    assert drawn.first == FIRST
    assert drawn.deadline == WIDTH - MARGIN
    assert drawn.line == "40,200 40,200 40,160 216,160 216,80 392,80"


def test_a_deadline_that_the_record_does_not_state_is_not_drawn() -> None:
    drawn = trend([FIRST], of=1, today=FIRST, deadline=date(9999, 12, 31))

    assert drawn.deadline is None
    assert drawn.line == "40,200 40,200 40,40 40,40"


@given(st.lists(DAYS, min_size=1), DAYS)
def test_the_line_never_falls_never_turns_back_and_stays_on_the_paper(
    done: list[date], today: date
) -> None:
    drawn = trend(done, of=len(done), today=today, deadline=DEADLINE)

    corners = [tuple(map(int, one.split(","))) for one in drawn.line.split()]
    assert corners == sorted(corners, key=lambda one: (one[0], -one[1]))
    assert all(MARGIN <= x <= WIDTH - MARGIN for x, _ in corners)
    assert all(MARGIN <= y <= HEIGHT - MARGIN for _, y in corners)
    assert drawn.days[-1].so_far == len(done)
