"""The console of a box of the urn: set up, slips, key, steps of two people."""

from base64 import b64encode
from collections.abc import Sequence

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.safestring import SafeString, mark_safe
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
from shuping.ballots.rules.keys import shares_of, words_of
from shuping.ballots.rules.slips import Slips, drawn
from shuping.ballots.rules.states import Step
from shuping.ballots.services import opening, slips
from shuping.ballots.services import urns as services
from shuping.ballots.services.printing import as_one_file, print_keys, print_slips
from shuping.ballots.views.reading import round_of
from shuping.refusal import Refused, say
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


def _box(request: Request, round_id: int) -> Box:
    if (box := queries.box_of(round_of(request, round_id))) is None:
        raise Http404
    return box


@require_http_methods(["GET", "POST"])
def use_the_urn(request: Request, round_id: int) -> HttpResponse:
    """Let the prepared box take ballots from phones."""
    box = _box(request, round_id)
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
    box = _box(request, round_id)
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
    box = _box(request, round_id)
    classes = urns.form_of(box).categories
    counts = SlipCountForm(request.POST, categories=classes)
    if counts.is_valid():
        with refusals_on(counts):
            made = slips.make_slips(
                box, counts.counts(), by=request.user, at=clock.now()
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
        "address": _address(box),
    }
    return page(request, "ballots/slips.html", shown, status=status)


def _address(box: Box) -> str:
    return str(urns.address_of(box))


def _qr(text: str) -> SafeString:
    """Draw a QR code; the text is ours, and comes out as squares."""
    return mark_safe(drawn(text))  # noqa: S308 - drawn squares


@require_POST
def make_key(request: Request, round_id: int) -> HttpResponse:
    """Make the key of the box and show it once, to be written down and sealed.

    Whoever asks names the key that the new one is made instead of: a page of a key that
    is loaded again makes no other, behind the back of who wrote the first one down.
    """
    box = _box(request, round_id)
    private = b""
    with refusals_told(request):
        if request.POST.get("instead", "") != box.public:
            raise Refused(
                say(
                    "There is a key already: the one that was shown first. "
                    "To have another one, make it at the box."
                )
            )
        private = slips.make_key(box, by=request.user, at=clock.now())
    if not private or box.level == SIMPLE:
        if private:
            done(request, say("The key is made; the server keeps it."))
        return redirect("ballots:index", round_id)
    told = shares_of(private) if box.level == STRICT else (words_of(private),)
    keys = [(words, _qr(words)) for words in told]
    # The page carries the PDF in itself: a second request would find no key.
    pages = print_keys(urns.form_of(box), box.name, told)
    printed = b64encode(pages).decode()
    shown = {"round": box.round, "box": box, "keys": keys, "printed": printed}
    return page(request, "ballots/key.html", shown)


@require_POST
def propose(request: Request, round_id: int) -> HttpResponse:
    """Propose a step, for another person to second."""
    box = _box(request, round_id)
    form = StepForm(request.POST)
    if form.is_valid():
        with refusals_told(request):
            services.propose(box, **form.cleaned_data, by=request.user, at=clock.now())
            done(request, say("Proposed. Another person seconds it."))
    return redirect("ballots:index", round_id)


@require_http_methods(["GET", "POST"])
def second(request: Request, round_id: int) -> HttpResponse:
    """Second the step that waits; opening the ballots asks for the key."""
    box = _box(request, round_id)
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
    box = _box(request, round_id)
    step = urns.waiting_step(box)
    with refusals_told(request):
        if step:
            services.withdraw(step, by=request.user, at=clock.now())
    return redirect("ballots:index", round_id)


@require_POST
def pause(request: Request, round_id: int) -> HttpResponse:
    """Pause the voting, or go on."""
    box = _box(request, round_id)
    with refusals_told(request):
        services.pause(box, by=request.user, at=clock.now())
    return redirect("ballots:index", round_id)


@require_POST
def join_paper(request: Request, round_id: int) -> HttpResponse:
    """Seal the typed paper ballots into the urn."""
    box = _box(request, round_id)
    with refusals_told(request):
        count = services.join_paper(box, by=request.user, at=clock.now())
        done(request, say("{count} paper ballots joined the urn.", count=count))
    return redirect("ballots:index", round_id)


@require_http_methods(["GET", "POST"])
def recount(request: Request, round_id: int) -> HttpResponse:
    """Open a counted box again and tell whether the counts are the same."""
    box = _box(request, round_id)
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
