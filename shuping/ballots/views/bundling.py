"""The bundle of the box, given out as one file."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from shuping.ballots import queries
from shuping.ballots.services.bundling import take_bundle
from shuping.ballots.views.reading import round_of
from shuping.shell import clock
from shuping.shell.web import Request, attached, refusals_told


@require_POST
def bundle(request: Request, round_id: int) -> HttpResponse:
    """Give the bundle of a closed or counted box; refused before."""
    round_ = round_of(request, round_id)
    if (box := queries.box_of(round_)) is None:
        raise Http404
    packed = b""
    with refusals_told(request):
        packed = take_bundle(box, by=request.user, at=clock.now())
    if not packed:
        return redirect("ballots:index", round_.pk)
    name = f"{round_.convenor.code}-{round_.year}-bundle.zip"
    return attached(packed, name)
