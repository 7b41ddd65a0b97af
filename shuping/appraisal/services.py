"""The acts of the appraisal: enter, propose, decide."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

from django.db import transaction

from shuping.accounts.models import Person
from shuping.appraisal import queries
from shuping.appraisal.models import Adjustment, Decision, Flag, MetTrigger, Score
from shuping.appraisal.rules.figures import Figures
from shuping.charter import Act
from shuping.journal.services import note
from shuping.refusal import Refused, say
from shuping.rounds.models import Reporter, Round
from shuping.rounds.queries import roster, scheme_of
from shuping.rounds.services import hold, keep_to_roster, permit

_BATCH = 500
_FULL = 100


@dataclass(frozen=True, slots=True)
class Entered:
    """One score: component and exact points from 0 to 100."""

    reporter: Reporter
    component: str
    points: Fraction


@dataclass(frozen=True, slots=True)
class Adjusted:
    """Points added or taken, with reason and source."""

    reporter: Reporter
    points: Fraction
    reason: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Decided:
    """What the committee decided on one reporter."""

    reporter: Reporter
    grade: str
    reason: str = ""
    opinion: str = ""


@transaction.atomic
def enter_scores(
    round_: Round, scores: Iterable[Entered], *, by: Person, at: datetime
) -> None:
    """Enter scores of components other than the ballot; a later one replaces."""
    round_ = hold(round_)
    permit(round_, Act.ENTER_SCORE, by=by)
    entered = list(scores)
    keep_to_roster(round_, (one.reporter for one in entered))
    rows = []
    for one in entered:
        if not 0 <= one.points <= _FULL:
            raise Refused(say("{points} is not from 0 to 100.", points=one.points))
        rows.append(
            Score(
                reporter=one.reporter, component=one.component, points=str(one.points)
            )
        )
    Score.objects.bulk_create(
        rows,
        batch_size=_BATCH,
        update_conflicts=True,
        unique_fields=["reporter", "component"],
        update_fields=["points"],
    )
    note("enter scores", round_, by=by, at=at, count=len(rows))


@transaction.atomic
def adjust(
    round_: Round, adjustments: Iterable[Adjusted], *, by: Person, at: datetime
) -> None:
    """Add points to composites, or take them, each with its reason."""
    round_ = hold(round_)
    permit(round_, Act.ENTER_SCORE, by=by)
    made = list(adjustments)
    keep_to_roster(round_, (one.reporter for one in made))
    rows = Adjustment.objects.bulk_create(
        Adjustment(
            reporter=one.reporter,
            points=str(one.points),
            reason=one.reason,
            source=one.source,
        )
        for one in made
    )
    note("adjust", round_, by=by, at=at, count=len(rows))


@transaction.atomic
def flag(
    round_: Round,
    flags: Iterable[tuple[Reporter, str]],
    *,
    by: Person,
    at: datetime,
) -> None:
    """Note what a gate may ask for."""
    round_ = hold(round_)
    permit(round_, Act.ENTER_SCORE, by=by)
    noted = list(flags)
    keep_to_roster(round_, (reporter for reporter, _ in noted))
    rows = Flag.objects.bulk_create(
        (Flag(reporter=reporter, flag=code) for reporter, code in noted),
        batch_size=_BATCH,
    )
    note("flag", round_, by=by, at=at, count=len(rows))


@transaction.atomic
def meet_triggers(
    round_: Round,
    triggers: Iterable[tuple[Reporter, str, str]],
    *,
    by: Person,
    at: datetime,
) -> None:
    """Note triggers met as (reporter, trigger, evidence); unknown ones are refused."""
    round_ = hold(round_)
    permit(round_, Act.ENTER_SCORE, by=by)
    known = {one.code for one in scheme_of(round_).appraisal.triggers}
    met = list(triggers)
    keep_to_roster(round_, (reporter for reporter, _, _ in met))
    rows = []
    for reporter, code, evidence in met:
        if code not in known:
            raise Refused(say("{code} is no trigger of the scheme.", code=code))
        rows.append(MetTrigger(reporter=reporter, trigger=code, evidence=evidence))
    MetTrigger.objects.bulk_create(rows)
    note("meet triggers", round_, by=by, at=at, count=len(rows))


@transaction.atomic
def propose(round_: Round, *, by: Person, at: datetime) -> tuple[Figures, ...]:
    """Work the figures and propose grades; refused while a component is missing."""
    round_ = hold(round_)
    permit(round_, Act.PROPOSE_GRADES, by=by)
    figures = queries.figures(round_)
    if missing := [one.organisation for one in figures if one.missing]:
        raise Refused(
            say("A component is missing for: {codes}.", codes=", ".join(missing))
        )
    note("propose grades", round_, by=by, at=at, count=len(figures))
    return figures


@transaction.atomic
def decide(
    round_: Round,
    decisions: Sequence[Decided],
    *,
    by: Person,
    at: datetime,
) -> None:
    """Record the committee's grades; one unlike the proposal needs its reason."""
    round_ = hold(round_)
    permit(round_, Act.DECIDE_GRADE, by=by)
    keep_to_roster(round_, (one.reporter for one in decisions))
    grades = {grade.code for grade in scheme_of(round_).ballot.grades}
    proposed = _proposed(round_)
    for one in decisions:
        _refuse_a_bad_decision(one, proposed, grades)
    for one in decisions:
        Decision.objects.update_or_create(
            reporter=one.reporter,
            defaults={
                "grade": one.grade,
                "proposed": proposed.get(one.reporter.organisation.code, ""),
                "reason": one.reason,
                "opinion": one.opinion,
            },
        )
    note("decide grades", round_, by=by, at=at, count=len(decisions))


@transaction.atomic
def decide_as_proposed(round_: Round, *, by: Person, at: datetime) -> int:
    """Decide as proposed where nothing is decided yet; return on how many."""
    round_ = hold(round_)
    permit(round_, Act.DECIDE_GRADE, by=by)
    proposed, decided = _proposed(round_), queries.decisions(round_)
    decisions = [
        Decided(one, proposed[code])
        for one in roster(round_)
        if (code := one.organisation.code) in proposed and code not in decided
    ]
    if decisions:
        decide(round_, decisions, by=by, at=at)
    return len(decisions)


def _proposed(round_: Round) -> dict[str, str]:
    if not queries.has_figures(round_):
        return {}
    figures = queries.figures(round_)
    return {one.organisation: one.proposal.grade for one in figures if one.proposal}


def _refuse_a_bad_decision(
    one: Decided, proposed: Mapping[str, str], grades: set[str]
) -> None:
    code = one.reporter.organisation.code
    if one.grade not in grades:
        raise Refused(say("{grade} is no grade.", grade=one.grade))
    proposal = proposed.get(code)
    if proposal and proposal != one.grade and not one.reason.strip():
        raise Refused(
            say("{code}: write why the committee decided otherwise.", code=code)
        )
