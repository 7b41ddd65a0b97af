"""Junk at every address: never a fault of ours, and nothing is written by it."""

import gzip
import re
from collections.abc import Iterator
from datetime import datetime
from http import HTTPStatus
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings
from django.db import transaction
from django.test import Client
from django.urls import reverse

from shuping.accounts.models import Person
from shuping.folders.tasks import take_in
from shuping.journal.models import Entry
from shuping.refusal import say
from shuping.shell.models import Task
from shuping.shell.services import Wish, ask
from tests.test_doors import DOORS_THERE, GUARDED, Door, stand_where_it_opens, thing
from tests.world import World, everyone, world

__all__ = ["everyone", "world"]

FORM = "application/x-www-form-urlencoded"
DEEP = "[" * 10_000 + "]" * 10_000
REFUSED = {
    HTTPStatus.BAD_REQUEST,
    HTTPStatus.METHOD_NOT_ALLOWED,
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
}
NO_FORMS: list[tuple[bytes, str, dict[str, str]]] = [
    (b"{}", "application/json", {}),
    (DEEP.encode(), "application/json", {}),
    (b"<a/>", "text/xml", {}),
    (gzip.compress(b"a=b"), FORM, {"content-encoding": "gzip"}),
    (b"a=%00", FORM, {}),
    (b"%00=a", FORM, {}),
    (b"a=b", f"{FORM}; charset=utf-7", {}),
    (b"a=b", "multipart/form-data", {}),
    (b"&".join([b"a=b"] * 2000), FORM, {}),
    (b"a=" + b"b" * (6 * 1024 * 1024), FORM, {}),
]
VALUES = (
    "",
    str(10**30),
    str(2**63),
    str(2**31),
    "9" * 5000,
    "%C2%B2",
    "-1",
    "NaN",
    "1e999",
    "%ED%A0%80",
    "%C0%AF",
    "2019-02-30",
    "0001-01-01",
    "9999-12-31T23:59:59%2B23:59",
    "<b>{{7*7}}",
)
LONG = "x" * 100_000
QUERIES = (
    "?page=-1",
    f"?page={10**30}",
    "?page=" + "9" * 5000,
    "?page=%00",
    "?search=%ED%A0%80",
    "?search=" + "x" * 20_000,
    "?search=%25%5f'\"--",
    f"?reporter={10**30}&author=%C0%AF&as=pdf",
    f"?reporter={'9' * 5000}&kind=x&stage=x&year=x&body={10**30}",
    "?reporter=%C2%B2&category=x&number=x&sheet=-1",
    "?" + "&".join(["a=b"] * 2000),
    "%00",
    "..%2f..%2fetc/passwd",
    "%C0%AF",
    "x" * 20_000,
)
HEADS: tuple[dict[str, str], ...] = (
    {"accept-language": "tlh-Latn-x-" + "y" * 200},
    {"accept-language": "*;q=nan," * 500},
    {"x-part": "2", "if-none-match": "W/" * 1000},
    {"content-length": "9" * 5000},
    {"content-length": "-1"},
    {"cookie": "sessionid=%00; django_language=../../x"},
    {"if-modified-since": "yesterday"},
    {"x-http-method-override": "DELETE", "x-forwarded-host": "evil.example"},
)
NUMBERS = (0, 10**30, 2**63, 2**31)


@pytest.fixture
def desk(
    everyone: Person, now: datetime, tmp_path: Path, settings: LazySettings
) -> Client:
    """The browser of somebody to whom every door is open; a fault is an answer."""
    settings.CLERK_FILE = tmp_path / "clerk"
    settings.CLERK_FILE.touch()
    ask(take_in, Wish(say("Walk"), "/desk/", upload=b"x"), by=everyone, at=now)
    client = Client(raise_request_exception=False)
    client.force_login(everyone)
    return client


def written() -> tuple[int, int]:
    return Entry.objects.count(), Task.objects.count()


def sent(
    client: Client, address: str, body: bytes, kind: str = FORM, **head: str
) -> tuple[int, bool]:
    """Send a body; return the status and whether it wrote, and take that back."""
    with transaction.atomic():
        before = written()
        answer = client.generic("POST", address, body, kind, headers=head)
        wrote = written() != before
        transaction.set_rollback(True)
    return answer.status_code, wrote


def names_on(client: Client, address: str) -> list[str]:
    """Return the names of the fields on the page at an address."""
    text = b"".join(client.get(address)).decode(errors="replace")
    return sorted(set(re.findall(r' name="([^"]+)"', text)) - {"csrfmiddlewaretoken"})


def junk_in(names: list[str]) -> Iterator[bytes]:
    for value in VALUES:
        yield "&".join(f"{name}={value}" for name in [*names, *NAMES]).encode()
    for name in names[:20]:
        yield f"{name}={LONG}".encode()
    twice = "&".join(f"{name}=1&{name}=x&{name}[]=y" for name in [*names, *NAMES])
    yield twice.encode()


@pytest.mark.parametrize("door", DOORS_THERE, ids=lambda door: door.name)
def test_junk_that_is_posted_is_refused_or_told(
    door: Door, world: World, desk: Client
) -> None:
    if door in GUARDED:
        stand_where_it_opens(door, world)
    address = reverse(door.name, args=[thing(one, world) for one in door.about])

    no_forms = {
        sent(desk, address, body, kind, **head) for body, kind, head in NO_FORMS
    }
    forms = {sent(desk, address, body)[0] for body in junk_in(names_on(desk, address))}

    assert {wrote for _, wrote in no_forms} == {False}
    assert {status for status, _ in no_forms} <= REFUSED
    assert [status for status in forms if status >= 500] == []


@pytest.mark.parametrize("door", DOORS_THERE, ids=lambda door: door.name)
def test_junk_in_an_address_is_not_there_or_left_aside(
    door: Door, world: World, desk: Client
) -> None:
    if door in GUARDED:
        stand_where_it_opens(door, world)
    address = reverse(door.name, args=[thing(one, world) for one in door.about])
    before = written()

    asked: list[tuple[str, Any]] = [(f"{address}{one}", {}) for one in QUERIES]
    asked += [(address, head) for head in HEADS]
    asked += [
        (reverse(door.name, args=[number for _ in door.about]), {})
        for number in NUMBERS
        if door.about
    ]
    faults = [
        (there, head)
        for there, head in asked
        if desk.get(there, headers=head).status_code >= 500
    ]

    assert faults == []
    assert written() == before


WORDS = """
password username new_password1 new_password2 old_password language next code body
three grade reason opinion author kind scope text title date place chair speaker
agenda order wording count category entitled present issued returned number mark
year measure leader unit deadline evidence status source because fact duty name
organisation owner answer rounds written_at comment sheet scheme post mode
version edition round person reporter -
"""
NAMES = WORDS.split()
