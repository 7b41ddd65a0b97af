"""The count of a box, from judged ballots to scores (DESIGN 4.3 to 4.6).

All figures are exact fractions. The count of a class not shown never leaves here:
its ballots are pooled into another class or dropped.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction

from shuping.ballots.rules.form import BLANK_CELL, Form
from shuping.ballots.rules.validity import Judgement, judge
from shuping.rounds.rules.scheme import BallotTerms, Category, Validity

Cells = Mapping[str, Mapping[str, Mapping[str, int]]]
_TRIM_ABOVE = 5


@dataclass(frozen=True, slots=True)
class Turnout:
    """How many people and sheets a class has; from electorate.csv."""

    entitled: int
    present: int
    issued: int
    returned: int


@dataclass(frozen=True, slots=True)
class ClassCount:
    """What the ballots of one class say: reporter -> item -> mark -> how many.

    `void` counts by reason. Cells sum over valid ballots only.
    """

    valid: int
    abstained: int
    void: Mapping[str, int]
    cells: Cells = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Outcome:
    """The opened box, class by class; what is not shown has only its sums."""

    shown: Mapping[str, ClassCount]
    hidden: Mapping[str, ClassCount]

    def of(self, category: str) -> ClassCount:
        """Return the count of a class, shown or not."""
        return self.shown.get(category) or self.hidden[category]


def quorum_holds(turnouts: Iterable[Turnout], quorum: Fraction) -> bool:
    """Tell whether enough of the entitled are present, over all classes."""
    rows = list(turnouts)
    present = sum(row.present for row in rows)
    return present >= quorum * sum(row.entitled for row in rows)


def count(sheets: Sequence[bytes], form: Form, validity: Validity) -> ClassCount:
    """Count the sheets of one class on their own, before any pooling."""
    judged = [judge(sheet, form, validity) for sheet in sheets]
    reasons = Counter(judged)
    valid = [
        sheet
        for sheet, judgement in zip(sheets, judged, strict=True)
        if judgement is Judgement.VALID
    ]
    del reasons[Judgement.VALID]
    abstained = reasons.pop(Judgement.ABSTAINED, 0)
    return ClassCount(
        valid=len(valid),
        abstained=abstained,
        void={str(reason): number for reason, number in sorted(reasons.items())},
        cells=cells_of(valid, form),
    )


def cells_of(sheets: Sequence[bytes], form: Form) -> Cells:
    """Return how often each mark stands in each cell of these ballots."""
    pile = b"".join(sheets)
    return {
        reporter: {
            item: _marks(pile[start + place :: form.size], form)
            for item, place in form.item_place.items()
        }
        for reporter, start in form.start.items()
    }


def _marks(column: bytes, form: Form) -> dict[str, int]:
    counts = dict.fromkeys(form.grades, 0)
    for cell, mark in form.mark_of.items():
        if cell < BLANK_CELL:
            counts[mark] = column.count(cell)
        else:
            counts[mark] = counts.get(mark, 0) + column.count(cell)
    return counts


def is_small(category: Category, valid: int, validity: Validity) -> bool:
    """Tell whether a class is too small to be shown on its own."""
    return not category.signed and valid < validity.min_cast


def pooled_into(
    valid: Mapping[str, int], categories: Sequence[Category], validity: Validity
) -> dict[str, str | None]:
    """Map each small class to the class that takes its ballots, or to None.

    `valid` is how many valid ballots each class has on its own. A pool that is small
    itself takes nobody, and is dropped with the others.
    """
    small = [one for one in categories if is_small(one, valid[one.code], validity)]
    codes = {one.code for one in small}
    pool = validity.pool_small_into
    taker = None if pool in codes else pool
    return dict.fromkeys((one.code for one in small), taker)


def settle(
    counts: Mapping[str, ClassCount],
    categories: Sequence[Category],
    validity: Validity,
) -> Outcome:
    """Hide the small classes, and add to a pool what it takes in."""
    valid = {code: counted.valid for code, counted in counts.items()}
    taken = pooled_into(valid, categories, validity)
    shown = {one.code: counts[one.code] for one in categories if one.code not in taken}
    for code, pool in taken.items():
        if pool is not None:
            pooled = added(shown[pool].cells, counts[code].cells)
            shown[pool] = replace(shown[pool], cells=pooled)
    hidden = {code: _sums_only(counts[code]) for code in taken}
    return Outcome(shown, hidden)


def added(cells: Cells, more: Cells) -> Cells:
    """Return the counts of two piles together."""
    return {
        reporter: {
            item: {mark: n + more[reporter][item][mark] for mark, n in marks.items()}
            for item, marks in items.items()
        }
        for reporter, items in cells.items()
    }


def _sums_only(counted: ClassCount) -> ClassCount:
    total = sum(counted.void.values())
    return ClassCount(
        counted.valid, counted.abstained, {"void": total} if total else {}
    )


def class_score(
    cells: Mapping[str, Mapping[str, int]], terms: BallotTerms
) -> Fraction | None:
    """Return the weighted mean of a reporter's items that anybody graded.

    `cells` is item -> mark -> how many. None when nobody graded any.
    """
    total = weights = Fraction(0)
    for item in terms.items:
        points = mean(cells[item.code], terms)
        if points is not None:
            total += item.weight * points
            weights += item.weight
    return total / weights if weights else None


def mean(marks: Mapping[str, int], terms: BallotTerms) -> Fraction | None:
    """Return the mean points of a reporter's graded cells on one item, or None."""
    numbers = [(grade.points, marks[grade.code]) for grade in terms.grades]
    graded = sum(number for _, number in numbers)
    if not graded:
        return None
    points = sum((worth * number for worth, number in numbers), Fraction(0))
    if terms.validity.trim_above_5 and graded > _TRIM_ABOVE:
        given = [worth for worth, number in numbers if number]
        points -= given[0] + given[-1]
        graded -= 2
    return points / graded


class RefusedClass(Exception):
    """A shown class says nothing of a reporter, and the scheme refuses that."""


def ballot_score(
    scores: Mapping[str, Fraction | None], terms: BallotTerms
) -> Fraction | None:
    """Return the weighted mean over the shown classes of one reporter.

    `scores` is class -> score, None for a shown class that says nothing of the
    reporter; None for the whole when none says anything. Raises `RefusedClass`
    under zero_class = "refuse".
    """
    weights = {one.code: one.weight for one in terms.categories}
    said = {code: score for code, score in scores.items() if score is not None}
    rule = terms.validity.zero_class
    if rule == "refuse" and len(said) < len(scores):
        raise RefusedClass
    if not said:
        return None
    counting = scores if rule == "zero" else said
    total = sum((weights[code] * score for code, score in said.items()), Fraction(0))
    return total / sum(weights[code] for code in counting)


def score_or_none(
    scores: Mapping[str, Fraction | None], terms: BallotTerms
) -> Fraction | None:
    """Return the ballot score, None also where a silent class is refused."""
    try:
        return ballot_score(scores, terms)
    except RefusedClass:
        return None


def scores_of(
    cells: Mapping[str, Cells], reporters: Iterable[str], terms: BallotTerms
) -> dict[str, Fraction | None]:
    """Return each reporter's ballot score; `cells` are those of the classes shown."""
    return {
        who: score_or_none(
            {code: class_score(one[who], terms) for code, one in cells.items()}, terms
        )
        for who in reporters
    }


def places(scores: Iterable[Fraction | int | None]) -> list[int | None]:
    """Return the rank of each score: equal ones share it, the next skips."""
    listed = list(scores)
    first: dict[Fraction | int, int] = {}
    said = sorted((one for one in listed if one is not None), reverse=True)
    for place, score in enumerate(said, 1):
        first.setdefault(score, place)
    return [None if one is None else first[one] for one in listed]
