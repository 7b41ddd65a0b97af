"""The words of a ballot, and what becomes of a small class."""

from dataclasses import replace
from fractions import Fraction

import pytest

from shuping.ballots.rules.tally import Turnout
from shuping.ballots.rules.telling import marks_of, small_classes, tone
from shuping.rounds.rules.scheme import BallotTerms, Category, Grade, Item, Validity

ONE = Fraction(1)
TERMS = BallotTerms(
    grades=(Grade("good", "好", Fraction(100)), Grade("poor", "差", Fraction(0))),
    items=(Item("overall", "总体评价", ONE),),
    categories=(
        Category("A", "领导", ONE, signed=False),
        Category("B", "部门", ONE, signed=False),
        Category("S", "联系领导", ONE, signed=True),
    ),
)
MANY, FEW = Turnout(9, 9, 9, 9), Turnout(9, 9, 9, 4)
DROPPED = "its ballots are dropped, and the other classes share its weight"


def test_marks_stand_in_the_order_of_the_paper() -> None:
    assert list(marks_of(TERMS)) == ["good", "poor", "unknown", "blank", "multiple"]


def test_a_ballot_without_an_unknown_column_has_no_such_mark() -> None:
    terms = replace(TERMS, validity=Validity(unknown=False))

    assert list(marks_of(terms)) == ["good", "poor", "blank", "multiple"]


@pytest.mark.parametrize(
    ("of", "tones"), [(1, [1]), (2, [1, 4]), (4, [1, 2, 3, 4]), (5, [1, 2, 3, 3, 4])]
)
def test_the_best_grade_is_green_and_the_last_red(of: int, tones: list[int]) -> None:
    assert [tone(place, of) for place in range(of)] == tones


def test_a_class_with_few_sheets_is_dropped_and_a_signed_one_never() -> None:
    one = Turnout(1, 1, 1, 1)
    small = small_classes(TERMS, {"A": FEW, "B": MANY, "S": one})

    assert [(s.category, s.cast, str(s.words)) for s in small] == [("A", 4, DROPPED)]


def test_a_small_class_goes_into_the_pool_unless_that_is_small_too() -> None:
    terms = replace(TERMS, validity=Validity(pool_small_into="B"))
    pooled = small_classes(terms, {"A": FEW, "B": MANY})
    both = small_classes(terms, {"A": FEW, "B": FEW})

    assert [str(s.words) for s in pooled] == [
        "its ballots are counted with the class 部门"
    ]
    assert [str(s.words) for s in both] == [DROPPED, DROPPED]


def test_before_the_sheets_are_in_the_people_present_count() -> None:
    present = {"A": Turnout(9, 4, 4, 0), "B": Turnout(9, 9, 0, 0)}

    assert [s.category for s in small_classes(TERMS, present)] == ["A"]
