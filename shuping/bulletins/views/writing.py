"""Bulletins of a round: listed, composed, read with what there is to see, mended."""

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import (
    require_GET,
    require_http_methods,
    require_POST,
)

from shuping.bulletins import queries, services
from shuping.bulletins.forms import RoundUpForm, WordsForm
from shuping.bulletins.models import Bulletin
from shuping.bulletins.queries.genres import as_genre
from shuping.bulletins.rules.editing import text_of, with_words
from shuping.bulletins.rules.genres import Genre
from shuping.bulletins.rules.states import READERS, Audience
from shuping.bulletins.rules.wordings import WORDINGS
from shuping.charter import Act
from shuping.documents.views import given
from shuping.refusal import Words, say
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


def asked_round(request: Request, round_id: int) -> Round:
    """Return the round, where the address opens to the person."""
    seen = rounds_open_to(request.user, act_of(request))
    return get_object_or_404(seen, pk=round_id)


def asked_bulletin(round_: Round, bulletin_id: int) -> Bulletin:
    """Return a bulletin that tells of the round."""
    return get_object_or_404(queries.telling_of(round_), pk=bulletin_id)


@require_GET
def index(request: Request, round_id: int) -> HttpResponse:
    """List the bulletins that tell of the round, round-ups too."""
    round_ = asked_round(request, round_id)
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
    round_ = asked_round(request, round_id)
    with refusals_told(request):
        services.compose_bulletin(round_, by=request.user, at=clock.now())
        done(request, say("The bulletin is composed. Somebody else proofs it."))
    return redirect("bulletins:index", round_.pk)


@require_http_methods(["GET", "POST"])
def round_up(request: Request, round_id: int) -> HttpResponse:
    """Compose one page about several rounds."""
    round_ = asked_round(request, round_id)
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
            return redirect("bulletins:parts", first.pk, bulletin.pk)
    status = UNFIT if form.errors else 200
    shown = {"round": round_, "form": form}
    return page(request, "bulletins/round_up.html", shown, status=status)


@require_GET
def bulletin(request: Request, round_id: int, bulletin_id: int) -> HttpResponse:
    """Show a bulletin as it will be read, and what can be done with it next."""
    round_ = asked_round(request, round_id)
    one = asked_bulletin(round_, bulletin_id)
    return page(
        request,
        "bulletins/bulletin.html",
        {
            "round": round_,
            "bulletin": one,
            "portal": settings.PORTAL,
            "readers": _readers(),
            "may": may(acts_in(round_, request.user)),
            **_look(one),
        },
    )


def _readers() -> list[tuple[Audience, Words]]:
    """Return for whom a bulletin can be published here."""
    return [
        (one, words)
        for one, words in READERS.items()
        if settings.PORTAL or one != Audience.PUBLIC
    ]


def _look(one: Bulletin) -> dict[str, object]:
    """Return the text with what each paragraph rests on, and what there is to see."""
    document = queries.document_of(one)
    versions = queries.versions_of(one)
    told = queries.rounds_of(one)
    shown = {
        "document": document,
        "versions": versions,
        "is_latest": versions[0].pk == one.pk,
        "sources": queries.sources_of(one, document, told),
    }
    if one.is_out:
        return shown
    records = queries.records_of(told)
    return shown | {
        "changes": queries.changed(one, records),
        "slips": queries.slips_in(one, document, records),
    }


@require_http_methods(["GET", "POST"])
def revise(request: Request, round_id: int, bulletin_id: int) -> HttpResponse:
    """Mend the words; whoever saves second sees both texts and loses neither."""
    round_ = asked_round(request, round_id)
    one = asked_bulletin(round_, bulletin_id)
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
    shown["wordings"] = WORDINGS
    if stale:
        mine = request.POST.copy()
        mine["written_at"] = standing["written_at"]
        shown |= {"form": WordsForm(mine), "standing": standing}
    status = STALE if stale else UNFIT if form.errors else 200
    return page(request, "bulletins/revise.html", shown, status=status)


@require_GET
def printed(request: Request, round_id: int, bulletin_id: int) -> HttpResponse:
    """Give a bulletin as a news item, or as a brief with ?genre=, in the form of ?as=.

    What has gone out is given as its audience reads it.
    """
    one = asked_bulletin(asked_round(request, round_id), bulletin_id)
    asked = request.GET.get("genre")
    genre = Genre(asked) if asked in set(Genre) else Genre.NEWS
    written = as_genre(one, genre, on=clock.today())
    return given(written, genre, request.GET.get("as", ""), to=request)
