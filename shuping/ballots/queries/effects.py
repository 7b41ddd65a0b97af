"""What void rules and single ballots change, as tables."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from shuping.ballots.models import Box
from shuping.ballots.queries import outcome
from shuping.ballots.rules import effects
from shuping.ballots.rules.effects import Effects
from shuping.ballots.rules.tally import places, scores_of
from shuping.ballots.rules.telling import VOIDS
from shuping.refusal import Words
from shuping.rounds.models import Reporter
from shuping.rounds.queries import roster, scheme_of
from shuping.rounds.rules.numbers import rounded
from shuping.rounds.rules.scheme import Category, Scheme


@dataclass(frozen=True, slots=True)
class Line:
    """One reporter's ballot score and rank, as counted and without a rule."""

    reporter: Reporter
    score: str
    rank: int | None
    score_without: str
    rank_without: int | None


@dataclass(frozen=True, slots=True)
class Without:
    """What the ballot would say without one void rule."""

    rule: Words
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Moved:
    """Whose rank enough ballots of one class would change, each left out alone."""

    category: Category
    reporters: tuple[Reporter, ...]


def kept(box: Box) -> Effects:
    """Return the effects that the count of a box told."""
    return effects.read(box.effects)


def without_rules(box: Box) -> list[Without]:
    """Return what a counted box would say without each void rule that may be told."""
    told = kept(box).without
    counted = outcome(box) if told else None
    if counted is None:
        return []
    scheme = scheme_of(box.round)
    reporters = {one.organisation.code: one for one in roster(box.round)}
    found = []
    for rule, without in told.items():
        cells = {code: one.cells for code, one in counted.shown.items()}
        now = scores_of(cells, without, scheme.ballot)
        found.append(Without(VOIDS[rule], _lines(now, without, reporters, scheme)))
    return found


def _lines(
    now: Mapping[str, Fraction | None],
    without: Mapping[str, Fraction | None],
    reporters: Mapping[str, Reporter],
    scheme: Scheme,
) -> tuple[Line, ...]:
    def told(score: Fraction | None) -> str:
        terms = scheme.appraisal
        return "" if score is None else rounded(score, terms.places, terms.rounding)

    ranks = zip(places(now.values()), places(without.values()), strict=True)
    return tuple(
        Line(reporters[who], told(now[who]), rank, told(without[who]), other)
        for who, (rank, other) in zip(without, ranks, strict=True)
    )


def moved_by_one(box: Box) -> list[Moved]:
    """Return whose rank one ballot left out would change, class by class."""
    moved = kept(box).moved
    if not moved:
        return []
    reporters = {one.organisation.code: one for one in roster(box.round)}
    return [
        Moved(one, tuple(reporters[who] for who in moved[one.code]))
        for one in scheme_of(box.round).ballot.categories
        if one.code in moved
    ]
