"""The parts of a round-up: in their order, and those that come as a file."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST

from shuping.bulletins import queries, services
from shuping.bulletins.forms import ReceiveForm
from shuping.bulletins.models import Bulletin
from shuping.bulletins.views.writing import asked_bulletin, asked_round
from shuping.refusal import say
from shuping.rounds.models import Round
from shuping.shell import clock
from shuping.shell.web import (
    UNFIT,
    Request,
    done,
    page,
    refusals_on,
    refusals_told,
    whole,
)


@require_http_methods(["GET", "POST"])
def parts(request: Request, round_id: int, bulletin_id: int) -> HttpResponse:
    """List the parts; take in a bulletin that came as a file."""
    round_ = asked_round(request, round_id)
    one = asked_bulletin(round_, bulletin_id)
    form = ReceiveForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        with refusals_on(form):
            what = services.read(*form.sent())
            services.receive(one, what, by=request.user, at=clock.now())
            done(request, say("It stands at the end of the round-up, as given."))
            return redirect("bulletins:parts", round_.pk, one.pk)
    shown = {
        "round": round_,
        "bulletin": one,
        "parts": one.parts.select_related("round__convenor"),
        "form": form,
    }
    status = UNFIT if form.errors else 200
    return page(request, "bulletins/parts.html", shown, status=status)


@require_POST
def move(request: Request, round_id: int, bulletin_id: int) -> HttpResponse:
    """Put a part one place further up."""
    round_ = asked_round(request, round_id)
    one = asked_bulletin(round_, bulletin_id)
    order = whole(request.POST.get("order", ""))
    with refusals_told(request):
        services.move_part(one, order, by=request.user, at=clock.now())
    return redirect("bulletins:parts", round_.pk, one.pk)


@require_POST
def remove(request: Request, round_id: int, bulletin_id: int) -> HttpResponse:
    """Take a part out; the page goes on at a round that is still told of."""
    round_ = asked_round(request, round_id)
    one = asked_bulletin(round_, bulletin_id)
    order = whole(request.POST.get("order", ""))
    with refusals_told(request):
        services.remove_part(one, order, by=request.user, at=clock.now())
        done(request, say("The part is taken out of the round-up."))
    return redirect("bulletins:parts", _first_of(one, round_).pk, one.pk)


def _first_of(bulletin: Bulletin, here: Round) -> Round:
    told = queries.rounds_of(bulletin)
    return here if here in told else told[0]
