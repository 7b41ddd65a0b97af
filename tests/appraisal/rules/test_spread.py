"""The chart of composites."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from shuping.appraisal.rules.spread import DOT, MARGIN, WIDTH, Mark, spread

BORDERS = [(Fraction(90), "好"), (Fraction(60), "一般")]


def marks(*composites: Fraction | int) -> list[Mark]:
    return [Mark(Fraction(one), top=one >= 90, name=str(one)) for one in composites]


def test_the_scale_runs_from_ten_to_ten() -> None:
    drawn = spread(marks(71, 95), BORDERS)

    assert (drawn.lowest, drawn.highest) == ("70", "100")
    assert [line.name for line in drawn.lines] == ["好"]
    assert [dot.filled for dot in drawn.dots] == [False, True]


def test_a_chart_of_nobody_and_of_equals_has_a_scale_too() -> None:
    assert (spread([], BORDERS).lowest, spread([], BORDERS).highest) == ("0", "100")
    assert spread(marks(80, 80), BORDERS).highest == "90"


@given(st.lists(st.fractions(-20, 130, max_denominator=50), max_size=40))
def test_every_dot_is_on_the_paper_and_none_covers_another(
    composites: list[Fraction],
) -> None:
    drawn = spread(marks(*composites), BORDERS)

    assert all(MARGIN <= dot.x <= WIDTH - MARGIN for dot in drawn.dots)
    assert all(0 < dot.y < drawn.base < drawn.height for dot in drawn.dots)
    places = [(dot.x, dot.y) for dot in drawn.dots]
    assert not any(
        abs(x - x2) < DOT and y == y2
        for number, (x, y) in enumerate(places)
        for x2, y2 in places[:number]
    )
