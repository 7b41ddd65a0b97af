"""What a void rule or one ballot changes, and when that is not told."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shuping.ballots.rules import effects, leaving_out, tally
from shuping.ballots.rules.effects import Effects, effects_of
from shuping.ballots.rules.form import BLANK_CELL, MULTIPLE_CELL, Form
from shuping.ballots.rules.tally import Outcome, count, places, scores_of, settle
from shuping.ballots.rules.validity import Judgement, judge
from shuping.rounds.rules.scheme import (
    BallotTerms,
    Category,
    Grade,
    Item,
    Validity,
)

GRADES = (
    Grade("good", "好", Fraction(100)),
    Grade("fair", "较好", Fraction(75)),
    Grade("poor", "差", Fraction(0)),
)
CLASSES = (
    Category("A", "A票", Fraction(60), signed=False),
    Category("B", "B票", Fraction(40), signed=False),
    Category("S", "记名票", Fraction(20), signed=True),
)
FORM = Form(("R1", "R2", "R3"), ("all",), ("good", "fair", "poor"))
ITEM = (Item("all", "总体", Fraction(1)),)
MARK = {"g": 0, "f": 1, "p": 2, "-": BLANK_CELL, "2": MULTIPLE_CELL}
Piles = Mapping[str, Sequence[bytes]]


def terms(items: tuple[Item, ...] = ITEM, **validity: Any) -> BallotTerms:
    rules = {"all_same_voids": True, "min_cast": 2} | validity
    return BallotTerms(GRADES, items, CLASSES, validity=Validity(**rules))


def piles(**letters: str) -> dict[str, list[bytes]]:
    return {
        code: [bytes(MARK[one] for one in word) for word in words.split()]
        for code, words in letters.items()
    }


def outcome_of(those: Piles, rules: BallotTerms, form: Form = FORM) -> Outcome:
    counts = {
        one.code: count(those.get(one.code, []), form, rules.validity)
        for one in rules.categories
    }
    return settle(counts, rules.categories, rules.validity)


def found(those: Piles, rules: BallotTerms, form: Form = FORM) -> Effects:
    secret = {code: pile for code, pile in those.items() if code != "S"}
    return effects_of(secret, form, outcome_of(those, rules, form), rules)


def test_a_void_rule_is_lifted_where_enough_ballots_were_void_by_it() -> None:
    # A as counted: R1 (100 + 75) / 2, R2 (75 + 100) / 2, R3 (0 + 75) / 2. With the two
    # void ballots of nothing but 0, four are counted: 175/4, 175/4 and 75/4.
    rules = terms()
    those = piles(A="gfp fgf ppp ppp", B="gfp gfp")

    without = found(those, rules).without

    assert without == {
        "all_same": {
            "R1": (60 * Fraction(175, 4) + 40 * 100) / 100,
            "R2": (60 * Fraction(175, 4) + 40 * 75) / 100,
            "R3": (60 * Fraction(75, 4) + 40 * 0) / 100,
        }
    }


@pytest.mark.parametrize(
    "those",
    [
        piles(A="gfp fgf ppp", B="gfp gfp"),
        piles(A="gfp fgf ppp ppp", B="gfp gfp ggg"),
        piles(A="gfp fgf ppp ppp", B="gfp ggg"),
        piles(A="gfp fgf ppp ppp", B="gfp 2--"),
        piles(A="gfp fgf", B="gfp gfp"),
        piles(A="gfp fgf --- ---", B="gfp gfp"),
    ],
    ids=[
        "one ballot was void by it",
        "one ballot of another class was",
        "a class not shown has a void ballot",
        "a class not shown has a void ballot for another reason",
        "no ballot was void",
        "the others abstained",
    ],
)
def test_a_void_rule_is_not_lifted_where_that_tells_of_a_few(those: Piles) -> None:
    assert found(those, terms()).without == {}


def test_a_rule_that_is_off_has_no_effect_and_each_is_lifted_alone() -> None:
    # ggg is void by both rules, so it stays void when one of them is lifted.
    those = piles(A="gfp fgf ggg ggg ppp ppp ggf ggf", B="gfp gfp")

    both = found(those, terms(good_at_most=Fraction(1, 3))).without

    assert list(both) == ["all_same", "too_many_good"]
    assert (
        both["all_same"]
        == found(piles(A="gfp fgf ppp ppp", B="gfp gfp"), terms()).without["all_same"]
    )
    assert found(those, terms(all_same_voids=False)).without == {}


def test_signed_ballots_stay_as_they_were_counted() -> None:
    with_signed = found(
        piles(A="gfp fgf ppp ppp", B="gfp gfp", S="ggg ggg gfp"), terms()
    )
    plain = found(piles(A="gfp fgf ppp ppp", B="gfp gfp", S="gfp"), terms())

    assert with_signed.without == plain.without


def test_one_ballot_moves_a_rank_where_enough_would_and_enough_would_not() -> None:
    # R1 and R2 are equal; whichever of the first four is left out parts them.
    those = piles(A="gfp gfp fgp fgp ffp ggp", B="ffp ffp")

    assert found(those, terms()).moved == {"A": ("R1", "R2")}
    assert found(those, terms(min_cast=3)).moved == {}
    assert found(piles(A="gfp fgp", B="ffp ffp"), terms()).moved == {}


def test_a_pool_is_looked_at_with_what_it_took_in() -> None:
    those = piles(A="gfp fgp ffp ffp", B="gfp")

    pooled = found(those, terms(min_cast=2, pool_small_into="A")).moved
    dropped = found(those, terms(min_cast=2)).moved

    assert pooled != dropped


def test_what_is_written_is_read_again() -> None:
    told = Effects(
        {"all_same": {"R1": Fraction(1, 3), "R2": None}}, {"A": ("R1", "R2")}
    )

    assert effects.read(effects.written(told)) == told
    assert effects.read({}) == Effects()
    assert list(effects.effect_rows(told)) == [
        ("all_same", "R1", Fraction(1, 3), 1),
        ("all_same", "R2", "", ""),
    ]
    assert list(effects.moved_rows(told)) == [("A", "R1"), ("A", "R2")]


WIDE = Form(("R1", "R2", "R3"), ("duty", "results"), ("good", "fair", "poor"))
TWO = (Item("duty", "履责", Fraction(2)), Item("results", "实效", Fraction(1)))


@st.composite
def cases(draw: st.DrawFn) -> tuple[dict[str, list[bytes]], BallotTerms]:
    marks = st.sampled_from([0, 0, 1, 2, BLANK_CELL, BLANK_CELL])
    sheet = st.lists(marks, min_size=6, max_size=6).map(bytes)
    those = {code: draw(st.lists(sheet, max_size=8)) for code in "AB"}
    rules = terms(
        TWO,
        all_same_voids=draw(st.booleans()),
        min_cast=draw(st.integers(0, 3)),
        trim_above_5=draw(st.booleans()),
        zero_class=draw(st.sampled_from(["renormalise", "zero", "refuse"])),
        pool_small_into=draw(st.sampled_from([None, "A"])),
    )
    return those, rules


@given(cases())
def test_leaving_out_each_ballot_is_the_same_as_counting_without_it(
    case: tuple[dict[str, list[bytes]], BallotTerms],
) -> None:
    those, rules = case
    outcome = outcome_of(those, rules, WIDE)
    cells = {code: one.cells for code, one in outcome.shown.items()}
    if "A" not in cells:
        return
    lying = [
        one for one in those["A"] if judge(one, WIDE, rules.validity) is Judgement.VALID
    ]
    lying += [
        one
        for one in those["B"]
        if "B" not in cells
        and rules.validity.pool_small_into
        and judge(one, WIDE, rules.validity) is Judgement.VALID
    ]
    before = places(scores_of(cells, WIDE.reporters, rules).values())
    expected = dict.fromkeys(WIDE.reporters, 0)
    for place in range(len(lying)):
        left = tally.cells_of(lying[:place] + lying[place + 1 :], WIDE)
        after = places(scores_of({**cells, "A": left}, WIDE.reporters, rules).values())
        for who, rank, other in zip(WIDE.reporters, before, after, strict=True):
            expected[who] += rank != other

    counted = leaving_out.Counted(cells, WIDE, rules)

    changes = leaving_out.rank_changes("A", lying, counted)
    assert {who: changes[who] for who in WIDE.reporters} == expected
