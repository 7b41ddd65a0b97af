"""A problem put right: tasked, evidenced, closed by the superior, come back."""

from datetime import date, datetime

import pytest
from django.db import IntegrityError

from shuping.accounts.models import Person
from shuping.charter import Duty
from shuping.journal.models import Entry
from shuping.organisations import services as organisations
from shuping.rectification import services
from shuping.rectification.models import Problem
from shuping.refusal import Refused
from shuping.rounds.models import Round
from tests.rectification.conftest import JUNE, Walk

FORBIDDEN = r"^You may not do this in this round now\.$"
NEVER_ITS_OWNER = r"^The superior closes a problem, never its owner\.$"
JULY = date(2020, 7, 31)


def acts() -> list[tuple[str, Person | None]]:
    entries = Entry.objects.filter(thing__startswith="rectification.problem:")
    return [(one.act, one.by) for one in entries.order_by("pk")]


def held() -> tuple[str, str, str, str, date | None, str]:
    return Problem.objects.values_list(
        "status", "measure", "leader", "unit", "deadline", "evidence"
    ).get()


def task(
    round_: Round, problem: Problem, by: Person, at: datetime, measure: str = "新措施"
) -> None:
    services.task(
        round_, problem, measure=measure, unit="党政办", deadline=JULY, by=by, at=at
    )


def test_a_problem_is_put_right_and_comes_back(
    walked: Walk, secretary: Person, organiser: Person
) -> None:
    walked("reopened")

    assert held() == ("reopened", "每月走访", "张三", "", JUNE, "走访记录")
    assert acts() == [
        ("raise problem", organiser),
        ("task problem", secretary),
        ("evidence problem", secretary),
        ("close problem", organiser),
        ("reopen problem", organiser),
    ]


def test_a_problem_that_came_back_is_tasked_anew(
    round_: Round, walked: Walk, secretary: Person, now: datetime
) -> None:
    task(round_, walked("reopened"), secretary, now)

    assert held()[:5] == ("tasked", "新措施", "", "党政办", JULY)


def test_what_is_missing_for_a_task_is_named(
    round_: Round, problem: Problem, secretary: Person, now: datetime
) -> None:
    because = r"^Still missing: measure, leader, deadline\.$"

    with pytest.raises(Refused, match=because):
        services.task(round_, problem, measure="", deadline=None, by=secretary, at=now)
    assert held() == ("open", "", "", "", None, "")


def test_spaces_are_no_measure_and_nobody(
    round_: Round, problem: Problem, secretary: Person, now: datetime
) -> None:
    with pytest.raises(Refused, match=r"^Still missing: measure, leader\.$"):
        services.task(
            round_,
            problem,
            measure=" \u3000",
            leader=" ",
            unit="\n",
            deadline=JUNE,
            by=secretary,
            at=now,
        )

    task(round_, problem, secretary, now, measure=" 每月走访 \n")
    assert held()[1] == "每月走访"


def test_spaces_are_no_evidence(
    round_: Round, walked: Walk, secretary: Person, now: datetime
) -> None:
    with pytest.raises(Refused, match=r"^Still missing: evidence\.$"):
        services.show_evidence(round_, walked("tasked"), " ", by=secretary, at=now)

    assert held()[0] == "tasked"


def test_the_superior_sends_evidence_back_and_the_task_goes_on(
    round_: Round, walked: Walk, organiser: Person, now: datetime
) -> None:
    services.send_back(round_, walked("evidenced"), by=organiser, at=now)

    assert held() == ("tasked", "每月走访", "张三", "", JUNE, "走访记录")
    assert acts()[-1] == ("send evidence back", organiser)


@pytest.mark.parametrize("status", ["open", "tasked", "closed", "reopened"])
def test_only_evidence_is_sent_back(
    round_: Round, walked: Walk, organiser: Person, now: datetime, status: str
) -> None:
    problem = walked(status)

    with pytest.raises(Refused, match=rf"^The problem is {status}\.$"):
        services.send_back(round_, problem, by=organiser, at=now)
    assert held()[0] == status


@pytest.mark.parametrize("status", ["open", "tasked", "closed", "reopened"])
def test_only_a_problem_with_evidence_is_closed(
    round_: Round, walked: Walk, organiser: Person, now: datetime, status: str
) -> None:
    problem = walked(status)

    with pytest.raises(Refused, match=rf"^The problem is {status}\.$"):
        services.close(round_, problem, by=organiser, at=now)


@pytest.mark.parametrize("status", ["open", "tasked", "evidenced", "reopened"])
def test_only_a_closed_problem_comes_back(
    round_: Round, walked: Walk, organiser: Person, now: datetime, status: str
) -> None:
    problem = walked(status)

    with pytest.raises(Refused, match=rf"^The problem is {status}\.$"):
        services.reopen(round_, problem, by=organiser, at=now)


@pytest.mark.parametrize("status", ["open", "evidenced", "closed", "reopened"])
def test_evidence_is_shown_of_a_task_only(
    round_: Round, walked: Walk, secretary: Person, now: datetime, status: str
) -> None:
    problem = walked(status)

    with pytest.raises(Refused, match=rf"^The problem is {status}\.$"):
        services.show_evidence(round_, problem, "x", by=secretary, at=now)


def test_the_superior_tasks_anew_over_evidence(
    round_: Round, walked: Walk, organiser: Person, now: datetime
) -> None:
    task(round_, walked("evidenced"), organiser, now)

    assert held()[:2] == ("tasked", "新措施")


def test_the_owner_does_not_task_anew_over_evidence(
    round_: Round, walked: Walk, secretary: Person, now: datetime
) -> None:
    problem = walked("evidenced")

    with pytest.raises(Refused, match=FORBIDDEN):
        task(round_, problem, secretary, now)
    assert held()[:2] == ("evidenced", "每月走访")


def test_an_organiser_of_the_superior_who_belongs_to_the_owner_closes_nothing(
    round_: Round, walked: Walk, organiser: Person, now: datetime
) -> None:
    problem = walked("evidenced")
    organisations.give_duty(
        organiser, Duty.LIAISON, problem.organisation, by=None, at=now
    )

    with pytest.raises(Refused, match=NEVER_ITS_OWNER):
        services.close(round_, problem, by=organiser, at=now)
    with pytest.raises(Refused, match=NEVER_ITS_OWNER):
        services.send_back(round_, problem, by=organiser, at=now)
    with pytest.raises(Refused, match=NEVER_ITS_OWNER):
        task(round_, problem, organiser, now)
    assert held()[0] == "evidenced"


def test_the_owner_closes_and_reopens_nothing(
    round_: Round, walked: Walk, secretary: Person, organiser: Person, now: datetime
) -> None:
    problem = walked("evidenced")
    with pytest.raises(Refused, match=FORBIDDEN):
        services.close(round_, problem, by=secretary, at=now)

    services.close(round_, problem, by=organiser, at=now)
    with pytest.raises(Refused, match=FORBIDDEN):
        services.reopen(round_, problem, by=secretary, at=now)


def test_the_superior_shows_no_evidence_and_a_stranger_does_nothing(
    round_: Round, walked: Walk, organiser: Person, stranger: Person, now: datetime
) -> None:
    problem = walked("tasked")

    for by in (organiser, stranger):
        with pytest.raises(Refused, match=FORBIDDEN):
            services.show_evidence(round_, problem, "x", by=by, at=now)
    with pytest.raises(Refused, match=FORBIDDEN):
        task(round_, problem, stranger, now)
    assert held()[0] == "tasked"


def test_a_round_of_another_superior_moves_nothing_in_this_ledger(
    upper_round: Round, walked: Walk, organiser: Person, now: datetime
) -> None:
    problem = walked("evidenced")

    with pytest.raises(Refused, match=FORBIDDEN):
        services.close(upper_round, problem, by=organiser, at=now)
    with pytest.raises(Refused, match=FORBIDDEN):
        services.send_back(upper_round, problem, by=organiser, at=now)
    assert held()[0] == "evidenced"


def test_of_two_who_move_a_problem_at_once_one_is_told(
    round_: Round, walked: Walk, organiser: Person, now: datetime
) -> None:
    problem = walked("evidenced")
    seen = Problem.objects.get()
    services.close(round_, problem, by=organiser, at=now)

    because = r"^Someone else has just changed this problem\.$"
    with pytest.raises(Refused, match=because):
        services.send_back(round_, seen, by=organiser, at=now)
    assert held()[0] == "closed"
    assert acts()[-1] == ("close problem", organiser)


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"status": "forgotten"}, "problem_status_is_known"),
        ({"text": ""}, "a_problem_is_said"),
    ],
)
def test_the_database_keeps_the_ledger(
    problem: Problem, changed: dict[str, str], sentence: str
) -> None:
    with pytest.raises(IntegrityError, match=sentence):
        Problem.objects.update(**changed)
