"""A round-up put together: parts that came from elsewhere, and their order."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import PurePath

from django.db import transaction
from django.db.models import F

from shuping.accounts.models import Person
from shuping.bulletins import queries
from shuping.bulletins.models import Bulletin, BulletinPart
from shuping.bulletins.rules.arranging import Told, arranged, foreign, sections
from shuping.bulletins.rules.phrases import place, subject
from shuping.bulletins.rules.states import Kind
from shuping.bulletins.services.writing import permit_all, put
from shuping.charter import Act
from shuping.documents.rules.content import Block
from shuping.documents.services.apart import told_apart
from shuping.journal.services import note
from shuping.refusal import Refused, say
from shuping.reports.rules.files import kept_name


@dataclass(frozen=True, slots=True)
class Received:
    """A bulletin that came as a file: whose it is, its source, its paragraphs."""

    name: str
    source: str
    text: tuple[str, ...]
    file_name: str
    content: bytes


def read(name: str, source: str, file_name: str, content: bytes) -> Received:
    """Read a bulletin from elsewhere in a process of its own; nothing is kept yet.

    Refused where the file cannot be read, takes too long or too much memory.
    """
    ending = PurePath(file_name).suffix
    text = told_apart(("shuping.bulletins", ending), content, _lines)
    return Received(name, source, text, kept_name(file_name), content)


def _lines(told: Sequence[object]) -> tuple[str, ...]:
    return tuple(map(str, told))


@transaction.atomic
def receive(
    bulletin: Bulletin, what: Received, *, by: Person, at: datetime
) -> Bulletin:
    """Put a bulletin from elsewhere at the end of a round-up, its text as given.

    Refused where the same file stands in it already.
    """
    parts, blocks = _parts(bulletin, by)
    digest = hashlib.sha256(what.content).hexdigest()
    if digest in {one.file_sha256 for one in parts}:
        raise Refused(say("This file stands in the round-up already."))
    new = BulletinPart(
        bulletin=bulletin,
        order=len(parts) + 1,
        name=what.name,
        source=what.source,
        text=list(what.text),
        file_name=what.file_name,
        file_sha256=digest,
    )
    new.save()
    theirs = foreign(what.name, what.source, what.text)
    _arrange(bulletin, [*blocks, theirs], parts, [*parts, new], by=by, at=at)
    note("receive bulletin", bulletin, by=by, at=at, file=what.file_name)
    return bulletin


@transaction.atomic
def move_part(bulletin: Bulletin, order: int, *, by: Person, at: datetime) -> Bulletin:
    """Put the part at a place, counted from 1, one place further up."""
    parts, blocks = _parts(bulletin, by)
    if not 1 < order <= len(parts):
        raise Refused(say("This part stands first, or there is no such part."))
    here = order - 1
    moved = [*parts[: here - 1], parts[here], parts[here - 1], *parts[here + 1 :]]
    told = [*blocks[: here - 1], blocks[here], blocks[here - 1], *blocks[here + 1 :]]
    bulletin.parts.all().update(order=F("order") + len(parts))
    _number(moved)
    _arrange(bulletin, told, parts, moved, by=by, at=at)
    note("move part", bulletin, by=by, at=at, to=here)
    return bulletin


@transaction.atomic
def remove_part(
    bulletin: Bulletin, order: int, *, by: Person, at: datetime
) -> Bulletin:
    """Take the part at a place, counted from 1, out of a round-up with its words.

    Refused for the last round of ours: a round-up of none belongs to nobody here.
    """
    parts, blocks = _parts(bulletin, by)
    if not 1 <= order <= len(parts):
        raise Refused(say("There is no such part."))
    here = order - 1
    left = [*parts[:here], *parts[order:]]
    if not any(one.round_id for one in left):
        raise Refused(say("A round-up tells of one round of ours at least."))
    gone = parts[here]
    told = [*blocks[:here], *blocks[order:]]
    gone.delete()
    _number(left)
    _arrange(bulletin, told, parts, left, by=by, at=at)
    note("remove part", bulletin, by=by, at=at, part=_place(gone))
    return bulletin


def _number(parts: Sequence[BulletinPart]) -> None:
    for number, one in enumerate(parts, 1):
        BulletinPart.objects.filter(pk=one.pk).update(order=number)


def _parts(
    bulletin: Bulletin, by: Person
) -> tuple[list[BulletinPart], list[tuple[Block, ...]]]:
    """Return the parts and what each tells; refused where the two do not match."""
    permit_all(bulletin, Act.COMPOSE_BULLETIN, by=by)
    if bulletin.kind != Kind.ROUND_UP:
        raise Refused(say("Only a round-up has parts."))
    parts = list(bulletin.parts.select_related("round__convenor"))
    _, told = sections(queries.document_of(bulletin))
    if len(told) != len(parts):
        raise Refused(
            say("The headings are no longer those of the parts. Mend them first.")
        )
    return parts, list(told)


def _arrange(
    bulletin: Bulletin,
    blocks: Sequence[tuple[Block, ...]],
    before: Sequence[BulletinPart],
    now: Sequence[BulletinPart],
    *,
    by: Person,
    at: datetime,
) -> None:
    document = queries.document_of(bulletin)
    told = arranged(document, blocks, before=_told(before), now=_told(now))
    put(bulletin, told, by=by, at=at)
    bulletin.facts = _facts(bulletin.facts, before, now)
    bulletin.save(update_fields=["facts"])
    bulletin.refresh_from_db()


def _told(parts: Sequence[BulletinPart]) -> Told:
    rounds = [one.round for one in parts if one.round]
    return Told(
        places=tuple(_place(one) for one in parts),
        subjects=frozenset(subject(one.name) for one in rounds),
    )


def _place(part: BulletinPart) -> str:
    return place(str(part.round.convenor)) if part.round else part.name


def _facts(
    kept: list[list[list[str]]],
    before: Sequence[BulletinPart],
    now: Sequence[BulletinPart],
) -> list[list[list[str]]]:
    """Return the facts in the order in which their rounds stand now."""
    rounds = [one.round_id for one in before if one.round_id]
    of = dict(zip(rounds, kept, strict=True))
    return [of[one.round_id] for one in now if one.round_id]
