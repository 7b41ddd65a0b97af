"""The count of a box, from cells to scores."""

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shuping.ballots.rules.form import (
    ABSENT_CELL,
    BLANK_CELL,
    MULTIPLE_CELL,
    UNKNOWN_CELL,
    Form,
)
from shuping.ballots.rules.tally import (
    RefusedClass,
    Turnout,
    ballot_score,
    class_score,
    count,
    pooled_into,
    quorum_holds,
    settle,
)
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
ITEMS = (Item("duty", "履责", Fraction(2)), Item("results", "实效", Fraction(1)))
CLASSES = (
    Category("A", "A票", Fraction(60), signed=False),
    Category("B", "B票", Fraction(40), signed=False),
    Category("S", "记名票", Fraction(20), signed=True),
)
FORM = Form(("R1", "R2"), ("duty", "results"), ("good", "fair", "poor"))
WIDE = Form(("R1", "R2", "R3"), ("all",), ("good", "fair", "poor"))
GOOD, FAIR, POOR = 0, 1, 2


def terms(**validity: Any) -> BallotTerms:
    return BallotTerms(GRADES, ITEMS, CLASSES, validity=Validity(**validity))


@pytest.mark.parametrize(
    ("mark", "cell"),
    [
        ("good", GOOD),
        ("", BLANK_CELL),
        ("unknown", UNKNOWN_CELL),
        ("good+poor", MULTIPLE_CELL),
        ("good + unknown", MULTIPLE_CELL),
        ("good+", None),
        ("+", None),
        ("best", None),
        ("good+best", None),
    ],
)
def test_a_written_mark_becomes_its_cell(mark: str, cell: int | None) -> None:
    assert FORM.cell(mark) == cell


def test_unknown_is_no_mark_where_the_ballot_has_no_such_column() -> None:
    assert Form(("R1",), ("all",), ("good",), unknown=False).cell("unknown") is None


@pytest.mark.parametrize(
    ("cells", "judgement"),
    [
        ([BLANK_CELL, UNKNOWN_CELL, ABSENT_CELL, ABSENT_CELL], Judgement.ABSTAINED),
        ([MULTIPLE_CELL, UNKNOWN_CELL, BLANK_CELL, BLANK_CELL], Judgement.NO_MARK),
        ([GOOD, GOOD, GOOD, BLANK_CELL], Judgement.ALL_SAME),
        ([FAIR, FAIR, UNKNOWN_CELL, MULTIPLE_CELL], Judgement.VALID),
        ([GOOD, FAIR, GOOD, FAIR], Judgement.TOO_MANY_GOOD),
        ([GOOD, FAIR, FAIR, GOOD], Judgement.VALID),
        ([GOOD, FAIR, ABSENT_CELL, ABSENT_CELL], Judgement.TOO_MANY_GOOD),
        ([GOOD, FAIR, BLANK_CELL, ABSENT_CELL], Judgement.VALID),
    ],
)
def test_the_first_rule_that_holds_judges_a_ballot(
    cells: list[int], judgement: Judgement
) -> None:
    rules = Validity(all_same_voids=True, good_at_most=Fraction(1, 2))

    assert judge(bytes(cells), FORM, rules) is judgement


def test_the_share_of_good_counts_reporters_with_a_row_on_a_one_item_ballot() -> None:
    rules = Validity(good_at_most=Fraction(1, 2))

    assert judge(bytes([GOOD, FAIR, ABSENT_CELL]), WIDE, rules) is Judgement.VALID
    assert (
        judge(bytes([GOOD, ABSENT_CELL, ABSENT_CELL]), WIDE, rules)
        is Judgement.TOO_MANY_GOOD
    )


def test_a_count_sums_over_valid_ballots_only() -> None:
    counted = count(
        [
            bytes([GOOD, FAIR, POOR, ABSENT_CELL]),
            bytes([GOOD, GOOD, GOOD, GOOD]),
            bytes([ABSENT_CELL] * 4),
        ],
        FORM,
        Validity(all_same_voids=True),
    )

    assert (counted.valid, counted.abstained, counted.void) == (1, 1, {"all_same": 1})
    assert counted.cells["R2"]["results"] == {
        "good": 0,
        "fair": 0,
        "poor": 0,
        "blank": 1,
        "unknown": 0,
        "multiple": 0,
    }


SHEETS = st.lists(
    st.lists(
        st.sampled_from(
            [GOOD, FAIR, POOR, BLANK_CELL, UNKNOWN_CELL, MULTIPLE_CELL, ABSENT_CELL]
        ),
        min_size=4,
        max_size=4,
    ).map(bytes),
    max_size=12,
)


@given(sheets=SHEETS)
def test_every_cell_adds_up_to_the_valid_ballots(sheets: list[bytes]) -> None:
    counted = count(sheets, FORM, Validity(all_same_voids=True))

    assert counted.valid + counted.abstained + sum(counted.void.values()) == len(sheets)
    assert {
        sum(marks.values())
        for items in counted.cells.values()
        for marks in items.values()
    } == {counted.valid}


@given(a=SHEETS, b=SHEETS)
def test_a_pooled_class_is_counted_as_if_its_ballots_were_the_pools(
    a: list[bytes], b: list[bytes]
) -> None:
    rules = Validity(min_cast=3, pool_small_into="B")
    counts = {code: count(pile, FORM, rules) for code, pile in (("A", a), ("B", b))}
    classes = CLASSES[:2]
    outcome = settle(counts, classes, rules)
    a_small, b_small = counts["A"].valid < 3, counts["B"].valid < 3

    assert set(outcome.hidden) == {
        code for code, small in (("A", a_small), ("B", b_small)) if small
    }
    if a_small and not b_small:
        assert outcome.shown["B"].cells == count(a + b, FORM, rules).cells
        assert outcome.shown["B"].valid == counts["B"].valid
        assert outcome.of("A").cells == {}


def test_a_signed_class_is_never_small_and_a_small_pool_takes_nobody() -> None:
    rules = Validity(min_cast=5, pool_small_into="B")

    assert pooled_into({"A": 1, "B": 9, "S": 0}, CLASSES, rules) == {"A": "B"}
    assert pooled_into({"A": 1, "B": 4, "S": 1}, CLASSES, rules) == {
        "A": None,
        "B": None,
    }


def test_what_is_hidden_keeps_only_the_sum_of_its_void_ballots() -> None:
    rules = Validity(all_same_voids=True)
    pile = [bytes([GOOD] * 4), bytes([MULTIPLE_CELL] * 4)]
    outcome = settle({"A": count(pile, FORM, rules)}, CLASSES[:1], rules)

    assert outcome.hidden["A"].void == {"void": 2}


def marks(**given: int) -> dict[str, int]:
    return (
        dict.fromkeys(["good", "fair", "poor", "blank", "unknown", "multiple"], 0)
        | given
    )


def test_a_class_score_is_the_weighted_mean_of_the_items_anyone_graded() -> None:
    cells = {"duty": marks(good=1, poor=1, blank=7), "results": marks(fair=1)}

    # duty 50 with weight 2, results 75 with weight 1
    assert class_score(cells, terms()) == Fraction(175, 3)
    assert class_score({**cells, "duty": marks(unknown=3)}, terms()) == 75
    assert class_score({"duty": marks(), "results": marks()}, terms()) is None


def test_one_highest_and_one_lowest_are_left_out_above_five_grades() -> None:
    six = {"duty": marks(good=3, fair=2, poor=1), "results": marks()}
    five = {"duty": marks(good=3, fair=1, poor=1), "results": marks()}

    # of six: 100 100 75 75; of five nothing is left out: 375 / 5
    assert class_score(six, terms(trim_above_5=True)) == Fraction(350, 4)
    assert class_score(five, terms(trim_above_5=True)) == Fraction(375, 5)


def test_a_silent_class_is_left_out_counts_zero_or_is_refused() -> None:
    scores = {"A": Fraction(90), "B": None}

    assert ballot_score(scores, terms()) == 90
    assert ballot_score(scores, terms(zero_class="zero")) == 54
    with pytest.raises(RefusedClass):
        ballot_score(scores, terms(zero_class="refuse"))


@pytest.mark.parametrize("rule", ["renormalise", "zero"])
def test_where_all_classes_are_silent_there_is_no_ballot_score(rule: str) -> None:
    assert ballot_score({"A": None, "B": None}, terms(zero_class=rule)) is None
    assert ballot_score({}, terms(zero_class=rule)) is None


def test_the_quorum_is_reached_by_exactly_its_share() -> None:
    rows = [Turnout(2, 2, 2, 2), Turnout(4, 2, 2, 2)]

    assert quorum_holds(rows, Fraction(2, 3))
    assert not quorum_holds([*rows, Turnout(1, 0, 0, 0)], Fraction(2, 3))
