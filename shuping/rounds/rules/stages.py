"""The stages of a round and the moves between them.

The whole life of a round is the table `NEXT`; what must be true before a stage is
entered is the table `NEEDS`. Facts are plain values gathered elsewhere.
"""

from collections.abc import Mapping
from enum import StrEnum

from shuping.charter import Stage
from shuping.refusal import Words, say


class Fact(StrEnum):
    """Something that a stage waits for."""

    ROSTER_STANDS = "roster stands"
    REPORTS_ACCEPTED = "reports accepted"
    COMMENTS_CONFIRMED = "comments confirmed"
    BALLOTS_COUNTED = "ballots counted"
    GRADES_DECIDED = "grades decided"
    PROBLEMS_CLOSED = "problems closed"


WORDS: Mapping[Fact, Words] = {
    Fact.ROSTER_STANDS: say("the roster"),
    Fact.REPORTS_ACCEPTED: say("reports to be accepted"),
    Fact.COMMENTS_CONFIRMED: say("comments to be confirmed"),
    Fact.BALLOTS_COUNTED: say("ballots to be counted"),
    Fact.GRADES_DECIDED: say("grades to be decided"),
    Fact.PROBLEMS_CLOSED: say("problems to be closed"),
}

NEXT: Mapping[Stage, Stage] = {
    Stage.PREPARING: Stage.REPORTING,
    Stage.REPORTING: Stage.MEETING,
    Stage.MEETING: Stage.APPRAISING,
    Stage.APPRAISING: Stage.RECTIFYING,
    Stage.RECTIFYING: Stage.CLOSED,
}

NEEDS: Mapping[Stage, frozenset[Fact]] = {
    Stage.REPORTING: frozenset({Fact.ROSTER_STANDS}),
    Stage.MEETING: frozenset({Fact.REPORTS_ACCEPTED}),
    Stage.APPRAISING: frozenset({Fact.COMMENTS_CONFIRMED, Fact.BALLOTS_COUNTED}),
    Stage.RECTIFYING: frozenset({Fact.GRADES_DECIDED}),
    Stage.CLOSED: frozenset({Fact.PROBLEMS_CLOSED}),
}


def missing_for(stage: Stage, known: frozenset[Fact]) -> frozenset[Fact]:
    """Return what still stands in the way of entering `stage`."""
    return NEEDS.get(stage, frozenset()) - known
