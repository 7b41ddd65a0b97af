"""Where every round stands, what holds it up, and how far the bodies below are."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from shuping.appraisal import queries as appraisal
from shuping.ballots import queries as ballots
from shuping.charter import Stage
from shuping.meetings import queries as meetings
from shuping.progress.models import Standing
from shuping.rectification import queries as rectification
from shuping.reports import queries as reports
from shuping.rounds.models import Round
from shuping.rounds.queries import waived
from shuping.rounds.rules.stages import NEXT, Fact, missing_for

CHECKS: Mapping[Fact, Callable[[Round], bool]] = {
    Fact.ROSTER_STANDS: lambda round_: round_.reporters.exists(),
    Fact.REPORTS_ACCEPTED: reports.all_accepted,
    Fact.COMMENTS_CONFIRMED: meetings.all_confirmed,
    Fact.BALLOTS_COUNTED: ballots.counted,
    Fact.GRADES_DECIDED: appraisal.all_decided,
    Fact.PROBLEMS_CLOSED: rectification.all_closed,
}


def facts_about(round_: Round) -> frozenset[Fact]:
    """Ask each room whether its part is done."""
    return frozenset(fact for fact, holds in CHECKS.items() if holds(round_))


def missing(round_: Round) -> frozenset[Fact]:
    """Return what the round's next stage still waits for."""
    here = Stage(round_.stage)
    if here not in NEXT:
        return frozenset()
    return missing_for(NEXT[here], facts_about(round_) | waived(round_))


@dataclass(frozen=True, slots=True)
class Below:
    """How many of the bodies below are done, in time or late, and how many are not."""

    done: int
    late: int
    under_way: int


def standings(round_: Round) -> Sequence[Standing]:
    """Return how far the bodies below are, in the order entered."""
    rows = Standing.objects.filter(round=round_).select_related("organisation")
    return list(rows.order_by("pk"))


def below(round_: Round) -> Below:
    """Count the bodies below against the round's deadline.

    Done is a body whose own round is closed or has only problems left to put right.
    """
    done = late = under_way = 0
    for one in standings(round_):
        if one.stage not in {Stage.RECTIFYING, Stage.CLOSED}:
            under_way += 1
        elif one.date > round_.deadline:
            late += 1
        else:
            done += 1
    return Below(done, late, under_way)
