"""The bundle of a box as it stands in an installation, checked by the verifier."""

import asyncio
import io
import zipfile
from collections.abc import Iterator
from datetime import datetime
from http import HTTPStatus
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings
from django.test import Client
from django.urls import reverse

from shuping.accounts.models import Person
from shuping.ballots import services
from shuping.ballots.models import Box, UnusedSlips
from shuping.ballots.queries import urns as asked
from shuping.ballots.rules import keys
from shuping.ballots.rules.states import State, Step
from shuping.ballots.rules.tally import Turnout
from shuping.ballots.services import opening, slips, unused, urns
from shuping.ballots.services.bundling import take_bundle
from shuping.charter import Duty
from shuping.journal.models import Entry
from shuping.refusal import Refused
from shuping.rounds import services as rounds
from shuping.rounds.models import Round
from shuping.urn import codes
from shuping.urn.box import Box as UrnBox
from shuping.urn.casting import Cast
from shuping.urn.house import House
from shuping.urn.pipe import Pipe
from shuping.urn.storage import Folder
from shuping.verify.bundle import read
from shuping.verify.checks import Asked, Verdict, checked
from tests.second_verifier import verdict

MARKS = [bytes([0, 1, 0]), bytes([0, 0, 2]), bytes([1, 1, 3])]


class Desk:
    """The people of a round at its meeting, and an urn in this very process."""

    def __init__(
        self, round_: Round, people: tuple[Person, ...], at: datetime, folder: Path
    ) -> None:
        self.round, self.at = round_, at
        self.organiser, self.monitor, self.other = people
        self.folder = folder
        self.house = House(Pipe(folder), patience=0)
        self.loop = asyncio.new_event_loop()

    def ask(self, act: str, **about: object) -> dict[str, Any]:
        found = self.loop.run_until_complete(getattr(self.house, act)(about))
        return dict(found)

    def step(self, box: Box, step: Step, first: Person | None = None) -> None:
        first = first or self.organiser
        proposed = urns.propose(box, step, by=first, at=self.at)
        if step is Step.COUNT:
            key = bytes.fromhex(asked.key_file(box).read_text())
            opening.count_ballots(proposed, key, by=self.monitor, at=self.at)
        else:
            urns.second(proposed, by=self.monitor, at=self.at)
        box.refresh_from_db()

    def lying(self, box: Box) -> UrnBox:
        there = Folder(self.folder).find(box.name)
        assert there
        return UrnBox(there)

    def cast(self, box: Box, handed: list[str], category: str) -> None:
        lying = self.lying(box)
        name = bytes.fromhex(box.name)
        lying.take(
            [
                Cast(
                    {category: codes.hashed(one, name, category)},
                    marks,
                    bytes([n] * 32),
                )
                for n, (one, marks) in enumerate(zip(handed, MARKS, strict=False))
            ]
        )


@pytest.fixture
def desk(  # noqa: PLR0917 - fixtures are asked for by name
    at_meeting: Round,
    organiser: Person,
    monitor: Person,
    now: datetime,
    tmp_path: Path,
    settings: LazySettings,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Desk]:
    settings.BOXES = tmp_path
    other = Person.objects.create_user("other_monitor", name="同名")
    rounds.assign(at_meeting, other, Duty.MONITOR, by=organiser, at=now)
    desk = Desk(at_meeting, (organiser, monitor, other), now, tmp_path)
    for asking in (urns, unused):
        monkeypatch.setattr(asking, "ask", desk.ask)
    yield desk
    desk.loop.run_until_complete(desk.house.stop())
    desk.loop.close()


@pytest.fixture
def voted(desk: Desk) -> Box:
    """A box of the urn that is open, with three ballots in A and two in B."""
    by, at = desk.organiser, desk.at
    turnouts = {code: Turnout(3, 3, 0, 0) for code in ("A", "B")}
    turnouts |= {"S": Turnout(1, 1, 1, 0)}
    box = services.prepare(desk.round, turnouts, by=by, at=at)
    slips.use_the_urn(box, level="simple", by=by, at=at)
    made = slips.make_slips(box, {"A": 3, "B": 3}, by=by, at=at)
    slips.make_key(box, by=by, at=at)
    desk.step(box, Step.COMMIT)
    desk.step(box, Step.OPEN)
    desk.cast(box, made["A"], "A")
    desk.cast(box, made["B"][:2], "B")
    return box


def skipped(packed: bytes, key: bytes | None = None) -> set[int]:
    """Return which checks were left out; none fails, nor does the second verifier."""
    found = checked(read(packed), Asked(key))
    assert [one for one in found if one.verdict is Verdict.FAIL] == []
    assert verdict(packed) == 0
    return {one.number for one in found if one.verdict is Verdict.SKIPPED}


def test_a_closed_box_is_bundled_and_so_is_a_counted_one(
    desk: Desk, voted: Box
) -> None:
    desk.step(voted, Step.CLOSE)
    closed = take_bundle(voted, by=desk.monitor, at=desk.at)
    assert skipped(closed) == {20, 21, 22, 24, 25}
    bundle = read(closed).bundle
    assert bundle is not None
    assert (bundle.record["slips_made"], bundle.record["key_made"]) == ("here", "here")

    key = bytes.fromhex(asked.key_file(voted).read_text())
    desk.step(voted, Step.COUNT, first=desk.other)
    counted = take_bundle(voted, by=desk.organiser, at=desk.at)

    assert skipped(counted, key) == {25}
    assert verdict(counted, keys.words_of(key)) == 0
    assert take_bundle(voted, by=desk.organiser, at=desk.at) == counted
    noted = [one.by for one in Entry.objects.filter(act="take bundle").order_by("pk")]
    assert noted == [desk.monitor, desk.organiser, desk.organiser]


def test_s1_no_code_no_voter_and_no_key_stands_in_a_bundle(
    desk: Desk, voted: Box
) -> None:
    desk.step(voted, Step.CLOSE)
    packed = take_bundle(voted, by=desk.monitor, at=desk.at)
    key = asked.key_file(voted).read_text()
    lying = asked.closed_box(voted)
    secret = lying.told().get("signer", b"none")
    lying.shut()

    assert key.encode() not in packed
    assert bytes.fromhex(key) not in packed
    assert secret not in packed
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        assert sorted(archive.namelist()) == [
            "ballots.csv",
            "form.json",
            "issued.csv",
            "journal.json",
            "manifest.json",
            "record.json",
            "scheme.toml",
            "spent.csv",
            "void.csv",
        ]


def test_slips_that_are_void_stand_in_the_bundle_with_both_people(
    desk: Desk, voted: Box, teller: Person
) -> None:
    lying = desk.lying(voted)
    left = {h for h, _ in lying.codes("issued")} - {h for (h,) in lying.codes("spent")}
    (h,) = (one.hex() for one in left)
    waiting = UnusedSlips.objects.create(
        box=voted, category="B", count=1, hashes=[h], first=teller, first_at=desk.at
    )
    unused.agree(waiting, by=desk.monitor, at=desk.at)
    desk.step(voted, Step.CLOSE)

    packed = take_bundle(voted, by=desk.monitor, at=desk.at)

    assert skipped(packed) == {20, 21, 22, 24, 25}
    bundle = read(packed).bundle
    assert bundle is not None
    assert [one.hex() for one, _ in bundle.void] == [h]
    noted = [one for one in bundle.journal if one["act"] == "void slips"]
    assert noted[0]["facts"]["first"] == teller.username


def test_an_open_box_and_a_box_changed_after_closing_are_not_bundled(
    desk: Desk, voted: Box
) -> None:
    with pytest.raises(Refused, match="The box is open"):
        take_bundle(voted, by=desk.monitor, at=desk.at)
    desk.step(voted, Step.CLOSE)
    Box.objects.filter(pk=voted.pk).update(ballot_root="5a" * 32)
    with pytest.raises(Refused, match="not the one that was closed"):
        take_bundle(voted, by=desk.monitor, at=desk.at)


def test_who_only_types_takes_no_bundle(
    typed: Box, monitor: Person, teller: Person, now: datetime
) -> None:
    services.count(typed, by=monitor, at=now)

    with pytest.raises(Refused):
        take_bundle(typed, by=teller, at=now)


def test_a_box_typed_from_paper_is_bundled_once_it_is_counted(
    typed: Box, monitor: Person, now: datetime
) -> None:
    with pytest.raises(Refused, match="The box is typing"):
        take_bundle(typed, by=monitor, at=now)
    services.count(typed, by=monitor, at=now)

    packed = take_bundle(typed, by=monitor, at=now)

    assert skipped(packed) == {*range(7, 16), 18, 19, 24, 25}
    assert read(packed).manifest["box"] == ""


def test_the_page_gives_the_bundle_or_says_why_not(
    typed: Box, monitor: Person, now: datetime, client: Client
) -> None:
    client.force_login(monitor)
    address = reverse("ballots:bundle", args=[typed.round_id])

    early = client.post(address, follow=True)
    services.count(typed, by=monitor, at=now)
    given = client.post(address)

    assert "typing" in early.content.decode() or "录入" in early.content.decode()
    assert given.status_code == HTTPStatus.OK
    packed = given.content
    assert skipped(packed) == {*range(7, 16), 18, 19, 24, 25}
    assert Box.objects.get(pk=typed.pk).state == State.COUNTED
