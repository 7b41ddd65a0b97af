"""The ledger of the cast's superior, with a problem at each of its states."""

from collections.abc import Callable
from datetime import date, datetime

import pytest

from shuping.accounts.models import Person
from shuping.charter import Duty
from shuping.organisations import services as organisations
from shuping.organisations.models import Organisation
from shuping.rectification import services
from shuping.rectification.models import Problem
from shuping.rectification.rules import Source
from shuping.rounds import services as rounds
from shuping.rounds.models import Round
from tests.conftest import SCHEME

JUNE = date(2020, 6, 30)
Walk = Callable[[str], Problem]


@pytest.fixture
def problem(
    round_: Round, tree: dict[str, Organisation], organiser: Person, now: datetime
) -> Problem:
    """A problem of LJ01 that the superior has found, still open."""
    return services.raise_problem(
        round_, tree["LJ01"], "调研不深", source=Source.SUPERIOR, by=organiser, at=now
    )


@pytest.fixture
def walked(
    round_: Round,
    problem: Problem,
    secretary: Person,
    organiser: Person,
    now: datetime,
) -> Walk:
    """Walk the problem to a state, by those whose business each step is."""
    steps: list[tuple[str, Callable[[], None]]] = [
        (
            "tasked",
            lambda: services.task(
                round_,
                problem,
                measure="每月走访",
                leader="张三",
                deadline=JUNE,
                by=secretary,
                at=now,
            ),
        ),
        (
            "evidenced",
            lambda: services.show_evidence(
                round_, problem, "走访记录", by=secretary, at=now
            ),
        ),
        ("closed", lambda: services.close(round_, problem, by=organiser, at=now)),
        ("reopened", lambda: services.reopen(round_, problem, by=organiser, at=now)),
    ]

    def walk(there: str) -> Problem:
        for status, step in steps:
            if problem.status == there:
                break
            step()
            assert problem.status == status
        return problem

    return walk


@pytest.fixture
def upper_round(
    tree: dict[str, Organisation], organiser: Person, now: datetime
) -> Round:
    """A round of the city, whose ledger is another one; the organiser works it too."""
    scheme = SCHEME.replace('"LJ"', '"JZ"').encode()
    round_ = rounds.make(tree["JZ"], scheme=scheme, by=organiser, at=now)
    organisations.give_duty(organiser, Duty.ORGANISER, tree["JZ"], by=None, at=now)
    return round_
