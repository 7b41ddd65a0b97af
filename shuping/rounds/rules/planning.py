"""The planner of oral reports: who speaks this year, and what no plan can keep.

The rules are the scheme's `[roster]`: sectors that speak every year, a number of slots,
and everyone at least once in so many years. Who spoke when is told from outside.
"""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from shuping.refusal import Words, say
from shuping.rounds.rules.scheme import RosterTerms


@dataclass(frozen=True, slots=True)
class Candidate:
    """A body that reports this year: its sector, since when, and when it last spoke.

    `since` is the first year in which it stood on a roster, this year for a new one;
    `spoke` is the last year in which it reported orally, None for never.
    """

    organisation: str
    sector: str
    since: int
    spoke: int | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """Who reports orally, in protocol order; the rest report in writing."""

    oral: tuple[str, ...]
    due: tuple[str, ...]
    faults: tuple[Words, ...]


def plan(terms: RosterTerms, candidates: Sequence[Candidate], year: int) -> Plan:
    """Choose who speaks: who must, who is due, then whoever was silent longest.

    Candidates come in protocol order, which decides between equals. What cannot be
    kept is told in `faults`: too few slots for those who must, for those who are due
    this year, or for everyone in so many years.
    """
    must = [one for one in candidates if one.sector in terms.must_speak]
    rest = [one for one in candidates if one.sector not in terms.must_speak]
    free = max(terms.oral_slots - len(must), 0)
    due = [one for one in rest if _is_due(one, terms, year)]
    waiting = sorted(rest, key=lambda one: (one not in due, _silent_since(one)))
    speaks = {one.organisation for one in [*must, *waiting[:free]]}
    return Plan(
        oral=tuple(x.organisation for x in candidates if x.organisation in speaks),
        due=tuple(one.organisation for one in due),
        faults=tuple(_faults(terms, must=must, due=due, rest=rest)),
    )


def _silent_since(one: Candidate) -> int:
    """Return the year after which the body has not spoken; the year before it came."""
    return one.since - 1 if one.spoke is None else one.spoke


def _is_due(one: Candidate, terms: RosterTerms, year: int) -> bool:
    """Tell whether the rule is broken unless the body speaks this year."""
    return year - _silent_since(one) >= terms.at_least_once_in_years


def _faults(
    terms: RosterTerms,
    *,
    must: Sequence[Candidate],
    due: Sequence[Candidate],
    rest: Sequence[Candidate],
) -> Iterable[Words]:
    free = terms.oral_slots - len(must)
    if free < 0:
        yield say(
            "{must} must speak every year, but there are {slots} slots.",
            must=len(must),
            slots=terms.oral_slots,
        )
    elif len(due) > free:
        yield say(
            "{due} are due this year, but {free} slots are left; left out: {names}.",
            due=len(due),
            free=free,
            names="、".join(one.organisation for one in due[free:]),
        )
    if max(free, 0) * terms.at_least_once_in_years < len(rest):
        yield say(
            "With {free} slots a year for {rest} bodies, not everyone can speak once "
            "in {years} years.",
            free=max(free, 0),
            rest=len(rest),
            years=terms.at_least_once_in_years,
        )


def drawn(organisations: Iterable[str], seed: str) -> tuple[str, ...]:
    """Draw the speaking order by lot: by SHA-256 of the seed, a newline and the code.

    Whoever knows the seed, called out in the hall, can draw it again.
    """
    return tuple(
        sorted(
            organisations,
            key=lambda code: hashlib.sha256(f"{seed}\n{code}".encode()).digest(),
        )
    )
