"""All figures of a round, worked from its counts and scores (DESIGN 4.5 to 4.9)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from shuping.appraisal.rules.proposal import Candidate, Proposal, propose
from shuping.ballots.rules.tally import (
    Outcome,
    RefusedClass,
    ballot_score,
    class_score,
)
from shuping.rounds.rules.scheme import BALLOT, Pool, Scheme


@dataclass(frozen=True, slots=True)
class Entrant:
    """One reporter with what was entered about them; points are exact."""

    organisation: str
    sector: str
    mode: str
    scores: Mapping[str, Fraction]
    adjustment: Fraction = Fraction(0)
    flags: frozenset[str] = frozenset()
    triggers: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Figures:
    """One reporter's figures; what is missing is None, and so is all that follows.

    `classes` holds the score by shown class, None where it says nothing; it is empty
    for a reporter whom the ballot does not list. `refused` tells that a class was
    silent although the scheme refuses that.
    """

    organisation: str
    pool: Pool
    classes: Mapping[str, Fraction | None]
    components: Mapping[str, Fraction | None]
    composite: Fraction | None
    refused: bool = False
    proposal: Proposal | None = None

    @property
    def missing(self) -> tuple[str, ...]:
        """Return the components without a value."""
        return tuple(code for code, value in self.components.items() if value is None)


def work(
    scheme: Scheme, entrants: Sequence[Entrant], outcome: Outcome | None
) -> tuple[Figures, ...]:
    """Work the figures of all reporters, in the order given.

    `outcome` is None where there was no ballot. Grades are proposed pool by pool,
    and only in pools where nobody's composite is missing.
    """
    figures = [_figures(scheme, one, outcome) for one in entrants]
    proposals = _proposals(scheme, entrants, figures)
    return tuple(
        Figures(
            one.organisation,
            one.pool,
            one.classes,
            one.components,
            one.composite,
            one.refused,
            proposals.get(one.organisation),
        )
        for one in figures
    )


def _figures(scheme: Scheme, one: Entrant, outcome: Outcome | None) -> Figures:
    pool = scheme.pool_of(sector=one.sector, mode=one.mode)
    if pool is None:
        raise LookupError(one.organisation)
    classes = _classes(scheme, one.organisation, outcome)
    refused, ballot = False, None
    try:
        ballot = ballot_score(classes, scheme.ballot)
    except RefusedClass:
        refused = True
    known = {BALLOT: ballot, **one.scores}
    components = {part.code: known.get(part.code) for part in pool.components}
    composite = _composite(pool, components, one.adjustment)
    return Figures(one.organisation, pool, classes, components, composite, refused)


def _classes(
    scheme: Scheme, organisation: str, outcome: Outcome | None
) -> dict[str, Fraction | None]:
    if outcome is None:
        return {}
    return {
        code: class_score(counted.cells[organisation], scheme.ballot)
        for code, counted in outcome.shown.items()
        if organisation in counted.cells
    }


def _composite(
    pool: Pool, components: Mapping[str, Fraction | None], adjustment: Fraction
) -> Fraction | None:
    total = weights = Fraction(0)
    for part in pool.components:
        value = components[part.code]
        if value is None:
            return None
        total += part.weight * value
        weights += part.weight
    return total / weights + adjustment


def _proposals(
    scheme: Scheme, entrants: Sequence[Entrant], figures: Sequence[Figures]
) -> dict[str, Proposal]:
    grades = [grade.code for grade in scheme.ballot.grades]
    proposals: dict[str, Proposal] = {}
    for pool in scheme.appraisal.pools:
        members = [
            (entrant, one)
            for entrant, one in zip(entrants, figures, strict=True)
            if one.pool.code == pool.code
        ]
        candidates = [
            Candidate(e.organisation, one.composite, e.flags, e.triggers)
            for e, one in members
            if one.composite is not None
        ]
        if len(candidates) == len(members):
            proposed = propose(candidates, pool, scheme.appraisal, grades)
            proposals |= {one.organisation: one for one in proposed}
    return proposals
