"""Meetings arranged and recorded: agenda, groups, points, the visitor's words."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Max

from shuping.accounts.models import Person
from shuping.charter import Act
from shuping.journal.services import note
from shuping.meetings import queries
from shuping.meetings.models import Group, Meeting, Point
from shuping.refusal import Refused, say
from shuping.rounds.models import Round
from shuping.rounds.queries import scheme_of
from shuping.rounds.services import hold, permit

_SINCE = say("Somebody has changed this since you opened it.")


class Changed(Refused):
    """Somebody else has saved since; neither text is lost."""


@dataclass(frozen=True, slots=True)
class PointPlan:
    """A point spoken."""

    verb: str
    heading: str
    body: str = ""


@dataclass(frozen=True, slots=True)
class MeetingPlan:
    """A meeting as it is arranged or recorded; see `models.Meeting`."""

    title: str
    date: dt.date | None = None
    place: str = ""
    chair: str = ""
    speaker: str = ""
    agenda: Sequence[str] = ()
    points: Sequence[PointPlan] = ()
    judgement: str = ""
    affirmed: Sequence[str] = ()
    suggestions: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Seats:
    """One attendance group."""

    group: str
    role: str
    wording: str = ""
    count: int | None = None
    at_least: bool = False
    category: str = ""


@transaction.atomic
def arrange(
    round_: Round, plans: Sequence[MeetingPlan], *, by: Person, at: datetime
) -> list[Meeting]:
    """Write down the round's meetings, in place of what was written before."""
    round_ = hold(round_)
    permit(round_, Act.ARRANGE_MEETING, by=by)
    Meeting.objects.filter(round=round_).delete()
    meetings = [_arranged(round_, order, plan) for order, plan in enumerate(plans, 1)]
    note("arrange meetings", round_, by=by, at=at, count=len(meetings))
    return meetings


def _arranged(round_: Round, order: int, plan: MeetingPlan) -> Meeting:
    meeting = Meeting.objects.create(
        round=round_,
        order=order,
        title=plan.title,
        date=plan.date,
        place=plan.place,
        chair=plan.chair,
        speaker=plan.speaker,
        agenda=list(plan.agenda),
        judgement=plan.judgement,
        affirmed=list(plan.affirmed),
        suggestions=list(plan.suggestions),
    )
    _speak(meeting, plan.points)
    return meeting


@transaction.atomic
def seat(round_: Round, seats: Sequence[Seats], *, by: Person, at: datetime) -> None:
    """Write down the attendance groups, in place of those written before."""
    round_ = hold(round_)
    permit(round_, Act.ARRANGE_MEETING, by=by)
    Group.objects.filter(round=round_).delete()
    Group.objects.bulk_create(
        Group(
            round=round_,
            order=order,
            group=one.group,
            role=one.role,
            wording=one.wording,
            count=one.count,
            at_least=one.at_least,
            category=one.category,
        )
        for order, one in enumerate(seats, 1)
    )
    note("seat groups", round_, by=by, at=at, count=len(seats))


@transaction.atomic
def add_meeting(
    round_: Round, plan: MeetingPlan, *, by: Person, at: datetime
) -> Meeting:
    """Arrange one more meeting, after those that stand."""
    round_ = hold(round_)
    permit(round_, Act.ARRANGE_MEETING, by=by)
    _refuse_untitled(plan.title)
    last = Meeting.objects.filter(round=round_).aggregate(last=Max("order"))["last"]
    meeting = _arranged(round_, (last or 0) + 1, plan)
    note("arrange meeting", meeting, by=by, at=at)
    return meeting


def _refuse_untitled(title: str) -> None:
    if not title.strip():
        raise Refused(say("Give the meeting a title."))


@transaction.atomic
def rearrange(
    meeting: Meeting, plan: MeetingPlan, *, edition: str, by: Person, at: datetime
) -> None:
    """Change when, where and with whom a meeting is, and its agenda.

    What was spoken there stays. Refused over an edition that is not the last one.
    """
    meeting = _held(meeting, Act.ARRANGE_MEETING, by=by)
    _refuse_untitled(plan.title)
    if queries.plan_edition(meeting) != edition:
        raise Changed(_SINCE)
    meeting.title, meeting.date = plan.title, plan.date
    meeting.place, meeting.chair = plan.place, plan.chair
    meeting.speaker, meeting.agenda = plan.speaker, list(plan.agenda)
    meeting.save(update_fields=queries.PLAN)
    note("change meeting", meeting, by=by, at=at)


def _held(meeting: Meeting, act: Act, *, by: Person) -> Meeting:
    """Hold the meeting's round, so that two who save do so one after the other."""
    permit(hold(meeting.round), act, by=by)
    return Meeting.objects.select_related("round").get(pk=meeting.pk)


@transaction.atomic
def speak(
    meeting: Meeting,
    points: Sequence[PointPlan],
    *,
    edition: str,
    by: Person,
    at: datetime,
) -> None:
    """Write down the points spoken, in place of those written before.

    Refused where one has no heading, and over an edition that is not the last one.
    """
    meeting = _held(meeting, Act.RECORD_MEETING, by=by)
    if any(not point.heading.strip() for point in points):
        raise Refused(say("A point has a heading."))
    if queries.points_edition(meeting) != edition:
        raise Changed(_SINCE)
    meeting.points.all().delete()
    _speak(meeting, points)
    note("record points", meeting, by=by, at=at, count=len(points))


def _speak(meeting: Meeting, points: Iterable[PointPlan]) -> None:
    Point.objects.bulk_create(
        Point(
            meeting=meeting,
            order=number,
            verb=point.verb,
            heading=point.heading,
            body=point.body,
        )
        for number, point in enumerate(points, 1)
    )


@dataclass(frozen=True, slots=True)
class Words:
    """What the visiting supervisor says."""

    judgement: str
    affirmed: Sequence[str]
    suggestions: Sequence[str]


@transaction.atomic
def record_visit(
    meeting: Meeting, words: Words, *, edition: str, by: Person, at: datetime
) -> None:
    """Write down the visiting supervisor's words over the edition seen."""
    meeting = _held(meeting, Act.RECORD_MEETING, by=by)
    if queries.visit_edition(meeting) != edition:
        raise Changed(_SINCE)
    meeting.judgement = words.judgement
    meeting.affirmed = list(words.affirmed)
    meeting.suggestions = list(words.suggestions)
    meeting.save(update_fields=queries.VISIT)
    note("record visiting supervisor", meeting, by=by, at=at)


@transaction.atomic
def reseat(
    round_: Round, seats: Sequence[Seats], *, edition: str, by: Person, at: datetime
) -> None:
    """Change the attendance groups over the edition seen.

    Refused for a group without a name, and for a class that is not in the scheme.
    """
    round_ = hold(round_)
    permit(round_, Act.ARRANGE_MEETING, by=by)
    classes = {one.code for one in scheme_of(round_).ballot.categories}
    for one in seats:
        if not one.group.strip():
            raise Refused(say("A group has a name."))
        if one.category and one.category not in classes:
            raise Refused(say("The scheme has no class {code}.", code=one.category))
    if queries.groups_edition(round_) != edition:
        raise Changed(_SINCE)
    seat(round_, seats, by=by, at=at)
