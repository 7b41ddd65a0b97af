"""The states of a problem: its life is the table `NEXT`, `NEEDS` what a state takes.

Source: the three lists of the field (问题、责任、整改清单) and 销号 by the superior.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from shuping.charter import Act
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

DOES: Mapping[Status, Words] = {
    Status.OPEN: say("a measure is to be said"),
    Status.TASKED: say("the owner puts it right"),
    Status.EVIDENCED: say("the superior looks at it"),
    Status.CLOSED: say("nothing more to do"),
    Status.REOPENED: say("a new measure is to be said"),
}
"""What a state waits for."""

FIELDS: Mapping[str, Words] = {
    "measure": say("measure"),
    "leader": say("leader"),
    "deadline": say("deadline"),
    "evidence": say("evidence"),
}


SOURCES: Mapping[Source, Words] = {
    Source.SELF: say("found by itself"),
    Source.SUPERIOR: say("pointed out by the superior"),
    Source.MASSES: say("raised by the masses"),
}

EXTENTS: Mapping[Extent, Words] = {
    Extent.INDIVIDUAL: say("of this body"),
    Extent.COMMON: say("of all"),
}

ORIGINS: Mapping[Origin, Words] = {
    Origin.LEDGER: say("carried over from the ledger"),
    Origin.COMMENT: say("a leader's comment"),
    Origin.FINDING: say("a finding of the year"),
    Origin.REPORT: say("the report itself"),
}


class Step(StrEnum):
    """What can be done about a problem."""

    TASK = "task"
    EVIDENCE = "evidence"
    CLOSE = "close"
    SEND_BACK = "send_back"
    REOPEN = "reopen"


WAITS_FOR_OWNER = (Status.OPEN, Status.REOPENED, Status.TASKED)
WAITS_FOR_SUPERIOR = (Status.EVIDENCED,)


def steps(status: Status, acts: frozenset[Act], *, owner: bool) -> frozenset[Step]:
    """Return what somebody who may do these acts can do about a problem now.

    Whoever belongs to its owner never judges it.
    """
    superior = Act.CLOSE_PROBLEM in acts and not owner
    found = set[Step]()
    if status == Status.EVIDENCED and superior:
        found |= {Step.CLOSE, Step.SEND_BACK, Step.TASK}
    if status == Status.CLOSED and superior:
        found.add(Step.REOPEN)
    if status in {Status.OPEN, Status.REOPENED} and Act.TASK_PROBLEM in acts:
        found.add(Step.TASK)
    if status == Status.TASKED and Act.EVIDENCE_PROBLEM in acts:
        found.add(Step.EVIDENCE)
    return frozenset(found)


@dataclass(frozen=True, slots=True)
class Mark:
    """One state on the bar of a problem's life: done, here, or to come."""

    name: Words
    note: Words
    done: bool
    here: bool


def life_of(status: Status) -> tuple[Mark, ...]:
    """Return a problem's life as a bar; one that has come back begins anew."""
    first = Status.REOPENED if status == Status.REOPENED else Status.OPEN
    order = (first, Status.TASKED, Status.EVIDENCED, Status.CLOSED)
    here = order.index(status)
    return tuple(
        Mark(WORDS[one], DOES[one], done=place < here, here=place == here)
        for place, one in enumerate(order)
    )


def is_overdue(status: Status, deadline: date | None, today: date) -> bool:
    """Tell whether a problem should be closed by now and is not."""
    return deadline is not None and deadline < today and status != Status.CLOSED


def missing_for(status: Status, held: Mapping[str, object]) -> tuple[str, ...]:
    """Return what a problem lacks for a state, each need by its first field."""
    return tuple(
        names[0]
        for names in NEEDS.get(status, ())
        if not any(held.get(name) for name in names)
    )
