"""What was spoken at a meeting, and the visiting supervisor's words."""

from typing import Any

from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from shuping.meetings import queries, services
from shuping.meetings.forms import PointRows, VisitForm, point_of, visit_of
from shuping.meetings.views.arranging import meeting_of
from shuping.meetings.views.rows import Rows, keep_rows
from shuping.refusal import say
from shuping.shell import clock
from shuping.shell.web import STALE, UNFIT, Request, done, page, refusals_on


@require_http_methods(["GET", "POST"])
def points(request: Request, round_id: int, meeting_id: int) -> HttpResponse:
    """Write down the points spoken, in their order."""
    meeting = meeting_of(request, round_id, meeting_id)
    spoken = list(meeting.points.order_by("order"))

    def rows(sent: QueryDict | None) -> Rows:
        return PointRows(sent, initial=None if sent else [point_of(p) for p in spoken])

    def save(kept: list[Any], edition: str) -> None:
        plans = [one.point() for one in kept]
        services.speak(meeting, plans, edition=edition, by=request.user, at=clock.now())
        done(request, say("The points are written down."))

    shown = {"round": meeting.round, "meeting": meeting, "theirs": spoken}
    edition = queries.points_edition(meeting)
    answer = keep_rows(request, "meetings/points.html", shown, rows, edition, save)
    return answer or redirect("meetings:index", round_id)


@require_http_methods(["GET", "POST"])
def visiting(request: Request, round_id: int, meeting_id: int) -> HttpResponse:
    """Write down what the visiting supervisor said; whoever saves second sees both."""
    meeting = meeting_of(request, round_id, meeting_id)
    edition = queries.visit_edition(meeting)
    initial = visit_of(meeting) | {"edition": edition}
    form = VisitForm(request.POST or None, initial=initial)
    shown = {"round": meeting.round, "meeting": meeting, "form": form}
    if form.is_valid():
        with refusals_on(form):
            try:
                services.record_visit(
                    meeting,
                    form.words(),
                    edition=form.cleaned_data["edition"],
                    by=request.user,
                    at=clock.now(),
                )
            except services.Changed:
                newer = request.POST.copy()
                newer["edition"] = edition
                shown |= {"form": VisitForm(newer), "theirs": meeting}
                return page(request, "meetings/visiting.html", shown, status=STALE)
            done(request, say("The visiting supervisor's words are written down."))
            return redirect("meetings:index", round_id)
    status = UNFIT if form.errors else 200
    return page(request, "meetings/visiting.html", shown, status=status)
