"""Every address, for every duty, from every side: opened by the charter or not there.

The list is made from the addresses themselves; one that is not in the charter fails.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus

import pytest
from django.apps import apps
from django.db import transaction
from django.db.models import Model
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from shuping.accounts.models import Person
from shuping.charter import CHARTER, OWN, Duty, Stage
from shuping.doors import DOORS
from shuping.organisations import services as organisations
from shuping.rounds.models import Assignment, Reporter, Round
from tests.world import IN_A_ROUND, World, world

__all__ = ["world"]

# These decide for themselves: they show everyone their own, or need no duty at all.
OPEN = {
    "front",
    "health",
    "home",
    "sign-in",
    "sign-out",
    "password",
    "language",
    "first-run",
    "portal",
    "published",
    "published_version",
    "feed",
    "tasks",
    "task",
}
SIDES = ("own", "child", "parent", "sibling", "other tree")
AT = {"own": "LJ", "child": "LJ01", "parent": "JZ", "sibling": "PX", "other tree": "QT"}
OWN_AT = {**AT, "own": "LJ01", "child": "LJ0101", "parent": "LJ", "sibling": "PX01"}
REACHES = {"own", "parent"}
OF_LJ01 = {"person_id", "duty_id", "tenure_id"}


@dataclass(frozen=True)
class Door:
    """One address: its name and the names of what it is about."""

    name: str
    about: tuple[str, ...]


def doors(resolver: URLResolver, space: str = "") -> Iterator[Door]:
    for entry in resolver.url_patterns:
        if isinstance(entry, URLPattern):
            yield Door(f"{space}{entry.name}", tuple(entry.pattern.converters))
        else:
            inner = f"{entry.namespace}:" if entry.namespace else space
            yield from doors(entry, inner)


DOORS_THERE = [one for one in doors(get_resolver()) if not one.name.startswith("demo:")]
GUARDED = [one for one in DOORS_THERE if one.name not in OPEN]


def test_every_address_stands_in_the_charter_and_every_door_has_an_address() -> None:
    assert {one.name for one in GUARDED} == set(DOORS)


def thing(name: str, world: World) -> int:
    """Return the key of the thing that an address is about, of LJ01 where it can be."""
    if name == "version":
        return 1
    if name == "round_id":
        return world.round.pk
    if name == "organisation_id":
        return world.bodies["LJ"].pk
    if name == "person_id":
        return Person.objects.get(username="someone").pk
    model = next(
        one
        for one in apps.get_models()
        if one._meta.model_name == name.removesuffix("_id")
        and one._meta.app_config.name.startswith("shuping")
    )
    return _first(model, world)


def _first(model: type[Model], world: World) -> int:
    rows = model._default_manager.all()
    fields = {field.name for field in model._meta.get_fields()}
    if "reporter" in fields:
        rows = rows.filter(reporter__organisation__code="LJ01")
    elif "organisation" in fields:
        rows = rows.filter(organisation__code="LJ01")
    elif "round" in fields:
        rows = rows.filter(round=world.round)
    found = rows.first()
    assert found is not None, f"the world has no {model.__name__} of LJ01"
    return int(found.pk)


def expected(door: Door, duty: Duty, side: str) -> bool:
    """Return what the charter says, from its table alone."""
    terms = CHARTER[DOORS[door.name]]
    if duty not in terms.duties:
        return False
    if door.name == "journal":
        return side in {"parent", "other tree"}
    if not door.about:
        return duty not in OWN
    if not OF_LJ01.isdisjoint(door.about):
        return side in REACHES | {"child"}
    if duty in OWN:
        return side == "own"
    return side in REACHES


def person_with(duty: Duty, side: str, world: World, now: datetime) -> Person:
    person = Person.objects.create_user(f"{duty}.{side}")
    if duty in IN_A_ROUND and side in {"own", "sibling"}:
        round_ = world.round if side == "own" else world.other_round
        Assignment.objects.create(round=round_, person=person, duty=duty)
        return person
    place = world.bodies[(OWN_AT if duty in OWN else AT)[side]]
    organisations.give_duty(person, duty, place, by=None, at=now)
    return person


def stand_where_it_opens(door: Door, world: World) -> None:
    """Put the round at the last stage at which the door's act is allowed."""
    stages = CHARTER[DOORS[door.name]].stages
    stage = next(one for one in reversed(Stage) if one in stages)
    Round.objects.filter(pk=world.round.pk).update(stage=stage)


def is_there(client: Client, door: Door, world: World) -> bool:
    address = reverse(door.name, args=[thing(one, world) for one in door.about])
    with transaction.atomic():
        shown = client.get(address)
        if shown.status_code == HTTPStatus.METHOD_NOT_ALLOWED:
            shown = client.post(address)
        transaction.set_rollback(True)
    assert shown.status_code < HTTPStatus.INTERNAL_SERVER_ERROR
    return shown.status_code != HTTPStatus.NOT_FOUND


@pytest.mark.parametrize("door", GUARDED, ids=lambda door: door.name)
def test_a_door_opens_to_whom_the_charter_says_and_to_nobody_else(
    door: Door, world: World, now: datetime, client: Client
) -> None:
    stand_where_it_opens(door, world)
    opened, should = {}, {}
    for duty in Duty:
        for side in SIDES:
            client.force_login(person_with(duty, side, world, now))
            opened[duty, side] = is_there(client, door, world)
            should[duty, side] = expected(door, duty, side)

    assert opened == should


@pytest.mark.parametrize("door", GUARDED, ids=lambda door: door.name)
def test_a_stranger_finds_nothing_and_the_street_is_sent_to_sign_in(
    door: Door, world: World, stranger: Person, client: Client
) -> None:
    address = reverse(door.name, args=[thing(one, world) for one in door.about])

    outside = client.get(address)
    client.force_login(stranger)

    assert outside.status_code == HTTPStatus.FOUND
    assert outside.headers["Location"].startswith("/desk/sign-in/")
    assert not is_there(client, door, world)


@pytest.mark.parametrize(
    "door", [one for one in GUARDED if "reporter_id" in one.about], ids=lambda d: d.name
)
def test_one_reporter_never_opens_the_door_of_another(
    door: Door, world: World, now: datetime, client: Client
) -> None:
    stand_where_it_opens(door, world)
    other = Person.objects.create_user("other")
    organisations.give_duty(other, Duty.REPORTER, world.bodies["LJ02"], by=None, at=now)
    mine = Reporter.objects.get(round=world.round, organisation__code="LJ01")
    args = [
        mine.pk if one == "reporter_id" else thing(one, world) for one in door.about
    ]
    client.force_login(other)

    answer = client.post(reverse(door.name, args=args))

    assert answer.status_code in {HTTPStatus.NOT_FOUND, HTTPStatus.METHOD_NOT_ALLOWED}
