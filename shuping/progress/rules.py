"""How the bodies below came to be done, day by day: a chart, beside its table.

Positions are in units of a drawing 960 wide and 240 high, its margins included.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

WIDTH, HEIGHT, MARGIN = 960, 240, 40


@dataclass(frozen=True, slots=True)
class Day:
    """A day on which bodies were done: how many on it, and how many up to it."""

    day: date
    done: int
    so_far: int


@dataclass(frozen=True, slots=True)
class Trend:
    """A chart of how many were done by when; `deadline` is empty without one."""

    days: tuple[Day, ...]
    of: int
    line: str
    deadline: int | None

    @property
    def first(self) -> date:
        """Return the day at the left."""
        return self.days[0].day


def trend(done: Sequence[date], *, of: int, today: date, deadline: date) -> Trend:
    """Draw the days on which bodies were done, up to today; at least one of them.

    The line stays level between two days, for nothing is done in between. A deadline
    further off than a year is none.
    """
    by_day = Counter(done)
    days: list[Day] = []
    for day in sorted(by_day):
        so_far = by_day[day] + (days[-1].so_far if days else 0)
        days.append(Day(day, by_day[day], so_far))
    first = days[0].day
    told = abs((deadline - first).days) <= 366  # noqa: PLR2004 - a year
    last = max(days[-1].day, today, deadline if told else first)
    span = max((last - first).days, 1)

    def across(day: date) -> int:
        return MARGIN + (day - first).days * (WIDTH - 2 * MARGIN) // span

    def up(count: int) -> int:
        return HEIGHT - MARGIN - count * (HEIGHT - 2 * MARGIN) // max(of, 1)

    corners = [(MARGIN, up(0))]
    for one in days:
        x = across(one.day)
        corners += [(x, corners[-1][1]), (x, up(one.so_far))]
    corners.append((max(across(today), corners[-1][0]), corners[-1][1]))
    line = " ".join(f"{x},{y}" for x, y in corners)
    return Trend(tuple(days), of, line, across(deadline) if told else None)
