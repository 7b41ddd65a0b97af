"""From exact composites to proposed grades (DESIGN 4.8 and 4.9).

The proposal explains itself: `reasons` begins with `band` and then names only what
changed the grade. It binds nobody; the committee decides.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor

from shuping.rounds.rules.scheme import AppraisalTerms, Pool, Trigger


@dataclass(frozen=True, slots=True)
class Candidate:
    """A reporter of one pool with everything that the proposal looks at."""

    organisation: str
    composite: Fraction
    flags: frozenset[str] = frozenset()
    triggers: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Proposal:
    """A proposed grade, the rank in the pool, and why."""

    organisation: str
    rank: int
    grade: str
    reasons: tuple[str, ...]


def propose(
    candidates: Sequence[Candidate],
    pool: Pool,
    terms: AppraisalTerms,
    grades: Sequence[str],
) -> tuple[Proposal, ...]:
    """Propose a grade for every candidate of one pool, in the order given."""
    graded = [_graded(one, terms, grades) for one in candidates]
    top = [
        one
        for one, (grade, _) in zip(candidates, graded, strict=True)
        if grade == grades[0]
    ]
    # A scheme of one grade has no next one to go to.
    moved = moved_by_quota(top, len(candidates), pool) if grades[1:] else {}
    ranks = rank([one.composite for one in candidates])
    proposals = []
    for one, place, (grade, reasons) in zip(candidates, ranks, graded, strict=True):
        if one.organisation in moved:
            proposals.append(
                Proposal(
                    one.organisation,
                    place,
                    grades[1],
                    (*reasons, *moved[one.organisation]),
                )
            )
        else:
            proposals.append(Proposal(one.organisation, place, grade, reasons))
    return tuple(proposals)


def rank(composites: Sequence[Fraction]) -> list[int]:
    """Rank by exact composite; equal ones share a rank, the next skips."""
    places: dict[Fraction, int] = {}
    for place, composite in enumerate(sorted(composites, reverse=True), 1):
        places.setdefault(composite, place)
    return [places[composite] for composite in composites]


def band(composite: Fraction, terms: AppraisalTerms, grades: Sequence[str]) -> str:
    """Return the grade of the first band reached; below all, the last grade."""
    return next(
        (one.grade for one in terms.bands if composite >= one.from_), grades[-1]
    )


def _graded(
    one: Candidate, terms: AppraisalTerms, grades: Sequence[str]
) -> tuple[str, tuple[str, ...]]:
    place = grades.index(band(one.composite, terms, grades))
    place, gates = _through_gates(place, one, terms, grades)
    place, capped = _under_triggers(place, one, terms, grades)
    return grades[place], ("band", *gates, *capped)


def _through_gates(
    place: int, one: Candidate, terms: AppraisalTerms, grades: Sequence[str]
) -> tuple[int, list[str]]:
    reasons = []
    for here, grade in enumerate(grades[:-1]):
        unmet = next(
            (
                gate
                for gate in terms.gates
                if gate.grade == grade and gate.requires not in one.flags
            ),
            None,
        )
        if place == here and unmet is not None:
            place += 1
            reasons.append(f"gate:{unmet.requires}")
    return place, reasons


def _under_triggers(
    place: int, one: Candidate, terms: AppraisalTerms, grades: Sequence[str]
) -> tuple[int, list[str]]:
    met = [trigger for trigger in terms.triggers if trigger.code in one.triggers]
    if not met:
        return place, []

    def depth(trigger: Trigger) -> int:
        return grades.index(trigger.caps_at)

    # `max` keeps the first of equals, and triggers stand in the scheme's order.
    lowest = max(met, key=depth)
    if depth(lowest) <= place:
        return place, []
    return depth(lowest), [f"trigger:{lowest.code}"]


def top_places(size: int, pool: Pool) -> int:
    """Return how many of a pool of this size may keep the top grade."""
    if size < pool.quota_from:
        return size
    most = size if pool.good_at_most is None else floor(size * pool.good_at_most)
    below = pool.below_good_at_least or Fraction(0)
    return max(min(most, size - ceil(size * below)), 0)


def moved_by_quota(
    top: Sequence[Candidate], size: int, pool: Pool
) -> dict[str, tuple[str, ...]]:
    """Return who of the top grade must go, with the reasons; best composites stay."""
    places = top_places(size, pool)
    if len(top) <= places:
        return {}
    order = sorted(top, key=lambda one: one.composite, reverse=True)
    if not places:
        return {one.organisation: ("quota",) for one in order}
    line = order[places - 1].composite
    below: dict[str, tuple[str, ...]] = {
        one.organisation: ("quota",) for one in order if one.composite < line
    }
    tied = [one for one in order if one.composite == line]
    if order[places].composite < line or pool.tie_at_the_line == "up":
        return below
    by_committee = pool.tie_at_the_line == "committee"
    reasons = ("quota", "tie") if by_committee else ("quota",)
    return below | {one.organisation: reasons for one in tied}
