"""The box prepared, opened for typing, counted."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods, require_POST

from shuping.ballots import queries, services
from shuping.ballots.forms import TurnoutForm
from shuping.ballots.models import Box
from shuping.ballots.rules.states import State
from shuping.ballots.rules.telling import small_classes
from shuping.ballots.views.reading import round_of
from shuping.refusal import say
from shuping.rounds.queries import acts_in, scheme_of
from shuping.shell import clock
from shuping.shell.web import (
    UNFIT,
    Request,
    done,
    may,
    page,
    refusals_on,
    refusals_told,
)


@require_http_methods(["GET", "POST"])
def prepare(request: Request, round_id: int) -> HttpResponse:
    """Enter the numbers of each class, or correct them before the count."""
    round_ = round_of(request, round_id)
    terms = scheme_of(round_).ballot
    box = queries.box_of(round_)
    standing = queries.turnouts(box) if box and box.state != State.SHUT else {}
    form = TurnoutForm(
        request.POST or None, categories=terms.categories, turnouts=standing
    )
    if form.is_valid():
        with refusals_on(form):
            services.prepare(round_, form.turnouts(), by=request.user, at=clock.now())
            done(request, say("The numbers are written down."))
            return redirect("ballots:index", round_.pk)
    return page(
        request,
        "ballots/prepare.html",
        {
            "round": round_,
            "box": box,
            "form": form,
            "few": terms.validity.min_cast,
            "small": small_classes(terms, standing),
            "excess": form.excess,
            "may": may(acts_in(round_, request.user)),
        },
        status=UNFIT if form.errors else 200,
    )


def _box(request: Request, round_id: int) -> Box:
    box = queries.box_of(round_of(request, round_id))
    return get_object_or_404(Box.objects.select_related("round"), pk=box and box.pk)


@require_POST
def open_box(request: Request, round_id: int) -> HttpResponse:
    """Let the tellers type; without a quorum the box is shut."""
    box = _box(request, round_id)
    with refusals_told(request):
        state = services.open_typing(box, by=request.user, at=clock.now())
        if state == State.TYPING:
            done(request, say("The tellers can type now."))
        else:
            done(request, say("There is no quorum: the box is shut."))
    return redirect("ballots:index", round_id)


@require_POST
def count(request: Request, round_id: int) -> HttpResponse:
    """Count the box; refused while a sheet is missing or typed unlike."""
    box, there = _box(request, round_id), "ballots:index"
    with refusals_told(request):
        services.count(box, by=request.user, at=clock.now())
        done(request, say("The box is counted."))
        there = "ballots:outcome"
    return redirect(there, round_id)
