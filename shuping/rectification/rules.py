"""The states of a problem: its life is the table `NEXT`, `NEEDS` what a state takes.

Source: the three lists of the field (问题、责任、整改清单) and 销号 by the superior.
"""

from collections.abc import Mapping
from enum import StrEnum

from shuping.refusal import Words, say


class Status(StrEnum):
    """Where a problem stands."""

    OPEN = "open"
    TASKED = "tasked"
    EVIDENCED = "evidenced"
    CLOSED = "closed"
    REOPENED = "reopened"


class Source(StrEnum):
    """Who found it: the reporter, the superior, or the masses."""

    SELF = "self"
    SUPERIOR = "superior"
    MASSES = "masses"


class Extent(StrEnum):
    """Whether it is one body's problem or everybody's."""

    INDIVIDUAL = "individual"
    COMMON = "common"


class Origin(StrEnum):
    """What raised it in this system."""

    LEDGER = "ledger"
    COMMENT = "comment"
    FINDING = "finding"
    REPORT = "report"


NEXT: Mapping[Status, frozenset[Status]] = {
    Status.OPEN: frozenset({Status.TASKED}),
    Status.TASKED: frozenset({Status.EVIDENCED}),
    Status.EVIDENCED: frozenset({Status.CLOSED, Status.TASKED}),
    Status.CLOSED: frozenset({Status.REOPENED}),
    Status.REOPENED: frozenset({Status.TASKED}),
}

# Each need is met by any one of its fields: a leader or a unit answers for a task.
NEEDS: Mapping[Status, tuple[tuple[str, ...], ...]] = {
    Status.TASKED: (("measure",), ("leader", "unit"), ("deadline",)),
    Status.EVIDENCED: (("evidence",),),
}


WORDS: Mapping[Status, Words] = {
    Status.OPEN: say("open"),
    Status.TASKED: say("tasked"),
    Status.EVIDENCED: say("evidenced"),
    Status.CLOSED: say("closed"),
    Status.REOPENED: say("reopened"),
}

FIELDS: Mapping[str, Words] = {
    "measure": say("measure"),
    "leader": say("leader"),
    "deadline": say("deadline"),
    "evidence": say("evidence"),
}


def missing_for(status: Status, held: Mapping[str, object]) -> tuple[str, ...]:
    """Return what a problem lacks for a state, each need by its first field."""
    return tuple(
        names[0]
        for names in NEEDS.get(status, ())
        if not any(held.get(name) for name in names)
    )
