"""What one ballot does to the ranks by ballot score: each is left out in turn.

A mark that leaves a cell moves the score by the same step whoever made it. So steps are
worked once a cell, in whole numbers of a common unit, and a ballot costs an addition
for each of its cells.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import lcm

from shuping.ballots.rules.form import Form
from shuping.ballots.rules.tally import (
    Cells,
    class_score,
    mean,
    places,
    score_or_none,
    scores_of,
)
from shuping.rounds.rules.scheme import BallotTerms

Steps = dict[int, Fraction | None]
"""Cell -> how far the score moves without it; None where the item is silent then."""


@dataclass(frozen=True, slots=True)
class Counted:
    """The counts of all classes shown: class -> reporter -> item -> mark."""

    cells: Mapping[str, Cells]
    form: Form
    terms: BallotTerms

    def scores(self, who: str) -> dict[str, Fraction | None]:
        """Return a reporter's score in each class."""
        return {
            code: class_score(one[who], self.terms) for code, one in self.cells.items()
        }

    def without(self, sheet: bytes, code: str, who: str) -> Fraction | None:
        """Return a reporter's ballot score when a sheet is left out of a class."""
        start = self.form.start[who]
        marks = {
            item: self.form.mark_of[sheet[start + place]]
            for item, place in self.form.item_place.items()
        }
        left = {
            item: _less(counts, marks[item])
            for item, counts in self.cells[code][who].items()
        }
        scores = {**self.scores(who), code: class_score(left, self.terms)}
        return score_or_none(scores, self.terms)


@dataclass(frozen=True, slots=True)
class _Paces:
    """Scores and steps of one class in whole numbers: so many of them are one point."""

    point: int
    scores: Sequence[int | None]
    steps: Sequence[Mapping[int, int | None]]


def rank_changes(code: str, sheets: Sequence[bytes], counted: Counted) -> Counter[str]:
    """Return of each reporter how many ballots change the rank, each left out alone.

    `sheets` are the ballots counted in a class that is shown. All classes stay shown.
    """
    paces, reporters = _paces(code, counted), counted.form.reporters
    before, found = places(paces.scores), Counter[str]()
    for sheet, number in Counter(sheets).items():
        after = places(_scores_without(sheet, code, paces, counted))
        for who, rank, other in zip(reporters, before, after, strict=True):
            found[who] += number * (rank != other)
    return found


def _scores_without(
    sheet: bytes, code: str, paces: _Paces, counted: Counted
) -> Iterator[Fraction | int | None]:
    width = len(counted.form.items)
    moves = [steps[cell] for steps, cell in zip(paces.steps, sheet, strict=True)]
    for place, score in enumerate(paces.scores):
        own = [
            one for one in moves[place * width : (place + 1) * width] if one is not None
        ]
        if score is None or len(own) == width:
            yield None if score is None else score + sum(own)
        else:
            left = counted.without(sheet, code, counted.form.reporters[place])
            yield left and left * paces.point


def _paces(code: str, counted: Counted) -> _Paces:
    reporters = counted.form.reporters
    scores = [*scores_of(counted.cells, reporters, counted.terms).values()]
    steps = [one for who in reporters for one in _steps(code, who, counted)]
    numbers = [*scores, *(one for each in steps for one in each.values())]
    point = lcm(*(one.denominator for one in numbers if one is not None))

    def whole(number: Fraction | None) -> int | None:
        return None if number is None else int(number * point)

    return _Paces(
        point,
        [whole(one) for one in scores],
        [{cell: whole(one) for cell, one in each.items()} for each in steps],
    )


def _steps(code: str, who: str, counted: Counted) -> list[Steps]:
    """Return the steps of a reporter's cells, item by item."""
    terms, cells = counted.terms, counted.cells[code][who]
    means = {item: mean(marks, terms) for item, marks in cells.items()}
    weights = sum(one.weight for one in terms.items if means[one.code] is not None)
    if not weights:
        return [dict.fromkeys(counted.form.mark_of, Fraction(0)) for _ in terms.items]
    worth = _worth(code, counted.scores(who), terms) / weights
    return [
        _item_steps(worth * one.weight, cells[one.code], counted) for one in terms.items
    ]


def _item_steps(weight: Fraction, marks: Mapping[str, int], counted: Counted) -> Steps:
    now = mean(marks, counted.terms) or Fraction(0)
    steps: dict[str, Fraction | None] = {}
    for grade in counted.terms.grades:
        if marks[grade.code]:
            left = mean(_less(marks, grade.code), counted.terms)
            steps[grade.code] = None if left is None else weight * (left - now)
    return {
        cell: steps.get(mark, Fraction(0))
        for cell, mark in counted.form.mark_of.items()
    }


def _worth(
    code: str, scores: Mapping[str, Fraction | None], terms: BallotTerms
) -> Fraction:
    """Return how far the ballot score moves with one point of a class."""
    point = {
        one: None if score is None else Fraction(one == code)
        for one, score in scores.items()
    }
    return score_or_none(point, terms) or Fraction(0)


def _less(marks: Mapping[str, int], mark: str) -> dict[str, int]:
    """Return the counts of a cell without one of its marks."""
    return {**marks, mark: marks[mark] - 1}
