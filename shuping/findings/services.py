"""Noting what was found."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from shuping.accounts.models import Person
from shuping.charter import Act
from shuping.findings.models import Finding, Highlight
from shuping.journal.services import note
from shuping.organisations.models import Organisation
from shuping.rounds.models import Round
from shuping.rounds.services import permit

_BATCH = 500


@dataclass(frozen=True, slots=True)
class Seen:
    """One finding; `kind` is visit, inspection, complaint or indicator."""

    organisation: Organisation
    date: date
    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Praised:
    """One highlight by its name."""

    organisation: Organisation
    name: str
    text: str = ""


@transaction.atomic
def note_findings(
    round_: Round, seen: Iterable[Seen], *, by: Person, at: datetime
) -> None:
    """Note findings; one entry of the journal for all of them."""
    permit(round_, Act.NOTE_FINDING, by=by)
    rows = Finding.objects.bulk_create(
        (
            Finding(
                round=round_,
                organisation=one.organisation,
                date=one.date,
                kind=one.kind,
                text=one.text,
            )
            for one in seen
        ),
        batch_size=_BATCH,
    )
    note("note findings", round_, by=by, at=at, count=len(rows))


@transaction.atomic
def note_highlights(
    round_: Round, praised: Iterable[Praised], *, by: Person, at: datetime
) -> None:
    """Note the work that stands out."""
    permit(round_, Act.NOTE_FINDING, by=by)
    rows = Highlight.objects.bulk_create(
        Highlight(
            round=round_, organisation=one.organisation, name=one.name, text=one.text
        )
        for one in praised
    )
    note("note highlights", round_, by=by, at=at, count=len(rows))
