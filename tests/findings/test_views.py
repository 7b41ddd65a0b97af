"""Findings on their pages: listed by body, noted on a visit."""

from datetime import date, datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django.fixtures import DjangoAssertNumQueries, Settings

from shuping.accounts.models import Person
from shuping.findings import queries, services
from shuping.findings.models import Finding, Highlight
from shuping.findings.services import Praised, Seen
from shuping.organisations.models import Organisation
from shuping.rounds.models import Round

pytestmark = pytest.mark.usefixtures("reporters")


@pytest.fixture(autouse=True)
def english(settings: Settings, now: datetime) -> None:
    """Let the pages speak English, on the demo's morning."""
    settings.LANGUAGE_CODE = "en"
    settings.CLOCK = now


def address(round_: Round, name: str = "index") -> str:
    return reverse(f"findings:{name}", args=[round_.pk])


def text_of(client: Client, path: str) -> str:
    response = client.get(path)
    assert response.status_code == 200
    return response.content.decode()


@pytest.fixture
def seen(
    round_: Round,
    tree: dict[str, Organisation],
    organiser: Person,
    now: datetime,
) -> None:
    """Findings that were entered neither by body nor by day."""
    services.note_findings(
        round_,
        [
            Seen(tree["LJ02"], date(2019, 6, 1), "inspection", "检查台账"),
            Seen(tree["LJ01"], date(2019, 6, 1), "visit", "走访六月"),
            Seen(tree["LJ01"], date(2019, 7, 1), "complaint", "来信七月"),
        ],
        by=organiser,
        at=now,
    )


def test_findings_stand_by_body_in_protocol_order_latest_first(
    client: Client, round_: Round, seen: None, organiser: Person
) -> None:
    client.force_login(organiser)

    shown = text_of(client, address(round_))

    places = [shown.index(one) for one in ("来信七月", "走访六月", "检查台账")]
    assert places == sorted(places)


def test_findings_of_one_body_and_of_one_kind_are_listed(
    client: Client,
    round_: Round,
    seen: None,
    tree: dict[str, Organisation],
    organiser: Person,
) -> None:
    client.force_login(organiser)
    body = tree["LJ01"].pk

    of_body = text_of(client, f"{address(round_)}?body={body}")
    assert ("走访六月" in of_body, "检查台账" in of_body) == (True, False)
    of_kind = text_of(client, f"{address(round_)}?body={body}&kind=complaint")
    assert ("来信七月" in of_kind, "走访六月" in of_kind) == (True, False)
    none = text_of(client, f"{address(round_)}?kind=indicator")
    assert "Nothing of that kind was noted." in none
    assert "检查台账" in text_of(client, f"{address(round_)}?body=0&kind=odd")


def test_without_findings_the_page_says_so(
    client: Client, round_: Round, organiser: Person
) -> None:
    client.force_login(organiser)

    shown = text_of(client, address(round_))

    assert "Nothing is noted yet." in shown
    assert "No work that stands out is noted yet." in shown


def test_a_leader_reads_the_findings_and_notes_none(
    client: Client, cast: Round, seen: None, leader: Person
) -> None:
    client.force_login(leader)

    assert "Note a finding" not in text_of(client, address(cast))
    assert client.get(address(cast, "note")).status_code == 404
    assert client.post(address(cast, "praise")).status_code == 404


@pytest.mark.parametrize("name", ["index", "note", "praise"])
def test_findings_do_not_exist_for_bodies_and_strangers(
    client: Client,
    round_: Round,
    secretary: Person,
    stranger: Person,
    name: str,
) -> None:
    for person in (secretary, stranger):
        client.force_login(person)
        assert client.get(address(round_, name)).status_code == 404


def test_a_finding_is_noted_today_unless_another_day_is_chosen(
    client: Client,
    round_: Round,
    tree: dict[str, Organisation],
    organiser: Person,
) -> None:
    client.force_login(organiser)
    assert 'value="2020-01-03"' in text_of(client, address(round_, "note"))

    sent = {
        "organisation": tree["LJ01"].pk,
        "date": "2020-01-02",
        "kind": "visit",
        "text": "走访三个居民区",
    }
    response = client.post(address(round_, "note"), sent, follow=True)

    assert "Noted: 云台街道." in response.content.decode()
    assert [
        (one.organisation.code, one.date, one.kind, one.text)
        for one in queries.findings_of(round_)
    ] == [("LJ01", date(2020, 1, 2), "visit", "走访三个居民区")]


def test_the_next_finding_follows_with_the_same_body_and_day(
    client: Client,
    round_: Round,
    tree: dict[str, Organisation],
    organiser: Person,
) -> None:
    client.force_login(organiser)
    body = tree["LJ01"].pk
    sent = {"organisation": body, "date": "2020-01-02", "kind": "visit", "text": "一"}

    response = client.post(address(round_, "note"), sent | {"again": "1"})

    there = f"{address(round_, 'note')}?body={body}&day=2020-01-02"
    assert (response.status_code, response.headers["Location"]) == (302, there)
    shown = text_of(client, there)
    assert f'<option value="{body}" selected>' in shown
    assert 'value="2020-01-02"' in shown


@pytest.mark.parametrize(
    ("wrong", "because"),
    [
        ({"date": "2020-01-04"}, "That day is still to come."),
        ({"text": " "}, "This field is required."),
        ({"organisation": "0"}, "Select a valid choice."),
        ({"kind": "rumour"}, "Select a valid choice."),
    ],
)
def test_what_is_wrong_is_told_in_its_place_and_nothing_typed_is_lost(
    client: Client,
    round_: Round,
    tree: dict[str, Organisation],
    organiser: Person,
    wrong: dict[str, str],
    because: str,
) -> None:
    client.force_login(organiser)
    sent: dict[str, object] = {
        "organisation": tree["LJ01"].pk,
        "date": "2020-01-03",
        "kind": "visit",
        "text": "走访",
    }

    response = client.post(address(round_, "note"), sent | wrong)

    shown = response.content.decode()
    assert (response.status_code, Finding.objects.count()) == (422, 0)
    assert because in shown
    assert wrong.get("text", "走访") in shown


def test_a_body_that_is_not_of_the_round_is_not_offered(
    client: Client,
    round_: Round,
    tree: dict[str, Organisation],
    organiser: Person,
) -> None:
    client.force_login(organiser)

    shown = text_of(client, address(round_, "note"))

    offered = [tree[code].name for code in ("LJ", "LJ01", "LJ02", "LJ03")]
    places = [shown.index(f">{name}</option>") for name in offered]
    assert places == sorted(places)
    assert f">{tree['JZ'].name}</option>" not in shown


def test_a_highlight_is_noted_with_or_without_a_text(
    client: Client,
    round_: Round,
    tree: dict[str, Organisation],
    organiser: Person,
) -> None:
    client.force_login(organiser)
    sent = {"organisation": tree["LJ01"].pk, "name": "红色驿站", "text": ""}

    response = client.post(address(round_, "praise"), sent, follow=True)
    assert "红色驿站" in response.content.decode()
    refused = client.post(address(round_, "praise"), sent | {"name": ""})

    assert refused.status_code == 422
    assert list(Highlight.objects.values_list("name", "text")) == [("红色驿站", "")]


def test_a_note_made_by_script_is_shown_as_it_was_typed(
    client: Client,
    round_: Round,
    tree: dict[str, Organisation],
    organiser: Person,
    now: datetime,
) -> None:
    odd = "<script>alert(1)</script>"
    seen = [Seen(tree["LJ01"], date(2019, 6, 1), "visit", odd)]
    services.note_findings(round_, seen, by=organiser, at=now)
    praised = [Praised(tree["LJ01"], odd)]
    services.note_highlights(round_, praised, by=organiser, at=now)
    client.force_login(organiser)

    shown = text_of(client, address(round_))

    assert odd not in shown
    assert shown.count("&lt;script&gt;") == 2


def test_the_list_asks_as_often_for_three_as_for_three_hundred(
    client: Client,
    round_: Round,
    tree: dict[str, Organisation],
    organiser: Person,
    now: datetime,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    client.force_login(organiser)

    def note(count: int) -> None:
        seen = [Seen(tree["LJ01"], date(2019, 6, 1), "visit", "一条")] * count
        services.note_findings(round_, seen, by=organiser, at=now)

    note(3)
    with CaptureQueriesContext(connection) as few:
        assert text_of(client, address(round_)).count("一条") == 3
    note(297)
    with django_assert_num_queries(len(few)):
        shown = text_of(client, address(round_))

    assert shown.count("一条") == 100
    assert "?page=2" in shown


def test_the_pages_of_a_list_keep_what_is_sought(
    client: Client,
    round_: Round,
    tree: dict[str, Organisation],
    organiser: Person,
    now: datetime,
) -> None:
    seen = [Seen(tree["LJ01"], date(2019, 6, 1), "visit", "一条")] * 201
    services.note_findings(round_, seen, by=organiser, at=now)
    client.force_login(organiser)

    shown = text_of(client, f"{address(round_)}?kind=visit&page=2")

    assert 'href="?kind=visit&amp;page=1"' in shown
    assert 'href="?kind=visit&amp;page=3"' in shown
