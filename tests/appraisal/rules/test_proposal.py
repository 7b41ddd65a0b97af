"""From exact composites to proposed grades."""

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shuping.appraisal.rules.proposal import (
    Candidate,
    propose,
    rank,
    top_places,
)
from shuping.rounds.rules.numbers import exact, rounded
from shuping.rounds.rules.scheme import AppraisalTerms, Band, Gate, Pool, Trigger

GRADES = ["good", "fairly_good", "average", "poor"]
BANDS = (
    Band("good", Fraction(90)),
    Band("fairly_good", Fraction(75)),
    Band("average", Fraction(60)),
)


def pool(**kind: Any) -> Pool:
    return Pool("all", "", (), **kind)


def terms(**kind: Any) -> AppraisalTerms:
    return AppraisalTerms(BANDS, (), 2, "half_up", **kind)


def candidates(*composites: int) -> list[Candidate]:
    return [Candidate(f"R{n}", Fraction(one)) for n, one in enumerate(composites)]


def proposed(
    those: list[Candidate], those_terms: AppraisalTerms, those_pool: Pool
) -> list[tuple[int, str, tuple[str, ...]]]:
    return [
        (one.rank, one.grade, one.reasons)
        for one in propose(those, those_pool, those_terms, GRADES)
    ]


def test_a_band_includes_the_points_it_begins_with() -> None:
    free = pool(below_good_at_least=None)
    given = [
        Candidate("a", Fraction(90)),
        Candidate("b", Fraction(8999, 100)),
        Candidate("c", Fraction(-3)),
    ]

    assert proposed(given, terms(), free) == [
        (1, "good", ("band",)),
        (2, "fairly_good", ("band",)),
        (3, "poor", ("band",)),
    ]


def test_equal_composites_share_a_rank_and_the_next_skips() -> None:
    composites = [Fraction(n) for n in (80, 90, 80, 70)]

    assert rank(composites) == [2, 1, 2, 4]


def test_gates_are_met_from_the_best_grade_down() -> None:
    gates = (
        Gate("good", "annual"),
        Gate("good", "other"),
        Gate("fairly_good", "basic"),
    )
    given = [
        Candidate("a", Fraction(95), frozenset({"annual", "other"})),
        Candidate("b", Fraction(95), frozenset({"basic"})),
        Candidate("c", Fraction(95)),
        Candidate("d", Fraction(10)),
    ]
    reasons = [one[1:] for one in proposed(given, terms(gates=gates), pool())]

    assert reasons == [
        ("good", ("band",)),
        ("fairly_good", ("band", "gate:annual")),
        ("average", ("band", "gate:annual", "gate:basic")),
        ("poor", ("band",)),
    ]


def test_the_lowest_cap_wins_and_the_first_of_equals_is_named() -> None:
    triggers = (
        Trigger("late", "", "fairly_good"),
        Trigger("fraud", "", "average"),
        Trigger("accident", "", "average"),
    )
    given = [
        Candidate(
            "a", Fraction(95), frozenset(), frozenset({"accident", "fraud", "late"})
        ),
        Candidate("b", Fraction(95), frozenset(), frozenset({"late"})),
        Candidate("c", Fraction(70), frozenset(), frozenset({"fraud"})),
    ]
    reasons = [one[1:] for one in proposed(given, terms(triggers=triggers), pool())]

    assert reasons == [
        ("average", ("band", "trigger:fraud")),
        ("fairly_good", ("band", "trigger:late")),
        ("average", ("band",)),
    ]


def test_nobody_is_moved_where_the_scheme_has_one_grade_only() -> None:
    nobody_at_the_top = pool(quota_from=1, good_at_most=Fraction(0))
    one_grade = AppraisalTerms((Band("good", Fraction(90)),), (), 2, "half_up")
    those = propose(candidates(95, 50), nobody_at_the_top, one_grade, ["good"])

    assert [(one.grade, one.reasons) for one in those] == [("good", ("band",))] * 2


@pytest.mark.parametrize(
    ("size", "most", "below", "places"),
    [
        (16, None, Fraction(15, 100), 13),  # ceil(2.4) = 3 are below
        (69, None, Fraction(15, 100), 58),  # ceil(10.35) = 11
        (10, Fraction(1, 3), None, 3),
        (10, Fraction(1, 3), Fraction(8, 10), 2),
        (6, Fraction(0), Fraction(1), 6),  # a pool smaller than seven has no quota
        (8, None, Fraction(1), 0),
    ],
)
def test_the_quota_leaves_so_many_places(
    size: int, most: Fraction | None, below: Fraction | None, places: int
) -> None:
    assert (
        top_places(size, pool(good_at_most=most, below_good_at_least=below)) == places
    )


@pytest.mark.parametrize(
    ("tie", "grades"),
    [
        ("down", {"R0": ("band",), "R1": ("band", "quota"), "R2": ("band", "quota")}),
        (
            "committee",
            {
                "R0": ("band",),
                "R1": ("band", "quota", "tie"),
                "R2": ("band", "quota", "tie"),
            },
        ),
        ("up", {"R0": ("band",), "R1": ("band",), "R2": ("band",)}),
    ],
)
def test_those_tied_at_the_line_go_stay_or_wait_for_the_committee(
    tie: str, grades: dict[str, tuple[str, ...]]
) -> None:
    half = pool(good_at_most=Fraction(2, 4), quota_from=1, tie_at_the_line=tie)
    given = candidates(97, 95, 95, 91)
    reasons = {
        one.organisation: one.reasons for one in propose(given, half, terms(), GRADES)
    }

    assert reasons == {**grades, "R3": ("band", "quota")}


@pytest.mark.parametrize("tie", ["down", "committee", "up"])
def test_without_a_place_nobody_keeps_the_top_grade(tie: str) -> None:
    none = pool(good_at_most=Fraction(0), quota_from=1, tie_at_the_line=tie)

    assert proposed(candidates(95, 95), terms(), none) == [
        (1, "fairly_good", ("band", "quota")),
        (1, "fairly_good", ("band", "quota")),
    ]


@given(
    composites=st.lists(st.integers(85, 100), max_size=12),
    share=st.fractions(0, 1, max_denominator=6),
    tie=st.sampled_from(["down", "committee"]),
)
def test_never_more_than_the_places_keep_the_top_grade(
    composites: list[int], share: Fraction, tie: str
) -> None:
    some = pool(good_at_most=share, quota_from=1, tie_at_the_line=tie)
    grades = [one[1] for one in proposed(candidates(*composites), terms(), some)]

    assert grades.count("good") <= top_places(len(composites), some)


@pytest.mark.parametrize(
    ("value", "places", "rounding", "text"),
    [
        (Fraction(1825, 20), 2, "half_up", "91.25"),
        (Fraction(91245, 1000), 2, "half_up", "91.25"),
        (Fraction(91245, 1000), 2, "half_even", "91.24"),
        (Fraction(91255, 1000), 2, "half_even", "91.26"),
        (Fraction(-5, 1000), 2, "half_up", "0.00"),
        (Fraction(-15, 1000), 2, "half_up", "-0.01"),
        (Fraction(-15, 1000), 2, "half_even", "-0.02"),
        (Fraction(5, 2), 0, "half_up", "3"),
        (Fraction(5, 2), 0, "half_even", "2"),
        (Fraction(1, 300), 2, "half_up", "0.00"),
    ],
)
def test_a_value_is_rounded_once_when_printed(
    value: Fraction, places: int, rounding: str, text: str
) -> None:
    assert rounded(value, places, rounding) == text


def test_an_exact_value_is_in_lowest_terms_and_an_integer_has_no_denominator() -> None:
    assert (exact(Fraction(550, 6)), exact(Fraction(180, 2))) == ("275/3", "90")
