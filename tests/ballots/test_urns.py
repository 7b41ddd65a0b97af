"""A box of the urn from setting up to counting, with a real urn process beside it."""

import secrets
import sqlite3
from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from unittest.mock import Mock

import pytest
from django.conf import LazySettings
from django.db import transaction
from django.test import Client
from django.urls import reverse

from shuping.accounts.models import Person
from shuping.ballots import queries, services
from shuping.ballots.models import Box, BoxStep, Electorate, Sheet, SlipBatch
from shuping.ballots.queries import urns as asked
from shuping.ballots.rules.keys import key_from, shares_of
from shuping.ballots.rules.states import State, Step
from shuping.ballots.rules.tally import Turnout
from shuping.ballots.services import Paper, asking, opening, slips, urns
from shuping.charter import Duty, Stage
from shuping.journal.models import Entry
from shuping.organisations import services as organisations
from shuping.refusal import Refused
from shuping.rounds.models import Reporter, Round
from shuping.urn import codes, control
from tests.pages import browser
from tests.urn.boxes import CLUSTER
from tests.urn.process import SECRET, Ballot, Urn, urn

TURNOUTS = {
    "A": Turnout(9, 8, 0, 0),
    "B": Turnout(9, 8, 0, 0),
    "S": Turnout(1, 1, 0, 0),
}
GOOD, FAIR = 0, 1
KINDS = ["file", "cluster"]


@pytest.fixture(params=[""])
def running(
    request: pytest.FixtureRequest, db: None, tmp_path: Path, settings: LazySettings
) -> Iterator[Urn]:
    """Run an urn over files, or over the database at the address that is asked for."""
    settings.BOXES = tmp_path / "boxes"
    settings.BOXES.mkdir()
    with urn(settings.BOXES, address=request.param) as one:
        settings.URN_CONTROL, settings.URN_SECRET = one.desk, SECRET
        settings.URN_ADDRESS = f"http://127.0.0.1:{one.port}"
        yield one
        one.committed += Box.objects.exclude(name="").values_list("name", flat=True)


@pytest.fixture
def prepared(
    cast: Round,
    reporters: dict[str, Reporter],
    organiser: Person,
    now: datetime,
) -> Box:
    Round.objects.update(stage=Stage.MEETING)
    box = services.prepare(cast, TURNOUTS, by=organiser, at=now)
    return slips.use_the_urn(box, level="standard", by=organiser, at=now)


def take(box: Box, step: Step, first: Person, second: Person, now: datetime) -> BoxStep:
    """Take a step as two people do."""
    proposed = urns.propose(box, step, by=first, at=now)
    urns.second(proposed, by=second, at=now)
    box.refresh_from_db()
    return proposed


class Voters:
    """The slips of a box that is open, and the key that opens it."""

    def __init__(
        self, box: Box, made: dict[str, list[str]], key: bytes, at: Urn
    ) -> None:
        self.box, self.made, self.key = box, made, key
        self._ballot = Ballot(at, bytes.fromhex(box.name), key, made)

    def vote(self, category: str, number: int, marks: bytes) -> int:
        body = self._ballot.body(self.made[category][number], marks)
        return self._ballot.post(body)[0]

    def guess(self) -> int:
        return self._ballot.post(self._ballot.body("0" * 20, bytes(3)))[0]


@pytest.fixture
def opened(
    prepared: Box,
    running: Urn,
    organiser: Person,
    monitor: Person,
    now: datetime,
) -> Voters:
    made = slips.make_slips(prepared, {"A": 6, "B": 4}, by=organiser, at=now)
    key = slips.make_key(prepared, by=monitor, at=now)
    take(prepared, Step.COMMIT, organiser, monitor, now)
    take(prepared, Step.OPEN, monitor, organiser, now)
    return Voters(prepared, made, key, running)


@pytest.mark.parametrize("running", ["", CLUSTER], indirect=True, ids=KINDS)
def test_ballots_from_phones_and_paper_are_counted_together(  # noqa: PLR0917 - fixtures are asked for by name
    opened: Voters,
    cast: Round,
    organiser: Person,
    teller: Person,
    other_teller: Person,
    monitor: Person,
    second_monitor: Person,
    now: datetime,
) -> None:
    box = opened.box
    for number in range(4):
        assert opened.vote("A", number, bytes([GOOD, FAIR, GOOD])) == 200
    assert opened.vote("B", 0, bytes([FAIR, GOOD, FAIR])) == 200
    papers = {**TURNOUTS, "B": Turnout(9, 8, 2, 2), "S": Turnout(1, 1, 1, 1)}
    services.prepare(cast, papers, by=organiser, at=now)
    sheets = [
        Paper("B", 1, bytes([FAIR, FAIR, GOOD])),
        Paper("B", 2, bytes([GOOD, GOOD, GOOD])),
        Paper("S", 1, bytes([GOOD, GOOD, FAIR]), "联系领导甲"),
    ]
    for who in (teller, other_teller):
        services.type_sheets(box, sheets, by=who, at=now)
    with pytest.raises(Refused, match="Paper sheets wait"):
        take(box, Step.CLOSE, organiser, monitor, now)
    BoxStep.objects.filter(second__isnull=True).delete()

    assert urns.join_paper(box, by=monitor, at=now) == 2
    assert {one.category for one in Sheet.objects.all()} == {"S"}
    take(box, Step.CLOSE, organiser, monitor, now)
    step = urns.propose(box, Step.COUNT, by=monitor, at=now)
    outcome = opening.count_ballots(step, opened.key, by=second_monitor, at=now)

    assert queries.outcome(Box.objects.get(pk=box.pk)) == outcome
    assert {code: one.valid for code, one in outcome.shown.items()} == {
        "A": 4,
        "B": 3,
        "S": 1,
    }
    assert outcome.shown["B"].cells["LJ01"]["overall"]["fairly_good"] == 2
    numbers = Electorate.objects.order_by("pk").values_list("issued", "returned")
    assert list(numbers) == [(6, 4), (6, 3), (1, 1)]
    assert opening.recount(box, opened.key, by=monitor, at=now)
    assert queries.counted(cast)


def test_the_codes_are_nowhere_and_their_hashes_leave_with_the_commitment(
    opened: Voters,
) -> None:
    assert [one.hashes for one in SlipBatch.objects.all()] == [[], []]
    assert [one.count for one in SlipBatch.objects.all()] == [6, 4]
    assert opened.box.slips_made == "here"
    facts = str(list(Entry.objects.values_list("facts", flat=True)))
    assert not any(code in facts for those in opened.made.values() for code in those)


def test_i8_every_step_needs_two_people_and_one_of_them_a_monitor(
    prepared: Box,
    running: Urn,
    organiser: Person,
    monitor: Person,
    stranger: Person,
    now: datetime,
) -> None:
    slips.make_slips(prepared, {"A": 1}, by=organiser, at=now)
    slips.make_key(prepared, by=monitor, at=now)
    step = urns.propose(prepared, Step.COMMIT, by=organiser, at=now)

    with pytest.raises(Refused, match="A second person is needed"):
        urns.second(step, by=organiser, at=now)
    with pytest.raises(Refused):
        urns.second(step, by=stranger, at=now)
    with pytest.raises(Refused, match="waits for its second already"):
        urns.propose(prepared, Step.COMMIT, by=monitor, at=now)
    colleague = Person.objects.create_user("colleague")
    at = prepared.round.convenor
    organisations.give_duty(colleague, Duty.ORGANISER, at, by=None, at=now)
    with pytest.raises(Refused, match="One of the two is a monitor"):
        urns.second(step, by=colleague, at=now)

    urns.second(step, by=monitor, at=now)
    assert Box.objects.get().state == State.COMMITTED
    with pytest.raises(Refused, match="The step is taken"):
        urns.second(step, by=monitor, at=now)
    with pytest.raises(Refused, match="The step is taken"):
        urns.withdraw(step, by=organiser, at=now)


def test_a_step_that_waits_can_be_taken_back(
    prepared: Box, organiser: Person, monitor: Person, now: datetime
) -> None:
    slips.make_slips(prepared, {"A": 1}, by=organiser, at=now)
    slips.make_key(prepared, by=monitor, at=now)
    step = urns.propose(prepared, Step.COMMIT, by=organiser, at=now)

    urns.withdraw(step, by=monitor, at=now)

    assert asked.waiting_step(prepared) is None


def test_a_box_is_committed_with_slips_and_key_and_opened_with_a_quorum_only(
    prepared: Box,
    running: Urn,
    organiser: Person,
    monitor: Person,
    cast: Round,
    now: datetime,
) -> None:
    here = reverse("ballots:index", args=[cast.pk])
    assert "Propose: commit" not in browser(organiser).get(here).content.decode()
    with pytest.raises(Refused, match="with its slips and its key"):
        urns.propose(prepared, Step.COMMIT, by=organiser, at=now)
    with pytest.raises(Refused, match="The box is prepared"):
        urns.propose(prepared, Step.OPEN, by=organiser, at=now)
    slips.make_slips(prepared, {"A": 1}, by=organiser, at=now)
    slips.make_key(prepared, by=monitor, at=now)
    assert "Propose: commit" in browser(organiser).get(here).content.decode()
    take(prepared, Step.COMMIT, organiser, monitor, now)
    Electorate.objects.update(present=1)

    with pytest.raises(Refused, match="There is no quorum"):
        urns.propose(prepared, Step.OPEN, by=organiser, at=now)


def test_f26_no_box_is_committed_for_phones_that_would_soon_be_warned(
    prepared: Box,
    running: Urn,
    organiser: Person,
    monitor: Person,
    now: datetime,
    settings: LazySettings,
) -> None:
    slips.make_slips(prepared, {"A": 1}, by=organiser, at=now)
    slips.make_key(prepared, by=monitor, at=now)
    settings.CERTIFICATE_ENDS = (now + timedelta(days=8)).isoformat()
    proposed = urns.propose(prepared, Step.COMMIT, by=organiser, at=now)

    later = now + timedelta(days=1, hours=1)
    with pytest.raises(Refused, match="7 days are needed"):
        urns.second(proposed, by=monitor, at=later)
    Box.objects.update(rehearsal=True)
    urns.second(proposed, by=monitor, at=later)

    prepared.refresh_from_db()
    assert prepared.state == State.COMMITTED


def test_two_monitors_open_the_ballots_and_with_the_right_key_only(
    opened: Voters,
    organiser: Person,
    monitor: Person,
    second_monitor: Person,
    now: datetime,
) -> None:
    box = opened.box
    opened.vote("A", 0, bytes(3))
    take(box, Step.CLOSE, organiser, monitor, now)

    with pytest.raises(Refused, match="Two monitors open the ballots"):
        urns.propose(box, Step.COUNT, by=organiser, at=now)
    step = urns.propose(box, Step.COUNT, knowing=True, by=monitor, at=now)
    with pytest.raises(Refused, match="Two monitors open the ballots"):
        opening.count_ballots(step, opened.key, by=organiser, at=now)
    with pytest.raises(Refused, match="not the key of the box"):
        opening.count_ballots(step, secrets.token_bytes(32), by=second_monitor, at=now)
    assert asked.waiting_step(box) == step

    shares = shares_of(opened.key)
    key = key_from(shares[0], shares[2])
    assert key is not None
    opening.count_ballots(step, key, by=second_monitor, at=now)
    assert Box.objects.get().state == State.COUNTED


def test_only_who_may_open_the_ballots_is_offered_it_and_an_empty_key_is_asked_for(
    opened: Voters,
    organiser: Person,
    monitor: Person,
    second_monitor: Person,
    now: datetime,
) -> None:
    box = opened.box
    opened.vote("A", 0, bytes(3))
    take(box, Step.CLOSE, organiser, monitor, now)
    here = reverse("ballots:index", args=[box.round.pk])
    told = {
        one: browser(one).get(here).content.decode() for one in (organiser, monitor)
    }
    assert "Two monitors open the ballots." in told[organiser]
    assert "Propose: open the ballots" not in told[organiser]
    assert "Propose: open the ballots" in told[monitor]

    urns.propose(box, Step.COUNT, knowing=True, by=monitor, at=now)
    there = reverse("ballots:second", args=[box.round.pk])
    page = browser(second_monitor).post(there, {"words": ""}).content.decode()

    assert "This field is required." in page
    assert "optional" not in page


def test_i5_a_box_whose_file_was_changed_is_not_counted(
    opened: Voters,
    running: Urn,
    organiser: Person,
    monitor: Person,
    second_monitor: Person,
    now: datetime,
) -> None:
    box = opened.box
    for number in range(3):
        opened.vote("A", number, bytes(3))
    take(box, Step.CLOSE, organiser, monitor, now)
    running.stop()
    with sqlite3.connect(running.folder / f"{box.name}.box") as file:
        file.execute("DELETE FROM ballot WHERE leaf = (SELECT min(leaf) FROM ballot)")
    file.close()
    step = urns.propose(box, Step.COUNT, knowing=True, by=monitor, at=now)

    with pytest.raises(Refused, match="not the one that was closed"):
        opening.count_ballots(step, opened.key, by=second_monitor, at=now)


def test_a_simple_box_keeps_its_key_here_and_a_standard_one_does_not(
    prepared: Box,
    organiser: Person,
    monitor: Person,
    now: datetime,
    settings: LazySettings,
    tmp_path: Path,
) -> None:
    settings.BOXES = tmp_path
    slips.make_key(prepared, by=monitor, at=now)
    assert opening.kept_key(prepared) is None

    slips.use_the_urn(prepared, level="simple", by=organiser, at=now)
    key = slips.make_key(prepared, by=monitor, at=now)

    assert opening.kept_key(prepared) == key
    assert asked.key_file(prepared).stat().st_mode & 0o777 == 0o600


def test_a_box_is_paused_goes_on_and_is_annulled_for_a_reason(
    opened: Voters, organiser: Person, monitor: Person, now: datetime
) -> None:
    box = opened.box
    urns.pause(box, by=monitor, at=now)
    assert opened.vote("A", 0, bytes(3)) == 503
    urns.pause(box, by=organiser, at=now)
    assert opened.vote("A", 0, bytes(3)) == 200

    with pytest.raises(Refused, match="Say why"):
        urns.propose(box, Step.ANNUL, by=organiser, at=now)
    annul = partial(
        urns.propose, box, Step.ANNUL, reason="误发票", by=organiser, at=now
    )
    with pytest.raises(Refused, match="have counted the sheets and the slips again"):
        annul()
    step = annul(knowing=True)
    urns.second(step, by=monitor, at=now)

    assert Box.objects.get().state == State.ANNULLED
    assert opened.vote("A", 1, bytes(3)) == 410
    assert services.prepare(box.round, TURNOUTS, by=organiser, at=now).pk != box.pk


def test_f18_pages_restored_from_an_old_backup_find_the_box_as_the_urn_has_it(
    opened: Voters, organiser: Person, monitor: Person, now: datetime
) -> None:
    box = opened.box
    before = transaction.savepoint()
    assert opened.vote("A", 0, bytes(3)) == 200
    take(box, Step.CLOSE, organiser, monitor, now)
    root = box.ballot_root
    transaction.savepoint_rollback(before)
    box.refresh_from_db()
    assert (box.state, box.ballot_root) == (State.OPEN, "")

    assert opened.vote("A", 1, bytes(3)) == 410
    with pytest.raises(Refused, match="The urn refuses"):
        urns.pause(box, by=monitor, at=now)
    take(box, Step.CLOSE, organiser, monitor, now)

    assert (box.state, box.ballot_root) == (State.CLOSED, root)
    assert Electorate.objects.get(category="A").returned == 1


def test_a_box_lost_with_its_machine_is_annulled_and_another_takes_its_place(
    opened: Voters, running: Urn, organiser: Person, monitor: Person, now: datetime
) -> None:
    box = opened.box
    running.stop()
    for one in running.folder.iterdir():
        one.unlink()
    running.start()

    with pytest.raises(asking.Lost):
        urns.pause(box, by=monitor, at=now)
    step = urns.propose(
        box, Step.ANNUL, reason="服务器损坏", knowing=True, by=organiser, at=now
    )
    urns.second(step, by=monitor, at=now)

    assert Box.objects.get().state == State.ANNULLED
    assert services.prepare(box.round, TURNOUTS, by=organiser, at=now).pk != box.pk


def test_a_box_that_takes_no_ballots_is_annulled_without_the_urn(
    prepared: Box, organiser: Person, monitor: Person, now: datetime
) -> None:
    step = urns.propose(prepared, Step.ANNUL, reason="改用纸票", by=organiser, at=now)
    urns.second(step, by=monitor, at=now)

    assert Box.objects.get().state == State.ANNULLED


def test_a_rehearsal_is_counted_and_counts_for_nothing(
    prepared: Box,
    running: Urn,
    organiser: Person,
    monitor: Person,
    second_monitor: Person,
    now: datetime,
) -> None:
    slips.use_the_urn(prepared, level="simple", rehearsal=True, by=organiser, at=now)
    made = slips.make_slips(prepared, {"A": 3}, by=organiser, at=now)
    key = slips.make_key(prepared, by=monitor, at=now)
    take(prepared, Step.COMMIT, organiser, monitor, now)
    take(prepared, Step.OPEN, organiser, monitor, now)
    voters = Voters(prepared, made, key, running)
    assert [voters.vote("A", n, bytes(3)) for n in range(3)] == [200] * 3
    take(prepared, Step.CLOSE, organiser, monitor, now)
    step = urns.propose(prepared, Step.COUNT, knowing=True, by=monitor, at=now)
    opening.count_ballots(step, opening.kept_key(prepared), by=second_monitor, at=now)

    assert not queries.counted(prepared.round)
    assert queries.outcome_of(prepared.round) is None
    assert queries.returned_of(prepared.round) == 0
    again = services.prepare(prepared.round, TURNOUTS, by=organiser, at=now)
    assert again.pk != prepared.pk


@pytest.mark.parametrize(
    "hashes",
    [
        {},
        {"A": []},
        {"X": ["0" * 64]},
        {"S": ["0" * 64]},
        {"A": ["0" * 64, "0" * 64]},
        {"A": ["0" * 63]},
        {"A": ["z" * 64]},
    ],
    ids=range(7),
)
def test_what_are_no_slips_of_the_box_is_refused(
    prepared: Box, organiser: Person, now: datetime, hashes: dict[str, list[str]]
) -> None:
    with pytest.raises(Refused, match="no slips of this box"):
        slips.take_slips(prepared, hashes, by=organiser, at=now)


def test_slips_made_apart_replace_those_made_before(
    prepared: Box, organiser: Person, now: datetime
) -> None:
    slips.make_slips(prepared, {"A": 3}, by=organiser, at=now)
    name = bytes.fromhex(prepared.name)
    code = codes.make(secrets.randbits)

    slips.take_slips(
        prepared, {"B": [codes.hashed(code, name, "B").hex()]}, by=organiser, at=now
    )

    assert [(one.category, one.count) for one in SlipBatch.objects.all()] == [("B", 1)]
    prepared.refresh_from_db()
    assert prepared.slips_made == "apart"


def test_what_a_box_elsewhere_does_not_take_is_refused(
    opened: Voters, organiser: Person, monitor: Person, now: datetime
) -> None:
    box = opened.box
    with pytest.raises(Refused, match="The box is open"):
        slips.use_the_urn(box, level="simple", by=organiser, at=now)
    with pytest.raises(Refused, match="The box is open"):
        slips.make_slips(box, {"A": 1}, by=organiser, at=now)
    with pytest.raises(Refused, match="The box is open"):
        slips.take_key(box, "0" * 64, by=monitor, at=now)
    Box.objects.filter(pk=box.pk).update(state=State.PREPARED)
    with pytest.raises(Refused, match="This is no key"):
        slips.take_key(box, "x", by=monitor, at=now)


def test_where_the_urn_is_silent_or_refuses_the_desk_is_told(  # noqa: PLR0917 - fixtures are asked for by name
    monkeypatch: pytest.MonkeyPatch,
    opened: Voters,
    running: Urn,
    settings: LazySettings,
    monitor: Person,
    organiser: Person,
    now: datetime,
) -> None:
    heard = asked.heard(opened.box)
    assert heard == asked.Heard(cast=0, issued=10, sheets=0, wrong=0)
    with pytest.raises(asking.Lost, match="does not have this box"):
        asking.ask("turnout", box="0" * 32)
    with pytest.raises(Refused, match="The urn refuses: KeyError"):
        asking.ask("move", box=opened.box.name)

    careless = control.Unheard("Careless: fsync = off")
    with monkeypatch.context() as patch:
        patch.setattr(control, "ask", Mock(side_effect=careless))
        with pytest.raises(Refused, match="will not do: fsync = off"):
            asking.ask("commit")
    settings.URN_CONTROL = 1
    assert asked.heard(opened.box) is None
    with pytest.raises(Refused, match="does not answer"):
        urns.pause(opened.box, by=monitor, at=now)
    assert Box.objects.get().state == State.OPEN


def test_a_step_of_another_kind_opens_no_ballots(
    opened: Voters, organiser: Person, monitor: Person, now: datetime
) -> None:
    step = urns.propose(opened.box, Step.CLOSE, by=organiser, at=now)

    with pytest.raises(Refused, match="opens no ballots"):
        opening.count_ballots(step, opened.key, by=monitor, at=now)


def test_paper_that_is_not_typed_whole_does_not_join(
    opened: Voters,
    cast: Round,
    organiser: Person,
    teller: Person,
    monitor: Person,
    now: datetime,
) -> None:
    services.prepare(cast, {**TURNOUTS, "B": Turnout(9, 8, 2, 2)}, by=organiser, at=now)
    sheet = Paper("B", 1, bytes(3))
    services.type_sheets(opened.box, [sheet], by=teller, at=now)

    with pytest.raises(Refused, match="typed once only: 1"):
        urns.join_paper(opened.box, by=monitor, at=now)


def test_while_closing_waits_paper_still_joins_as_the_refusal_asks(  # noqa: PLR0917 - fixtures are asked for by name
    opened: Voters,
    cast: Round,
    organiser: Person,
    teller: Person,
    other_teller: Person,
    monitor: Person,
    now: datetime,
) -> None:
    services.prepare(cast, {**TURNOUTS, "B": Turnout(9, 8, 1, 1)}, by=organiser, at=now)
    for who in (teller, other_teller):
        services.type_sheets(opened.box, [Paper("B", 1, bytes(3))], by=who, at=now)
    step = urns.propose(opened.box, Step.CLOSE, by=organiser, at=now)
    with pytest.raises(Refused, match="type them and let them join"):
        urns.second(step, by=monitor, at=now)

    here = reverse("ballots:index", args=[cast.pk])
    page = browser(monitor).get(here).content.decode()

    assert "close the box" in page
    assert "Let the paper ballots join" in page
    assert urns.join_paper(opened.box, by=monitor, at=now) == 1
    urns.second(step, by=monitor, at=now)
    assert Box.objects.get().state == State.CLOSED


def test_monitors_are_told_where_many_wrong_codes_were_tried(
    opened: Voters,
    organiser: Person,
    monitor: Person,
    client: Client,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    client.cookies["django_language"] = "en"
    monkeypatch.setattr(asked, "MANY_WRONG", 2)
    there = reverse("ballots:index", args=[opened.box.round_id])
    words = "times a code was tried that is on no slip of this box"

    def told(who: Person) -> bool:
        client.force_login(who)
        return words in client.get(there).content.decode()

    assert opened.guess() == 404
    assert not told(monitor)
    assert opened.guess() == 404
    assert told(monitor)
    assert not told(organiser)


@pytest.mark.parametrize("superuser", [True, False])
def test_pages_that_could_read_boxes_in_the_database_commit_none(
    prepared: Box,
    monkeypatch: pytest.MonkeyPatch,
    organiser: Person,
    monitor: Person,
    now: datetime,
    superuser: bool,  # noqa: FBT001 - of the parameters
) -> None:
    slips.make_slips(prepared, {"A": 1}, by=organiser, at=now)
    slips.make_key(prepared, by=monitor, at=now)
    answer = {"issue_root": "1" * 64, "verifier": "2" * 64, "form": "3" * 64}
    told = answer | {"kind": "postgresql"}
    monkeypatch.setattr(control, "ask", lambda *_, **__: told)
    if superuser:
        monkeypatch.setattr(asked, "reads_everything", lambda: True)

    if superuser:
        with pytest.raises(Refused, match="superuser"):
            take(prepared, Step.COMMIT, organiser, monitor, now)
    else:
        take(prepared, Step.COMMIT, organiser, monitor, now)
    state = Box.objects.get(pk=prepared.pk).state
    assert state == (State.PREPARED if superuser else State.COMMITTED)
