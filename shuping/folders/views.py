"""A round folder in and out: asked of the clerk, export as a zip."""

from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import (
    require_GET,
    require_http_methods,
    require_POST,
)

from shuping.charter import Act
from shuping.folders import services, tasks
from shuping.folders.forms import FolderForm
from shuping.organisations.queries import organisations_open_to
from shuping.refusal import say
from shuping.rounds.queries import rounds_open_to
from shuping.shell import clock, spool
from shuping.shell.queries import made_for
from shuping.shell.services import Wish, ask
from shuping.shell.web import UNFIT, Request, act_of, attached, page, refusals_told


@require_http_methods(["GET", "POST"])
def index(request: Request) -> HttpResponse:
    """Take in a zipped folder beside the pages; list the rounds that can go out."""
    if not organisations_open_to(request.user, act_of(request)).exists():
        raise Http404
    form = FolderForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        sent = form.cleaned_data["folder"]
        wish = Wish(
            say("Taking in {file}", file=sent.name), request.path, upload=sent.read()
        )
        task = ask(tasks.take_in, wish, by=request.user, at=clock.now())
        return redirect("task", task.pk)
    rounds = rounds_open_to(request.user, Act.EXPORT_ROUND)
    ended = rounds_open_to(request.user, Act.ARCHIVE_ROUND)
    shown = {
        "form": form,
        "rounds": rounds.order_by("-year", "convenor__path"),
        "ended": frozenset(ended.values_list("pk", flat=True)),
    }
    status = UNFIT if form.errors else 200
    return page(request, "folders/index.html", shown, status=status)


@require_GET
def export(request: Request, round_id: int) -> FileResponse:
    """Give the round as a zipped folder, as the archive keeps it."""
    round_ = get_object_or_404(
        rounds_open_to(request.user, act_of(request)), pk=round_id
    )
    return FileResponse(
        services.zipped(round_),
        as_attachment=True,
        filename=f"{round_.convenor.code}-{round_.year}.zip",
    )


@require_POST
def archive(request: Request, round_id: int) -> HttpResponse:
    """Ask the clerk for the package of the round."""
    round_ = get_object_or_404(
        rounds_open_to(request.user, act_of(request)), pk=round_id
    )
    wish = Wish(
        say("Archive of {round}", round=round_),
        asked_from=reverse("folders:index"),
        about={"round": round_.pk},
    )
    task = ask(tasks.archive, wish, by=request.user, at=clock.now())
    return redirect("task", task.pk)


@require_GET
def archived(request: Request, round_id: int) -> HttpResponse:
    """Give the package that the clerk has made for the person."""
    round_ = get_object_or_404(
        rounds_open_to(request.user, act_of(request)), pk=round_id
    )
    task = made_for(request.user, request.path)
    packed = b""
    with refusals_told(request):
        packed = spool.read(task.file if task else "")
    if not packed:
        return redirect("folders:index")
    return attached(packed, f"archive-{round_.convenor.code}-{round_.year}.zip")
