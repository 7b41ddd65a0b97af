"""Opening a closed box with its key, and counting it; again as often as one likes."""

from datetime import datetime

from django.db import transaction

from shuping.accounts.models import Person
from shuping.ballots import queries
from shuping.ballots.models import Box, BoxStep
from shuping.ballots.queries import urns
from shuping.ballots.queries.effects import kept
from shuping.ballots.rules import effects, opening
from shuping.ballots.rules.effects import Effects
from shuping.ballots.rules.states import State, Step
from shuping.ballots.rules.tally import Outcome
from shuping.ballots.services.boxes import keep, refuse_unless
from shuping.ballots.services.urns import agree
from shuping.charter import Act
from shuping.journal.services import note
from shuping.refusal import Refused, say
from shuping.rounds.queries import scheme_of
from shuping.rounds.services import hold, permit
from shuping.urn import sealing
from shuping.urn.tree import root


@transaction.atomic
def count_ballots(
    step: BoxStep, key: bytes | None, *, by: Person, at: datetime
) -> Outcome:
    """Second the opening of a closed box, open it with its key, and keep the counts.

    Refused without the box's key, and where the file is not the one that was closed.
    """
    if step.step != Step.COUNT:
        raise Refused(say("This step opens no ballots."))
    agree(step, by=by, at=at)
    outcome, found = _opened(step.box, key)
    keep(step.box, outcome, found, by=by, at=at)
    return outcome


@transaction.atomic
def recount(box: Box, key: bytes, *, by: Person, at: datetime) -> bool:
    """Open the box again and tell whether counts and effects are those kept."""
    permit(hold(box.round), Act.RECOUNT_BOX, by=by)
    refuse_unless(box, State.COUNTED)
    same = _opened(box, key) == (queries.outcome(box), kept(box))
    note("recount box", box, by=by, at=at, same=same)
    return same


def _opened(box: Box, key: bytes | None) -> tuple[Outcome, Effects]:
    if key is None or sealing.public_of(key).hex() != box.public:
        raise Refused(say("This is not the key of the box."))
    closed = urns.closed_box(box)
    try:
        ballots = closed.ballots()
    finally:
        closed.shut()
    if root([one.leaf for one in ballots]).hex() != box.ballot_root:
        raise Refused(say("The file of the box is not the one that was closed."))
    name = bytes.fromhex(box.name)
    opened = opening.open_ballots(ballots, key, closed.form, name)
    form, terms = queries.form(box.round), scheme_of(box.round).ballot
    outcome = opening.counted(opened, queries.agreed(box), form, terms)
    return outcome, effects.effects_of(opened.sheets, form, outcome, terms)


def kept_key(box: Box) -> bytes | None:
    """Return the key of a simple box, which the server keeps."""
    path = urns.key_file(box)
    return bytes.fromhex(path.read_text()) if path.exists() else None
