"""The scheme (评议规则) of a round as values; `scheme_file` reads it from TOML.

Every number is exact. Shares are fractions between 0 and 1; None is no limit.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from shuping.organisations.rules.sectors import sector_words
from shuping.refusal import Words, say

BALLOT = "ballot"
NOT_STATED = date.max
"""The deadline of a scheme whose record states none."""
UNKNOWN, BLANK, MULTIPLE = "unknown", "blank", "multiple"


@dataclass(frozen=True, slots=True)
class RoundTerms:
    """Which round it is; `convenor` is an organisation code."""

    name: str
    year: int
    convenor: str
    deadline: date
    source: str = ""
    locked: tuple[str, ...] = ()


def stated(deadline: date) -> date | None:
    """Return a deadline as it may be shown, None where none is stated."""
    return None if deadline == NOT_STATED else deadline


@dataclass(frozen=True, slots=True)
class Grade:
    """One of the grades, best first, with its points from 0 to 100."""

    code: str
    name: str
    points: Fraction


@dataclass(frozen=True, slots=True)
class Item:
    """One item of the ballot with its relative weight."""

    code: str
    name: str
    weight: Fraction


@dataclass(frozen=True, slots=True)
class Category:
    """A ballot class (评议类别) with its relative weight."""

    code: str
    name: str
    weight: Fraction
    signed: bool


@dataclass(frozen=True, slots=True)
class Validity:
    """When a ballot or a class counts."""

    unknown: bool = True
    all_same_voids: bool = False
    good_at_most: Fraction | None = None
    min_cast: int = 5
    pool_small_into: str | None = None
    zero_class: str = "renormalise"
    trim_above_5: bool = False
    quorum: Fraction = Fraction(2, 3)


@dataclass(frozen=True, slots=True)
class BallotTerms:
    """The form of the ballot and the rules of its count."""

    grades: tuple[Grade, ...]
    items: tuple[Item, ...]
    categories: tuple[Category, ...]
    covers_oral_only: bool = False
    announce: str = "sealed"
    validity: Validity = field(default_factory=Validity)


@dataclass(frozen=True, slots=True)
class Component:
    """One component of the composite with its relative weight."""

    code: str
    weight: Fraction


@dataclass(frozen=True, slots=True)
class Band:
    """The grade of a composite of `from_` points or more."""

    grade: str
    from_: Fraction


@dataclass(frozen=True, slots=True)
class Gate:
    """A flag that a reporter needs for a grade (评“好”前提)."""

    grade: str
    requires: str


@dataclass(frozen=True, slots=True)
class Trigger:
    """A fact that caps the grade (否决情形)."""

    code: str
    name: str
    caps_at: str


@dataclass(frozen=True, slots=True)
class Pool:
    """Reporters who are ranked together, and the terms of their quota.

    Empty `sectors` or `modes` do not restrict.
    """

    code: str
    name: str
    components: tuple[Component, ...]
    sectors: frozenset[str] = frozenset()
    modes: frozenset[str] = frozenset()
    good_at_most: Fraction | None = None
    below_good_at_least: Fraction | None = Fraction(15, 100)
    quota_from: int = 7
    tie_at_the_line: str = "committee"

    def takes(self, *, sector: str, mode: str) -> bool:
        """Tell whether a reporter of this sector and mode belongs here."""
        return (not self.sectors or sector in self.sectors) and (
            not self.modes or mode in self.modes
        )


@dataclass(frozen=True, slots=True)
class AppraisalTerms:
    """How a composite becomes a proposed grade; there is always a pool."""

    bands: tuple[Band, ...]
    pools: tuple[Pool, ...]
    places: int
    rounding: str
    gates: tuple[Gate, ...] = ()
    triggers: tuple[Trigger, ...] = ()


@dataclass(frozen=True, slots=True)
class RosterTerms:
    """What the planner of oral reports must keep."""

    must_speak: tuple[str, ...] = ()
    at_least_once_in_years: int = 3
    oral_slots: int = 16


@dataclass(frozen=True, slots=True)
class Section:
    """A section of the report; it starts at the heading equal to its name."""

    code: str
    name: str
    max: int | None = None
    share_min: Fraction | None = None


@dataclass(frozen=True, slots=True)
class ReportTerms:
    """The limits of a report, in characters and minutes."""

    total_max: int = 3000
    oral_minutes: Fraction = Fraction(6)
    oral_total_max: int = 1450
    characters_per_minute: Fraction = Fraction(240)
    sections: tuple[Section, ...] = ()


@dataclass(frozen=True, slots=True)
class Scheme:
    """The whole scheme. `meeting` is in minutes, `calendar` in working days."""

    round: RoundTerms
    ballot: BallotTerms
    appraisal: AppraisalTerms
    roster: RosterTerms
    report: ReportTerms
    meeting: Mapping[str, int]
    calendar: Mapping[str, int]
    sources: Mapping[str, str]

    def sector_words(self, code: str) -> Words:
        """Return what a sector is called: as the pool of it alone, else as usual."""
        pools = self.appraisal.pools
        alone = [one.name for one in pools if one.name and one.sectors == {code}]
        return say("{name}", name=alone[0]) if alone else sector_words(code)

    def pool_of(self, *, sector: str, mode: str) -> Pool | None:
        """Return the first pool that takes such a reporter."""
        return next(
            (p for p in self.appraisal.pools if p.takes(sector=sector, mode=mode)), None
        )
