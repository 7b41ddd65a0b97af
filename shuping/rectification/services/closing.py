"""How a problem is put right: tasked, evidenced, closed by the superior, come back."""

from datetime import date, datetime

from django.db import transaction

from shuping.accounts.models import Person
from shuping.charter import Act
from shuping.journal.services import note
from shuping.organisations import queries as organisations
from shuping.rectification.models import Problem
from shuping.rectification.rules import FIELDS, NEXT, WORDS, Status, missing_for
from shuping.refusal import Refused, listed, say
from shuping.rounds.models import Round
from shuping.rounds.services import hold, permit


def _move(problem: Problem, there: Status, **held: object) -> None:
    here = Status(problem.status)
    if there not in NEXT[here]:
        raise Refused(say("The problem is {status}.", status=WORDS[here]))
    if missing := missing_for(there, held):
        raise Refused(
            say("Still missing: {names}.", names=listed(FIELDS[one] for one in missing))
        )
    rows = Problem.objects.filter(pk=problem.pk, status=here)
    if not rows.update(status=there, **held):
        raise Refused(say("Someone else has just changed this problem."))
    problem.refresh_from_db()


def _hold(round_: Round, problem: Problem) -> Round:
    """Hold a round of the superior in whose ledger the problem stands."""
    if problem.superior_id != round_.convenor_id:
        raise Refused(say("You may not do this in this round now."))
    return hold(round_)


@transaction.atomic
def task(  # noqa: PLR0913 - who, what and until when
    round_: Round,
    problem: Problem,
    *,
    measure: str,
    deadline: date | None,
    by: Person,
    at: datetime,
    leader: str = "",
    unit: str = "",
) -> None:
    """Say what is done about it, which leader or unit answers for it, until when.

    Once there is evidence only the superior tasks it anew, never its owner.
    """
    round_ = _hold(round_, problem)
    permit(round_, Act.TASK_PROBLEM, by=by, reporting=problem.organisation)
    if problem.status == Status.EVIDENCED:
        _permit_superior(round_, problem, by)
    _move(
        problem,
        Status.TASKED,
        measure=measure.strip(),
        leader=leader.strip(),
        unit=unit.strip(),
        deadline=deadline,
    )
    note("task problem", problem, by=by, at=at)


@transaction.atomic
def show_evidence(
    round_: Round, problem: Problem, evidence: str, *, by: Person, at: datetime
) -> None:
    """Show what was done; the superior will look at it."""
    round_ = _hold(round_, problem)
    permit(round_, Act.EVIDENCE_PROBLEM, by=by, reporting=problem.organisation)
    _move(problem, Status.EVIDENCED, evidence=evidence.strip())
    note("evidence problem", problem, by=by, at=at)


@transaction.atomic
def close(round_: Round, problem: Problem, *, by: Person, at: datetime) -> None:
    """Close a problem (销号); refused for whoever belongs to its owner."""
    round_ = _hold(round_, problem)
    _permit_superior(round_, problem, by)
    _move(problem, Status.CLOSED)
    note("close problem", problem, by=by, at=at)


def _permit_superior(round_: Round, problem: Problem, by: Person) -> None:
    permit(round_, Act.CLOSE_PROBLEM, by=by)
    if organisations.own_duties(problem.organisation, by):
        raise Refused(say("The superior closes a problem, never its owner."))


@transaction.atomic
def send_back(round_: Round, problem: Problem, *, by: Person, at: datetime) -> None:
    """Find the evidence not enough; the task goes on."""
    round_ = _hold(round_, problem)
    _permit_superior(round_, problem, by)
    if problem.status != Status.EVIDENCED:
        raise Refused(
            say("The problem is {status}.", status=WORDS[Status(problem.status)])
        )
    _move(
        problem,
        Status.TASKED,
        measure=problem.measure,
        leader=problem.leader,
        unit=problem.unit,
        deadline=problem.deadline,
    )
    note("send evidence back", problem, by=by, at=at)


@transaction.atomic
def reopen(round_: Round, problem: Problem, *, by: Person, at: datetime) -> None:
    """Open a closed problem again, because it has come back."""
    round_ = _hold(round_, problem)
    _permit_superior(round_, problem, by)
    _move(problem, Status.REOPENED)
    note("reopen problem", problem, by=by, at=at)
