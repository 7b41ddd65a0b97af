"""A box of the urn set up: its level, its code slips, its key."""

import secrets
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from django.db import transaction

from shuping.accounts.models import Person
from shuping.ballots.models import Box, SlipBatch
from shuping.ballots.queries import urns
from shuping.ballots.rules import slips
from shuping.ballots.rules.states import WORDS, Medium, State
from shuping.charter import Act
from shuping.journal.services import note
from shuping.refusal import Refused, say
from shuping.rounds.services import hold, permit
from shuping.shell import private
from shuping.urn import sealing
from shuping.urn.box import LEVELS, SIMPLE

APART, HERE = "apart", "here"


@transaction.atomic
def use_the_urn(
    box: Box,
    *,
    level: str,
    one_by_one: bool = False,
    rehearsal: bool = False,
    by: Person,
    at: datetime,
) -> Box:
    """Let a prepared box take ballots from phones, at a level."""
    permit(hold(box.round), Act.PREPARE_BOX, by=by)
    box.refresh_from_db()
    if box.state != State.PREPARED or level not in LEVELS:
        raise Refused(say("The box is {state}.", state=WORDS[State(box.state)]))
    box.medium, box.level = Medium.URN, level
    box.one_by_one, box.rehearsal = one_by_one, rehearsal
    box.name = box.name or secrets.token_hex(16)
    box.save()
    note("use the urn", box, by=by, at=at, level=level)
    return box


@transaction.atomic
def take_slips(
    box: Box, hashes: Mapping[str, Sequence[str]], *, by: Person, at: datetime
) -> None:
    """Take the hashes of slips that were made apart from the server, by class.

    They replace what was there: slips printed anew make the earlier ones worthless.
    """
    _keep_slips(box, hashes, APART, by=by, at=at)


@transaction.atomic
def make_slips(
    box: Box,
    counts: Mapping[str, int],
    *,
    bits: Callable[[int], int] = secrets.randbits,
    by: Person,
    at: datetime,
) -> dict[str, list[str]]:
    """Make slips here, keep their hashes and return the codes, to be printed once.

    Weaker than slips made apart, since the server has seen the codes; the opening
    record says so.
    """
    made = slips.make(counts, bits)
    _keep_slips(box, slips.hashes_of(box.name, made), HERE, by=by, at=at)
    return made


def _keep_slips(
    box: Box,
    hashes: Mapping[str, Sequence[str]],
    made: str,
    *,
    by: Person,
    at: datetime,
) -> None:
    permit(hold(box.round), Act.PREPARE_BOX, by=by)
    box.refresh_from_db()
    if box.state != State.PREPARED or box.medium != Medium.URN:
        raise Refused(say("The box is {state}.", state=WORDS[State(box.state)]))
    known = {one.code for one in urns.form_of(box).categories}
    every = [h for those in hashes.values() for h in those]
    if not every or set(hashes) - known or len(set(every)) < len(every):
        raise Refused(say("These are no slips of this box."))
    if len(every) > slips.MOST or any(not slips.is_hash(h) for h in every):
        raise Refused(say("These are no slips of this box."))
    box.slips.all().delete()
    SlipBatch.objects.bulk_create(
        SlipBatch(box=box, category=category, count=len(those), hashes=sorted(those))
        for category, those in hashes.items()
    )
    box.slips_made = made
    box.save(update_fields=["slips_made"])
    note("take slips", box, by=by, at=at, count=len(every), made=made)


@transaction.atomic
def take_key(box: Box, public: str, *, by: Person, at: datetime) -> None:
    """Take the public half of the box's key; the private one never comes here."""
    permit(hold(box.round), Act.MOVE_BOX, by=by)
    box.refresh_from_db()
    if box.state != State.PREPARED or box.medium != Medium.URN:
        raise Refused(say("The box is {state}.", state=WORDS[State(box.state)]))
    if not slips.is_hash(public):
        raise Refused(say("This is no key."))
    box.public = public
    box.save(update_fields=["public"])
    note("take key", box, by=by, at=at, public=public)


@transaction.atomic
def make_key(box: Box, *, by: Person, at: datetime) -> bytes:
    """Make the box's key here and return its private half, to be written down once.

    Of a simple box the server keeps it; of any other it is shown and forgotten.
    """
    key, public = sealing.new_key()
    take_key(box, public.hex(), by=by, at=at)
    if box.level == SIMPLE:
        private.write(urns.key_file(box), key.hex().encode())
    return key
