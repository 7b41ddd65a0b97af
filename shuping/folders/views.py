"""A round folder in and out: import with every fault at once, export as a zip."""

from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods

from shuping.charter import Act
from shuping.folders import services
from shuping.folders.forms import FolderForm
from shuping.folders.rules import reading
from shuping.folders.rules.folder import Folder
from shuping.folders.rules.zipped import unzipped
from shuping.organisations.queries import organisations_open_to
from shuping.refusal import Words, say
from shuping.rounds.queries import rounds_open_to
from shuping.shell import clock
from shuping.shell.web import UNFIT, Request, act_of, done, page, refusals_on
from shuping.tables.faults import Fault


@require_http_methods(["GET", "POST"])
def index(request: Request) -> HttpResponse:
    """Take in a zipped folder, or say everything that is wrong with it."""
    if not organisations_open_to(request.user, act_of(request)).exists():
        raise Http404
    form = FolderForm(request.POST or None, request.FILES or None)
    faults: tuple[Fault, ...] = ()
    if form.is_valid():
        folder, faults = _read(form)
        if folder:
            with refusals_on(form):
                round_ = services.take_in(folder, by=request.user, at=clock.now())
                done(request, say("The round of the folder stands."))
                return redirect("round", round_.pk)
    rounds = rounds_open_to(request.user, Act.EXPORT_ROUND)
    return page(
        request,
        "folders/index.html",
        {
            "form": form,
            "faults": faults,
            "rounds": rounds.order_by("-year", "convenor__path"),
        },
        status=UNFIT if form.errors or faults else 200,
    )


def _read(form: FolderForm) -> tuple[Folder | None, tuple[Fault, ...]]:
    files = unzipped(form.cleaned_data["folder"].read())
    if isinstance(files, Words):
        form.add_error("folder", files.told(gettext))
        return None, ()
    found = reading.read(files)
    return found.folder, found.faults


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
