"""A bulletin proofed, previewed, published, corrected, withdrawn; and read below."""

from collections.abc import Callable
from dataclasses import dataclass

from django import forms
from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.views.decorators.http import (
    require_GET,
    require_http_methods,
    require_POST,
)

from shuping.bulletins import queries, services
from shuping.bulletins.forms import CorrectForm, WithdrawForm
from shuping.bulletins.models import Bulletin
from shuping.bulletins.rules.states import READERS, Audience, State
from shuping.bulletins.views.writing import asked_bulletin, asked_round
from shuping.charter import Act
from shuping.refusal import Words, say
from shuping.rounds.models import Round
from shuping.rounds.queries import acts_in
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


def _audience(asked: str | None) -> Audience:
    return Audience(asked) if asked in set(Audience) else Audience.INSIDE


@require_POST
def proof(request: Request, round_id: int, bulletin_id: int) -> HttpResponse:
    """Confirm that a draft by somebody else is right."""
    round_ = asked_round(request, round_id)
    one = asked_bulletin(round_, bulletin_id)
    seen = request.POST.get("seen", "")
    with refusals_told(request):
        services.proof(one, seen=seen, by=request.user, at=clock.now())
        done(request, say("The bulletin is proofed."))
    return redirect("bulletins:bulletin", round_.pk, one.pk)


@require_POST
def look(request: Request, round_id: int, bulletin_id: int) -> HttpResponse:
    """Confirm that the words hold though the record has changed."""
    round_ = asked_round(request, round_id)
    one = asked_bulletin(round_, bulletin_id)
    with refusals_told(request):
        services.look_again(one, by=request.user, at=clock.now())
        done(request, say("The words are held against the record as it is now."))
    return redirect("bulletins:bulletin", round_.pk, one.pk)


@require_GET
def preview(request: Request, round_id: int, bulletin_id: int) -> HttpResponse:
    """Show the bulletin as an audience would read it, and what it would not."""
    round_ = asked_round(request, round_id)
    one = asked_bulletin(round_, bulletin_id)
    to = _audience(request.GET.get("to"))
    redaction = queries.as_read_by(one, to)
    shown = {
        "round": round_,
        "bulletin": one,
        "to": to,
        "readers": READERS.items(),
        "document": redaction.document,
        "taken": redaction.taken,
        "to_read": queries.parts_to_read(one, to),
        "offered": _is_offered(request, one, round_, to),
    }
    return page(request, "bulletins/preview.html", shown)


def _is_offered(request: Request, one: Bulletin, round_: Round, to: Audience) -> bool:
    """Tell whether the bulletin can be published to that audience now."""
    may_publish = Act.PUBLISH_BULLETIN in acts_in(round_, request.user)
    there = settings.PORTAL or to != Audience.PUBLIC
    return one.state == State.PROOFED and may_publish and there


@require_POST
def publish(request: Request, round_id: int, bulletin_id: int) -> HttpResponse:
    """Publish a proofed bulletin inside, below with `to=below`, or with `to=public`.

    `read` are the parts from elsewhere that the person has read for these readers.
    """
    round_ = asked_round(request, round_id)
    one = asked_bulletin(round_, bulletin_id)
    to = _audience(request.POST.get("to"))
    read = {whole(part) for part in request.POST.getlist("read")}
    seen = request.POST.get("seen", "")
    with refusals_told(request):
        services.publish(one, to, read=read, seen=seen, by=request.user, at=clock.now())
        done(request, say("The bulletin is published."))
    return redirect("bulletins:bulletin", round_.pk, one.pk)


@require_http_methods(["GET", "POST"])
def correct(request: Request, round_id: int, bulletin_id: int) -> HttpResponse:
    """Begin a further version of what has gone out, and say why."""
    return _because(request, (round_id, bulletin_id), _CORRECT)


@require_http_methods(["GET", "POST"])
def withdraw(request: Request, round_id: int, bulletin_id: int) -> HttpResponse:
    """Take back what has gone out, and say why."""
    return _because(request, (round_id, bulletin_id), _WITHDRAW)


def _corrected(request: Request, one: Bulletin, because: str) -> Bulletin:
    draft = services.correct(one, because, by=request.user, at=clock.now())
    done(request, say("A further version is begun. Mend its words; another proofs it."))
    return draft


def _withdrawn(request: Request, one: Bulletin, because: str) -> Bulletin:
    services.withdraw(one, because, by=request.user, at=clock.now())
    done(request, say("The bulletin is withdrawn."))
    return one


@dataclass(frozen=True, slots=True)
class _Reasoned:
    """An act that says why: its page and what it does."""

    name: Words
    about: Words
    form: type[forms.Form]
    act: Callable[[Request, Bulletin, str], Bulletin]


_CORRECT = _Reasoned(
    say("Correct it"),
    say("What went out stays readable beside the correction, which says why."),
    CorrectForm,
    _corrected,
)
_WITHDRAW = _Reasoned(
    say("Withdraw it"),
    say("Its address stays and says that it was withdrawn, and why."),
    WithdrawForm,
    _withdrawn,
)


def _because(
    request: Request, which: tuple[int, int], reasoned: _Reasoned
) -> HttpResponse:
    round_ = asked_round(request, which[0])
    one = asked_bulletin(round_, which[1])
    form = reasoned.form(request.POST or None)
    if form.is_valid():
        with refusals_on(form):
            led = reasoned.act(request, one, form.cleaned_data["because"])
            return redirect("bulletins:bulletin", round_.pk, led.pk)
    status = UNFIT if form.errors else 200
    shown = {"round": round_, "bulletin": one, "form": form}
    shown |= {
        "name": reasoned.name.told(gettext),
        "about": reasoned.about.told(gettext),
    }
    return page(request, "bulletins/because.html", shown, status=status)


@require_GET
def below(request: Request, round_id: int) -> HttpResponse:
    """Show the bodies below what is published to them, in full."""
    round_ = asked_round(request, round_id)
    told = [(one, queries.shown_of(one)) for one in queries.told_below(round_)]
    return page(request, "bulletins/below.html", {"round": round_, "told": told})
