"""What a cell may hold, and what is said of one that does not fit."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shuping.tables import kinds
from shuping.tables.kinds import Kind, Misfit

ROLE, STATUS = kinds.one_of("a", "b"), kinds.one_of("a", "b", empty="b")
ALL = (
    kinds.free,
    kinds.filled,
    kinds.code,
    kinds.year,
    kinds.up_to(3),
    kinds.number,
    kinds.score,
    kinds.whole,
    kinds.maybe_whole,
    kinds.about,
    kinds.day,
    kinds.maybe_day,
    ROLE,
    STATUS,
)


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        (kinds.free, "", ""),
        (kinds.filled, "好", "好"),
        (kinds.code, "云台_1.a-b", "云台_1.a-b"),
        (kinds.code, "x" * 64, "x" * 64),
        (kinds.year, "2019", 2019),
        (kinds.up_to(2), "书记", "书记"),
        (kinds.number, "-0.50", Fraction(-1, 2)),
        (kinds.number, f"0.{'3' * 30}", Fraction(int("3" * 30), 10**30)),
        (kinds.score, "87.12345678901234", Fraction(8712345678901234, 10**14)),
        (kinds.number, "+3", Fraction(3)),
        (kinds.score, "0", Fraction(0)),
        (kinds.score, "100.0", Fraction(100)),
        (kinds.whole, "007", 7),
        (kinds.maybe_whole, "", None),
        (kinds.maybe_whole, "7", 7),
        (kinds.about, "", None),
        (kinds.about, "28", (28, False)),
        (kinds.about, "100+", (100, True)),
        (kinds.about, "100余", (100, True)),
        (kinds.day, "2020-02-29", date(2020, 2, 29)),
        (kinds.maybe_day, "", None),
        (kinds.maybe_day, "2020-01-15", date(2020, 1, 15)),
        (ROLE, "b", "b"),
        (STATUS, "", "b"),
        (STATUS, "a", "a"),
    ],
)
def test_a_cell_that_fits_is_a_value(kind: Kind, text: str, value: object) -> None:
    assert kind(text) == value


DAY, EXISTING = "a date, as 2020-01-15", "a date that exists, as 2020-01-15"
WHOLE = "a whole number, as 28"
NUMBER = "a number with a point, as 87.5"
CODES = "letters, digits, _ - and . only, no - or . first, at most 64"


@pytest.mark.parametrize(
    ("kind", "text", "wrong", "right"),
    [
        (kinds.filled, "", "empty", "write something here"),
        (kinds.code, "", "empty", "write something here"),
        (kinds.code, "../a", "../a is no code", CODES),
        (kinds.code, "a/b", "a/b is no code", CODES),
        (kinds.code, ".a", ".a is no code", CODES),
        (kinds.code, "x" * 65, f"{'x' * 60} is no code", CODES),
        (kinds.year, "", "empty", "a year, as 2019"),
        (kinds.year, "19", "19 does not fit", "a year, as 2019"),
        (kinds.year, "99999", "99999 does not fit", "a year, as 2019"),
        (kinds.up_to(2), "书记员", "3 characters", "at most 2"),
        (kinds.up_to(2, kinds.filled), "", "empty", "write something here"),
        (kinds.number, f"1.{'3' * 31}", f"1.{'3' * 31} does not fit", NUMBER),
        (kinds.number, "", "empty", "a number with a point, as 87.5"),
        (kinds.number, "1e3", "1e3 does not fit", "a number with a point, as 87.5"),
        (kinds.number, "１", "１ does not fit", "a number with a point, as 87.5"),
        (kinds.score, "100.5", "100.5 does not fit", "from 0 to 100"),
        (kinds.score, "-1", "-1 does not fit", "from 0 to 100"),
        (kinds.score, "x", "x does not fit", "a number with a point, as 87.5"),
        (kinds.whole, "1.0", "1.0 does not fit", WHOLE),
        (kinds.whole, "9" * 99, f"{'9' * 60} does not fit", WHOLE),
        (kinds.maybe_whole, "-1", "-1 does not fit", WHOLE),
        (
            kinds.about,
            "约100",
            "约100 does not fit",
            f"{WHOLE}, or 100+ for more than 100",
        ),
        (kinds.day, "", "empty", DAY),
        (kinds.day, "2020-1-5", "2020-1-5 does not fit", DAY),
        (kinds.day, "2019-02-29", "2019-02-29 does not fit", EXISTING),
        (kinds.maybe_day, "0000-01-01", "0000-01-01 does not fit", EXISTING),
        (ROLE, "", "empty", "one of a, b"),
        (STATUS, "c", "c does not fit", "one of a, b"),
    ],
)
def test_a_cell_that_does_not_fit_is_told_with_what_would(
    kind: Kind, text: str, wrong: str, right: str
) -> None:
    misfit = kind(text)

    assert isinstance(misfit, Misfit)
    assert (str(misfit.wrong), str(misfit.right)) == (wrong, right)


@given(st.text(max_size=30) | st.from_regex(r"[0-9+.\-]{1,30}"))
def test_any_cell_is_a_value_or_a_misfit(text: str) -> None:
    for kind in ALL:
        value = kind(text)
        if isinstance(value, Misfit):
            said = str(value.wrong)
            assert said.startswith(text[:60] or "empty") or said.endswith("characters")
