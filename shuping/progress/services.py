"""Moving a round on: the only place that looks into every room at once."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from shuping.accounts.models import Person
from shuping.charter import Act, Stage
from shuping.journal.services import note
from shuping.organisations.models import Organisation
from shuping.progress import queries
from shuping.progress.models import Standing
from shuping.rounds import services as rounds
from shuping.rounds.models import Round


@dataclass(frozen=True, slots=True)
class Reached:
    """What stage a body below has reached, and when."""

    organisation: Organisation
    stage: str
    date: date


@transaction.atomic
def start(round_: Round, *, by: Person, at: datetime) -> Stage:
    """Start a round: its scheme freezes, reports may come."""
    known = queries.facts_about(round_)
    return rounds.start(round_, known=known, by=by, at=at)


@transaction.atomic
def advance(round_: Round, *, by: Person, at: datetime) -> Stage:
    """Move the round one stage on, if nothing stands in the way."""
    round_ = rounds.hold(round_)
    known = queries.facts_about(round_)
    return rounds.advance(round_, known=known, by=by, at=at)


@transaction.atomic
def note_standings(
    round_: Round, reached: Iterable[Reached], *, by: Person, at: datetime
) -> None:
    """Note how far the bodies below are; the last word on a body counts."""
    rounds.permit(round_, Act.ADVANCE_ROUND, by=by)
    rows = Standing.objects.bulk_create(
        Standing(
            round=round_,
            organisation=one.organisation,
            stage=one.stage,
            date=one.date,
        )
        for one in reached
    )
    note("note standings", round_, by=by, at=at, count=len(rows))
