"""Where the box stands, and what the count says."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_GET

from shuping.ballots import queries
from shuping.ballots.forms import NUMBERS
from shuping.ballots.models import Box
from shuping.ballots.queries import effects, showing, typing, urns
from shuping.ballots.queries.balance import balance_of, unused_of
from shuping.ballots.queries.typing import Pile
from shuping.ballots.rules import tally
from shuping.ballots.rules.effects import enough
from shuping.ballots.rules.states import BEFORE, TYPED_IN, Medium, Step
from shuping.ballots.rules.tally import Turnout
from shuping.ballots.services import records
from shuping.charter import Act
from shuping.documents.views import given
from shuping.refusal import listed, say
from shuping.rounds.models import Round
from shuping.rounds.queries import acts_in, rounds_open_to, scheme_of
from shuping.rounds.rules.scheme import Category, Item
from shuping.shell.web import Request, act_of, may, page, refusals_told


def round_of(request: Request, round_id: int) -> Round:
    """Return the round asked for, if the person may do there what is asked."""
    return get_object_or_404(rounds_open_to(request.user, act_of(request)), pk=round_id)


def box_of(request: Request, round_id: int) -> Box:
    """Return the box of the round asked for."""
    if (box := queries.box_of(round_of(request, round_id))) is None:
        raise Http404
    return box


@require_GET
def index(request: Request, round_id: int) -> HttpResponse:
    """Show the state of the box, the turnout, who typed what, and what comes next."""
    round_ = round_of(request, round_id)
    box = queries.box_of(round_)
    acts = acts_in(round_, request.user)
    shown: dict[str, Any] = {"round": round_, "box": box, "may": may(acts)}
    if box is not None:
        shown |= _standing(box)
        if box.medium == Medium.URN:
            shown |= urns.console_of(box, request.user)
            shown |= {"balance": balance_of(box), "back": unused_of(box)[0]}
        elif box.state in BEFORE[Step.ANNUL]:
            shown["waiting"] = urns.waiting_step(box)
        if Act.TYPE_SHEET in acts and box.state in TYPED_IN:
            left = typing.left_for(box, request.user)
            shown["left"] = sum(len(numbers) for numbers in left.values())
    console = box is not None and box.medium == Medium.URN
    return page(request, f"ballots/{'console' if console else 'index'}.html", shown)


def _standing(box: Box) -> dict[str, Any]:
    terms = scheme_of(box.round).ballot
    there = queries.turnouts(box)
    piles = typing.piles_of(box) if box.state in TYPED_IN else []
    rows = [
        {"category": one, "turnout": there[one.code], "pile": pile}
        for one, pile in _with_piles(terms.categories, piles)
        if one.code in there
    ]
    return {
        "rows": rows,
        "sums": _sums(there.values()),
        "quorum": tally.quorum_holds(there.values(), terms.validity.quorum),
        "small": (small := queries.small_in(box)),
        "small_names": listed(say("{name}", name=one.name) for one in small),
        "missing": typing.missing_in(piles),
        "differing": len(typing.differing_keys(piles)),
        "takes_sheets": box.state in TYPED_IN,
        "typists": typing.typists(box) if piles else [],
    }


def _with_piles(
    categories: Iterable[Category], piles: Sequence[Pile]
) -> list[tuple[Category, Pile | None]]:
    of = {one.category.code: one for one in piles}
    return [(one, of.get(one.code)) for one in categories]


def _sums(turnouts: Iterable[Turnout]) -> dict[str, int]:
    rows = list(turnouts)
    return {key: sum(getattr(one, key) for one in rows) for key in NUMBERS}


@require_GET
def outcome(request: Request, round_id: int) -> HttpResponse:
    """Show the counts of each shown class on one item, and what might have changed."""
    round_ = round_of(request, round_id)
    items, asked = scheme_of(round_).ballot.items, request.GET.get("item")
    item = next((one for one in items if one.code == asked), items[0])
    box = queries.box_of(round_)
    shown: dict[str, Any] = {"items": items, "item": item, "box": box}
    if box is not None:
        shown |= {
            "without": effects.without_rules(box),
            "moved": effects.moved_by_one(box),
            "few": enough(scheme_of(round_).ballot),
        }
    return _counted(request, round_, [item], "ballots/outcome.html", shown)


@require_GET
def sheet(request: Request, round_id: int) -> HttpResponse:
    """Show the count sheet with all items, to be signed; ?as= gives it in a form."""
    round_ = round_of(request, round_id)
    box = queries.box_of(round_)
    if box is not None and "as" in request.GET:
        with refusals_told(request):
            written, form = records.count_sheet(box), request.GET["as"]
            return given(written, "count-sheet", form, to=request)
    items = scheme_of(round_).ballot.items
    shown = {"several": len(items) > 1, "box": box}
    return _counted(request, round_, items, "ballots/sheet.html", shown)


def _counted(
    request: Request,
    round_: Round,
    items: Sequence[Item],
    template: str,
    shown: dict[str, Any],
) -> HttpResponse:
    box = shown["box"]
    shown |= {
        "round": round_,
        "balance": balance_of(box) if box else [],
        "tables": showing.tables_of(box, items) if box else [],
        "marks": showing.marks_shown(scheme_of(round_).ballot),
        "may": may(acts_in(round_, request.user)),
    }
    return page(request, template, shown)
