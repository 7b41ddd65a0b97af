"""Shortcomings that a leader has confirmed become problems of the ledger, once."""

from datetime import datetime

import pytest

from shuping.accounts.models import Person
from shuping.journal.models import Entry
from shuping.organisations.models import Organisation
from shuping.rectification import queries, services
from shuping.rectification.models import Problem
from shuping.rectification.rules import Source
from shuping.rectification.services import Carried, Shortcoming
from shuping.rounds.models import Round


def noted(act: str) -> list[tuple[Person | None, object]]:
    return [(one.by, one.facts) for one in Entry.objects.filter(act=act).order_by("pk")]


def origin(problem: Problem) -> tuple[str, str, str, str]:
    return (
        problem.source,
        problem.origin_kind,
        problem.origin_words,
        problem.origin_address,
    )


@pytest.fixture
def shortcoming(tree: dict[str, Organisation]) -> Shortcoming:
    return Shortcoming(tree["LJ01"], "调研不深", "individual", "区委书记", "comment:7")


def test_a_shortcoming_becomes_a_problem_that_knows_where_it_was_said(
    round_: Round, shortcoming: Shortcoming, leader: Person, now: datetime
) -> None:
    assert (
        services.raise_from_comments(round_, iter([shortcoming]), by=leader, at=now)
        == 1
    )

    problem = Problem.objects.get()
    assert (
        problem.superior,
        problem.organisation,
        problem.year,
        problem.text,
        problem.kind,
        problem.status,
    ) == (
        round_.convenor,
        shortcoming.organisation,
        2019,
        "调研不深",
        "individual",
        "open",
    )
    assert origin(problem) == ("superior", "comment", "区委书记", "comment:7")
    assert noted("raise problems") == [(leader, {"count": 1})]


def test_a_shortcoming_said_twice_at_once_is_raised_once(
    round_: Round, shortcoming: Shortcoming, leader: Person, now: datetime
) -> None:
    again = Shortcoming(
        shortcoming.organisation, "调研不深", "common", "区长", "comment:8"
    )

    new = services.raise_from_comments(round_, [shortcoming, again], by=leader, at=now)

    assert new == 1
    assert origin(Problem.objects.get())[2:] == ("区委书记", "comment:7")


def test_a_shortcoming_that_stands_already_is_linked_to_the_comment(
    round_: Round,
    shortcoming: Shortcoming,
    organiser: Person,
    secretary: Person,
    leader: Person,
    now: datetime,
) -> None:
    for by in (secretary, organiser):
        services.raise_problem(
            round_,
            shortcoming.organisation,
            shortcoming.text,
            source=Source.SELF,
            by=by,
            at=now,
        )

    new = services.raise_from_comments(round_, [shortcoming], by=leader, at=now)

    assert new == 0
    assert [origin(one) for one in queries.ledger(round_.convenor)] == [
        ("superior", "comment", "区委书记", "comment:7"),
        ("self", "report", "", ""),
    ]
    assert noted("raise problems") == [(leader, {"count": 0})]


@pytest.mark.parametrize(
    "standing",
    [
        ("LJ02", 2019, "调研不深"),
        ("LJ01", 2018, "调研不深"),
        ("LJ01", 2019, "调研不够深"),
    ],
)
def test_the_same_words_of_another_body_or_year_are_another_problem(
    round_: Round,
    tree: dict[str, Organisation],
    shortcoming: Shortcoming,
    organiser: Person,
    now: datetime,
    standing: tuple[str, int, str],
) -> None:
    code, year, text = standing
    row = Carried(tree[code], year, text, "self", "individual")
    services.carry(round_, [row], by=organiser, at=now)

    new = services.raise_from_comments(round_, [shortcoming], by=organiser, at=now)

    assert new == 1
    assert [one.origin_kind for one in queries.ledger(round_.convenor)] == [
        "ledger",
        "comment",
    ]


def test_the_same_words_in_the_ledger_of_another_superior_are_another_problem(
    round_: Round,
    upper_round: Round,
    shortcoming: Shortcoming,
    organiser: Person,
    now: datetime,
) -> None:
    for one in (upper_round, round_):
        assert (
            services.raise_from_comments(one, [shortcoming], by=organiser, at=now) == 1
        )
