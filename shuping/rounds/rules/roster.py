"""What a roster does not keep of the scheme's `[roster]`: warnings, never faults.

Once in so many years is the planner's to judge, which knows the years before.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from shuping.refusal import Words, say
from shuping.rounds.rules.scheme import Scheme


@dataclass(frozen=True, slots=True)
class Place:
    """One place on a roster: whose, of which sector, and how it reports."""

    organisation: str
    sector: str
    oral: bool


def warnings(scheme: Scheme, places: Iterable[Place]) -> tuple[Words, ...]:
    """Return what a roster does not keep, the silent ones in protocol order."""
    terms, roster = scheme.roster, list(places)
    found = []
    oral = sum(place.oral for place in roster)
    if oral > terms.oral_slots:
        found.append(
            say(
                "{oral} report orally; the scheme has {slots} slots.",
                oral=oral,
                slots=terms.oral_slots,
            )
        )
    found += [
        say(
            "{organisation} reports in writing; its sector {sector} must speak.",
            organisation=place.organisation,
            sector=scheme.sector_words(place.sector),
        )
        for place in roster
        if place.sector in terms.must_speak and not place.oral
    ]
    return tuple(found)
