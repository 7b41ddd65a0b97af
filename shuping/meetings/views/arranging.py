"""The round's meetings, when and where they are, and who is there."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_GET, require_http_methods

from shuping.ballots import queries as ballots
from shuping.meetings import queries, services
from shuping.meetings.forms import MeetingForm, SeatRows, plan_of, seats_of
from shuping.meetings.models import Group, Meeting
from shuping.meetings.views.rows import Rows, keep_rows
from shuping.refusal import Words, say
from shuping.rounds.models import Round
from shuping.rounds.queries import acts_in, rounds_open_to, scheme_of
from shuping.shell import clock
from shuping.shell.web import (
    STALE,
    UNFIT,
    Request,
    act_of,
    done,
    may,
    page,
    refusals_on,
)


def round_of(request: Request, round_id: int) -> Round:
    """Return the round asked for, if the person may do there what is asked."""
    return get_object_or_404(rounds_open_to(request.user, act_of(request)), pk=round_id)


def meeting_of(request: Request, round_id: int, meeting_id: int) -> Meeting:
    """Return the meeting asked for, if the person may do there what is asked."""
    return get_object_or_404(
        queries.meetings_open_to(request.user, act_of(request)),
        round_id=round_id,
        pk=meeting_id,
    )


@dataclass(frozen=True, slots=True)
class Seated:
    """The groups of one role, in protocol order, and how many people they are."""

    role: Words
    groups: Sequence[Group]
    people: int
    at_least: bool


@require_GET
def index(request: Request, round_id: int) -> HttpResponse:
    """Show the round's meetings, who is there, what was spoken and affirmed."""
    round_ = round_of(request, round_id)
    return page(
        request,
        "meetings/index.html",
        {
            "round": round_,
            "meetings": queries.meetings_of(round_),
            "seated": _seated(round_),
            "classes": _classes(round_),
            "counted": ballots.counted(round_),
            "may": may(acts_in(round_, request.user)),
        },
    )


def _classes(round_: Round) -> dict[str, str]:
    return {one.code: one.name for one in scheme_of(round_).ballot.categories}


def _seated(round_: Round) -> list[Seated]:
    """Return the groups role by role, the roles in the order of their first group."""
    groups = queries.groups_of(round_)
    first = {one.role: place for place, one in reversed(list(enumerate(groups)))}
    in_order = sorted(groups, key=lambda one: first[one.role])
    return [
        Seated(
            role=here[0].role_words,
            groups=here,
            people=sum(one.count or 0 for one in here),
            at_least=any(one.at_least or one.count is None for one in here),
        )
        for here in (list(rows) for _, rows in groupby(in_order, lambda one: one.role))
    ]


@require_http_methods(["GET", "POST"])
def arrange(
    request: Request, round_id: int, meeting_id: int | None = None
) -> HttpResponse:
    """Make a meeting, or change one; whoever saves second sees both."""
    if meeting_id is None:
        return _make(request, round_of(request, round_id))
    meeting = meeting_of(request, round_id, meeting_id)
    edition = queries.plan_edition(meeting)
    initial = plan_of(meeting) | {"edition": edition}
    form = MeetingForm(request.POST or None, initial=initial)
    shown = {"round": meeting.round, "meeting": meeting, "form": form}
    if form.is_valid():
        with refusals_on(form):
            try:
                services.rearrange(
                    meeting,
                    form.plan(),
                    edition=form.cleaned_data["edition"],
                    by=request.user,
                    at=clock.now(),
                )
            except services.Changed:
                newer = request.POST.copy()
                newer["edition"] = edition
                shown |= {"form": MeetingForm(newer), "theirs": meeting}
                return page(request, "meetings/arrange.html", shown, status=STALE)
            done(request, say("The meeting is changed."))
            return redirect("meetings:index", round_id)
    status = UNFIT if form.errors else 200
    return page(request, "meetings/arrange.html", shown, status=status)


def _make(request: Request, round_: Round) -> HttpResponse:
    form = MeetingForm(request.POST or None)
    if form.is_valid():
        with refusals_on(form):
            services.add_meeting(round_, form.plan(), by=request.user, at=clock.now())
            done(request, say("The meeting is arranged."))
            return redirect("meetings:index", round_.pk)
    shown = {"round": round_, "form": form}
    status = UNFIT if form.errors else 200
    return page(request, "meetings/arrange.html", shown, status=status)


@require_http_methods(["GET", "POST"])
def seat(request: Request, round_id: int) -> HttpResponse:
    """Change the attendance groups in a table; more rows come on asking."""
    round_ = round_of(request, round_id)
    groups = queries.groups_of(round_)

    def rows(sent: QueryDict | None) -> Rows:
        standing = None if sent else [seats_of(one) for one in groups]
        return SeatRows(sent, initial=standing, form_kwargs={"round_": round_})

    def save(kept: list[Any], edition: str) -> None:
        seats = [one.seats() for one in kept]
        services.reseat(round_, seats, edition=edition, by=request.user, at=clock.now())
        done(request, say("The groups are written down."))

    shown = {"round": round_, "theirs": groups, "classes": _classes(round_)}
    edition = queries.groups_edition(round_)
    answer = keep_rows(request, "meetings/seat.html", shown, rows, edition, save)
    return answer or redirect("meetings:index", round_.pk)
