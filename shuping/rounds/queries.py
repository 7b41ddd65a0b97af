"""What others may ask about rounds."""

from collections.abc import Sequence

from shuping.accounts.models import Person
from shuping.charter import Duty
from shuping.organisations import queries as organisations
from shuping.organisations.models import Organisation
from shuping.refusal import Words
from shuping.rounds.models import Assignment, Mode, Reporter, Round
from shuping.rounds.rules import scheme_file
from shuping.rounds.rules.roster import Place, warnings
from shuping.rounds.rules.scheme import Scheme
from shuping.rounds.rules.stages import Fact


def scheme_of(round_: Round) -> Scheme:
    """Return the scheme of a round, which was checked when the round was made."""
    reading = scheme_file.read(bytes(round_.scheme))
    assert reading.scheme is not None  # noqa: S101 - it was checked when it came in
    return reading.scheme


def roster(round_: Round) -> Sequence[Reporter]:
    """Return the reporters in protocol order, with their organisations."""
    return list(round_.reporters.select_related("organisation").order_by("order"))


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


def warnings_of(round_: Round) -> tuple[Words, ...]:
    """Return what the roster does not keep of the scheme's rules."""
    places = [
        Place(one.organisation.code, one.organisation.sector, one.mode == Mode.ORAL)
        for one in roster(round_)
    ]
    return warnings(scheme_of(round_).roster, places)
