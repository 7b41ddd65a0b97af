"""The console of a box of the urn: set up, slips, steps of two people."""

from collections.abc import Sequence

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST

from shuping.ballots import queries
from shuping.ballots.forms.urns import (
    KeyForm,
    SetUpForm,
    SlipCountForm,
    SlipFileForm,
    StepForm,
)
from shuping.ballots.models import Box, BoxStep
from shuping.ballots.queries import urns
from shuping.ballots.rules.slips import Slips
from shuping.ballots.rules.states import Step
from shuping.ballots.services import opening, slips
from shuping.ballots.services import urns as services
from shuping.ballots.services.printing import as_one_file, print_slips
from shuping.ballots.views.reading import box_of
from shuping.refusal import say
from shuping.shell import clock
from shuping.shell.web import (
    UNFIT,
    Request,
    attached,
    done,
    page,
    refusals_on,
    refusals_told,
)
from shuping.urn.box import SIMPLE, STRICT
from shuping.urn.form import Named


@require_http_methods(["GET", "POST"])
def use_the_urn(request: Request, round_id: int) -> HttpResponse:
    """Let the prepared box take ballots from phones."""
    box = box_of(request, round_id)
    form = SetUpForm(request.POST or None)
    if form.is_valid():
        with refusals_on(form):
            told = form.cleaned_data
            slips.use_the_urn(box, **told, by=request.user, at=clock.now())
            return redirect("ballots:index", round_id)
    shown = {"round": box.round, "box": box, "form": form}
    status = UNFIT if form.errors else 200
    return page(request, "ballots/use_the_urn.html", shown, status=status)


@require_http_methods(["GET", "POST"])
def take_slips(request: Request, round_id: int) -> HttpResponse:
    """Take slips that were made apart, or tell how to make them."""
    box = box_of(request, round_id)
    classes = urns.form_of(box).categories
    form = _slip_file(box, classes, request)
    if form.is_valid():
        with refusals_on(form):
            hashes = form.cleaned_data["slips"]
            slips.take_slips(box, hashes, by=request.user, at=clock.now())
            done(request, say("The slips are taken."))
            return redirect("ballots:index", round_id)
    status = UNFIT if form.errors else 200
    return _slips_page(request, box, classes, form, status=status)


@require_POST
def make_slips(request: Request, round_id: int) -> HttpResponse:
    """Make slips on the server and give them once, to be printed and cut."""
    box = box_of(request, round_id)
    classes = urns.form_of(box).categories
    counts = SlipCountForm(request.POST, categories=classes)
    if counts.is_valid():
        with refusals_on(counts):
            instead, at = request.POST.get("instead", ""), clock.now()
            made = slips.make_slips(
                box, counts.counts(), instead=instead, by=request.user, at=at
            )
            about = Slips(box.round.name, _address(box), box.name, box.rehearsal)
            return attached(*as_one_file(print_slips(about, classes, made)))
    form = _slip_file(box, classes)
    return _slips_page(request, box, classes, form, counts=counts, status=UNFIT)


def _slip_file(
    box: Box, classes: Sequence[Named], request: Request | None = None
) -> SlipFileForm:
    return SlipFileForm(
        (request and request.POST) or None,
        (request and request.FILES) or None,
        box=box.name,
        categories=classes,
    )


def _slips_page(
    request: Request,
    box: Box,
    classes: Sequence[Named],
    form: SlipFileForm,
    *,
    counts: SlipCountForm | None = None,
    status: int,
) -> HttpResponse:
    shown = {
        "round": box.round,
        "box": box,
        "form": form,
        "counts": counts or SlipCountForm(categories=classes),
        "classes": classes,
        "there": sum(one.count for one in box.slips.all()),
        "instead": urns.codes_root(box),
        "address": _address(box),
    }
    return page(request, "ballots/slips.html", shown, status=status)


def _address(box: Box) -> str:
    return str(urns.address_of(box))


@require_POST
def propose(request: Request, round_id: int) -> HttpResponse:
    """Propose a step, for another person to second."""
    box = box_of(request, round_id)
    form = StepForm(request.POST)
    if form.is_valid():
        with refusals_told(request):
            services.propose(box, **form.cleaned_data, by=request.user, at=clock.now())
            done(request, say("Proposed. Another person seconds it."))
    return redirect("ballots:index", round_id)


@require_http_methods(["GET", "POST"])
def second(request: Request, round_id: int) -> HttpResponse:
    """Second the step that waits; opening the ballots asks for the key."""
    box = box_of(request, round_id)
    step = urns.waiting_step(box)
    if step is None:
        return redirect("ballots:index", round_id)
    if step.step == Step.COUNT and box.level != SIMPLE:
        return _open_with_key(request, step)
    if request.method == "POST":
        with refusals_told(request):
            if step.step == Step.COUNT:
                key = opening.kept_key(box)
                opening.count_ballots(step, key, by=request.user, at=clock.now())
            else:
                services.second(step, by=request.user, at=clock.now())
            done(request, say("Done: {step}.", step=step.step_words))
    return redirect("ballots:index", round_id)


def _open_with_key(request: Request, step: BoxStep) -> HttpResponse:
    box = step.box
    form = KeyForm(request.POST or None, strict=box.level == STRICT)
    if form.is_valid():
        with refusals_on(form):
            key = form.cleaned_data["key"]
            opening.count_ballots(step, key, by=request.user, at=clock.now())
            done(request, say("The ballots are opened and counted."))
            return redirect("ballots:outcome", box.round_id)
    shown = {
        "round": box.round,
        "box": box,
        "form": form,
        "step": step,
        "small": queries.small_in(box),
    }
    status = UNFIT if form.errors else 200
    return page(request, "ballots/open_with_key.html", shown, status=status)


@require_POST
def withdraw(request: Request, round_id: int) -> HttpResponse:
    """Take the step back that waits."""
    box = box_of(request, round_id)
    step = urns.waiting_step(box)
    with refusals_told(request):
        if step:
            services.withdraw(step, by=request.user, at=clock.now())
    return redirect("ballots:index", round_id)


@require_POST
def pause(request: Request, round_id: int) -> HttpResponse:
    """Pause the voting, or go on."""
    box = box_of(request, round_id)
    with refusals_told(request):
        services.pause(box, by=request.user, at=clock.now())
    return redirect("ballots:index", round_id)


@require_POST
def join_paper(request: Request, round_id: int) -> HttpResponse:
    """Seal the typed paper ballots into the urn."""
    box = box_of(request, round_id)
    with refusals_told(request):
        count = services.join_paper(box, by=request.user, at=clock.now())
        done(request, say("{count} paper ballots joined the urn.", count=count))
    return redirect("ballots:index", round_id)


@require_http_methods(["GET", "POST"])
def recount(request: Request, round_id: int) -> HttpResponse:
    """Open a counted box again and tell whether the counts are the same."""
    box = box_of(request, round_id)
    kept = opening.kept_key(box) if box.level == SIMPLE else None
    form = KeyForm(request.POST or None, strict=box.level == STRICT)
    asked = request.method == "POST"
    if asked and (kept or form.is_valid()):
        with refusals_on(form):
            key = kept or form.cleaned_data["key"]
            same = opening.recount(box, key, by=request.user, at=clock.now())
            words = (
                say("Counted again: the same figures.")
                if same
                else say("Counted again: other figures. Call the auditor.")
            )
            done(request, words)
            return redirect("ballots:index", round_id)
    shown = {"round": box.round, "box": box, "form": form, "kept": kept}
    status = UNFIT if asked and form.errors and not kept else 200
    return page(request, "ballots/recount.html", shown, status=status)
