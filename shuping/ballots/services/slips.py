"""A box of the urn set up: its level, its code slips, its key."""

import secrets
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from django.db import transaction

from shuping.accounts.models import Person
from shuping.ballots.models import Box, SlipBatch
from shuping.ballots.queries import urns
from shuping.ballots.rules import slips
from shuping.ballots.rules.keys import is_public
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
    """Let a prepared box take ballots from phones, at a level.

    At another level a key is written down in another way: the one that was there goes,
    and where the server kept it, its file goes too once the change is on the disk.
    """
    _permit_change(box, Act.PREPARE_BOX, *Medium, by=by)
    if level not in LEVELS:
        raise Refused(say("There is no such level."))
    if level != box.level:
        if box.level == SIMPLE:
            kept = urns.key_file(box)
            transaction.on_commit(lambda: kept.unlink(missing_ok=True))
        box.public = box.key_made = ""
    box.medium, box.level = Medium.URN, level
    box.one_by_one, box.rehearsal = one_by_one, rehearsal
    box.name = box.name or secrets.token_hex(16)
    box.save()
    note("use the urn", box, by=by, at=at, level=level)
    return box


def _permit_change(box: Box, act: Act, *media: Medium, by: Person) -> None:
    """Refuse to change how a box is set up once two people are committing it."""
    permit(hold(box.round), act, by=by)
    box.refresh_from_db()
    if box.state != State.PREPARED or box.medium not in media:
        raise Refused(say("The box is {state}.", state=WORDS[State(box.state)]))
    if box.steps.filter(second__isnull=True).exists():
        raise Refused(say("A step waits for its second person. Take it back first."))


@transaction.atomic
def take_slips(
    box: Box, hashes: Mapping[str, Sequence[str]], *, by: Person, at: datetime
) -> None:
    """Take the hashes of slips that were made apart from the server, by class.

    They replace what was there: slips printed anew make the earlier ones worthless.
    """
    _permit_change(box, Act.PREPARE_BOX, Medium.URN, by=by)
    _keep_slips(box, hashes, APART, by=by, at=at)


@transaction.atomic
def make_slips(
    box: Box,
    counts: Mapping[str, int],
    *,
    instead: str = "",
    bits: Callable[[int], int] = secrets.randbits,
    by: Person,
    at: datetime,
) -> dict[str, list[str]]:
    """Make slips here, keep their hashes and return the codes, to be printed once.

    `instead` is the root over the codes that they take the place of. Where the box has
    others it is refused: a button that is pressed again makes no file worthless that
    has come already.

    Weaker than slips made apart, since the server has seen the codes; the opening
    record says so.
    """
    _permit_change(box, Act.PREPARE_BOX, Medium.URN, by=by)
    if instead != urns.codes_root(box):
        raise Refused(
            say(
                "There are slips already, in the file that came first. Make them again "
                "only if that file is lost; its slips are then worthless."
            )
        )
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
    """Take the public half of a key made apart; the private one never comes here.

    It replaces the one that was there. Of a simple box the server keeps the key, so
    that it takes none from elsewhere. Refused where the level has changed since the box
    was read: the key is written down in the way of that one.
    """
    level = box.level
    _permit_change(box, Act.MOVE_BOX, Medium.URN, by=by)
    if box.level != level:
        raise Refused(say("Someone else has just changed the level of this box."))
    if box.level == SIMPLE:
        raise Refused(say("The key of a simple box is made on the server."))
    _keep_key(box, public, APART, by=by, at=at)


def _keep_key(box: Box, public: str, made: str, *, by: Person, at: datetime) -> None:
    if not is_public(public):
        raise Refused(say("This is no key."))
    box.public, box.key_made = public, made
    box.save(update_fields=["public", "key_made"])
    note("take key", box, by=by, at=at, public=public, made=made)


@transaction.atomic
def make_key(box: Box, *, instead: str = "", by: Person, at: datetime) -> bytes:
    """Make the box's key here and return its private half, to be written down once.

    `instead` is the public half of the key that it takes the place of. Where the box
    has another one it is refused: a page that is loaded again makes no other key
    behind the back of who wrote the first one down.

    Of a simple box the server keeps it; of any other it is shown and forgotten, and
    the opening record says that the server has seen it.
    """
    _permit_change(box, Act.MOVE_BOX, Medium.URN, by=by)
    if instead != box.public:
        raise Refused(
            say(
                "There is a key already: the one that was shown first. "
                "To have another one, make it at the box."
            )
        )
    key, public = sealing.new_key()
    _keep_key(box, public.hex(), HERE, by=by, at=at)
    if box.level == SIMPLE:
        private.write(urns.key_file(box), key.hex().encode())
    return key
