"""Sums of a ledger, and what else other rooms ask about it."""

from datetime import datetime

from shuping.accounts.models import Person
from shuping.organisations.models import Organisation
from shuping.rectification import queries, services
from shuping.rectification.models import Problem
from shuping.rectification.queries import Sums
from shuping.rectification.services import Carried
from shuping.rounds.models import Round


def test_the_sums_of_a_ledger_stand_by_body_and_year(
    round_: Round, tree: dict[str, Organisation], organiser: Person, now: datetime
) -> None:
    rows = [
        ("LJ01", 2018, "closed"),
        ("LJ01", 2018, "open"),
        ("LJ02", 2018, "evidenced"),
        ("LJ02", 2019, "closed"),
    ]
    carried = [
        Carried(tree[code], year, "一", "self", "individual", status=status)
        for code, year, status in rows
    ]
    services.carry(round_, carried, by=organiser, at=now)

    assert queries.sums_of(round_.convenor) == Sums(4, 2)
    assert queries.waiting(round_) == 2
    assert queries.sums_by_body(round_.convenor, 2018) == {
        tree["LJ01"].pk: Sums(2, 1),
        tree["LJ02"].pk: Sums(1, 0),
    }


def test_a_problem_without_evidence_has_the_same_as_no_other(
    round_: Round, problem: Problem, walked: object
) -> None:
    assert queries.same_evidence(problem) == []
