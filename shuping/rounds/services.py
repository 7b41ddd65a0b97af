"""The acts that change a round."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction

from shuping.accounts.models import Person
from shuping.charter import AT_THE_BOX, Act, Duty, Stage, allows
from shuping.journal.services import note
from shuping.organisations.models import Organisation
from shuping.refusal import Refused, listed, say
from shuping.rounds import queries
from shuping.rounds.models import Assignment, Mode, Reporter, Round, Waiver
from shuping.rounds.rules import scheme_file
from shuping.rounds.rules.planning import drawn
from shuping.rounds.rules.stages import NEXT, WORDS, Fact, missing_for


@dataclass(frozen=True, slots=True)
class Enrolment:
    """One row of the roster."""

    organisation: Organisation
    post: str
    mode: str
    order: int
    speaking_order: int | None = None
    name: str = ""


_NOT_NOW = say("You may not do this in this round now.")


def permit(
    round_: Round, act: Act, *, by: Person, reporting: Organisation | None = None
) -> None:
    """Refuse an act that the charter does not allow this person at this stage."""
    duties = queries.duties_in(round_, by, reporting=reporting)
    if not allows(act, duties=duties, stage=Stage(round_.stage)):
        raise Refused(_NOT_NOW)


def permit_each(
    round_: Round, act: Act, bodies: Iterable[Organisation], *, by: Person
) -> None:
    """Refuse an act on many bodies unless it is allowed on each of them.

    Whoever may do it by a duty in the round itself is asked about once.
    """
    duties = queries.duties_in(round_, by)
    if not allows(act, duties=duties, stage=Stage(round_.stage)):
        for body in set(bodies):
            permit(round_, act, by=by, reporting=body)


def permit_in(rounds: Iterable[Round], act: Act, *, by: Person) -> None:
    """Refuse an act unless it is allowed in each of these rounds, asked at once."""
    keys = {one.pk for one in rounds}
    if queries.rounds_open_to(by, act).filter(pk__in=keys).count() < len(keys):
        raise Refused(_NOT_NOW)


def hold(round_: Round) -> Round:
    """Lock the round's row until the transaction ends, and read it anew.

    A service that changes a fact which some stage waits for holds the round first,
    so that moving on and changing the fact cannot race.
    """
    return Round.objects.select_for_update().get(pk=round_.pk)


def keep_to_roster(round_: Round, reporters: Iterable[Reporter]) -> None:
    """Refuse reporters of another round."""
    for one in reporters:
        if one.round_id != round_.pk:
            code = one.organisation.code
            raise Refused(say("{code} is not on the roster", code=code))


@transaction.atomic
def make(convenor: Organisation, *, scheme: bytes, by: Person, at: datetime) -> Round:
    """Make a round from a scheme file; refused with the scheme's first fault."""
    reading = scheme_file.read(scheme)
    if reading.scheme is None:
        raise Refused(reading.faults[0].words)
    terms = reading.scheme.round
    if terms.convenor != convenor.code:
        raise Refused(
            say("The scheme names another convenor: {code}.", code=terms.convenor)
        )
    try:
        with transaction.atomic():
            round_ = Round.objects.create(
                convenor=convenor,
                year=terms.year,
                name=terms.name,
                deadline=terms.deadline,
                scheme=scheme,
            )
    except IntegrityError:
        raise Refused(
            say("There is a round of {year} already.", year=terms.year)
        ) from None
    note("make round", round_, by=by, at=at, year=terms.year)
    return round_


@transaction.atomic
def rescheme(round_: Round, scheme: bytes, *, by: Person, at: datetime) -> None:
    """Give a round another scheme while it is prepared; refused with its first fault.

    The convenor and the year stay: they say which round it is.
    """
    round_ = hold(round_)
    permit(round_, Act.CHANGE_SCHEME, by=by)
    reading = scheme_file.read(scheme)
    if reading.scheme is None:
        raise Refused(reading.faults[0].words)
    terms = reading.scheme.round
    if (terms.convenor, terms.year) != (round_.convenor.code, round_.year):
        raise Refused(say("The convenor and the year of a round do not change."))
    Round.objects.filter(pk=round_.pk).update(
        scheme=scheme, name=terms.name, deadline=terms.deadline
    )
    note("change scheme", round_, by=by, at=at)


@transaction.atomic
def strike(reporter: Reporter, *, by: Person, at: datetime) -> None:
    """Take a reporter off the roster while the round is prepared."""
    round_ = hold(reporter.round)
    permit(round_, Act.ENROL_REPORTERS, by=by)
    note("strike reporter", round_, by=by, at=at, code=reporter.organisation.code)
    reporter.delete()


@transaction.atomic
def assign(
    round_: Round, person: Person, duty: Duty, *, by: Person, at: datetime
) -> None:
    """Give a person a duty in this round; giving it twice changes nothing.

    Refused for oneself, and where the duty cannot be held beside another: whoever
    organises or reports, or keeps the accounts, neither types nor watches a box.
    """
    permit(round_, Act.ASSIGN_DUTY, by=by)
    if person == by:
        raise Refused(say("Nobody gives a duty to themself."))
    if duty in AT_THE_BOX and queries.is_partial(round_, person):
        raise Refused(
            say("Who organises, reports or keeps accounts is no teller and no monitor.")
        )
    assignment, new = Assignment.objects.get_or_create(
        round=round_, person=person, duty=duty
    )
    if new:
        note("assign", assignment, by=by, at=at, duty=duty)


@transaction.atomic
def enrol(
    round_: Round, enrolments: Iterable[Enrolment], *, by: Person, at: datetime
) -> dict[str, Reporter]:
    """Put secretaries on the roster; return them by organisation code."""
    round_ = hold(round_)
    permit(round_, Act.ENROL_REPORTERS, by=by)
    rows = [
        Reporter(
            round=round_,
            organisation=row.organisation,
            post=row.post,
            name=row.name,
            mode=row.mode,
            order=row.order,
            speaking_order=row.speaking_order,
        )
        for row in enrolments
    ]
    try:
        with transaction.atomic():
            reporters = Reporter.objects.bulk_create(rows)
    except IntegrityError:
        raise Refused(
            say("A body stands on the roster once, and so does a place in its order.")
        ) from None
    note("enrol reporters", round_, by=by, at=at, count=len(reporters))
    return {one.organisation.code: one for one in reporters}


@transaction.atomic
def draw(round_: Round, seed: str, *, by: Person, at: datetime) -> tuple[str, ...]:
    """Draw the order of the oral reports by lot; the seed stands in the journal.

    Return the codes in the order drawn. Refused without a seed or an oral reporter.
    """
    round_ = hold(round_)
    permit(round_, Act.DRAW_ORDER, by=by)
    oral = round_.reporters.filter(mode=Mode.ORAL).select_related("organisation")
    reporters = {one.organisation.code: one for one in oral}
    if not seed.strip() or not reporters:
        raise Refused(say("A lot needs a seed, and somebody who reports orally."))
    order = drawn(reporters, seed.strip())
    for place, code in enumerate(order, 1):
        reporters[code].speaking_order = place
    round_.reporters.update(speaking_order=None)
    Reporter.objects.bulk_update(reporters.values(), ["speaking_order"])
    note("draw order", round_, by=by, at=at, seed=seed.strip())
    return order


@transaction.atomic
def start(round_: Round, *, known: frozenset[Fact], by: Person, at: datetime) -> Stage:
    """Freeze the scheme under its hash and let the round begin."""
    round_ = hold(round_)
    permit(round_, Act.START_ROUND, by=by)
    digest = hashlib.sha256(bytes(round_.scheme)).hexdigest()
    Round.objects.filter(pk=round_.pk).update(scheme_sha256=digest, started_at=at)
    note("start round", round_, by=by, at=at, scheme_sha256=digest)
    return advance(round_, known=known, by=by, at=at)


@transaction.atomic
def waive(round_: Round, fact: Fact, *, reason: str, by: Person, at: datetime) -> None:
    """Let the round go on without a fact; the first written reason stands."""
    round_ = hold(round_)
    permit(round_, Act.WAIVE_FACT, by=by)
    if not reason.strip():
        raise Refused(say("Say why the round may go on without this."))
    _, new = Waiver.objects.get_or_create(
        round=round_, fact=fact, defaults={"reason": reason.strip()}
    )
    if new:
        note("waive fact", round_, by=by, at=at, fact=fact, reason=reason.strip())


@transaction.atomic
def advance(
    round_: Round, *, known: frozenset[Fact], by: Person, at: datetime
) -> Stage:
    """Move the round one stage on, given the facts that the caller has gathered.

    The update names the stage it leaves, so of two people who press the button at
    once only one moves the round. Refused before `start` has frozen the scheme.
    """
    round_ = hold(round_)
    permit(round_, Act.ADVANCE_ROUND, by=by)
    if round_.started_at is None:
        raise Refused(say("You may not do this in this round now."))
    here = Stage(round_.stage)
    if here not in NEXT:
        raise Refused(say("This round is closed."))
    there = NEXT[here]
    if missing := missing_for(there, known | queries.waived(round_)):
        raise Refused(
            say(
                "Still waiting for: {facts}.",
                facts=listed(WORDS[one] for one in sorted(missing)),
            )
        )
    Round.objects.filter(pk=round_.pk, stage=here).update(stage=there)
    note("advance round", round_, by=by, at=at, stage=there)
    return there
