"""Unused slips at the desk: entered by one person, agreed upon by another."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST

from shuping.ballots.forms.unused import HandBackForm, SealUpForm
from shuping.ballots.models import Box, UnusedSlips
from shuping.ballots.queries import balance, urns
from shuping.ballots.rules.unused import Handed, read
from shuping.ballots.services import unused as services
from shuping.ballots.views.reading import box_of
from shuping.refusal import Words, say
from shuping.rounds.queries import acts_in
from shuping.shell import clock
from shuping.shell.web import (
    UNFIT,
    Request,
    done,
    may,
    page,
    refusals_on,
    refusals_told,
    whole,
)


@require_http_methods(["GET", "POST"])
def unused(request: Request, round_id: int) -> HttpResponse:
    """Enter slips that came back; what is wrong with a line is told at once."""
    box, handed = box_of(request, round_id), None
    form = HandBackForm(request.POST or None)
    if form.is_valid():
        slips = read(form.cleaned_data["slips"], box.name)
        with refusals_on(form):
            handed = services.hand_back(box, slips, by=request.user, at=clock.now())
            if not handed.faults and not handed.used:
                done(request, _entered(handed))
                return redirect("ballots:unused", round_id)
    return _page(request, box, form, handed=handed)


def _entered(handed: Handed) -> Words:
    return say("Slips waiting for a second person: {count}.", count=handed.count)


def _page(
    request: Request,
    box: Box,
    form: HandBackForm,
    *,
    handed: Handed | None = None,
    sealing: SealUpForm | None = None,
) -> HttpResponse:
    waiting, agreed = balance.unused_of(box)
    sealing = sealing or SealUpForm(categories=urns.form_of(box).categories)
    shown = {
        "round": box.round,
        "box": box,
        "form": form,
        "handed": handed,
        "sealing": sealing,
        "taken_now": box.state in services.WHILE,
        "waiting": waiting,
        "agreed": agreed,
        "balance": balance.balance_of(box),
        "may": may(acts_in(box.round, request.user)),
    }
    faulty = form.errors or sealing.errors or (handed and handed.faults)
    status = UNFIT if faulty else 200
    return page(request, "ballots/unused.html", shown, status=status)


@require_POST
def seal_up(request: Request, round_id: int) -> HttpResponse:
    """Enter how many slips of a class lie in a sealed envelope."""
    box = box_of(request, round_id)
    form = SealUpForm(request.POST, categories=urns.form_of(box).categories)
    if form.is_valid():
        with refusals_on(form):
            told = form.cleaned_data
            services.seal_up(box, **told, by=request.user, at=clock.now())
            done(request, say("Entered. A second person agrees to it."))
            return redirect("ballots:unused", round_id)
    return _page(request, box, HandBackForm(), sealing=form)


def _slips(request: Request, box: Box) -> UnusedSlips | None:
    key = whole(request.POST.get("slips", ""))
    return UnusedSlips.objects.filter(box=box, pk=key).first()


@require_POST
def agree(request: Request, round_id: int) -> HttpResponse:
    """Agree, as the second person; slips that were handed back become void."""
    slips = _slips(request, box_of(request, round_id))
    with refusals_told(request):
        if slips:
            services.agree(slips, by=request.user, at=clock.now())
            done(request, _agreed(slips))
    return redirect("ballots:unused", round_id)


def _agreed(slips: UnusedSlips) -> Words:
    if slips.sealed:
        return say("In the envelope: {count}.", count=slips.count)
    if slips.used:
        return say(
            "Now void: {count}. Used before that, and left as they are: {used}.",
            count=slips.void,
            used=slips.used,
        )
    return say("Now void: {count}.", count=slips.void)


@require_POST
def take_back(request: Request, round_id: int) -> HttpResponse:
    """Take slips back that wait for a second person."""
    slips = _slips(request, box_of(request, round_id))
    with refusals_told(request):
        if slips:
            services.withdraw(slips, by=request.user, at=clock.now())
            done(request, say("Taken back; nothing became void."))
    return redirect("ballots:unused", round_id)
