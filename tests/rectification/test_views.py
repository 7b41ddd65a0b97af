"""The ledger and its problems on their pages."""

from datetime import date, datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django.fixtures import DjangoAssertNumQueries, Settings

from shuping.accounts.models import Person
from shuping.charter import Duty
from shuping.organisations import services as organisations
from shuping.organisations.models import Organisation
from shuping.rectification import services
from shuping.rectification.models import Problem
from shuping.rectification.services import Carried
from shuping.rounds.models import Round
from tests.rectification.conftest import Walk

pytestmark = pytest.mark.usefixtures("reporters")


@pytest.fixture(autouse=True)
def english(settings: Settings, now: datetime) -> None:
    """Let the pages speak English, on the demo's morning."""
    settings.LANGUAGE_CODE = "en"
    settings.CLOCK = now


@pytest.fixture
def ledger(
    round_: Round, tree: dict[str, Organisation], organiser: Person, now: datetime
) -> None:
    """Problems of three bodies and two years, at several states."""
    first, second = tree["LJ01"], tree["LJ02"]
    late = date(2019, 12, 31)
    rows = [
        Carried(first, 2018, "调研不深", "superior", "individual"),
        Carried(
            first,
            2019,
            "台账偏多",
            "masses",
            "individual",
            deadline=late,
            status="tasked",
        ),
        Carried(
            second,
            2019,
            "会议偏多",
            "self",
            "individual",
            evidence="x",
            status="evidenced",
        ),
        Carried(
            second, 2018, "制度不全", "self", "common", deadline=late, status="closed"
        ),
        Carried(tree["LJ"], 2019, "共性问题", "superior", "common"),
    ]
    services.carry(round_, rows, by=organiser, at=now)


def address(round_: Round, name: str = "index", *more: int) -> str:
    return reverse(f"rectification:{name}", args=[round_.pk, *more])


def text_of(client: Client, path: str) -> str:
    response = client.get(path)
    assert response.status_code == 200
    return response.content.decode()


TEXTS = ("调研不深", "台账偏多", "会议偏多", "制度不全", "共性问题")


def listed(client: Client, path: str) -> set[str]:
    shown = text_of(client, path)
    return {text for text in TEXTS if f">{text}</a>" in shown}


def stands(problem: Problem) -> str:
    problem.refresh_from_db()
    return problem.status


def test_the_superior_sees_the_whole_ledger_the_latest_year_first(
    client: Client, round_: Round, ledger: None, organiser: Person
) -> None:
    client.force_login(organiser)

    shown = text_of(client, address(round_))

    order = ["台账偏多", "会议偏多", "共性问题", "调研不深", "制度不全"]
    places = [shown.index(text) for text in order]
    assert places == sorted(places)
    assert "<b>5</b><span>problems in the ledger</span>" in shown
    assert "<b>4</b><span>problems to be put right</span>" in shown
    assert "<b>1</b><span>overdue</span>" in shown
    assert "<b>1</b><span>evidence to be looked at</span>" in shown
    assert shown.count("<span>overdue</span>") == 2


def test_the_ledger_is_searched_by_year_body_status_and_what_waits(
    client: Client,
    round_: Round,
    ledger: None,
    tree: dict[str, Organisation],
    organiser: Person,
) -> None:
    client.force_login(organiser)
    index = address(round_)

    assert listed(client, f"{index}?year=2018") == {"调研不深", "制度不全"}
    body = tree["LJ02"].pk
    assert listed(client, f"{index}?body={body}") == {"会议偏多", "制度不全"}
    assert listed(client, f"{index}?status=open") == {"调研不深", "共性问题"}
    assert listed(client, f"{index}?overdue=on") == {"台账偏多"}
    assert listed(client, f"{index}?mine=on") == {"会议偏多"}
    assert listed(client, f"{index}?year=1900&body=x") == set(TEXTS)
    assert "No problem of that kind" in text_of(client, f"{index}?status=reopened")


def test_a_body_sees_its_own_problems_and_no_other(
    client: Client, round_: Round, ledger: None, liaison: Person
) -> None:
    client.force_login(liaison)
    index = address(round_)

    assert listed(client, index) == {"调研不深", "台账偏多"}
    assert "<b>2</b><span>problems in the ledger</span>" in text_of(client, index)
    assert "河湾镇" not in text_of(client, index)
    assert listed(client, f"{index}?mine=on") == {"调研不深", "台账偏多"}
    for other in Problem.objects.exclude(organisation__code="LJ01"):
        assert client.get(address(round_, "problem", other.pk)).status_code == 404
        sent = client.post(address(round_, "task", other.pk), {})
        assert sent.status_code == 404


def test_the_ledger_does_not_exist_for_strangers(
    client: Client, round_: Round, problem: Problem, stranger: Person
) -> None:
    client.force_login(stranger)

    for path in ("index", "raise", "requests", "ask"):
        assert client.get(address(round_, path)).status_code == 404
    assert client.get(address(round_, "problem", problem.pk)).status_code == 404


def test_a_problem_stands_in_the_ledger_of_its_superior_alone(
    client: Client,
    round_: Round,
    upper_round: Round,
    problem: Problem,
    organiser: Person,
) -> None:
    client.force_login(organiser)

    assert client.get(address(round_, "problem", problem.pk)).status_code == 200
    assert client.get(address(upper_round, "problem", problem.pk)).status_code == 404
    assert "No problem stands in the ledger." in text_of(client, address(upper_round))


def test_whoever_visits_looks_and_has_no_button(
    client: Client, cast: Round, problem: Problem, leader: Person
) -> None:
    client.force_login(leader)

    assert "Raise a problem" not in text_of(client, address(cast))
    shown = text_of(client, address(cast, "problem", problem.pk))
    assert "调研不深" in shown
    assert "<textarea" not in shown
    assert client.post(address(cast, "close", problem.pk)).status_code == 404


@pytest.mark.parametrize(
    ("status", "to_superior", "to_owner"),
    [
        ("open", {"task"}, {"task"}),
        ("tasked", set(), {"evidence"}),
        ("evidenced", {"close", "send-back", "task"}, set()),
        ("closed", {"reopen"}, set()),
        ("reopened", {"task"}, {"task"}),
    ],
)
def test_each_state_shows_its_next_step_to_whom_it_belongs(  # noqa: PLR0917 - fixtures are asked for by name
    client: Client,
    round_: Round,
    walked: Walk,
    organiser: Person,
    secretary: Person,
    status: str,
    to_superior: set[str],
    to_owner: set[str],
) -> None:
    problem = walked(status)

    def doors(person: Person) -> set[str]:
        client.force_login(person)
        shown = text_of(client, address(round_, "problem", problem.pk))
        names = ("task", "evidence", "close", "send-back", "reopen")
        return {one for one in names if address(round_, one, problem.pk) in shown}

    assert (doors(organiser), doors(secretary)) == (to_superior, to_owner)


def test_a_task_needs_a_leader_or_a_unit_and_what_was_typed_stays(
    client: Client, round_: Round, problem: Problem, secretary: Person
) -> None:
    client.force_login(secretary)
    sent = {"measure": "每月走访", "deadline": "2020-06-30"}
    there = address(round_, "task", problem.pk)

    response = client.post(there, sent)
    shown = response.content.decode()
    assert response.status_code == 422
    assert "Still missing: leader." in shown
    assert "每月走访</textarea>" in shown
    assert stands(problem) == "open"

    assert client.post(there, sent | {"unit": "党建办"}).status_code == 302
    assert stands(problem) == "tasked"


def test_a_task_that_somebody_has_set_meanwhile_is_told_and_nothing_is_lost(
    client: Client, round_: Round, problem: Problem, walked: Walk, secretary: Person
) -> None:
    walked("tasked")
    client.force_login(secretary)
    sent = {"measure": "另一措施", "unit": "x", "deadline": "2020-06-30"}

    response = client.post(address(round_, "task", problem.pk), sent)

    shown = response.content.decode()
    assert response.status_code == 422
    assert "The problem is tasked." in shown
    assert "另一措施</textarea>" in shown
    assert problem.measure == "每月走访"


def test_evidence_says_something_and_comes_after_a_task(
    client: Client, round_: Round, problem: Problem, walked: Walk, secretary: Person
) -> None:
    client.force_login(secretary)
    there = address(round_, "evidence", problem.pk)

    early = client.post(there, {"evidence": "已走访"})
    assert (early.status_code, stands(problem)) == (422, "open")
    assert "已走访</textarea>" in early.content.decode()
    walked("tasked")
    assert client.post(there, {"evidence": " "}).status_code == 422
    assert client.post(there, {"evidence": "已走访"}).status_code == 302
    assert stands(problem) == "evidenced"


def test_an_organiser_shows_no_evidence_for_a_body(
    client: Client, round_: Round, problem: Problem, walked: Walk, organiser: Person
) -> None:
    walked("tasked")
    client.force_login(organiser)

    response = client.post(address(round_, "evidence", problem.pk), {"evidence": "x"})

    assert response.status_code == 404


@pytest.mark.parametrize(
    ("name", "status"), [("close", "closed"), ("send-back", "tasked")]
)
def test_the_superior_closes_or_sends_back_and_a_second_time_is_told(
    client: Client,
    round_: Round,
    walked: Walk,
    organiser: Person,
    name: str,
    status: str,
) -> None:
    problem = walked("evidenced")
    client.force_login(organiser)
    there = address(round_, name, problem.pk)

    client.post(there)
    assert stands(problem) == status
    again = client.post(there, follow=True).content.decode()

    assert f"The problem is {status}." in again
    assert stands(problem) == status


def test_an_organiser_who_reports_for_the_owner_does_not_close(
    client: Client,
    round_: Round,
    walked: Walk,
    tree: dict[str, Organisation],
    organiser: Person,
    now: datetime,
) -> None:
    problem = walked("evidenced")
    organisations.give_duty(organiser, Duty.REPORTER, tree["LJ01"], by=None, at=now)
    client.force_login(organiser)

    shown = text_of(client, address(round_, "problem", problem.pk))
    assert address(round_, "close", problem.pk) not in shown
    told = client.post(address(round_, "close", problem.pk), follow=True)

    assert "never its owner" in told.content.decode()
    assert stands(problem) == "evidenced"
    assert "调研不深" not in text_of(client, f"{address(round_)}?mine=on")


def test_a_problem_that_came_back_is_opened_again(
    client: Client, round_: Round, walked: Walk, organiser: Person
) -> None:
    problem = walked("closed")
    client.force_login(organiser)

    response = client.post(address(round_, "reopen", problem.pk), follow=True)

    assert "The problem is open again." in response.content.decode()
    assert stands(problem) == "reopened"


def test_the_same_evidence_elsewhere_is_told_to_the_superior_alone(  # noqa: PLR0917 - fixtures are asked for by name
    client: Client,
    round_: Round,
    walked: Walk,
    tree: dict[str, Organisation],
    organiser: Person,
    secretary: Person,
    now: datetime,
) -> None:
    problem = walked("evidenced")
    same = Carried(
        tree["LJ02"],
        2019,
        "会议偏多",
        "self",
        "individual",
        evidence=problem.evidence,
        status="evidenced",
    )
    services.carry(round_, [same], by=organiser, at=now)
    there = address(round_, "problem", problem.pk)

    client.force_login(organiser)
    assert "the very same evidence: 1" in text_of(client, there)
    client.force_login(secretary)
    assert "会议偏多" not in text_of(client, there)


def test_the_origin_is_linked_only_within_these_pages_and_for_those_who_may(
    client: Client,
    round_: Round,
    problem: Problem,
    organiser: Person,
    secretary: Person,
) -> None:
    there = address(round_, "problem", problem.pk)

    def links(person: Person, origin: str) -> bool:
        Problem.objects.update(origin_words="点评时说的", origin_address=origin)
        client.force_login(person)
        shown = text_of(client, there)
        assert "点评时说的" in shown
        return f'href="{origin}"' in shown

    assert links(organiser, "/desk/rounds/1/meetings/comments/")
    assert not links(secretary, "/desk/rounds/1/meetings/comments/")
    assert not links(organiser, "javascript:alert(1)")


def test_a_body_raises_its_own_problem_and_never_as_the_superior(
    client: Client, round_: Round, tree: dict[str, Organisation], liaison: Person
) -> None:
    client.force_login(liaison)
    there = address(round_, "raise")
    shown = text_of(client, there)
    assert ("云台街道</option>" in shown, "河湾镇</option>" in shown) == (True, False)
    assert 'value="superior"' not in shown
    sent = {"organisation": tree["LJ01"].pk, "text": "队伍不强", "source": "self"}

    for wrong in (
        {"organisation": tree["LJ02"].pk},
        {"source": "superior"},
        {"text": " "},
    ):
        assert client.post(there, sent | wrong).status_code == 422
    response = client.post(there, sent, follow=True)

    assert "The problem stands in the ledger." in response.content.decode()
    assert list(Problem.objects.values_list("text", "source")) == [("队伍不强", "self")]


def test_the_superior_raises_a_problem_of_any_body_of_the_round(
    client: Client, round_: Round, tree: dict[str, Organisation], organiser: Person
) -> None:
    client.force_login(organiser)

    for code in ("LJ", "LJ02"):
        sent = {"organisation": tree[code].pk, "text": code, "source": "superior"}
        assert client.post(address(round_, "raise"), sent).status_code == 302

    assert list(
        Problem.objects.values_list("organisation__code", "text", "source")
    ) == [("LJ", "LJ", "superior"), ("LJ02", "LJ02", "superior")]


def test_what_was_written_is_shown_as_it_was_typed(
    client: Client, round_: Round, problem: Problem, organiser: Person
) -> None:
    odd = "<script>alert(1)</script>"
    Problem.objects.update(text=odd, measure=odd, evidence=odd, leader=odd)
    client.force_login(organiser)

    assert odd not in text_of(client, address(round_))
    assert odd not in text_of(client, address(round_, "problem", problem.pk))


def test_the_ledger_asks_as_often_for_three_as_for_three_hundred(  # noqa: PLR0917 - fixtures are asked for by name
    client: Client,
    round_: Round,
    ledger: None,
    tree: dict[str, Organisation],
    organiser: Person,
    now: datetime,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    client.force_login(organiser)
    index = address(round_)
    with CaptureQueriesContext(connection) as few:
        text_of(client, index)

    row = Carried(tree["LJ03"], 2019, "又一个", "self", "individual")
    services.carry(round_, [row] * 295, by=organiser, at=now)
    with django_assert_num_queries(len(few)):
        shown = text_of(client, index)

    assert "<b>300</b>" in shown
    assert "?page=2" in shown
