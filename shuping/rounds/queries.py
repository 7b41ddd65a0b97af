"""What others may ask about rounds."""

from collections.abc import Sequence
from datetime import date
from functools import lru_cache

from django.db.models import F, OuterRef, Q, QuerySet, Subquery
from django.utils import translation
from django.utils.translation import gettext

from shuping.accounts.models import Person
from shuping.charter import CHARTER, OWN, PARTIAL, Act, Duty, Stage, allows
from shuping.documents.rules.content import Document
from shuping.organisations import queries as organisations
from shuping.organisations.models import Organisation
from shuping.refusal import Words
from shuping.rounds.models import Assignment, Mode, Reporter, Round
from shuping.rounds.rules import documents, scheme_file
from shuping.rounds.rules.explaining import explain
from shuping.rounds.rules.roster import Place, warnings
from shuping.rounds.rules.scheme import Scheme
from shuping.rounds.rules.stages import Fact


def rounds_open_to(person: Person, act: Act) -> QuerySet[Round]:
    """Return the rounds in which the person may do this now.

    By a duty at the convenor or above it, by an assignment to the round, or as the
    reporter or liaison officer of a body on its roster.
    """
    terms = CHARTER[act]
    assigned = Assignment.objects.filter(person=person, duty__in=terms.duties)
    on_roster = Reporter.objects.filter(
        organisation__in=organisations.own_bodies(person, act)
    )
    return Round.objects.filter(
        organisations.within_reach(person, act, "convenor__path")
        | Q(pk__in=assigned.values("round"))
        | Q(pk__in=on_roster.values("round")),
        stage__in=terms.stages,
    ).select_related("convenor")


def reporters_open_to(person: Person, act: Act) -> QuerySet[Reporter]:
    """Return the reporters about whom the person may do this now, in protocol order.

    Whoever has only a body's own duty finds that body's reporter, nobody else's.
    """
    terms = CHARTER[act]
    assigned = Assignment.objects.filter(person=person, duty__in=terms.duties)
    return (
        Reporter.objects.filter(
            organisations.within_reach(person, act, "round__convenor__path")
            | Q(round__in=assigned.values("round"))
            | Q(organisation__in=organisations.own_bodies(person, act)),
            round__stage__in=terms.stages,
        )
        .select_related("organisation", "round__convenor")
        .order_by("order")
    )


def acts_in(
    round_: Round, person: Person, *, reporting: Organisation | None = None
) -> frozenset[Act]:
    """Return what the person may do in a round now, or about one of its bodies."""
    duties = duties_in(round_, person, reporting=reporting)
    stage = Stage(round_.stage)
    return frozenset(act for act in Act if allows(act, duties=duties, stage=stage))


def acts_anywhere_in(round_: Round, person: Person) -> frozenset[Act]:
    """Return what the person may do in a round now, about any of its bodies."""
    duties = duties_in(round_, person)
    own = Reporter.objects.filter(round=round_).filter(
        organisation__in=organisations.bodies_of(person)
    )
    if own.exists():
        duties |= organisations.duties_anywhere(person) & OWN
    stage = Stage(round_.stage)
    return frozenset(act for act in Act if allows(act, duties=duties, stage=stage))


def scheme_of(round_: Round) -> Scheme:
    """Return the scheme of a round, which was checked when the round was made."""
    return _scheme(bytes(round_.scheme))


@lru_cache(maxsize=64)
def _scheme(content: bytes) -> Scheme:
    reading = scheme_file.read(content)
    assert reading.scheme is not None  # noqa: S101 - it was checked when it came in
    return reading.scheme


def roster(*rounds: Round) -> Sequence[Reporter]:
    """Return the reporters in protocol order, with their organisations."""
    rows = Reporter.objects.filter(round__in=rounds).select_related("organisation")
    return list(rows.order_by("order"))


def roster_told(round_: Round) -> Sequence[tuple[Reporter, Words]]:
    """Return the reporters, each with what the round calls the sector of its body."""
    scheme = scheme_of(round_)
    return [
        (one, scheme.sector_words(one.organisation.sector)) for one in roster(round_)
    ]


def bodies_in(round_: Round) -> QuerySet[Organisation]:
    """Return the convenor, then the bodies on the roster in protocol order."""
    place = Reporter.objects.filter(round=round_, organisation=OuterRef("pk"))
    bodies = Organisation.objects.alias(place=Subquery(place.values("order")[:1]))
    return bodies.filter(Q(place__isnull=False) | Q(pk=round_.convenor_id)).order_by(
        F("place").asc(nulls_first=True)
    )


def waived(round_: Round) -> frozenset[Fact]:
    """Return the facts that the round goes on without."""
    return frozenset(Fact(f) for f in round_.waivers.values_list("fact", flat=True))


def duties_in(
    round_: Round, person: Person, *, reporting: Organisation | None = None
) -> frozenset[Duty]:
    """Return a person's duties in a round.

    They are the duties at the convenor or above it, the assignments to the round,
    and, where an act concerns one reporting organisation of the convenor's, what the
    person is there as its own reporter or liaison officer.
    """
    held = organisations.duties_at(round_.convenor, person)
    assigned = Assignment.objects.filter(round=round_, person=person)
    held |= {Duty(code) for code in assigned.values_list("duty", flat=True)}
    held -= {Duty.REPORTER, Duty.LIAISON}
    if reporting and reporting.path.startswith(round_.convenor.path):
        held |= organisations.own_duties(reporting, person)
    return held


def is_partial(round_: Round, person: Person) -> bool:
    """Tell whether a person is too near to a round to stand at its box."""
    if duties_in(round_, person) & PARTIAL:
        return True
    own = round_.reporters.filter(organisation__in=organisations.bodies_of(person))
    return own.exists()


def plan_of(round_: Round, *, on: date) -> Document:
    """Return the plan of the round, its scheme in plain Chinese."""
    return documents.plan(_planned(round_), on)


def approval_of(round_: Round, *, on: date) -> Document:
    """Return the sheet on which the plan is approved."""
    return documents.approval(_planned(round_), on)


def _planned(round_: Round) -> documents.Planned:
    oral = round_.reporters.filter(mode=Mode.ORAL).count()
    with translation.override("zh-hans"):
        chapters = tuple(
            (one.name.told(gettext), tuple(rule.told(gettext) for rule in one.rules))
            for one in explain(scheme_of(round_))
        )
    return documents.Planned(
        convenor=str(round_.convenor),
        name=round_.name,
        year=round_.year,
        deadline=round_.stated_deadline,
        oral=oral,
        written=round_.reporters.count() - oral,
        chapters=chapters,
    )


def assignments_of(round_: Round) -> Sequence[Assignment]:
    """Return who works on the round, in the order assigned."""
    return list(round_.assignments.select_related("person").order_by("pk"))


def warnings_of(round_: Round) -> tuple[Words, ...]:
    """Return what the roster does not keep of the scheme's rules."""
    places = [
        Place(str(one.organisation), one.organisation.sector, one.mode == Mode.ORAL)
        for one in roster(round_)
    ]
    return warnings(scheme_of(round_), places) if places else ()
