"""The key of a box: made apart and taken from a file, or made on the server."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from importlib import import_module
from typing import Any

import pytest
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from shuping.accounts.models import Person
from shuping.ballots.forms.urns import KeyForm
from shuping.ballots.models import Box
from shuping.ballots.queries.urns import fingerprint_of
from shuping.ballots.queries.urns import key_file as key_file_of
from shuping.ballots.rules import key_file
from shuping.ballots.rules.keys import fingerprint, shares_of
from shuping.ballots.rules.records import KEY_MADE
from shuping.ballots.rules.states import State, Step
from shuping.ballots.services import records, slips, urns
from shuping.journal.models import Entry
from shuping.refusal import Refused
from shuping.urn import sealing
from tests.ballots.test_unused import there
from tests.ballots.test_urns import Voters, opened, prepared, running, take
from tests.urn.process import Urn

__all__ = ["opened", "prepared", "running"]
PRIVATE, PUBLIC = sealing.new_key()
OTHER = sealing.new_key()[1]


@pytest.fixture(autouse=True)
def _in_english(client: Client) -> None:
    client.cookies["django_language"] = "en"


@dataclass
class Desk:
    """The page of the key, as a monitor has it before them."""

    client: Client
    box: Box

    def send(self, raw: bytes) -> Any:
        """Upload a file, and look at the box afterwards."""
        body = {"key": SimpleUploadedFile(key_file.FILE, raw)}
        answer = self.client.post(there("take_key", self.box), body, follow=True)
        self.box.refresh_from_db()
        return answer

    def take(self, public: bytes = PUBLIC) -> Any:
        """Upload the file of a key that fits the box."""
        told = key_file.written(self.box.name, self.box.level, public.hex())
        return self.send(told)


@pytest.fixture
def desk(prepared: Box, monitor: Person, client: Client) -> Desk:
    client.force_login(monitor)
    return Desk(client, prepared)


def test_the_page_gives_out_what_the_laptop_is_to_be_told(
    desk: Desk, organiser: Person, now: datetime
) -> None:
    slips.use_the_urn(desk.box, level="strict", rehearsal=True, by=organiser, at=now)
    name = "LJ; rm -rf ~ `x` $(y)"
    type(desk.box.round).objects.update(name=name)

    page = desk.client.get(there("take_key", desk.box)).content.decode()

    made = "--level strict --title LJrmrfxy --rehearsal --out key"
    assert f"shuping key make --box {desk.box.name} {made}" in page
    assert "stronger: the server never sees the key" in page


def test_a_key_made_apart_is_taken_and_its_fingerprint_told_to_be_compared(
    desk: Desk,
) -> None:
    page = desk.take().content.decode()

    assert (desk.box.public, desk.box.key_made) == (PUBLIC.hex(), "apart")
    assert "Compare its fingerprint" in page
    assert f"<code>{fingerprint_of(desk.box)}</code>" in page
    assert fingerprint_of(desk.box).replace(" ", "") == fingerprint(PUBLIC.hex())
    assert Entry.objects.get(act="take key").facts == {
        "public": PUBLIC.hex(),
        "made": "apart",
    }


def test_ballots_sealed_to_a_key_made_apart_are_opened_with_two_of_its_shares(
    desk: Desk,
    running: Urn,
    organiser: Person,
    monitor: Person,
    second_monitor: Person,
    now: datetime,
) -> None:
    box = desk.box
    slips.use_the_urn(box, level="strict", by=organiser, at=now)
    made = slips.make_slips(box, {"A": 6, "B": 4}, by=organiser, at=now)
    desk.take()
    take(box, Step.COMMIT, organiser, monitor, now)
    told = repr(records.opening_record(box))
    take(box, Step.OPEN, monitor, organiser, now)
    voters = Voters(box, made, PRIVATE, running)
    assert [voters.vote("A", n, bytes(3)) for n in range(5)] == [200] * 5
    take(box, Step.CLOSE, organiser, monitor, now)
    urns.propose(box, Step.COUNT, knowing=True, by=monitor, at=now)
    one, other, _ = shares_of(PRIVATE)

    desk.client.force_login(second_monitor)
    desk.client.post(there("second", box), {"share": one, "other_share": other})

    box.refresh_from_db()
    assert box.state == State.COUNTED
    assert KEY_MADE["apart"] in told
    assert KEY_MADE["here"] not in told


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (b"%PDF-1.7", "make another"),
        (b'{"box": "", "issued": {}}', "has box, level and public"),
        (b"{" * (2 * 1024 * 1024 + 1), "more than 2 MB"),
        (key_file.written("00" * 16, "standard", PUBLIC.hex()), "of another box"),
    ],
    ids=["the pages", "slips", "large", "another box"],
)
def test_a_wrong_file_is_told_and_changes_nothing(
    desk: Desk, raw: bytes, said: str
) -> None:
    answer = desk.send(raw)

    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert (desk.box.public, desk.box.key_made) == ("", "")


def test_a_key_of_another_level_is_told(desk: Desk) -> None:
    answer = desk.send(key_file.written(desk.box.name, "strict", PUBLIC.hex()))

    assert "Make it with --level standard." in answer.content.decode()
    assert desk.box.public == ""


def test_another_key_takes_the_place_of_the_first_which_the_page_says(
    desk: Desk,
) -> None:
    desk.take()
    page = desk.client.get(there("take_key", desk.box)).content.decode()
    desk.take(OTHER)

    assert "what was sealed in envelopes is worthless then" in page
    assert "The key that was written down becomes worthless." in page
    assert desk.box.public == OTHER.hex()
    desk.client.post(there("make_key", desk.box), {"instead": OTHER.hex()})
    desk.box.refresh_from_db()
    assert desk.box.key_made == "here"
    assert desk.box.public not in {PUBLIC.hex(), OTHER.hex()}


def test_while_a_step_waits_the_box_stays_as_the_first_person_saw_it(
    desk: Desk, organiser: Person, monitor: Person, now: datetime
) -> None:
    slips.make_slips(desk.box, {"A": 1}, by=organiser, at=now)
    desk.take()
    step = urns.propose(desk.box, Step.COMMIT, by=organiser, at=now)

    assert "A step waits" in desk.take(OTHER).content.decode()
    with pytest.raises(Refused, match="A step waits"):
        slips.make_slips(desk.box, {"A": 2}, by=organiser, at=now)
    with pytest.raises(Refused, match="A step waits"):
        slips.use_the_urn(desk.box, level="simple", by=organiser, at=now)
    urns.withdraw(step, by=monitor, at=now)
    desk.take(OTHER)

    assert desk.box.public == OTHER.hex()


def test_a_committed_box_takes_no_other_key(
    opened: Voters, desk: Desk, monitor: Person
) -> None:
    before = opened.box.public

    answer = desk.take()

    assert "The box is open to ballots." in answer.content.decode()
    assert desk.box.public == before


def test_a_key_goes_with_the_level_for_which_it_was_written_down(
    desk: Desk, organiser: Person, now: datetime
) -> None:
    desk.take()
    slips.use_the_urn(desk.box, level="standard", rehearsal=True, by=organiser, at=now)
    assert desk.box.public == PUBLIC.hex()

    slips.use_the_urn(desk.box, level="strict", by=organiser, at=now)

    assert (desk.box.public, desk.box.key_made) == ("", "")
    with pytest.raises(Refused, match="no such level"):
        slips.use_the_urn(desk.box, level="loose", by=organiser, at=now)
    with pytest.raises(Refused, match="with its slips and its key"):
        urns.propose(desk.box, Step.COMMIT, by=organiser, at=now)


def test_the_file_of_a_key_that_the_server_kept_goes_with_the_level(
    desk: Desk,
    organiser: Person,
    monitor: Person,
    now: datetime,
    django_capture_on_commit_callbacks: Callable[..., AbstractContextManager[Any]],
) -> None:
    kept = key_file_of(desk.box)
    slips.use_the_urn(desk.box, level="simple", by=organiser, at=now)
    slips.make_key(desk.box, by=monitor, at=now)

    with django_capture_on_commit_callbacks(execute=True):
        slips.use_the_urn(
            desk.box, level="simple", rehearsal=True, by=organiser, at=now
        )
    assert kept.exists()
    with django_capture_on_commit_callbacks(execute=True):
        slips.use_the_urn(desk.box, level="standard", by=organiser, at=now)
        assert kept.exists()

    assert not kept.exists()


def test_a_level_changed_in_the_meantime_refuses_the_key(
    desk: Desk, organiser: Person, now: datetime
) -> None:
    Box.objects.update(level="strict")

    with pytest.raises(Refused, match="just changed the level"):
        slips.take_key(desk.box, PUBLIC.hex(), by=organiser, at=now)


def test_a_simple_box_takes_no_key_from_elsewhere(
    desk: Desk, organiser: Person, now: datetime
) -> None:
    slips.use_the_urn(desk.box, level="simple", by=organiser, at=now)

    page = desk.client.get(there("take_key", desk.box)).content.decode()

    assert "shuping key make" not in page
    assert "the server keeps it" in page
    with pytest.raises(Refused, match="simple box is made on the server"):
        slips.take_key(desk.box, PUBLIC.hex(), by=organiser, at=now)
    assert desk.take().status_code == 422
    assert desk.box.public == ""


def test_a_page_of_a_key_that_is_loaded_again_makes_no_other_key(desk: Desk) -> None:
    desk.client.post(there("make_key", desk.box))
    desk.box.refresh_from_db()
    first = desk.box.public

    again = desk.client.post(there("make_key", desk.box), follow=True).content.decode()

    desk.box.refresh_from_db()
    assert desk.box.public == first
    assert "There is a key already" in again
    assert 'class="key"' not in again
    desk.client.post(there("make_key", desk.box), {"instead": first})
    desk.box.refresh_from_db()
    assert desk.box.public != first


@pytest.mark.parametrize(("level", "count"), [("standard", 1), ("strict", 3)])
def test_a_key_made_here_is_shown_once_with_its_own_pdf(
    desk: Desk, organiser: Person, now: datetime, level: str, count: int
) -> None:
    slips.use_the_urn(desk.box, level=level, by=organiser, at=now)

    page = desk.client.post(there("make_key", desk.box)).content.decode()

    assert page.count("data:application/pdf;base64,") == 1
    assert page.count('class="key"') == count


def test_of_shares_it_is_told_which_one_is_wrong_or_that_they_are_no_pair() -> None:
    one, other, _ = shares_of(PRIVATE)
    strange = shares_of(b"2" * 32)[1]

    def faults(share: str, other_share: str) -> dict[str, Any]:
        told = {"share": share, "other_share": other_share}
        return dict(KeyForm(told, strict=True).errors)

    assert faults(one, other) == {}
    assert [*faults(one, other[:-1])] == ["other_share"]
    assert [*faults("", one)] == ["share"]
    assert [*faults(one, one)] == [*faults(one, strange)] == ["__all__"]


def test_a_key_taken_before_this_was_told_was_made_on_the_server(desk: Desk) -> None:
    told = import_module("shuping.ballots.migrations.0005_key_made")
    told.say_where(apps, None)
    desk.box.refresh_from_db()
    assert desk.box.key_made == ""
    Box.objects.update(public=PUBLIC.hex())

    told.say_where(apps, None)

    desk.box.refresh_from_db()
    assert desk.box.key_made == "here"
