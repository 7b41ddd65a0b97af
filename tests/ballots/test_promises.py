"""What the desk promises of a box: no code, no choice, no figure before the count."""

import re
from datetime import datetime

import pytest
from django.apps import apps
from django.test import Client
from django.urls import reverse

from shuping.accounts.models import Person
from shuping.ballots import services
from shuping.ballots.models import Box
from shuping.ballots.rules.slips import hashes_of
from shuping.ballots.rules.states import Step
from shuping.ballots.services import Paper, slips, urns
from shuping.refusal import Refused
from shuping.rounds.models import Round
from shuping.urn import control
from tests.ballots.papers import AVERAGE, GOOD, PAPERS

_TOKEN = re.compile(r"(csrfmiddlewaretoken|nonce)[^>]*")


def database() -> str:
    """Return every row of every table, as text."""
    return repr(
        [list(model._default_manager.values_list()) for model in apps.get_models()]
    )


def test_s1_no_code_ever_lies_in_the_database_and_no_hash_once_the_urn_has_it(
    box: Box,
    organiser: Person,
    monitor: Person,
    now: datetime,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    answer = {
        "issue_root": "1" * 64,
        "verifier": "2" * 64,
        "form": "3" * 64,
        "kind": "file",
    }
    monkeypatch.setattr(control, "ask", lambda *_, **__: answer)
    slips.use_the_urn(box, level="standard", by=organiser, at=now)
    made = slips.make_slips(box, {"A": 30, "B": 30}, by=organiser, at=now)
    private = slips.make_key(box, by=organiser, at=now)
    codes = [code for those in made.values() for code in those]
    hashes = [h for those in hashes_of(box.name, made).values() for h in those]
    prepared = database()

    step = urns.propose(box, Step.COMMIT, by=organiser, at=now)
    urns.second(step, by=monitor, at=now)
    committed = database()

    assert all(h in prepared for h in hashes)
    for raw in (prepared, committed):
        assert not [code for code in codes if code in raw]
        assert private.hex() not in raw
    assert not [h for h in hashes if h in committed]


@pytest.mark.parametrize("name", ["index", "outcome", "sheet"])
def test_s5_before_the_count_every_page_is_the_same_whatever_was_cast(
    *,
    at_meeting: Round,
    box: Box,
    organiser: Person,
    monitor: Person,
    teller: Person,
    other_teller: Person,
    client: Client,
    now: datetime,
    name: str,
) -> None:
    services.open_typing(box, by=organiser, at=now)
    shown = []
    for grade in (GOOD, AVERAGE):
        papers = [
            Paper(one.category, one.number, bytes([grade] * 3), one.author)
            for one in PAPERS
        ]
        box.sheets.all().delete()
        for person in (teller, other_teller):
            services.type_sheets(box, papers, by=person, at=now)
        for person in (organiser, monitor, teller):
            client.force_login(person)
            answer = client.get(reverse(f"ballots:{name}", args=[at_meeting.pk]))
            body = _TOKEN.sub("", answer.content.decode())
            shown.append((grade, person.username, answer.status_code, body))

    assert [one[1:] for one in shown[:3]] == [one[1:] for one in shown[3:]]


def test_i7_a_committed_box_takes_no_other_slips_and_no_other_key(
    box: Box,
    organiser: Person,
    monitor: Person,
    now: datetime,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    answer = {
        "issue_root": "1" * 64,
        "verifier": "2" * 64,
        "form": "3" * 64,
        "kind": "file",
    }
    monkeypatch.setattr(control, "ask", lambda *_, **__: answer)
    slips.use_the_urn(box, level="standard", by=organiser, at=now)
    slips.make_slips(box, {"A": 3}, by=organiser, at=now)
    slips.make_key(box, by=organiser, at=now)
    urns.second(
        urns.propose(box, Step.COMMIT, by=organiser, at=now), by=monitor, at=now
    )

    with pytest.raises(Refused, match="The box is committed"):
        slips.make_slips(box, {"A": 4}, by=organiser, at=now)
    with pytest.raises(Refused, match="The box is committed"):
        slips.make_key(box, by=organiser, at=now)
    with pytest.raises(Refused, match="The box is committed"):
        slips.use_the_urn(box, level="simple", by=organiser, at=now)
