"""Sheets typed one by one, and settled where two tellers typed them unlike."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from shuping.ballots import queries, services
from shuping.ballots.forms import SettleForm, SheetForm, unpacked
from shuping.ballots.models import Box, Sheet
from shuping.ballots.queries import typing
from shuping.ballots.queries.typing import Key
from shuping.ballots.rules.states import TYPED_IN
from shuping.ballots.rules.telling import marks_of
from shuping.ballots.services import Paper
from shuping.ballots.views.reading import round_of
from shuping.refusal import say
from shuping.rounds.models import Round
from shuping.rounds.queries import roster, scheme_of
from shuping.rounds.rules.scheme import Category
from shuping.shell import clock
from shuping.shell.web import UNFIT, Request, done, page, refusals_on, whole

PAGE = 20


def _words(round_: Round) -> dict[str, Any]:
    """Return what the forms of a ballot are named with."""
    terms = scheme_of(round_).ballot
    return {
        "names": {one.organisation.code: str(one) for one in roster(round_)},
        "items": {one.code: one.name for one in terms.items},
        "marks": marks_of(terms),
    }


def _open_box(round_: Round) -> Box | None:
    box = queries.box_of(round_)
    return box if box and box.state in TYPED_IN else None


@dataclass(frozen=True, slots=True)
class Place:
    """Where a teller is: a class, a sheet of it (0 is none), and what is left."""

    category: Category
    number: int
    of: int
    left: int


@require_http_methods(["GET", "POST"])
def type_sheet(request: Request, round_id: int) -> HttpResponse:
    """Type the next sheet, or correct one that the teller has typed."""
    round_ = round_of(request, round_id)
    box = _open_box(round_)
    if box is None:
        return page(request, "ballots/type.html", {"round": round_})
    left = typing.left_for(box, request.user)
    place = _place(request.GET, box, left)
    own = typing.own_sheet(box, request.user, (place.category.code, place.number))
    form = _sheet_form(request, box, place, own)
    if form.is_valid():
        with refusals_on(form):
            _keep(request, box, place, form, correct=own is not None)
            words = say("Sheet {number} is typed.", number=place.number)
            done(request, words)
            return redirect(request.path + _next(place, own, left))
    shown = {
        "round": round_,
        "box": box,
        "place": place,
        "own": own,
        "form": form if place.number else None,
        "classes": _classes(box, left),
        "typed": typing.own_sheets(box, request.user, place.category.code)[:PAGE],
    }
    status = UNFIT if form.errors else 200
    return page(request, "ballots/type.html", shown, status=status)


def _next(place: Place, own: Sheet | None, left: Mapping[str, list[int]]) -> str:
    """Return where the next sheet is: elsewhere once no other is left in the class."""
    here = place.category.code
    elsewhere = any(numbers for code, numbers in left.items() if code != here)
    leave = elsewhere and not own and place.left == 1
    return "" if leave else f"?{urlencode({'class': here})}"


def _place(asked: QueryDict, box: Box, left: Mapping[str, list[int]]) -> Place:
    """Return the sheet asked for, else the first one left in the class, or at all."""
    there = queries.turnouts(box)
    classes = scheme_of(box.round).ballot.categories
    classes = tuple(one for one in classes if one.code in there)
    waiting = [one for one in classes if left[one.code]]
    named = [one for one in classes if one.code == asked.get("class")]
    category = (named or waiting or classes)[0]
    numbers, of = left[category.code], there[category.code].returned
    sheet = asked.get("sheet", "")
    number = whole(sheet)
    if not 0 < number <= of:
        number = numbers[0] if numbers else 0
    return Place(category, number, of, len(numbers))


def _sheet_form(
    request: Request, box: Box, place: Place, own: Sheet | None
) -> SheetForm:
    ballot = queries.form(box.round)
    initial = unpacked(ballot, bytes(own.marks)) if own else {}
    return SheetForm(
        request.POST if request.POST and place.number else None,
        ballot=ballot,
        signed=place.category.signed,
        initial=initial | ({"author": own.author} if own else {}),
        **_words(box.round),
    )


def _keep(
    request: Request, box: Box, place: Place, form: SheetForm, *, correct: bool
) -> None:
    author = form.cleaned_data.get("author", "")
    paper = Paper(place.category.code, place.number, form.packed(), author)
    at = clock.now()
    if correct:
        services.retype_sheet(box, paper, by=request.user, at=at)
    else:
        services.type_sheets(box, [paper], by=request.user, at=at)


def _classes(box: Box, left: Mapping[str, list[int]]) -> list[tuple[Category, int]]:
    classes = scheme_of(box.round).ballot.categories
    return [(one, len(left[one.code])) for one in classes if one.code in left]


@require_http_methods(["GET", "POST"])
def mismatches(request: Request, round_id: int) -> HttpResponse:
    """List what two tellers typed unlike; on POST settle a sheet by its paper."""
    round_ = round_of(request, round_id)
    box = _open_box(round_)
    if box is None:
        return page(request, "ballots/mismatches.html", {"round": round_})
    piles = typing.piles_of(box)
    pages = Paginator(typing.differing_keys(piles), PAGE)
    keys = pages.get_page(request.GET.get("page"))
    forms = _settle_forms(request, box, list(keys.object_list))
    for form in forms:
        if form.is_valid():
            with refusals_on(form):
                key = form.there.category, form.there.number
                services.settle_cells(
                    box,
                    key,
                    form.chosen(),
                    author=form.author(),
                    by=request.user,
                    at=clock.now(),
                )
                done(request, say("Sheet {number} is settled.", number=key[1]))
                return redirect("ballots:mismatches", round_.pk)
    status = UNFIT if request.method == "POST" else 200
    shown = {"round": round_, "box": box, "forms": forms, "pages": keys, "piles": piles}
    return page(request, "ballots/mismatches.html", shown, status=status)


def _settle_forms(request: Request, box: Box, keys: list[Key]) -> list[SettleForm]:
    """Return a form for each sheet; the one that was sent is bound."""
    words, sent = _words(box.round), request.POST.get("sheet", "")
    return [
        SettleForm(
            request.POST if sent == f"{one.category}-{one.number}" else None,
            there=one,
            **words,
        )
        for one in typing.differing(box, keys)
    ]
