"""The menu by the phases of the year, for every page.

It stands outside the rooms, as the addresses do: it knows them all, and none of them
knows it. An entry is shown to whoever may open its door.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from shuping.accounts.models import Person
from shuping.charter import CHARTER, Act
from shuping.demo import queries as demo
from shuping.doors import DOORS
from shuping.organisations import queries as organisations
from shuping.refusal import Words, say
from shuping.rounds import queries as rounds
from shuping.rounds.models import Round

HOME = "home"
_MENU: tuple[tuple[Words, tuple[tuple[Words, str], ...]], ...] = (
    (
        say("Overview"),
        (
            (say("Home"), HOME),
            (say("This year's round"), "round"),
            (say("Bodies below"), "progress:below"),
        ),
    ),
    (
        say("Before the meeting"),
        (
            (say("Calendar"), "progress:calendar"),
            (say("Roster"), "rounds:roster"),
            (say("Findings"), "findings:index"),
            (say("Reports"), "reports:index"),
        ),
    ),
    (
        say("The meeting"),
        (
            (say("Meeting"), "meetings:index"),
            (say("Comments"), "meetings:comments"),
            (say("Evaluation"), "ballots:index"),
        ),
    ),
    (
        say("After the meeting"),
        (
            (say("Appraisal"), "appraisal:index"),
            (say("Rectification"), "rectification:index"),
            (say("Bulletins"), "bulletins:index"),
            (say("Told to the bodies below"), "bulletins:below"),
        ),
    ),
    (
        say("Administration"),
        (
            (say("Organisations"), "organisations:index"),
            (say("People"), "organisations:people"),
            (say("Import and export"), "folders:index"),
            (say("Check a layout"), "documents:check"),
            (say("Journal"), "journal"),
        ),
    ),
)
_ENTRIES = frozenset(address for _, doors in _MENU for _, address in doors)
_OF_THE_TREE = frozenset(
    {
        "organisations:index",
        "organisations:people",
        "folders:index",
        "documents:check",
        "journal",
    }
)


@dataclass(frozen=True, slots=True)
class Entry:
    """One door: its name, its address, and whether the page stands behind it."""

    name: Words
    address: str
    here: bool


@dataclass(frozen=True, slots=True)
class Group:
    """One phase of the year."""

    name: Words
    entries: tuple[Entry, ...]


def menu(request: HttpRequest) -> Mapping[str, Any]:
    """Return what every page shows around itself; a context processor."""
    shown: dict[str, Any] = {}
    person = getattr(request, "user", None)
    if settings.DEMO:
        shown |= {"demo": reverse("demo:welcome"), **_tour(request)}
    if isinstance(person, Person):
        round_ = _round_of(request, person)
        shown |= {"round_here": round_, "menu": _groups(request, person, round_)}
    return shown


def _tour(request: HttpRequest) -> Mapping[str, Any]:
    """Return the stop of the demo's tour where the page stands, and the next one."""
    here = request.GET.get("tour", "")
    if not here:
        return {}
    halts = demo.tour()
    found = [one for one in halts if str(one.number) == here]
    if not found:
        return {}
    after = [one for one in halts if one.number > found[0].number]
    return {
        "halt": found[0],
        "next_halt": after[0] if after else None,
        "halts": len(halts),
        "portal": reverse("portal"),
    }


def _round_of(request: HttpRequest, person: Person) -> Round | None:
    """Return the round that the address is about, or else the latest one seen."""
    seen = rounds.rounds_open_to(person, Act.SEE_ROUND)
    match = request.resolver_match
    if match and "round_id" in match.kwargs:
        return seen.filter(pk=match.kwargs["round_id"]).first()
    return seen.order_by("-year", "convenor__path").first()


def _is_here(here: str, address: str) -> bool:
    """Tell whether a page is an entry's own, or of its room and of no other entry."""
    if here in _ENTRIES:
        return here == address
    room, _, name = address.partition(":")
    return name == "index" and here.startswith(f"{room}:")


def _groups(
    request: HttpRequest, person: Person, round_: Round | None
) -> tuple[Group, ...]:
    in_round = rounds.acts_anywhere_in(round_, person) if round_ else frozenset()
    in_tree = {
        act
        for duty in organisations.duties_anywhere(person)
        for act, terms in CHARTER.items()
        if duty in terms.duties
    }
    here = request.resolver_match.view_name if request.resolver_match else ""

    def entry(name: Words, address: str) -> Entry | None:
        if address == HOME:
            return Entry(name, reverse(HOME), here == HOME)
        if address not in DOORS:
            return None
        if address in _OF_THE_TREE:
            open_ = DOORS[address] in in_tree
            return Entry(name, reverse(address), here == address) if open_ else None
        if round_ is None or DOORS[address] not in in_round:
            return None
        return Entry(name, reverse(address, args=[round_.pk]), _is_here(here, address))

    groups = []
    for name, doors in _MENU:
        entries = tuple(one for door in doors if (one := entry(*door)))
        if entries:
            groups.append(Group(name, entries))
    return tuple(groups)
