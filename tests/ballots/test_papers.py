"""Paper ballots to print, and the records that are signed, from the pages."""

from datetime import datetime
from io import BytesIO

import docx
import pytest
from django.test import Client

from shuping.accounts.models import Person
from shuping.ballots import services
from shuping.ballots.models import Box
from shuping.ballots.queries import showing, turnouts
from shuping.ballots.queries import urns as about
from shuping.ballots.queries.papers import closed_turnout
from shuping.ballots.rules.records import ClassNumbers
from shuping.ballots.rules.states import Step
from shuping.ballots.services import records, slips, urns
from shuping.refusal import Refused
from shuping.rounds.models import Round
from shuping.rounds.queries import scheme_of
from shuping.urn import control
from shuping.urn.box import Box as UrnBox
from shuping.urn.box import Plan
from shuping.urn.control import Unheard
from shuping.urn.slot import State
from shuping.urn.storage import SqliteFile
from tests.ballots.test_printing import pages
from tests.ballots.test_views import address, shown

HASHES = {
    "issue_root": "1" * 64,
    "verifier": "2" * 64,
    "form": "3" * 64,
    "kind": "file",
}
EMPTY = {
    "turnout": {
        "A": {"issued": 3, "void": 0, "spent": 0, "paper": 0},
        "B": {"issued": 2, "void": 0, "spent": 0, "paper": 0},
    }
}


@pytest.fixture(autouse=True)
def _in_english(client: Client) -> None:
    client.cookies["django_language"] = "en"


@pytest.fixture
def committed(
    box: Box,
    organiser: Person,
    monitor: Person,
    now: datetime,
    monkeypatch: pytest.MonkeyPatch,
) -> Box:
    """A box that was committed at an urn which is not there."""
    answers = {"commit": HASHES, "turnout": EMPTY, "move": {}}
    monkeypatch.setattr(control, "ask", lambda _p, _s, act, **_: answers[act])
    slips.use_the_urn(box, level="standard", by=organiser, at=now)
    slips.make_slips(box, {"A": 3, "B": 2}, by=organiser, at=now)
    slips.make_key(box, by=organiser, at=now)
    step = urns.propose(box, Step.COMMIT, by=organiser, at=now)
    return urns.second(step, by=monitor, at=now)


def given(client: Client, person: Person, where: str) -> bytes:
    client.force_login(person)
    answer = client.get(where)
    assert answer.status_code == 200
    assert "attachment" in answer.headers["Content-Disposition"]
    return answer.content


def cells(raw: bytes) -> list[str]:
    document = docx.Document(BytesIO(raw))
    found = [one.text for table in document.tables for one in table._cells]
    return found + [one.text for one in document.paragraphs]


def test_the_organiser_finds_each_class_in_three_editions(
    box: Box, organiser: Person, client: Client
) -> None:
    assert "Print paper ballots" in shown(
        client, organiser, address("index", box.round)
    )

    page = shown(client, organiser, address("papers", box.round))

    assert page.count("Large ballot of class") == 3
    assert "?category=A&amp;edition=tally" in page


@pytest.mark.parametrize("edition", ["plain", "large", "tally"])
def test_a_ballot_is_the_same_each_time_and_lists_every_reporter(
    at_meeting: Round, organiser: Person, client: Client, edition: str
) -> None:
    where = address("papers", at_meeting, f"?category=A&edition={edition}")

    once, again = (given(client, organiser, where) for _ in range(2))

    assert once == again
    (text,) = pages(once)
    assert "3　区水务局党组书记" in text
    assert ("无记名" in text) is (edition != "tally")


def test_a_signed_class_has_a_line_for_the_name(
    at_meeting: Round, organiser: Person, client: Client
) -> None:
    raw = given(client, organiser, address("papers", at_meeting, "?category=S"))

    assert "记名 · 姓名" in pages(raw)[0]


@pytest.mark.parametrize("query", ["?category=X", "?category=A&edition=huge"])
def test_a_class_or_an_edition_that_is_not_there_is_not_found(
    at_meeting: Round, organiser: Person, client: Client, query: str
) -> None:
    shown(client, organiser, address("papers", at_meeting, query), 404)


def test_the_opening_record_is_given_once_the_box_is_committed(
    committed: Box, organiser: Person, client: Client
) -> None:
    where = address("record", committed.round)

    found = cells(given(client, organiser, where + "?as=docx"))

    assert "打印本记录时，票箱内有手机票0张、纸质票0张。" in found
    assert "封定票箱" in found
    assert ("1" * 8 + " ") * 7 + "1" * 8 in found
    assert given(client, organiser, where + "?as=pdf").startswith(b"%PDF")


def test_once_voting_has_begun_the_record_shows_no_zero(
    committed: Box, organiser: Person, monitor: Person, now: datetime
) -> None:
    step = urns.propose(committed, Step.OPEN, by=organiser, at=now)
    box = urns.second(step, by=monitor, at=now)

    assert "补印" in repr(records.opening_record(box))


@pytest.mark.parametrize("query", ["", "?as=pdf"])
def test_before_that_there_is_no_record(
    box: Box, organiser: Person, client: Client, query: str
) -> None:
    page = shown(client, organiser, address("record", box.round, query))

    assert "The box is not committed yet." in page
    with pytest.raises(Refused, match="not committed"):
        records.opening_record(box)


def test_the_page_of_the_record_leads_to_it(
    committed: Box, organiser: Person, client: Client
) -> None:
    assert "?as=pdf" in shown(client, organiser, address("record", committed.round))


def test_while_the_urn_is_silent_the_record_is_not_given(
    committed: Box, organiser: Person, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def silent(*_: object, **__: object) -> None:
        raise Unheard("silent")

    monkeypatch.setattr(control, "ask", silent)

    page = shown(client, organiser, address("record", committed.round, "?as=docx"))

    assert "The urn does not answer." in page


def test_without_a_box_there_is_no_record(
    at_meeting: Round, organiser: Person, client: Client
) -> None:
    page = shown(client, organiser, address("record", at_meeting))

    assert "The box is not committed yet." in page


def test_the_count_sheet_is_given_to_be_signed(
    typed: Box, monitor: Person, client: Client, now: datetime
) -> None:
    services.count(typed, by=monitor, at=now)
    where = address("sheet", typed.round)

    found = cells(given(client, monitor, where + "?as=docx"))

    assert "计票报告单" in found
    assert "A类　区领导" in found
    assert given(client, monitor, where + "?as=pdf").startswith(b"%PDF")
    assert ".docx" in shown(client, monitor, where)


def test_before_the_count_there_is_no_count_sheet(
    typed: Box, monitor: Person, client: Client
) -> None:
    page = shown(client, monitor, address("sheet", typed.round, "?as=docx"))

    assert page.count("The box is not counted yet.") == 2
    with pytest.raises(Refused, match="not counted"):
        records.count_sheet(typed)


def test_phones_and_paper_are_told_apart_by_what_the_closed_box_says(
    typed: Box, monitor: Person, now: datetime
) -> None:
    services.count(typed, by=monitor, at=now)
    typed.name = "ab" * 16
    form = about.form_of(typed)
    plan = Plan(bytes.fromhex(typed.name), form, bytes(32), bytes(32), {"A": [b"h"]})
    path = about.key_file(typed).with_suffix(".box")
    SqliteFile.make(path, plan.tables())
    closed = UrnBox(SqliteFile(path))
    closed.move(State.OPEN)
    closed.void([b"h"], "handed back")
    closed.shut()
    lain = closed_turnout(typed)
    path.unlink()

    assert lain["A"] == {"issued": 1, "void": 1, "spent": 0, "paper": 0}
    tables = showing.tables_of(typed, scheme_of(typed.round).ballot.items)
    turnout = turnouts(typed)["A"]
    assert records._numbers(tables[0], turnout, lain) == ClassNumbers(
        "A类　区领导", 3, 3, 3, 1, 2, 0, tables[0].valid, 0, tables[0].void_reasons
    )
