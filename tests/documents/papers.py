"""Every address that gives a paper of a round, and what it is asked about."""

import inspect
from collections.abc import Iterator
from typing import Any, NamedTuple

from django.urls import URLPattern, URLResolver, get_resolver

from shuping.appraisal.queries import letters
from shuping.ballots.queries import box_of
from shuping.ballots.rules.states import State
from shuping.bulletins.models import Bulletin
from shuping.meetings.models import Meeting
from shuping.rounds.models import Round

GENRES = ("notice", "agenda", "host-script")
TOGETHER = "appraisal:letters"
"""All letters in one file, as pages only."""
RECORD = "ballots:record"
"""Asks the urn, so it is measured from facts and not from its address."""
_GIVING = {"given", "pdf", "ofd"}


class Paper(NamedTuple):
    """An address with its genre and what it is about."""

    name: str
    genre: str
    about: list[int]


def papers(round_: Round) -> Iterator[Paper]:
    """Yield the papers of a round that are given in every form."""
    here = [round_.pk]
    yield Paper("rounds:plan", "", here)
    yield Paper("rounds:plan", "approval", here)
    for meeting in Meeting.objects.filter(round=round_).order_by("order"):
        for genre in GENRES:
            yield Paper("meetings:papers", genre, [*here, meeting.pk])
        yield Paper("meetings:minutes", "", [*here, meeting.pk])
    yield Paper("meetings:cards", "", here)
    yield Paper("reports:compiled", "", here)
    yield Paper("rectification:lists", "", here)
    yield Paper("appraisal:circular", "", here)
    told = letters(round_, on=round_.deadline)
    for reporter in round_.reporters.filter(organisation__code__in=told)[:2]:
        yield Paper("appraisal:letter", "", [*here, reporter.pk])
    box = box_of(round_)
    if box is not None and box.state == State.COUNTED:
        yield Paper("ballots:sheet", "", here)
    for bulletin in Bulletin.objects.filter(round=round_):
        yield Paper("bulletins:printed", "", [*here, bulletin.pk])


def giving(resolver: URLResolver | None = None, space: str = "") -> Iterator[str]:
    """Yield the names of all addresses whose view gives a document."""
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLPattern):
            view: Any = inspect.unwrap(entry.callback)
            if _GIVING & set(view.__code__.co_names):
                yield f"{space}{entry.name}"
        elif entry.namespace != "demo":
            yield from giving(entry, f"{entry.namespace}:" if entry.namespace else "")
