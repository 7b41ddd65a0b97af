"""Whether figures, taken together, give away how a few people voted.

A count is the same sum over ballots for every reporter, item and mark, so one small
table stands for all cells: its columns are groups of ballots, its rows the figures that
are shown, each a sum over groups with exact factors. A figure gives a few away where
some combination of the rows is left with no more than their ballots.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import combinations

from shuping.ballots.rules.tally import Outcome, pooled_into
from shuping.rounds.rules.scheme import BallotTerms

Figure = Mapping[str, Fraction]
"""Group of ballots -> by what factor its marks stand in a figure."""
Row = list[Fraction]


def given_away(
    groups: Mapping[str, int], figures: Sequence[Figure], least: int
) -> frozenset[str] | None:
    """Return groups of fewer than `least` ballots that the figures tell of, or None.

    `groups` maps each group of secret ballots to how many there are. A figure may name
    others, whose marks are known anyway: they are subtracted. To ask about several
    versions of a count, give the figures of all of them, over groups that never split.
    """
    there = {name: size for name, size in groups.items() if size}
    whole = _rank(_table(there, figures))
    for few in _few(there, least):
        if _rank(_table(there.keys() - few, figures)) < whole:
            return few
    return None


def groups_of(outcome: Outcome, terms: BallotTerms) -> dict[str, int]:
    """Return the secret classes of an outcome, and how many valid ballots each has."""
    return {
        one.code: outcome.of(one.code).valid
        for one in terms.categories
        if not one.signed and (one.code in outcome.shown or one.code in outcome.hidden)
    }


def figures_of(outcome: Outcome, terms: BallotTerms) -> list[Figure]:
    """Return the figures that an outcome shows: a count each class, and the score."""
    pools = {code: pool_of(code, outcome, terms) for code in outcome.shown}
    weights = {one.code: one.weight for one in terms.categories}
    score: dict[str, Fraction] = {}
    for code, pool in pools.items():
        together = sum(outcome.of(one).valid for one in pool)
        if together:
            score |= dict.fromkeys(pool, weights[code] / together)
    return [*(dict.fromkeys(pool, Fraction(1)) for pool in pools.values()), score]


def pool_of(code: str, outcome: Outcome, terms: BallotTerms) -> list[str]:
    """Return a class shown, and the small ones whose ballots are counted in it."""
    known = [one for one in terms.categories if one.code in outcome.hidden]
    known += [one for one in terms.categories if one.code in outcome.shown]
    valid = {one.code: outcome.of(one.code).valid for one in known}
    taken = pooled_into(valid, known, terms.validity)
    return [code, *(one for one in outcome.hidden if taken.get(one) == code)]


def _few(groups: Mapping[str, int], least: int) -> Iterator[frozenset[str]]:
    """Yield the sets of groups that hold fewer than `least` ballots together."""
    small = [name for name, size in groups.items() if size < least]
    for number in range(1, len(small) + 1):
        for names in combinations(small, number):
            if sum(groups[name] for name in names) < least:
                yield frozenset(names)


def _table(names: Iterable[str], figures: Sequence[Figure]) -> list[Row]:
    columns = sorted(names)
    return [[figure.get(one, Fraction(0)) for one in columns] for figure in figures]


def _rank(rows: list[Row]) -> int:
    """Return how many of the rows do not follow from the others."""
    rank = 0
    while rows:
        first, *rows = rows
        place = next((n for n, factor in enumerate(first) if factor), None)
        if place is not None:
            rank += 1
            rows = [_without(row, first, place) for row in rows]
    return rank


def _without(row: Row, first: Row, place: int) -> Row:
    if not row[place]:
        return row
    factor = row[place] / first[place]
    return [one - factor * other for one, other in zip(row, first, strict=True)]
