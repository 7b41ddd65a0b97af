"""Bulletins of a round brought back from its archive, as they went out."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from shuping.accounts.models import Person
from shuping.bulletins.models import Bulletin
from shuping.bulletins.queries.kept import KEPT
from shuping.bulletins.rules.states import Kind, State
from shuping.journal.services import note
from shuping.rounds.models import Round
from shuping.rounds.services import hold


@transaction.atomic
def keep(
    round_: Round,
    told: Sequence[Mapping[str, Any]],
    *,
    by: Person,
    at: datetime,
) -> None:
    """Put back what `queries.kept_of` gave; a version follows the one that it corrects.

    Who wrote and proofed is told by the archive, not by accounts of this installation:
    whoever brings it back stands for the writer.
    """
    hold(round_)
    reader, _ = Person.objects.get_or_create(username="archive.reader")
    firsts: dict[int, Bulletin] = {}
    for one in told:
        withdrawn = one["state"] == State.WITHDRAWN
        first = firsts.get(one["first"])
        bulletin = Bulletin.objects.create(
            round=round_,
            kind=Kind.DISTRICT,
            first=first,
            written_by=by,
            written_at=datetime.fromisoformat(one["written_at"]),
            proofed_by=reader,
            published_at=datetime.fromisoformat(one["published_at"]),
            withdrawn_by=by if withdrawn else None,
            withdrawn_at=(
                datetime.fromisoformat(one["withdrawn_at"]) if withdrawn else None
            ),
            **{name: one[name] for name in KEPT},
        )
        firsts.setdefault(one["first"], bulletin)
        note("bring back bulletin", bulletin, by=by, at=at, title=bulletin.title)
