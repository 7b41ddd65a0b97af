"""Where each composite of a pool stands on a line: a chart, beside its table.

Positions are in units of a drawing 960 wide; dots that would cover each other are
stacked upwards.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

WIDTH, MARGIN, DOT = 960, 30, 13
_BASE, _ROOM = 24, 34


@dataclass(frozen=True, slots=True)
class Dot:
    """One reporter: `x` from the left, `y` from the top."""

    x: int
    y: int
    filled: bool
    name: str


@dataclass(frozen=True, slots=True)
class Line:
    """The border of a band."""

    x: int
    name: str


@dataclass(frozen=True, slots=True)
class Spread:
    """A whole chart."""

    dots: tuple[Dot, ...]
    lines: tuple[Line, ...]
    lowest: str
    highest: str
    base: int

    @property
    def height(self) -> int:
        """Return the height of the drawing, its scale included."""
        return self.base + _ROOM


@dataclass(frozen=True, slots=True)
class Mark:
    """A composite to be drawn; `top` where the best grade is proposed."""

    composite: Fraction
    top: bool
    name: str


def spread(marks: Sequence[Mark], borders: Sequence[tuple[Fraction, str]]) -> Spread:
    """Draw composites on a line from the lowest ten below to the highest ten above."""
    values = [mark.composite for mark in marks]
    low = min(values, default=Fraction(0)) // 10 * 10
    high = -(-max(values, default=Fraction(100)) // 10) * 10
    high = max(high, low + 10)

    def place(value: Fraction) -> int:
        share = (value - low) / (high - low)
        return MARGIN + round(share * (WIDTH - 2 * MARGIN))

    heights = _stacked([place(value) for value in values])
    base = _BASE + DOT * (max(heights, default=0) + 1)
    return Spread(
        tuple(
            Dot(place(mark.composite), base - 8 - DOT * height, mark.top, mark.name)
            for mark, height in zip(marks, heights, strict=True)
        ),
        tuple(Line(place(at), name) for at, name in borders if low <= at <= high),
        str(low),
        str(high),
        base,
    )


def _stacked(places: Sequence[int]) -> list[int]:
    """Return how many dots lie below each one."""
    heights: list[int] = []
    for number, here in enumerate(places):
        near = {
            heights[other] for other in range(number) if abs(places[other] - here) < DOT
        }
        heights.append(next(n for n in range(number + 1) if n not in near))
    return heights
