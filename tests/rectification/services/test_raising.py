"""How problems come into the ledger: carried as a whole, raised one by one."""

from datetime import date, datetime

import pytest
from django.db import IntegrityError

from shuping.accounts.models import Person
from shuping.journal.models import Entry
from shuping.organisations.models import Organisation
from shuping.rectification import queries, services
from shuping.rectification.models import Problem
from shuping.rectification.rules import Source
from shuping.rectification.services import Carried
from shuping.refusal import Refused
from shuping.rounds.models import Round

FORBIDDEN = r"^You may not do this in this round now\.$"


def noted(act: str) -> list[tuple[Person | None, object]]:
    return [(one.by, one.facts) for one in Entry.objects.filter(act=act).order_by("pk")]


def origin(problem: Problem) -> tuple[str, str, str, str]:
    return (
        problem.source,
        problem.origin_kind,
        problem.origin_words,
        problem.origin_address,
    )


def test_a_ledger_is_carried_as_it_stands_with_one_entry(
    round_: Round, tree: dict[str, Organisation], organiser: Person, now: datetime
) -> None:
    first, second = tree["LJ01"], tree["LJ02"]
    day = date(2019, 6, 30)
    rows = [
        Carried(
            second,
            2018,
            "台账不全",
            "superior",
            "common",
            measure="补齐",
            leader="李四",
            unit="党建办",
            deadline=day,
            evidence="台账",
            status="closed",
        ),
        Carried(first, 2019, "调研不深", "masses", "individual"),
    ]

    services.carry(round_, iter(rows), by=organiser, at=now)

    standing = queries.ledger(tree["LJ"])
    assert [
        Carried(
            one.organisation,
            one.year,
            one.text,
            one.source,
            one.kind,
            one.measure,
            one.leader,
            one.unit,
            one.deadline,
            one.evidence,
            one.status,
        )
        for one in standing
    ] == rows
    assert [one.origin_kind for one in standing] == ["ledger", "ledger"]
    assert noted("carry ledger") == [(organiser, {"count": 2})]


def test_only_the_organiser_carries_a_ledger(
    round_: Round, tree: dict[str, Organisation], secretary: Person, now: datetime
) -> None:
    row = Carried(tree["LJ01"], 2019, "调研不深", "self", "individual")

    with pytest.raises(Refused, match=FORBIDDEN):
        services.carry(round_, [row], by=secretary, at=now)
    assert Problem.objects.count() == 0


def test_a_ledger_with_a_state_that_is_none_is_not_carried_at_all(
    round_: Round, tree: dict[str, Organisation], organiser: Person, now: datetime
) -> None:
    rows = [
        Carried(tree["LJ01"], 2019, text, "self", "individual", status=status)
        for text, status in (("甲", "open"), ("乙", "lost"))
    ]

    with pytest.raises(IntegrityError, match="problem_status_is_known"):
        services.carry(round_, rows, by=organiser, at=now)


@pytest.mark.parametrize(
    ("source", "kind"),
    [
        (Source.SELF, "report"),
        (Source.SUPERIOR, "finding"),
        (Source.MASSES, "finding"),
    ],
)
def test_the_superior_raises_a_problem_whoever_found_it(
    round_: Round,
    tree: dict[str, Organisation],
    organiser: Person,
    now: datetime,
    source: Source,
    kind: str,
) -> None:
    problem = services.raise_problem(
        round_, tree["LJ01"], " 调研不深\n", source=source, by=organiser, at=now
    )

    problem.refresh_from_db()
    assert (problem.superior, problem.organisation, problem.year, problem.text) == (
        tree["LJ"],
        tree["LJ01"],
        2019,
        "调研不深",
    )
    assert (problem.status, problem.kind) == ("open", "individual")
    assert origin(problem) == (source, kind, "", "")
    assert noted("raise problem") == [(organiser, {})]


@pytest.mark.parametrize("source", [Source.SELF, Source.MASSES])
def test_a_body_raises_its_own_problem(
    round_: Round,
    tree: dict[str, Organisation],
    liaison: Person,
    now: datetime,
    source: Source,
) -> None:
    services.raise_problem(
        round_, tree["LJ01"], "调研不深", source=source, by=liaison, at=now
    )

    assert Problem.objects.get().source == source


def test_a_body_does_not_say_that_its_superior_found_a_problem(
    round_: Round, tree: dict[str, Organisation], secretary: Person, now: datetime
) -> None:
    with pytest.raises(Refused, match=FORBIDDEN):
        services.raise_problem(
            round_, tree["LJ01"], "x", source=Source.SUPERIOR, by=secretary, at=now
        )

    assert Problem.objects.count() == 0


def test_nobody_raises_the_problem_of_another_body(
    round_: Round,
    tree: dict[str, Organisation],
    secretary: Person,
    stranger: Person,
    now: datetime,
) -> None:
    for code, by in (("LJ02", secretary), ("LJ01", stranger)):
        with pytest.raises(Refused, match=FORBIDDEN):
            services.raise_problem(
                round_, tree[code], "x", source=Source.SELF, by=by, at=now
            )

    assert Problem.objects.count() == 0


def test_a_problem_of_the_convenor_itself_is_raised_but_of_none_above_it(
    round_: Round, tree: dict[str, Organisation], organiser: Person, now: datetime
) -> None:
    services.raise_problem(
        round_, tree["LJ"], "统筹不够", source=Source.SUPERIOR, by=organiser, at=now
    )

    with pytest.raises(Refused, match=r"^LJ is not above JZ\.$"):
        services.raise_problem(
            round_, tree["JZ"], "x", source=Source.SUPERIOR, by=organiser, at=now
        )
    assert [one.organisation for one in queries.ledger(tree["LJ"])] == [tree["LJ"]]


@pytest.mark.parametrize("text", ["", " \n\u3000"])
def test_a_problem_is_said(
    round_: Round,
    tree: dict[str, Organisation],
    organiser: Person,
    now: datetime,
    text: str,
) -> None:
    with pytest.raises(Refused, match=r"^Say what the problem is\.$"):
        services.raise_problem(
            round_, tree["LJ01"], text, source=Source.SELF, by=organiser, at=now
        )

    assert noted("raise problem") == []
