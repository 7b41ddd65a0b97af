"""Requests from below (基层诉求): raised to a body above, and answered."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from shuping.accounts.models import Person
from shuping.charter import Act
from shuping.journal.services import note
from shuping.organisations.models import Organisation
from shuping.organisations.rules import paths
from shuping.rectification.models import Request
from shuping.refusal import Refused, say
from shuping.rounds.models import Round
from shuping.rounds.services import permit, permit_each

_BATCH = 500


class Answered(Refused):
    """Somebody else has answered since; neither answer is lost."""

    def __init__(self) -> None:
        """Say so."""
        super().__init__(say("Somebody has answered this request since you opened it."))


@dataclass(frozen=True, slots=True)
class Asked:
    """A request of one body to another above it."""

    organisation: Organisation
    owner: Organisation
    text: str


@transaction.atomic
def ask(
    round_: Round, requests: Iterable[Asked], *, by: Person, at: datetime
) -> list[Request]:
    """Raise requests from below; refused where the owner is not above the body."""
    asked = list(requests)
    if not asked:
        return []
    bodies = [one.organisation for one in asked]
    permit_each(round_, Act.RAISE_REQUEST, bodies, by=by)
    rows = [_asked(round_, one) for one in asked]
    made = Request.objects.bulk_create(rows, batch_size=_BATCH)
    note("raise requests", round_, by=by, at=at, count=len(made))
    return made


def _asked(round_: Round, one: Asked) -> Request:
    owner, code = one.owner.code, one.organisation.code
    if one.owner.path not in paths.ancestors(one.organisation.path):
        raise Refused(say("{owner} is not above {code}.", owner=owner, code=code))
    if not one.text.strip():
        raise Refused(say("Say what is asked for."))
    return Request(
        organisation=one.organisation,
        owner=one.owner,
        superior=round_.convenor,
        year=round_.year,
        text=one.text.strip(),
    )


@transaction.atomic
def answer(
    round_: Round,
    request: Request,
    words: str,
    *,
    seen: str,
    by: Person,
    at: datetime,
) -> None:
    """Answer a request from below that stands in the convenor's ledger.

    `seen` is the answer that the writer saw, empty for the first; refused where
    somebody has written another one since.
    """
    if request.superior_id != round_.convenor_id:
        raise Refused(say("You may not do this in this round now."))
    permit(round_, Act.ANSWER_REQUEST, by=by)
    if not words.strip():
        raise Refused(say("Write the answer."))
    mine = Request.objects.filter(pk=request.pk, answer=seen)
    if not mine.update(answer=words.strip()):
        raise Answered
    request.refresh_from_db(fields=["answer"])
    note("answer request", request, by=by, at=at)
