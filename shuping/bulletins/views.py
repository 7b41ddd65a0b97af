"""Bulletins composed, mended, proofed by another, published; and the public pages."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import (
    require_GET,
    require_http_methods,
    require_POST,
)

from shuping.bulletins import queries, services
from shuping.bulletins.forms import RoundUpForm, WordsForm
from shuping.bulletins.models import Bulletin
from shuping.bulletins.rules.editing import text_of, with_words
from shuping.bulletins.rules.states import Audience
from shuping.charter import Act
from shuping.documents.views import given
from shuping.refusal import say
from shuping.rounds.models import Round
from shuping.rounds.queries import acts_in, rounds_open_to
from shuping.shell import clock
from shuping.shell.web import (
    STALE,
    UNFIT,
    Request,
    act_of,
    done,
    may,
    page,
    refusals_on,
    refusals_told,
)

PAGE = 20


def _round(request: Request, round_id: int) -> Round:
    seen = rounds_open_to(request.user, act_of(request))
    return get_object_or_404(seen, pk=round_id)


def _bulletin(round_: Round, bulletin_id: int) -> Bulletin:
    return get_object_or_404(queries.telling_of(round_), pk=bulletin_id)


@require_GET
def index(request: Request, round_id: int) -> HttpResponse:
    """List the bulletins that tell of the round, round-ups too."""
    round_ = _round(request, round_id)
    return page(
        request,
        "bulletins/index.html",
        {
            "round": round_,
            "bulletins": queries.telling_of(round_),
            "may": may(acts_in(round_, request.user)),
        },
    )


@require_POST
def compose(request: Request, round_id: int) -> HttpResponse:
    """Compose the bulletin from the record of the round."""
    round_ = _round(request, round_id)
    with refusals_told(request):
        services.compose_bulletin(round_, by=request.user, at=clock.now())
        done(request, say("The bulletin is composed. Somebody else proofs it."))
    return redirect("bulletins:index", round_.pk)


@require_http_methods(["GET", "POST"])
def round_up(request: Request, round_id: int) -> HttpResponse:
    """Compose one page about several rounds."""
    round_ = _round(request, round_id)
    seen = rounds_open_to(request.user, Act.COMPOSE_BULLETIN).order_by(
        "convenor__path", "year"
    )
    form = RoundUpForm(request.POST or None, seen=seen)
    if form.is_valid():
        with refusals_on(form):
            bulletin = services.compose_round_up(
                list(form.cleaned_data["rounds"]),
                head=form.head(date=clock.today()),
                by=request.user,
                at=clock.now(),
            )
            first = queries.rounds_of(bulletin)[0]
            return redirect("bulletins:bulletin", first.pk, bulletin.pk)
    status = UNFIT if form.errors else 200
    shown = {"round": round_, "form": form}
    return page(request, "bulletins/round_up.html", shown, status=status)


@require_GET
def bulletin(request: Request, round_id: int, bulletin_id: int) -> HttpResponse:
    """Show a bulletin as it will be read, and what can be done with it next."""
    round_ = _round(request, round_id)
    one = _bulletin(round_, bulletin_id)
    return page(
        request,
        "bulletins/bulletin.html",
        {
            "round": round_,
            "bulletin": one,
            "document": queries.document_of(one),
            "portal": settings.PORTAL,
            "may": may(acts_in(round_, request.user)),
        },
    )


@require_http_methods(["GET", "POST"])
def revise(request: Request, round_id: int, bulletin_id: int) -> HttpResponse:
    """Mend the words; whoever saves second sees both texts and loses neither."""
    round_ = _round(request, round_id)
    one = _bulletin(round_, bulletin_id)
    document = queries.document_of(one)
    standing = {
        "title": one.title,
        "text": text_of(document),
        "written_at": one.written_at.isoformat(),
    }
    form = WordsForm(request.POST or None, initial=standing)
    stale = bool(request.POST) and form["written_at"].value() != standing["written_at"]
    if form.is_valid() and not stale:
        with refusals_on(form):
            told = form.cleaned_data
            document = with_words(document, told["title"], told["text"])
            services.revise(one, document, by=request.user, at=clock.now())
            done(request, say("The bulletin is mended. Somebody else proofs it."))
            return redirect("bulletins:bulletin", round_.pk, one.pk)
    shown = {"round": round_, "bulletin": one, "form": form, "stale": stale}
    if stale:
        mine = request.POST.copy()
        mine["written_at"] = standing["written_at"]
        shown |= {"form": WordsForm(mine), "standing": standing}
    status = STALE if stale else UNFIT if form.errors else 200
    return page(request, "bulletins/revise.html", shown, status=status)


@require_POST
def proof(request: Request, round_id: int, bulletin_id: int) -> HttpResponse:
    """Confirm that a draft by somebody else is right."""
    round_ = _round(request, round_id)
    one = _bulletin(round_, bulletin_id)
    with refusals_told(request):
        services.proof(one, by=request.user, at=clock.now())
        done(request, say("The bulletin is proofed."))
    return redirect("bulletins:bulletin", round_.pk, one.pk)


@require_POST
def publish(request: Request, round_id: int, bulletin_id: int) -> HttpResponse:
    """Publish a proofed bulletin inside, or to everyone with `to=public`."""
    round_ = _round(request, round_id)
    one = _bulletin(round_, bulletin_id)
    public_ = request.POST.get("to") == Audience.PUBLIC
    to = Audience.PUBLIC if public_ else Audience.INSIDE
    with refusals_told(request):
        services.publish(one, to, by=request.user, at=clock.now())
        done(request, say("The bulletin is published."))
    return redirect("bulletins:bulletin", round_.pk, one.pk)


@require_GET
def printed(request: Request, round_id: int, bulletin_id: int) -> HttpResponse:
    """Give a bulletin as .docx, or as a PDF with ?as=pdf."""
    one = _bulletin(_round(request, round_id), bulletin_id)
    return given(queries.document_of(one), "bulletin", request.GET.get("as", ""))


@require_GET
@login_not_required
def portal(request: Request) -> HttpResponse:
    """List what is published, where the installation has a portal."""
    if not settings.PORTAL:
        raise Http404
    published = Paginator(queries.published(), PAGE)
    shown = {"bulletins": published.get_page(request.GET.get("page"))}
    return page(request, "bulletins/portal.html", shown)


@require_GET
@login_not_required
def public(request: Request, bulletin_id: int) -> HttpResponse:
    """Show a published bulletin to everybody."""
    if not settings.PORTAL:
        raise Http404
    one = get_object_or_404(queries.published(), pk=bulletin_id)
    shown = {"bulletin": one, "document": queries.document_of(one)}
    return page(request, "bulletins/public.html", shown)
