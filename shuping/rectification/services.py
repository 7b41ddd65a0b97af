"""The acts that change the ledger. Only the superior closes a problem."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from shuping.accounts.models import Person
from shuping.charter import Act, Duty
from shuping.journal.services import note
from shuping.organisations import queries as organisations
from shuping.organisations.models import Organisation
from shuping.organisations.rules import paths
from shuping.rectification.models import Problem, Request
from shuping.rectification.rules import (
    FIELDS,
    NEXT,
    WORDS,
    Extent,
    Origin,
    Source,
    Status,
    missing_for,
)
from shuping.refusal import Refused, listed, say
from shuping.rounds.models import Round
from shuping.rounds.services import hold, permit, permit_each

_BATCH = 500


@dataclass(frozen=True, slots=True)
class Carried:
    """A row of a ledger that arrives as it is, from elsewhere or from last year."""

    organisation: Organisation
    year: int
    text: str
    source: str
    kind: str
    measure: str = ""
    leader: str = ""
    unit: str = ""
    deadline: date | None = None
    evidence: str = ""
    status: str = Status.OPEN


@dataclass(frozen=True, slots=True)
class Shortcoming:
    """A shortcoming that a leader has confirmed, and where it was said."""

    organisation: Organisation
    text: str
    kind: str
    words: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """A request of one body to another above it."""

    organisation: Organisation
    owner: Organisation
    text: str


@transaction.atomic
def carry(round_: Round, rows: Iterable[Carried], *, by: Person, at: datetime) -> None:
    """Take a ledger in as it stands, states included; one entry for all of it."""
    round_ = hold(round_)
    permit(round_, Act.RAISE_PROBLEM, by=by)
    problems = Problem.objects.bulk_create(
        (
            Problem(
                superior=round_.convenor,
                organisation=row.organisation,
                year=row.year,
                text=row.text,
                source=row.source,
                kind=row.kind,
                measure=row.measure,
                leader=row.leader,
                unit=row.unit,
                deadline=row.deadline,
                evidence=row.evidence,
                status=row.status,
                origin_kind=Origin.LEDGER,
            )
            for row in rows
        ),
        batch_size=_BATCH,
    )
    note("carry ledger", round_, by=by, at=at, count=len(problems))


@transaction.atomic
def raise_from_comments(
    round_: Round, shortcomings: Iterable[Shortcoming], *, by: Person, at: datetime
) -> int:
    """Raise a problem for each shortcoming; return how many are new.

    One that stands in the ledger already, of the same body, year and text, is linked
    to the comment instead of raised twice. The caller has asked the charter.
    """
    round_ = hold(round_)
    standing = {
        (one.organisation_id, one.text): one
        for one in Problem.objects.filter(
            superior=round_.convenor, year=round_.year
        ).order_by("-pk")
    }
    new: dict[tuple[int, str], Problem] = {}
    for one in shortcomings:
        key = (one.organisation.pk, one.text)
        if key in standing:
            _link(standing[key], one)
        else:
            new.setdefault(key, _raised(round_, one))
    Problem.objects.bulk_create(new.values(), batch_size=_BATCH)
    note("raise problems", round_, by=by, at=at, count=len(new))
    return len(new)


def _raised(round_: Round, one: Shortcoming) -> Problem:
    return Problem(
        superior=round_.convenor,
        organisation=one.organisation,
        year=round_.year,
        text=one.text,
        source=Source.SUPERIOR,
        kind=one.kind,
        origin_kind=Origin.COMMENT,
        origin_words=one.words,
        origin_address=one.address,
    )


def _link(problem: Problem, one: Shortcoming) -> None:
    problem.source = Source.SUPERIOR
    problem.origin_kind = Origin.COMMENT
    problem.origin_words, problem.origin_address = one.words, one.address
    problem.save(
        update_fields=["source", "origin_kind", "origin_words", "origin_address"]
    )


@transaction.atomic
def raise_problem(
    round_: Round,
    organisation: Organisation,
    text: str,
    *,
    source: Source,
    by: Person,
    at: datetime,
) -> Problem:
    """Raise one problem of an organisation, by itself or by the superior."""
    round_ = hold(round_)
    permit(round_, Act.RAISE_PROBLEM, by=by, reporting=organisation)
    if not text.strip():
        raise Refused(say("Say what the problem is."))
    problem = Problem.objects.create(
        superior=round_.convenor,
        organisation=organisation,
        year=round_.year,
        text=text.strip(),
        source=source,
        kind=Extent.INDIVIDUAL,
        origin_kind=Origin.REPORT if source == Source.SELF else Origin.FINDING,
    )
    note("raise problem", problem, by=by, at=at)
    return problem


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


@transaction.atomic
def task(  # noqa: PLR0913 - who, what and until when
    round_: Round,
    problem: Problem,
    *,
    measure: str,
    leader: str,
    deadline: date | None,
    by: Person,
    at: datetime,
    unit: str = "",
) -> None:
    """Say what is done about it, who answers for it, and until when."""
    round_ = hold(round_)
    permit(round_, Act.TASK_PROBLEM, by=by, reporting=problem.organisation)
    _move(
        problem,
        Status.TASKED,
        measure=measure,
        leader=leader,
        unit=unit,
        deadline=deadline,
    )
    note("task problem", problem, by=by, at=at)


@transaction.atomic
def show_evidence(
    round_: Round, problem: Problem, evidence: str, *, by: Person, at: datetime
) -> None:
    """Show what was done; the superior will look at it."""
    round_ = hold(round_)
    permit(round_, Act.EVIDENCE_PROBLEM, by=by, reporting=problem.organisation)
    _move(problem, Status.EVIDENCED, evidence=evidence.strip())
    note("evidence problem", problem, by=by, at=at)


@transaction.atomic
def close(round_: Round, problem: Problem, *, by: Person, at: datetime) -> None:
    """Close a problem (销号); refused for whoever belongs to its owner."""
    round_ = hold(round_)
    _permit_superior(round_, problem, by)
    _move(problem, Status.CLOSED)
    note("close problem", problem, by=by, at=at)


def _permit_superior(round_: Round, problem: Problem, by: Person) -> None:
    permit(round_, Act.CLOSE_PROBLEM, by=by)
    own = organisations.duties_at(problem.organisation, by)
    if own & {Duty.REPORTER, Duty.LIAISON}:
        raise Refused(say("The superior closes a problem, never its owner."))


@transaction.atomic
def send_back(round_: Round, problem: Problem, *, by: Person, at: datetime) -> None:
    """Find the evidence not enough; the task goes on."""
    round_ = hold(round_)
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
        deadline=problem.deadline,
    )
    note("send evidence back", problem, by=by, at=at)


@transaction.atomic
def reopen(round_: Round, problem: Problem, *, by: Person, at: datetime) -> None:
    """Open a closed problem again, because it has come back."""
    round_ = hold(round_)
    _permit_superior(round_, problem, by)
    _move(problem, Status.REOPENED)
    note("reopen problem", problem, by=by, at=at)


@transaction.atomic
def ask(
    round_: Round, requests: Iterable[Asked], *, by: Person, at: datetime
) -> list[Request]:
    """Raise requests from below; refused where the owner is not above the body."""
    asked = list(requests)
    bodies = [one.organisation for one in asked]
    permit_each(round_, Act.RAISE_REQUEST, bodies, by=by)
    rows = []
    for one in asked:
        if one.owner.path not in paths.ancestors(one.organisation.path):
            raise Refused(
                say(
                    "{owner} is not above {code}.",
                    owner=one.owner.code,
                    code=one.organisation.code,
                )
            )
        rows.append(
            Request(
                organisation=one.organisation,
                owner=one.owner,
                superior=round_.convenor,
                year=round_.year,
                text=one.text,
            )
        )
    made = Request.objects.bulk_create(rows, batch_size=_BATCH)
    note("raise requests", round_, by=by, at=at, count=len(made))
    return made


@transaction.atomic
def answer(
    round_: Round, request: Request, words: str, *, by: Person, at: datetime
) -> None:
    """Answer a request from below."""
    permit(round_, Act.ANSWER_REQUEST, by=by)
    if not words.strip():
        raise Refused(say("Write the answer."))
    request.answer = words.strip()
    request.save(update_fields=["answer"])
    note("answer request", request, by=by, at=at)
