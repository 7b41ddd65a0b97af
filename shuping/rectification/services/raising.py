"""How problems come into the ledger: carried, raised by comments, raised one by one."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from shuping.accounts.models import Person
from shuping.charter import Act
from shuping.journal.services import note
from shuping.organisations.models import Organisation
from shuping.rectification.models import Problem
from shuping.rectification.rules import Extent, Origin, Source, Status
from shuping.refusal import Refused, say
from shuping.rounds.models import Round
from shuping.rounds.services import hold, permit

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
    """Raise one problem of an organisation, by itself or by the superior.

    The convenor's own is among them. Only the superior says that it found one.
    """
    round_ = hold(round_)
    own = None if source == Source.SUPERIOR else organisation
    permit(round_, Act.RAISE_PROBLEM, by=by, reporting=own)
    _keep_below(round_.convenor, organisation)
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


def _keep_below(convenor: Organisation, one: Organisation) -> None:
    if not one.path.startswith(convenor.path):
        raise Refused(
            say("{owner} is not above {code}.", owner=convenor.code, code=one.code)
        )
