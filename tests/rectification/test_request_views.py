"""Requests from below on their pages."""

from datetime import datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django.fixtures import DjangoAssertNumQueries, Settings

from shuping.accounts.models import Person
from shuping.organisations.models import Organisation
from shuping.rectification import services
from shuping.rectification.models import Request
from shuping.rectification.services import Asked
from shuping.rounds.models import Round

pytestmark = pytest.mark.usefixtures("reporters")


@pytest.fixture(autouse=True)
def english(settings: Settings, now: datetime) -> None:
    """Let the pages speak English, on the demo's morning."""
    settings.LANGUAGE_CODE = "en"
    settings.CLOCK = now


@pytest.fixture
def asked(
    round_: Round, tree: dict[str, Organisation], organiser: Person, now: datetime
) -> list[Request]:
    """What two bodies ask of those above them."""
    wanted = [
        Asked(tree["LJ01"], tree["LJ"], "增加编制"),
        Asked(tree["LJ02"], tree["JZ"], "修路"),
    ]
    return services.ask(round_, wanted, by=organiser, at=now)


def address(round_: Round, name: str = "requests", *more: int) -> str:
    return reverse(f"rectification:{name}", args=[round_.pk, *more])


def text_of(client: Client, path: str) -> str:
    response = client.get(path)
    assert response.status_code == 200
    return response.content.decode()


def test_the_superior_sees_all_requests_and_a_body_its_own(
    client: Client,
    round_: Round,
    asked: list[Request],
    organiser: Person,
    liaison: Person,
) -> None:
    client.force_login(organiser)
    shown = text_of(client, address(round_))
    assert shown.index("增加编制") < shown.index("修路")
    assert shown.count("not answered yet") == 2

    client.force_login(liaison)
    shown = text_of(client, address(round_))
    assert ("增加编制" in shown, "修路" in shown) == (True, False)
    assert "Give an answer" not in shown
    for one in asked:
        assert client.get(address(round_, "answer", one.pk)).status_code == 404


def test_without_requests_the_page_says_so(
    client: Client, round_: Round, organiser: Person
) -> None:
    client.force_login(organiser)

    assert "Nothing is asked for." in text_of(client, address(round_))


def test_a_body_asks_those_above_it_for_itself(
    client: Client, round_: Round, tree: dict[str, Organisation], liaison: Person
) -> None:
    client.force_login(liaison)
    there = address(round_, "ask")
    shown = text_of(client, there)
    assert shown.index("临江区委</option>") < shown.index("江州市委</option>")
    assert "河湾镇</option>" not in shown
    sent = {"organisation": tree["LJ01"].pk, "owner": tree["LJ"].pk, "text": "修路"}

    for wrong in (
        {"organisation": tree["LJ02"].pk},
        {"owner": tree["LJ03"].pk},
        {"text": ""},
    ):
        assert client.post(there, sent | wrong).status_code == 422
    response = client.post(there, sent, follow=True)

    assert "The request is sent up." in response.content.decode()
    assert list(Request.objects.values_list("organisation__code", "text")) == [
        ("LJ01", "修路")
    ]


def test_the_convenor_does_not_ask_itself(
    client: Client, round_: Round, tree: dict[str, Organisation], organiser: Person
) -> None:
    client.force_login(organiser)
    sent = {"organisation": tree["LJ"].pk, "owner": tree["LJ"].pk, "text": "修路"}

    response = client.post(address(round_, "ask"), sent)

    shown = response.content.decode()
    assert response.status_code == 422
    assert "LJ is not above LJ." in shown
    assert "修路</textarea>" in shown


def test_an_answer_is_given_and_changed(
    client: Client, round_: Round, asked: list[Request], organiser: Person
) -> None:
    client.force_login(organiser)
    there = address(round_, "answer", asked[0].pk)

    assert client.post(there, {"seen": "", "words": " "}).status_code == 422
    client.post(there, {"seen": "", "words": "正在研究"})
    assert "正在研究</textarea>" in text_of(client, there)
    sent = {"seen": "正在研究", "words": "已增加两名"}
    response = client.post(there, sent, follow=True)

    shown = response.content.decode()
    assert "已增加两名" in shown
    assert ("Change the answer" in shown, "Give an answer" in shown) == (True, True)


def test_whoever_answers_second_sees_both_answers_and_loses_nothing(
    client: Client,
    round_: Round,
    asked: list[Request],
    organiser: Person,
    now: datetime,
) -> None:
    one = asked[0]
    services.answer(round_, one, "第一\n答复", seen="", by=organiser, at=now)
    client.force_login(organiser)
    there = address(round_, "answer", one.pk)

    response = client.post(there, {"seen": "", "words": "第二答复"})

    shown = response.content.decode()
    assert response.status_code == 409
    assert "第二答复</textarea>" in shown
    assert "第一<br>答复" in shown
    one.refresh_from_db()
    assert one.answer == "第一\n答复"

    # a browser sends the lines of a hidden field with a carriage return
    again = client.post(there, {"seen": "第一\r\n答复", "words": "第二答复"})
    assert again.status_code == 302
    one.refresh_from_db()
    assert one.answer == "第二答复"


def test_a_request_is_answered_by_the_superior_of_its_ledger_alone(
    client: Client,
    upper_round: Round,
    asked: list[Request],
    organiser: Person,
) -> None:
    client.force_login(organiser)

    response = client.get(address(upper_round, "answer", asked[0].pk))

    assert response.status_code == 404


def test_the_list_asks_as_often_for_two_as_for_three_hundred(  # noqa: PLR0917 - fixtures are asked for by name
    client: Client,
    round_: Round,
    asked: list[Request],
    tree: dict[str, Organisation],
    organiser: Person,
    now: datetime,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    client.force_login(organiser)
    with CaptureQueriesContext(connection) as few:
        text_of(client, address(round_))

    more = [Asked(tree["LJ03"], tree["LJ"], "又一条")] * 298
    services.ask(round_, more, by=organiser, at=now)
    with django_assert_num_queries(len(few)):
        shown = text_of(client, address(round_))

    assert "?page=2" in shown
