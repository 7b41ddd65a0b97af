"""Where every round stands, what holds it up, and how far the bodies below are."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet

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


DONE = frozenset({Stage.RECTIFYING, Stage.CLOSED})
"""A body is done when its own round has only problems left to put right."""


@dataclass(frozen=True, slots=True)
class Below:
    """How many of the bodies below are done, in time or late, and how many are not."""

    done: int
    late: int
    under_way: int


def standings(round_: Round) -> QuerySet[Standing]:
    """Return how far the bodies below are, in the order entered."""
    rows = Standing.objects.filter(round=round_).select_related("organisation")
    return rows.order_by("pk")


def below(round_: Round) -> Below:
    """Count the bodies below against the round's deadline."""
    late = Q(stage__in=DONE, date__gt=round_.deadline)
    done = Q(stage__in=DONE, date__lte=round_.deadline)
    return Below(
        **Standing.objects.filter(round=round_).aggregate(
            done=Count("pk", filter=done),
            late=Count("pk", filter=late),
            under_way=Count("pk", filter=~Q(stage__in=DONE)),
        )
    )


def by_stage(round_: Round) -> dict[Stage, int]:
    """Return how many of the bodies below are at each stage, in the year's order."""
    rows = Standing.objects.filter(round=round_).order_by()
    found = dict(rows.values_list("stage").annotate(Count("pk")))
    return {stage: found.get(stage, 0) for stage in Stage}


def done_on(round_: Round) -> list[date]:
    """Return the days on which bodies below were done, a day for each body."""
    rows = Standing.objects.filter(round=round_, stage__in=DONE)
    return list(rows.values_list("date", flat=True))
