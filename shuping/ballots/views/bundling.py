"""The bundle of the box, given out as one file."""

import io

from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from shuping.ballots import queries
from shuping.ballots.models import Box
from shuping.ballots.services.bundling import take_bundle
from shuping.ballots.views.reading import round_of
from shuping.shell import clock
from shuping.shell.web import Request, refusals_told


@require_POST
def bundle(request: Request, round_id: int) -> HttpResponse | FileResponse:
    """Give the bundle of a closed or counted box; refused before."""
    round_ = round_of(request, round_id)
    found = queries.box_of(round_)
    box = get_object_or_404(Box.objects.select_related("round"), pk=found and found.pk)
    packed = b""
    with refusals_told(request):
        packed = take_bundle(box, by=request.user, at=clock.now())
    if not packed:
        return redirect("ballots:index", round_.pk)
    name = f"{round_.convenor.code}-{round_.year}-bundle.zip"
    return FileResponse(io.BytesIO(packed), as_attachment=True, filename=name)
