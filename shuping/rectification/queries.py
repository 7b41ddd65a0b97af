"""What others may ask about the ledger."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet

from shuping.accounts.models import Person
from shuping.charter import CHARTER, Act
from shuping.documents.rules.content import Document
from shuping.organisations import queries as organisations
from shuping.organisations.models import Organisation
from shuping.rectification.models import Problem, Request
from shuping.rectification.rules import (
    WAITS_FOR_OWNER,
    WAITS_FOR_SUPERIOR,
    Extent,
    Source,
    Status,
)
from shuping.rectification.rules.lists import Entry, three_lists
from shuping.rounds.models import Assignment, Round
from shuping.rounds.queries import acts_in, bodies_in


def _open_to(person: Person, act: Act) -> Q:
    """Return the condition on rows of a ledger: as superior, or as their own body."""
    own = organisations.own_bodies(person, act)
    return _superior(person, act) | Q(organisation__in=own)


def _superior(person: Person, act: Act) -> Q:
    duties = CHARTER[act].duties
    assigned = Assignment.objects.filter(person=person, duty__in=duties)
    reach = organisations.within_reach(person, act, "superior__path")
    return reach | Q(superior__in=assigned.values("round__convenor"))


def problems_open_to(person: Person, act: Act) -> QuerySet[Problem]:
    """Return the problems about which the person may do this, in the order entered.

    Whoever has only a body's own duty finds that body's problems, nobody else's.
    """
    rows = Problem.objects.filter(_open_to(person, act))
    return rows.select_related("organisation", "superior").order_by("pk")


def requests_open_to(person: Person, act: Act) -> QuerySet[Request]:
    """Return the requests from below about which the person may do this."""
    rows = Request.objects.filter(_open_to(person, act))
    return rows.select_related("organisation", "owner").order_by("-year", "pk")


@dataclass(frozen=True, slots=True)
class Sought:
    """Which problems of a ledger are listed."""

    year: int | None = None
    body: Organisation | None = None
    status: str = ""
    overdue: bool = False
    mine: bool = False


def sought_in(
    rows: QuerySet[Problem], sought: Sought, *, person: Person, today: date
) -> QuerySet[Problem]:
    """Return the problems that are sought, the latest year first."""
    wanted = Q()
    if sought.year:
        wanted &= Q(year=sought.year)
    if sought.body:
        wanted &= Q(organisation=sought.body)
    if sought.status:
        wanted &= Q(status=sought.status)
    if sought.overdue:
        wanted &= Q(deadline__lt=today) & ~Q(status=Status.CLOSED)
    if sought.mine:
        wanted &= _waits_for(person)
    return rows.filter(wanted).order_by("-year", "pk")


def _waits_for(person: Person) -> Q:
    """Return the condition that the next step is this person's."""
    own = Q(organisation__in=organisations.own_bodies(person, Act.EVIDENCE_PROBLEM))
    judged = _superior(person, Act.CLOSE_PROBLEM) & ~own
    return (own & Q(status__in=WAITS_FOR_OWNER)) | (
        judged & Q(status__in=WAITS_FOR_SUPERIOR)
    )


@dataclass(frozen=True, slots=True)
class Standing:
    """How many problems there are, and how they stand."""

    all: int
    waiting: int
    overdue: int
    evidenced: int


def standing_of(rows: QuerySet[Problem], today: date) -> Standing:
    """Return the sums of these problems; one query."""
    waits = ~Q(status=Status.CLOSED)
    sums = rows.order_by().aggregate(
        all=Count("pk"),
        waiting=Count("pk", filter=waits),
        overdue=Count("pk", filter=waits & Q(deadline__lt=today)),
        evidenced=Count("pk", filter=Q(status=Status.EVIDENCED)),
    )
    return Standing(**sums)


def years_in(rows: QuerySet[Problem]) -> list[int]:
    """Return the years of these problems, the latest first."""
    years = rows.order_by("-year").values_list("year", flat=True)
    return list(years.distinct())


def bodies_of(rows: QuerySet[Problem]) -> QuerySet[Organisation]:
    """Return the bodies of these problems, in the order of the tree."""
    owners = rows.order_by().values("organisation")
    return Organisation.objects.filter(pk__in=owners).order_by("path")


def speaking_in(round_: Round, person: Person, act: Act) -> QuerySet[Organisation]:
    """Return the bodies of the round for which the person may do this.

    All of them by a duty in the round itself, else the person's own.
    """
    bodies = bodies_in(round_)
    if act in acts_in(round_, person):
        return bodies
    return bodies.filter(pk__in=organisations.own_bodies(person, act).values("pk"))


def owners_in(round_: Round) -> QuerySet[Organisation]:
    """Return who can be asked: the convenor, then those above it, nearest first."""
    asked = organisations.above(round_.convenor)
    asked |= Organisation.objects.filter(pk=round_.convenor_id)
    return asked.order_by("-path")


def ledger(superior: Organisation, year: int | None = None) -> Sequence[Problem]:
    """Return the superior's problems in the order entered, of all years or of one."""
    rows = Problem.objects.filter(superior=superior).select_related("organisation")
    if year is not None:
        rows = rows.filter(year=year)
    return list(rows.order_by("pk"))


def lists_of(round_: Round, rows: QuerySet[Problem]) -> Document:
    """Return the three lists of the round's year, of the problems in `rows`."""
    found = rows.filter(superior=round_.convenor, year=round_.year)
    entries = [
        Entry(
            body=str(one.organisation),
            text=one.text,
            source=Source(one.source),
            kind=Extent(one.kind),
            status=Status(one.status),
            leader=one.leader,
            unit=one.unit,
            measure=one.measure,
            deadline=one.deadline,
        )
        for one in found
    ]
    return three_lists(str(round_.convenor), round_.year, entries)


def problems_of(
    superior: Organisation, owner: Organisation, year: int
) -> Sequence[Problem]:
    """Return one body's problems of a year in the order entered."""
    rows = Problem.objects.filter(superior=superior, organisation=owner, year=year)
    return list(rows.order_by("pk"))


def all_closed(round_: Round) -> bool:
    """Tell whether no problem of the round's convenor waits to be put right."""
    waiting = Problem.objects.filter(superior=round_.convenor)
    return not waiting.exclude(status=Status.CLOSED).exists()


def same_evidence(problem: Problem) -> Sequence[Problem]:
    """Return the superior's other problems with the very same evidence (纸面销号)."""
    if not problem.evidence:
        return []
    same = Problem.objects.filter(
        superior_id=problem.superior_id, evidence=problem.evidence
    )
    return list(same.exclude(pk=problem.pk).order_by("pk"))


def requests_of(round_: Round) -> Sequence[Request]:
    """Return the requests of the round's year in the order entered."""
    rows = Request.objects.filter(superior=round_.convenor, year=round_.year)
    return list(rows.select_related("organisation", "owner").order_by("pk"))


@dataclass(frozen=True, slots=True)
class Sums:
    """How many problems stand in a ledger, how many are closed."""

    all: int
    closed: int

    @property
    def waiting(self) -> int:
        """Return how many are still to be put right."""
        return self.all - self.closed


def sums_of(superior: Organisation) -> Sums:
    """Return the sums of a whole ledger."""
    closed = Count("pk", filter=Q(status=Status.CLOSED))
    sums = Problem.objects.filter(superior=superior).aggregate(
        all=Count("pk"), closed=closed
    )
    return Sums(**sums)


def sums_by_body(superior: Organisation, year: int) -> dict[int, Sums]:
    """Return a year's sums by the key of the organisation; one query."""
    closed = Count("pk", filter=Q(status=Status.CLOSED))
    rows = Problem.objects.filter(superior=superior, year=year).order_by()
    sums = rows.values_list("organisation").annotate(every=Count("pk"), done=closed)
    return {key: Sums(every, done) for key, every, done in sums}


def waiting(round_: Round) -> int:
    """Return how many problems of the convenor's ledger are to be put right."""
    return sums_of(round_.convenor).waiting
