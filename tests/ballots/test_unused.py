"""Unused slips at the desk, with a real urn process beside it."""

import io
import zipfile
from datetime import datetime

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from shuping.accounts.models import Person
from shuping.ballots import services as ballots
from shuping.ballots.models import Box, UnusedSlips
from shuping.ballots.queries.balance import balance_of, unused_of
from shuping.ballots.queries.urns import codes_root
from shuping.ballots.rules.states import State, Step
from shuping.ballots.rules.tally import Turnout
from shuping.ballots.rules.unused import MOST, Reading, read
from shuping.ballots.services import (
    Paper,
    asking,
    opening,
    records,
    slips,
    unused,
    urns,
)
from shuping.ballots.services.bundling import take_bundle
from shuping.journal.models import Entry
from shuping.refusal import Refused
from shuping.urn import codes
from tests.ballots.test_printing import pages
from tests.ballots.test_promises import database
from tests.ballots.test_urns import (
    TURNOUTS,
    Voters,
    opened,
    prepared,
    running,
    take,
)

__all__ = ["opened", "prepared", "running"]


def there(name: str, box: Box) -> str:
    return reverse(f"ballots:{name}", args=[box.round_id])


def reading(box: Box, those: list[str]) -> Reading:
    return read("\n".join(those), box.name)


@pytest.fixture(autouse=True)
def _in_english(client: Client) -> None:
    client.cookies["django_language"] = "en"


def test_slips_handed_back_are_void_when_a_second_person_agrees(
    opened: Voters, teller: Person, other_teller: Person, now: datetime
) -> None:
    box, made = opened.box, opened.made
    back = reading(box, [*made["A"][4:], made["B"][3]])
    handed = unused.hand_back(box, back, by=teller, at=now)
    assert (handed.count, handed.used, handed.faults) == (3, 0, [])
    a, b = unused_of(box)[0]
    assert (a.category, a.count, b.category, b.count) == ("A", 2, "B", 1)

    with pytest.raises(Refused, match="A second person is needed"):
        unused.agree(a, by=teller, at=now)
    for one in (a, b):
        unused.agree(one, by=other_teller, at=now)

    assert opened.vote("A", 5, bytes(3)) == 409
    assert opened.vote("A", 0, bytes(3)) == 200
    with pytest.raises(Refused, match="agreed on these already"):
        unused.agree(a, by=other_teller, at=now)
    with pytest.raises(Refused, match="agreed on these already"):
        unused.withdraw(a, by=teller, at=now)
    facts = Entry.objects.filter(act="void slips").values_list("facts", flat=True)
    assert {"category": "A", "count": 2, "used": 0, "first": "teller"} in list(facts)


def test_a_slip_that_comes_a_second_time_is_told_and_changes_nothing(
    opened: Voters, teller: Person, monitor: Person, now: datetime
) -> None:
    box, code = opened.box, opened.made["A"][0]
    unused.hand_back(box, reading(box, [code]), by=teller, at=now)
    waiting = unused.hand_back(box, reading(box, [code]), by=monitor, at=now)
    unused.agree(unused_of(box)[0][0], by=monitor, at=now)
    void = unused.hand_back(box, reading(box, [code]), by=monitor, at=now)

    told = [str(one.words) for one in waiting.faults + void.faults]
    assert told == ["entered already", "void already"]
    assert UnusedSlips.objects.count() == 1


def test_used_slips_are_counted_and_never_named(
    opened: Voters, teller: Person, monitor: Person, now: datetime
) -> None:
    box, made = opened.box, opened.made
    assert opened.vote("A", 0, bytes(3)) == 200
    handed = unused.hand_back(box, reading(box, made["A"][:3]), by=teller, at=now)
    assert (handed.count, handed.used, handed.faults) == (2, 1, [])
    assert opened.vote("A", 1, bytes(3)) == 200

    (waiting,) = unused_of(box)[0]
    unused.agree(waiting, by=monitor, at=now)

    assert (waiting.count, waiting.used, waiting.void) == (2, 1, 1)
    urns.pause(box, by=monitor, at=now)
    a, b = balance_of(box)
    assert (a.issued, a.void, a.cast, a.missing) == (6, 1, 2, 3)
    assert (b.issued, b.void, b.cast, b.missing) == (4, 0, 0, 4)


def test_agreeing_again_where_the_answer_of_the_urn_was_lost_is_right(
    opened: Voters, teller: Person, monitor: Person, now: datetime
) -> None:
    box = opened.box
    back = reading(box, opened.made["A"][:2])
    unused.hand_back(box, back, by=teller, at=now)
    (waiting,) = unused_of(box)[0]
    asking.ask("void", box=box.name, hashes=waiting.hashes, reason="handed back")

    unused.agree(waiting, by=monitor, at=now)

    assert (waiting.void, waiting.used) == (2, 0)


def test_no_slip_too_many_slips_and_slips_of_elsewhere_are_refused(
    opened: Voters, teller: Person, organiser: Person, now: datetime
) -> None:
    box = opened.box
    with pytest.raises(Refused, match="There is no slip in it"):
        unused.hand_back(box, Reading(), by=teller, at=now)
    many = Reading({str(n): n for n in range(MOST + 1)})
    with pytest.raises(Refused, match=f"At most {MOST} slips at a time"):
        unused.hand_back(box, many, by=teller, at=now)
    with pytest.raises(Refused, match="You may not do this"):
        unused.hand_back(box, Reading({"x": 1}), by=organiser, at=now)
    strange = codes.make(lambda _: 7)
    handed = unused.hand_back(box, reading(box, [strange]), by=teller, at=now)
    assert [str(one.words) for one in handed.faults] == ["no slip of this box"]


def test_before_the_box_is_committed_no_slip_is_taken_back(
    prepared: Box, teller: Person, now: datetime
) -> None:
    with pytest.raises(Refused, match="The box is prepared"):
        unused.hand_back(prepared, Reading({"x": 1}), by=teller, at=now)


def test_three_hundred_slips_are_taken_at_once(
    prepared: Box,
    running: object,
    organiser: Person,
    monitor: Person,
    teller: Person,
    now: datetime,
) -> None:
    made = slips.make_slips(prepared, {"A": 300, "B": 5}, by=organiser, at=now)
    slips.make_key(prepared, by=monitor, at=now)
    take(prepared, Step.COMMIT, organiser, monitor, now)

    handed = unused.hand_back(prepared, reading(prepared, made["A"]), by=teller, at=now)
    assert handed.count == 300
    unused.agree(unused_of(prepared)[0][0], by=monitor, at=now)

    assert balance_of(prepared)[0].missing == 0


def test_slips_never_handed_out_are_counted_in_their_envelope_and_recounted(
    opened: Voters, teller: Person, monitor: Person, now: datetime
) -> None:
    box = opened.box
    with pytest.raises(Refused, match="Say why"):
        unused.seal_up(box, "A", 2, reason=" ", by=teller, at=now)
    with pytest.raises(Refused, match="Class A has 6 slips in all"):
        unused.seal_up(box, "A", 7, reason="未发", by=teller, at=now)
    for count in (3, 2):
        sealed = unused.seal_up(box, "A", count, reason="未发", by=teller, at=now)
        unused.agree(sealed, by=monitor, at=now)
    unused.seal_up(box, "A", 5, reason="未发", by=teller, at=now)
    urns.pause(box, by=monitor, at=now)

    assert [one.sealed for one in balance_of(box)] == [2, 0]
    assert Entry.objects.filter(act="agree on sealed slips").count() == 2


def test_a_box_does_not_close_over_waiting_slips_or_numbers_that_do_not_close(
    opened: Voters, organiser: Person, teller: Person, monitor: Person, now: datetime
) -> None:
    box = opened.box
    for number in range(5):
        assert opened.vote("A", number, bytes(3)) == 200
    sealed = unused.seal_up(box, "A", 2, reason="未发", by=teller, at=now)
    step = urns.propose(box, Step.CLOSE, by=organiser, at=now)
    with pytest.raises(Refused, match="wait for a second person"):
        urns.second(step, by=monitor, at=now)
    unused.agree(sealed, by=monitor, at=now)
    with pytest.raises(Refused, match="区领导: 1 more came than were handed out"):
        urns.second(step, by=monitor, at=now)

    again = unused.seal_up(box, "A", 1, reason="重新清点", by=teller, at=now)
    unused.agree(again, by=monitor, at=now)
    urns.second(step, by=monitor, at=now)

    closed = Box.objects.get()
    assert (closed.state, balance_of(closed)[0].missing) == (State.CLOSED, 0)


def test_paper_that_is_more_than_was_issued_does_not_join(
    opened: Voters,
    organiser: Person,
    teller: Person,
    other_teller: Person,
    monitor: Person,
    now: datetime,
) -> None:
    box = opened.box
    for first in (True, False):
        papers = {**TURNOUTS, "B": Turnout(9, 8, 1, 1)}
        ballots.prepare(box.round, papers, by=organiser, at=now)
        for who in (teller, other_teller):
            ballots.type_sheets(box, [Paper("B", 1, bytes(3))], by=who, at=now)
        box.refresh_from_db()
        if first:
            assert urns.join_paper(box, by=monitor, at=now) == 1
    with pytest.raises(Refused, match="部门负责人: 1 more came"):
        urns.join_paper(box, by=monitor, at=now)

    Box.objects.update(joined=0)
    box.refresh_from_db()
    assert urns.join_paper(box, by=monitor, at=now) == 1


def test_s1_codes_are_nowhere_and_hashes_go_when_the_second_person_agrees(
    opened: Voters,
    teller: Person,
    monitor: Person,
    now: datetime,
    caplog: pytest.LogCaptureFixture,
    client: Client,
) -> None:
    box, those = opened.box, opened.made["A"][:3]
    wrong = those[2][:19]
    client.force_login(teller)
    body = {"slips": "\n".join([*those[:2], wrong])}
    answer = client.post(there("unused", box), body)
    waiting = unused_of(box)[0][0]
    hashes = list(waiting.hashes)
    kept = database()
    unused.agree(waiting, by=monitor, at=now)

    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Line 3: 19 characters; a code has 20." in page
    for text in (kept, database(), page, caplog.text):
        assert not [code for code in [*those, wrong] if code in text]
    assert all(h in kept for h in hashes)
    assert not [h for h in hashes if h in database()]


def test_slips_taken_back_leave_no_hash(
    opened: Voters, teller: Person, monitor: Person, now: datetime, client: Client
) -> None:
    box = opened.box
    unused.hand_back(box, reading(box, opened.made["A"][:2]), by=teller, at=now)
    client.force_login(monitor)
    (waiting,) = unused_of(box)[0]
    client.post(there("take_back", box), {"slips": waiting.pk})

    assert not UnusedSlips.objects.exists()
    assert opened.vote("A", 0, bytes(3)) == 200


def test_the_database_keeps_no_hash_after_two_have_agreed(
    opened: Voters, teller: Person, monitor: Person, now: datetime
) -> None:
    facts = {"box": opened.box, "category": "A", "count": 1, "first": teller}
    facts |= {"first_at": now, "second_at": now, "hashes": ["0" * 64]}
    with pytest.raises(IntegrityError), transaction.atomic():
        UnusedSlips.objects.create(second=monitor, **facts)
    with pytest.raises(IntegrityError), transaction.atomic():
        UnusedSlips.objects.create(**facts | {"hashes": []}, second=teller)


def test_the_page_leads_from_entering_to_the_balance(
    opened: Voters, teller: Person, monitor: Person, client: Client
) -> None:
    box, made = opened.box, opened.made
    opened.vote("A", 0, bytes(3))
    client.force_login(teller)
    where = there("unused", box)
    page = client.post(where, {"slips": ""})
    assert page.status_code == 422
    entered = client.post(where, {"slips": made["B"][0]}, follow=True)
    assert b"Slips waiting for a second person: 1." in entered.content
    told = client.post(where, {"slips": "\n".join(made["A"][:2])}).content.decode()
    assert "Used already: 1." in told
    sealing = {"category": "B", "count": "9", "reason": "未发"}
    refused = client.post(there("seal_up", box), sealing)
    assert b"Class B has 4 slips in all." in refused.content
    client.post(there("seal_up", box), sealing | {"count": "2"})
    console = client.get(there("index", box)).content.decode()
    assert "Unused slips (3 waiting for a second person)" in console

    client.force_login(monitor)
    said = [
        client.post(there("agree", box), {"slips": one.pk}, follow=True).content
        for one in unused_of(box)[0]
    ]
    assert b"Now void: 1." in said[0]
    assert b"In the envelope: 2." in said[2]
    assert b"The slips of each class" not in said[2]
    client.post(there("pause", box))
    assert b"The slips of each class" in client.get(where).content
    for name in ("agree", "take_back"):
        assert client.post(there(name, box), {"slips": "x"}).status_code == 302


def test_what_was_used_in_the_meantime_is_told_to_the_second_person(
    opened: Voters, teller: Person, monitor: Person, client: Client, now: datetime
) -> None:
    box = opened.box
    unused.hand_back(box, reading(box, opened.made["A"][:2]), by=teller, at=now)
    opened.vote("A", 1, bytes(3))
    client.force_login(monitor)
    slip = unused_of(box)[0][0].pk

    told = client.post(there("agree", box), {"slips": slip}, follow=True)

    assert b"Now void: 1. Used before that, and left as they are: 1." in told.content


def test_an_annulled_box_stays_as_evidence_and_is_opened_for_no_result(
    opened: Voters,
    organiser: Person,
    monitor: Person,
    second_monitor: Person,
    now: datetime,
    client: Client,
) -> None:
    box = opened.box
    opened.vote("A", 0, bytes(3))
    take(box, Step.CLOSE, organiser, monitor, now)
    count = urns.propose(box, Step.COUNT, knowing=True, by=monitor, at=now)
    urns.withdraw(count, by=monitor, at=now)
    before = asking.ask("turnout", box=box.name)
    step = urns.propose(box, Step.ANNUL, reason="多票", by=organiser, at=now)
    urns.second(step, by=monitor, at=now)
    box.refresh_from_db()

    assert box.ballot_root
    assert asking.ask("turnout", box=box.name) == before
    with pytest.raises(Refused, match="The box is annulled"):
        urns.propose(box, Step.COUNT, knowing=True, by=monitor, at=now)
    step.step = Step.COUNT
    step.second = None
    step.save()
    with pytest.raises(Refused, match="The box is annulled"):
        opening.count_ballots(step, opened.key, by=second_monitor, at=now)
    with pytest.raises(Refused, match="The box is annulled"):
        opening.recount(box, opened.key, by=monitor, at=now)
    with pytest.raises(Refused, match="The box is annulled"):
        take_bundle(box, by=monitor, at=now)
    step.delete()
    client.force_login(monitor)
    assert b"stays as evidence" in client.get(there("index", box)).content


def test_small_classes_are_confirmed_before_the_second_person_has_the_key(
    opened: Voters,
    organiser: Person,
    monitor: Person,
    second_monitor: Person,
    now: datetime,
    client: Client,
) -> None:
    box = opened.box
    opened.vote("A", 0, bytes(3))
    take(box, Step.CLOSE, organiser, monitor, now)
    with pytest.raises(Refused, match="will not be shown: 区领导, 部门负责人"):
        urns.propose(box, Step.COUNT, by=monitor, at=now)
    client.force_login(monitor)
    console = client.get(there("index", box)).content.decode()
    assert "I know that these will not be shown on their own" in console
    client.post(there("propose", box), {"step": "count", "knowing": "on"})

    client.force_login(second_monitor)
    page = client.get(there("second", box)).content.decode()

    assert "区领导: 1 ballots" in page
    assert "部门负责人: 0 ballots" in page


def test_a_box_of_paper_is_annulled_by_two_and_its_typed_sheets_go(
    cast: object,
    typed: Box,
    organiser: Person,
    monitor: Person,
    now: datetime,
    client: Client,
) -> None:
    client.force_login(organiser)
    assert b"Annul the box" in client.get(there("index", typed)).content
    with pytest.raises(Refused, match="The box is typing"):
        urns.propose(typed, Step.COUNT, by=monitor, at=now)
    annul = {"step": "annul", "reason": "多票"}
    refused = client.post(there("propose", typed), annul, follow=True)
    assert b"Confirm that two people have counted" in refused.content
    client.post(there("propose", typed), annul | {"knowing": "on"})
    client.force_login(monitor)
    console = client.get(there("index", typed)).content.decode()
    assert "proposes: annul the box" in console
    assert "Second it only if that is so." in console
    client.post(there("second", typed))

    typed.refresh_from_db()
    assert typed.state == State.ANNULLED
    assert {one.category for one in typed.sheets.all()} == {"S"}
    client.force_login(organiser)
    assert b"Another one can be prepared" in client.get(there("index", typed)).content


def test_more_returned_than_issued_leads_to_a_recount_before_annulment(
    typed: Box, organiser: Person, client: Client
) -> None:
    client.force_login(organiser)
    body = {
        f"{key}-{place}": "3"
        for place in range(3)
        for key in ("entitled", "present", "issued", "returned")
    }
    page = client.post(there("prepare", typed), body | {"returned-0": "4"})

    told = page.content.decode()
    assert page.status_code == 422
    assert "区领导: 4 came back, 3 were issued." in told
    assert told.index("count the sheets of the class again") < told.index("annul it")


def test_slips_made_here_come_as_pdf_and_in_no_page(
    prepared: Box, organiser: Person, client: Client
) -> None:
    client.force_login(organiser)
    one = client.post(there("make_slips", prepared), {"A": "3", "B": "0"})
    body = {"A": "3", "B": "2", "instead": codes_root(prepared)}
    two = client.post(there("make_slips", prepared), body)

    assert one.headers["Content-Type"] == "application/pdf"
    assert len(pages(one.content)) == 1
    with zipfile.ZipFile(io.BytesIO(two.content)) as packed:
        assert packed.namelist() == ["slips-A.pdf", "slips-B.pdf"]
    assert [one.count for one in prepared.slips.all()] == [3, 2]


def test_slips_made_again_unasked_leave_those_that_came_first(
    prepared: Box, organiser: Person, client: Client
) -> None:
    client.force_login(organiser)
    client.post(there("make_slips", prepared), {"A": "3", "B": "0"})
    first = codes_root(prepared)

    again = client.post(there("make_slips", prepared), {"A": "4", "B": "0"})

    assert again.status_code == 422
    assert "in the file that came first" in again.content.decode()
    assert f'name="instead" value="{first}"' in again.content.decode()
    assert codes_root(prepared) == first


def test_the_zero_print_says_class_by_class_that_nothing_is_in(
    prepared: Box,
    running: object,
    organiser: Person,
    monitor: Person,
    now: datetime,
    client: Client,
) -> None:
    slips.make_slips(prepared, {"A": 6, "B": 4}, by=organiser, at=now)
    slips.make_key(prepared, by=monitor, at=now)
    take(prepared, Step.COMMIT, organiser, monitor, now)
    client.force_login(monitor)

    assert b"nothing is in the box" in client.get(there("index", prepared)).content
    assert b"The slips of each class" in client.get(there("record", prepared)).content
    zero = repr(records.opening_record(prepared))
    assert "('A类\\u3000区领导', '6', '0', '0', '0')" in zero
