"""Requests from below: raised to a body above, and answered."""

from datetime import datetime

import pytest

from shuping.accounts.models import Person
from shuping.journal.models import Entry
from shuping.organisations.models import Organisation
from shuping.rectification import queries, services
from shuping.rectification.models import Request
from shuping.rectification.services import Asked
from shuping.refusal import Refused
from shuping.rounds.models import Round

FORBIDDEN = r"^You may not do this in this round now\.$"


def noted(act: str) -> list[tuple[Person | None, str, object]]:
    entries = Entry.objects.filter(act=act).order_by("pk")
    return [(one.by, one.thing, one.facts) for one in entries]


@pytest.fixture
def request_(
    round_: Round, tree: dict[str, Organisation], secretary: Person, now: datetime
) -> Request:
    """What LJ01 asks of the district."""
    asked = [Asked(tree["LJ01"], tree["LJ"], "增加编制")]
    return services.ask(round_, asked, by=secretary, at=now)[0]


def test_requests_stand_in_the_order_entered_with_one_entry(
    round_: Round, tree: dict[str, Organisation], organiser: Person, now: datetime
) -> None:
    asked = [
        Asked(tree["LJ02"], tree["JZ"], "修路"),
        Asked(tree["LJ01"], tree["LJ"], "增加编制"),
        Asked(tree["LJ"], tree["JZ"], "下放权限"),
    ]

    made = services.ask(round_, iter(asked), by=organiser, at=now)

    assert queries.requests_of(round_) == made
    assert [Asked(one.organisation, one.owner, one.text) for one in made] == asked
    assert {(one.superior, one.year, one.answer) for one in made} == {
        (tree["LJ"], 2019, "")
    }
    assert noted("raise requests") == [
        (organiser, f"rounds.round:{round_.pk}", {"count": 3})
    ]


def test_a_body_asks_for_itself_alone(
    round_: Round,
    tree: dict[str, Organisation],
    request_: Request,
    secretary: Person,
    stranger: Person,
    now: datetime,
) -> None:
    asked = [Asked(tree[code], tree["LJ"], "x") for code in ("LJ01", "LJ02")]

    for by, those in ((secretary, asked), (stranger, asked[:1])):
        with pytest.raises(Refused, match=FORBIDDEN):
            services.ask(round_, those, by=by, at=now)
    assert queries.requests_of(round_) == [request_]


@pytest.mark.parametrize(
    ("code", "owner"), [("LJ01", "LJ02"), ("LJ01", "LJ01"), ("JZ", "LJ")]
)
def test_a_request_goes_to_a_body_above(
    round_: Round,
    tree: dict[str, Organisation],
    organiser: Person,
    now: datetime,
    code: str,
    owner: str,
) -> None:
    good = Asked(tree["LJ01"], tree["LJ"], "增加编制")
    bad = Asked(tree[code], tree[owner], "x")

    with pytest.raises(Refused, match=rf"^{owner} is not above {code}\.$"):
        services.ask(round_, [good, bad], by=organiser, at=now)
    assert Request.objects.count() == 0


def test_a_request_is_said(
    round_: Round, tree: dict[str, Organisation], secretary: Person, now: datetime
) -> None:
    with pytest.raises(Refused, match=r"^Say what is asked for\.$"):
        services.ask(
            round_, [Asked(tree["LJ01"], tree["LJ"], " \n")], by=secretary, at=now
        )

    assert Request.objects.count() == 0


def test_whoever_asks_for_nothing_leaves_no_trace(
    round_: Round, stranger: Person, now: datetime
) -> None:
    assert services.ask(round_, [], by=stranger, at=now) == []

    assert noted("raise requests") == []


def test_the_organiser_answers_and_the_last_answer_stands(
    round_: Round, request_: Request, organiser: Person, now: datetime
) -> None:
    for words in (" 正在研究\n", "已增加两名"):
        seen = request_.answer
        services.answer(round_, request_, words, seen=seen, by=organiser, at=now)
        request_.refresh_from_db()
        assert request_.answer == words.strip()

    assert (
        noted("answer request")
        == [(organiser, f"rectification.request:{request_.pk}", {})] * 2
    )


def test_nobody_answers_over_an_answer_not_seen(
    round_: Round, request_: Request, organiser: Person, now: datetime
) -> None:
    services.answer(round_, request_, "正在研究", seen="", by=organiser, at=now)

    because = r"^Somebody has answered this request since you opened it\.$"
    with pytest.raises(services.Answered, match=because):
        services.answer(round_, request_, "已增加", seen="", by=organiser, at=now)
    assert Request.objects.get().answer == "正在研究"


def test_an_answer_says_something(
    round_: Round, request_: Request, organiser: Person, now: datetime
) -> None:
    with pytest.raises(Refused, match=r"^Write the answer\.$"):
        services.answer(round_, request_, " \n", seen="", by=organiser, at=now)

    assert noted("answer request") == []


def test_whoever_asked_does_not_answer(
    round_: Round, request_: Request, secretary: Person, now: datetime
) -> None:
    with pytest.raises(Refused, match=FORBIDDEN):
        services.answer(round_, request_, "好", seen="", by=secretary, at=now)

    assert Request.objects.get().answer == ""


def test_a_round_of_another_superior_answers_nothing_in_this_ledger(
    upper_round: Round, request_: Request, organiser: Person, now: datetime
) -> None:
    with pytest.raises(Refused, match=FORBIDDEN):
        services.answer(upper_round, request_, "好", seen="", by=organiser, at=now)

    assert Request.objects.get().answer == ""
