"""S6: figures never give away how fewer than `min_cast` people voted.

The attacks know nothing of the rule: one looks for other ballots that give the same
figures, the other for other numbers that give the same sums.
"""

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import combinations, product
from random import Random
from typing import Any

import pytest

from shuping.ballots.rules.bundle import ballot_part
from shuping.ballots.rules.effects import effects_of, written
from shuping.ballots.rules.form import BLANK_CELL, Form
from shuping.ballots.rules.publication import figures_of, given_away, groups_of
from shuping.ballots.rules.states import NEXT, State
from shuping.ballots.rules.tally import ClassCount, Outcome, Turnout, count, settle
from shuping.rounds.rules.scheme import BallotTerms, Category, Grade, Item, Validity
from tests.oracle.profiles import NIGHTLY

CONFIGURATIONS = 10_000 if NIGHTLY else 150
FORM = Form(("R1", "R2", "R3"), ("all",), ("good", "fair", "poor"))
GRADES = tuple(
    Grade(code, code, Fraction(points))
    for code, points in (("good", 100), ("fair", 60), ("poor", 0))
)
ITEMS = (Item("all", "总体", Fraction(1)),)
ONE = Fraction(1)


def terms(chance: Random) -> BallotTerms:
    """Return rules of two to six classes, their weights and what becomes of a few."""
    codes = "ABCDEF"[: chance.randint(2, 6)]
    classes = tuple(
        Category(code, code, Fraction(chance.randint(1, 60), 7), signed=False)
        for code in codes
    )
    signed = Category("S", "S", Fraction(10), signed=True)
    validity = Validity(
        min_cast=chance.randint(2, 5),
        pool_small_into=chance.choice([None, *codes]),
        zero_class=chance.choice(["renormalise", "zero"]),
        trim_above_5=chance.random() < 0.3,
        all_same_voids=chance.random() < 0.5,
    )
    return BallotTerms(GRADES, ITEMS, (*classes, signed), validity=validity)


def ballots(rules: BallotTerms, chance: Random) -> dict[str, list[bytes]]:
    marks = (0, 0, 1, 2, BLANK_CELL)
    return {
        one.code: [
            bytes(chance.choices(marks, k=FORM.size))
            for _ in range(chance.randint(0, rules.validity.min_cast + 4))
        ]
        for one in rules.categories
    }


def counted(those: Mapping[str, Sequence[bytes]], rules: BallotTerms) -> Outcome:
    counts = {code: count(pile, FORM, rules.validity) for code, pile in those.items()}
    return settle(counts, rules.categories, rules.validity)


def shown(those: Mapping[str, Sequence[bytes]], rules: BallotTerms) -> str:
    """Return all that is told of a box to those who may see its outcome."""
    outcome = counted(those, rules)
    turnouts = {code: Turnout(9, 9, 9, len(pile)) for code, pile in those.items()}
    secret = {code: pile for code, pile in those.items() if code != "S"}
    effects = effects_of(secret, FORM, outcome, rules)
    part = ballot_part(outcome, turnouts, rules, FORM.reporters)
    return repr((part, written(effects)))


def others(
    those: dict[str, list[bytes]], small: str, place: int
) -> Iterator[dict[str, list[bytes]]]:
    """Yield boxes in which a small class marked one cell otherwise.

    A mark is changed, or a ballot is exchanged for one of another class.
    """
    for here, sheet in enumerate(those[small]):
        for mark in (0, 1, 2, BLANK_CELL):
            if mark != sheet[place]:
                marked = bytearray(sheet)
                marked[place] = mark
                yield _with(those, (small, here, bytes(marked)))
        for code, pile in those.items():
            for there, other in enumerate(pile):
                if code != small and other[place] != sheet[place]:
                    yield _with(those, (small, here, other), (code, there, sheet))


def _with(
    those: dict[str, list[bytes]], *moved: tuple[str, int, bytes]
) -> dict[str, list[bytes]]:
    box = {code: [*pile] for code, pile in those.items()}
    for code, number, sheet in moved:
        box[code][number] = sheet
    return box


def is_unanimous(outcome: Outcome, small: str, rules: BallotTerms, place: int) -> bool:
    """Tell whether all in the pool marked a cell alike, which nothing can hide."""
    pool = rules.validity.pool_small_into
    if pool is None or pool not in outcome.shown:
        return False
    marks = outcome.shown[pool].cells[FORM.reporters[place]]["all"]
    return sum(number > 0 for number in marks.values()) == 1


def test_s6_no_cell_of_a_small_class_follows_from_all_that_is_shown() -> None:
    attacked = 0
    for seed in range(CONFIGURATIONS):
        chance = Random(seed)
        rules = terms(chance)
        those = ballots(rules, chance)
        outcome = counted(those, rules)
        figures, groups = figures_of(outcome, rules), groups_of(outcome, rules)
        assert given_away(groups, figures, rules.validity.min_cast) is None
        told = shown(those, rules)
        for small, place in product(outcome.hidden, range(FORM.size)):
            if outcome.hidden[small].valid:
                same = (
                    box
                    for box in others(those, small, place)
                    if shown(box, rules) == told
                )
                attacked += 1
                assert next(same, None) or is_unanimous(outcome, small, rules, place), (
                    seed,
                    small,
                    place,
                )
    assert attacked > CONFIGURATIONS


def free(sums: Sequence[Sequence[int]], few: Sequence[int]) -> bool:
    """Tell whether the numbers of a few can be any: each moves while no sum does.

    All small whole moves are tried; the sums are of few groups, with factors 0 and 1.
    """
    width = len(sums[0])
    still = [
        move
        for move in product(range(-3, 4), repeat=width)
        if not any(sum(a * b for a, b in zip(row, move, strict=True)) for row in sums)
    ]
    return all(
        any(
            move[one] and not any(move[other] for other in few if other != one)
            for move in still
        )
        for one in few
    )


def test_s6_the_rule_finds_just_what_an_attack_on_the_sums_finds() -> None:
    leaks = 0
    for seed in range(CONFIGURATIONS):
        chance = Random(seed)
        width, least = chance.randint(2, 4), chance.randint(2, 5)
        sizes = [chance.randint(1, 6) for _ in range(width)]
        sums = [
            [chance.randint(0, 1) for _ in range(width)]
            for _ in range(chance.randint(1, 3))
        ]
        groups = {str(n): size for n, size in enumerate(sizes)}
        figures = [{str(n): Fraction(one) for n, one in enumerate(row)} for row in sums]

        found = given_away(groups, figures, least)

        few = [
            those
            for number in range(1, width + 1)
            for those in combinations(range(width), number)
            if sum(sizes[one] for one in those) < least
        ]
        attacked = [those for those in few if not free(sums, those)]
        assert (found is not None) == bool(attacked), (seed, sizes, sums, least)
        leaks += bool(attacked)
    assert 0 < leaks < CONFIGURATIONS


@pytest.mark.parametrize(
    ("figures", "few"),
    [
        ([{"A": ONE}], None),
        ([{"A": ONE}, {"B": ONE}], {"B"}),
        ([{"A": ONE, "B": ONE}], None),
        ([{"A": ONE, "B": ONE}, {"A": ONE}], {"B"}),
        ([{"A": ONE}, {"A": Fraction(4), "B": Fraction(3, 2)}], {"B"}),
        ([{"A": ONE}, {"A": Fraction(4)}], None),
        ([{"A": ONE}, {"B": ONE, "C": ONE}], {"B", "C"}),
        ([{"A": ONE}, {"B": ONE, "D": ONE}], None),
        ([{"S": ONE, "B": ONE}], {"B"}),
    ],
    ids=[
        "shown alone",
        "a small class shown",
        "pooled",
        "pooled, and the pool shown alone too",
        "not shown, but counted in the total",
        "left out of the total",
        "two small ones together",
        "a small one and a large one together",
        "pooled with ballots that are known anyway",
    ],
)
def test_s6_what_gives_a_few_away(
    figures: list[dict[str, Fraction]], few: set[str] | None
) -> None:
    groups = {"A": 9, "B": 2, "C": 2, "D": 6, "empty": 0}

    assert given_away(groups, figures, 5) == (few and frozenset(few))


def test_s6_two_versions_of_a_count_are_looked_at_together() -> None:
    first, late, rest = {"A": ONE}, {"A": ONE, "late": ONE}, {"late": ONE}

    assert given_away({"A": 9, "late": 1}, [first], 5) is None
    assert given_away({"A": 9, "late": 1}, [late], 5) is None
    assert given_away({"A": 9, "late": 1}, [first, late], 5) == frozenset({"late"})
    assert given_away({"A": 9, "late": 6}, [first, late], 5) is None
    assert given_away({"A": 9, "late": 6}, [first, late, rest], 5) is None


def test_s6_there_is_one_version_of_a_count() -> None:
    assert NEXT[State.COUNTED] == frozenset()


def test_s6_an_outcome_that_shows_a_small_class_gives_it_away() -> None:
    rules = BallotTerms(
        GRADES,
        ITEMS,
        tuple(Category(code, code, ONE, signed=code == "S") for code in "ABS"),
    )
    one: Any = ClassCount(2, 0, {})
    outcome = Outcome({"A": ClassCount(9, 0, {}), "B": one, "S": one}, {})

    figures, groups = figures_of(outcome, rules), groups_of(outcome, rules)

    assert groups == {"A": 9, "B": 2}
    assert given_away(groups, figures, 5) == frozenset({"B"})
    assert given_away(groups, figures, 2) is None
