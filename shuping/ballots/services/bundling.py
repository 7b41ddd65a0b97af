"""The bundle of a closed or counted box, given to whoever will check it."""

from datetime import datetime

from django.db import transaction

from shuping.accounts.models import Person
from shuping.ballots.models import Box
from shuping.ballots.queries.bundling import contents_of
from shuping.ballots.rules.bundle import packed
from shuping.ballots.rules.states import WORDS, Medium, State
from shuping.charter import Act
from shuping.journal.services import note, seal
from shuping.refusal import Refused, say
from shuping.rounds.services import hold, permit
from shuping.urn.tree import root


@transaction.atomic
def take_bundle(box: Box, *, by: Person, at: datetime) -> bytes:
    """Return the bundle of a box, a zip; the same bytes every time it is taken.

    Refused before the box is closed, and where its file is not the one that was
    closed. That somebody took it is noted, and stands in no bundle.
    """
    permit(hold(box.round), Act.SEE_BUNDLE, by=by)
    box.refresh_from_db()
    over = {State.COUNTED} | ({State.CLOSED} if box.medium == Medium.URN else set())
    if box.state not in over:
        raise Refused(say("The box is {state}.", state=WORDS[State(box.state)]))
    seal()
    contents = contents_of(box)
    if contents.closed is not None:
        leaves = [one.leaf for one in contents.closed.ballots]
        if root(leaves).hex() != box.ballot_root:
            raise Refused(say("The file of the box is not the one that was closed."))
    note("take bundle", box, by=by, at=at)
    return packed(contents)
