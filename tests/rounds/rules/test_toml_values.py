"""Numbers and shares are exact, or they are none; what does not fit is shown."""

from collections.abc import Callable
from datetime import date, time
from decimal import Decimal
from fractions import Fraction

import pytest

from shuping.rounds.rules.toml_values import exact, misfit, share_of, within


@pytest.mark.parametrize(
    ("value", "number"),
    [
        (7, Fraction(7)),
        (Decimal("0.1"), Fraction(1, 10)),
        (Decimal("1e30"), Fraction(10**30)),
        (Decimal("1e-30"), Fraction(1, 10**30)),
        (Decimal("0e-99999"), Fraction(0)),
        (Decimal("1e31"), None),
        (Decimal("1e-31"), None),
        (Decimal(f"2.{'3' * 31}"), None),
        (Decimal(f"0.{'3' * 30}"), Fraction(int("3" * 30), 10**30)),
        (10**31, None),
        (Decimal("inf"), None),
        (Decimal("nan"), None),
        (True, None),
        ("7", None),
        (0.5, None),
        ([], None),
    ],
)
def test_a_number_is_exact_or_none(value: object, number: Fraction | None) -> None:
    assert exact(value) == number


@pytest.mark.parametrize(
    ("value", "share"),
    [
        ("1/3", Fraction(1, 3)),
        (" 15% ", Fraction(3, 20)),
        ("33.3%", Fraction(333, 1000)),
        ("66.66666666666%", Fraction(6666666666666, 10**13)),
        (f"0.{'3' * 31}", None),
        ("0.15", Fraction(3, 20)),
        ("0", Fraction(0)),
        ("100%", Fraction(1)),
        (1, Fraction(1)),
        (Decimal("0.15"), Fraction(3, 20)),
        ("4/3", None),
        ("101%", None),
        ("1/0", None),
        ("-1/3", None),
        ("1.5", None),
        (2, None),
        (-1, None),
        ("", None),
        ("half", None),
        ("１/３", None),
        (True, None),
        (None, None),
    ],
)
def test_a_share_lies_from_0_to_1(value: object, share: Fraction | None) -> None:
    assert share_of(value) == share


@pytest.mark.parametrize(
    ("limits", "words"),
    [
        ((None, None, 0), "more than 0"),
        ((0, None, None), "at least 0"),
        ((0, 100, None), "from 0 to 100"),
    ],
)
def test_the_limits_are_told(
    limits: tuple[int | None, int | None, int | None], words: str
) -> None:
    assert str(within(*limits)) == words


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("好", '"好"'),
        ("", '""'),
        (True, "true"),
        (False, "false"),
        (0, "0"),
        (Decimal("2.50"), "2.50"),
        ("long" * 100, f'"{"long" * 15}"'),
        (["LJ01", 3], '["LJ01", 3]'),
        ({"code": True}, "{code = true}"),
        (date(2020, 1, 15), "2020-01-15"),
        (time(9), "09:00:00"),
    ],
)
def test_what_does_not_fit_is_shown_as_it_was_written(
    value: object, shown: str
) -> None:
    assert str(misfit(value)) == f"{shown} does not fit"


def _nested(depth: int) -> object:
    value: object = 1
    for _ in range(depth):
        value = {"a": value}
    return value


@pytest.mark.parametrize(
    "endless",
    [lambda: 16**5000, lambda: [1, 16**5000], lambda: _nested(20_000)],
    ids=["a number", "a number in a list", "tables in tables"],
)
def test_what_is_without_measure_is_not_written_out(
    endless: Callable[[], object],
) -> None:
    assert str(misfit(endless())) == "… does not fit"
