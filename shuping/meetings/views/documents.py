"""The papers of a meeting, given to be kept."""

from django.http import HttpResponse
from django.views.decorators.http import require_GET

from shuping.documents.views import given
from shuping.meetings.queries import documents
from shuping.meetings.views.arranging import meeting_of, round_of
from shuping.rounds.queries import acts_in
from shuping.shell import clock
from shuping.shell.web import Request


@require_GET
def papers(request: Request, round_id: int, meeting_id: int) -> HttpResponse:
    """Give the agenda, or the notice or the host script with ?genre=."""
    meeting = meeting_of(request, round_id, meeting_id)
    genre, form = request.GET.get("genre"), request.GET.get("as", "")
    if genre == "notice":
        written = documents.notice(meeting, on=clock.today())
    elif genre == "host-script":
        written = documents.host_script(meeting)
    else:
        genre, written = "agenda", documents.agenda(meeting)
    return given(written, genre, form, to=request)


@require_GET
def minutes(request: Request, round_id: int, meeting_id: int) -> HttpResponse:
    """Give the minutes of a meeting."""
    meeting = meeting_of(request, round_id, meeting_id)
    written = documents.minutes(meeting, on=clock.today())
    return given(written, "minutes", request.GET.get("as", ""), to=request)


@require_GET
def cards(request: Request, round_id: int) -> HttpResponse:
    """Give the comment cards of the round, one for each reporter."""
    round_ = round_of(request, round_id)
    acts = acts_in(round_, request.user)
    written = documents.cards(round_, person=request.user, acts=acts)
    return given(written, "comment-cards", request.GET.get("as", ""), to=request)
