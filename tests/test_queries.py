"""Every list page asks as often for 300 rows as for 3: the count of each is literal."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from http import HTTPStatus

from django.db import connection, models
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from shuping.accounts.models import Person
from shuping.ballots.models import CellCount, Count
from shuping.bulletins.models import Bulletin
from shuping.charter import Duty
from shuping.findings.models import Finding, Highlight
from shuping.meetings.models import Comment, Group, Meeting
from shuping.organisations import services as organisations
from shuping.organisations.models import Duty as Given
from shuping.organisations.services import Body
from shuping.progress.models import Standing
from shuping.rectification.models import Problem, Request
from shuping.reports.models import Report
from shuping.rounds.models import Reporter, Round
from tests.browser.test_axe import _last_stage
from tests.pages import browser
from tests.test_doors import GUARDED, thing
from tests.world import World, everyone, world

__all__ = ["everyone", "world"]

MANY = 300
LISTS: Mapping[str, int] = {
    "round": 33,
    "journal": 13,
    "rounds:roster": 15,
    "rounds:assignments": 12,
    "organisations:index": 16,
    "organisations:people": 21,
    "findings:index": 17,
    "reports:index": 16,
    "rectification:index": 21,
    "rectification:requests": 18,
    "meetings:index": 17,
    "meetings:comments": 22,
    "ballots:index": 16,
    "ballots:outcome": 18,
    "appraisal:index": 24,
    "bulletins:index": 14,
    "progress:plan": 15,
    "progress:below": 16,
    "folders:index": 15,
}
"""A new query on one of these pages is a decision, and is written down here."""


def copies(row: models.Model, **differing: Sequence[object]) -> None:
    """Save a copy of a row for each of the values that differ."""
    values = {one.attname: getattr(row, one.attname) for one in row._meta.fields}
    del values[row._meta.pk.attname]
    rows = []
    for those in zip(*differing.values(), strict=True):
        rows.append(type(row)(**values))
        for name, value in zip(differing, those, strict=True):
            setattr(rows[-1], name, value)
    type(row)._default_manager.bulk_create(rows)


def grow(world: World, organiser: Person, now: datetime) -> None:
    """Make 300 of everything that a list shows."""
    round_, numbers = world.round, list(range(1000, 1000 + MANY))
    below = [Body(f"M{n}", "LJ", f"机构{n}", "", "street_town") for n in numbers]
    bodies = list(organisations.found(below, by=organiser, at=now).values())
    Reporter.objects.bulk_create(
        Reporter(round=round_, organisation=one, mode="oral", order=n)
        for one, n in zip(bodies, numbers, strict=True)
    )
    reporters = list(Reporter.objects.filter(round=round_, order__gte=1000))
    whose = {"organisation": bodies}
    copies(Report.objects.filter(reporter__round=round_)[0], reporter=reporters)
    copies(Finding.objects.filter(round=round_)[0], **whose)
    copies(Highlight.objects.filter(round=round_)[0], **whose)
    copies(Comment.objects.filter(reporter__round=round_)[0], reporter=reporters)
    copies(Problem.objects.filter(superior=round_.convenor)[0], **whose)
    copies(Request.objects.filter(superior=round_.convenor)[0], **whose)
    copies(Standing.objects.filter(round=round_)[0], **whose)
    copies(Meeting.objects.filter(round=round_)[0], order=numbers)
    copies(Group.objects.filter(round=round_)[0], order=numbers)
    for count in Count.objects.filter(box__round=round_):
        cell = CellCount.objects.filter(count=count).first()
        if cell:
            copies(cell, reporter=reporters)
    copies(Bulletin.objects.all()[0], title=[f"简报{n}" for n in numbers])
    people = [Person(username=f"p{n}") for n in numbers]
    Person.objects.bulk_create(people)
    Given.objects.bulk_create(
        Given(person=who, organisation=where, duty=Duty.LIAISON)
        for who, where in zip(people, bodies, strict=True)
    )


def counted(world: World, person: Person) -> dict[str, int]:
    """Return how many queries each page of a round and of the tree asks."""
    desk = browser(person)
    found = {}
    for door in GUARDED:
        Round.objects.filter(pk=world.round.pk).update(stage=_last_stage(door))
        there = reverse(door.name, args=[thing(one, world) for one in door.about])
        desk.get(there)  # once to warm up what is kept from request to request
        with CaptureQueriesContext(connection) as queries:
            answer = desk.get(there)
        kind = answer.headers.get("Content-Type", "")
        if answer.status_code == HTTPStatus.OK and kind.startswith("text/html"):
            found[door.name] = len(queries)
    return found


def test_no_page_asks_more_for_300_rows_than_for_3(
    world: World, everyone: Person, organiser: Person, now: datetime
) -> None:
    Bulletin.objects.update(
        state="published",
        proofed_by=Person.objects.get(username="someone"),
        published_at=now,
    )
    few = counted(world, everyone)
    grow(world, organiser, now)
    many = counted(world, everyone)

    assert {name: (few[name], count) for name, count in many.items()} == {
        name: (count, count) for name, count in few.items()
    }
    assert {name: few[name] for name in LISTS} == LISTS
