"""The acts that change a bulletin: it is written, proofed by another, published."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from shuping.accounts.models import Person
from shuping.bulletins import queries
from shuping.bulletins.models import Bulletin, BulletinPart
from shuping.bulletins.rules.composing import Head, compose, round_up
from shuping.bulletins.rules.states import NEXT, Audience, Kind, State
from shuping.charter import Act
from shuping.documents.rules.content import Document, plain
from shuping.journal.services import note
from shuping.refusal import Refused, say
from shuping.rounds.models import Round
from shuping.rounds.services import hold, permit


@transaction.atomic
def compose_bulletin(round_: Round, *, by: Person, at: datetime) -> Bulletin:
    """Compose the bulletin of a round from its record.

    A bulletin of the round that is not published yet is written anew, and proofed
    anew after that.
    """
    round_ = hold(round_)
    permit(round_, Act.COMPOSE_BULLETIN, by=by)
    document = compose(queries.record_of(round_))
    bulletin, _ = Bulletin.objects.exclude(state=State.PUBLISHED).update_or_create(
        round=round_,
        defaults=_written(document, by, at),
        create_defaults={"kind": Kind.DISTRICT, **_written(document, by, at)},
    )
    note("compose bulletin", bulletin, by=by, at=at, title=bulletin.title)
    return bulletin


@transaction.atomic
def compose_round_up(
    rounds: Sequence[Round], *, head: Head, by: Person, at: datetime
) -> Bulletin:
    """Compose one page about several rounds, in the order given."""
    if not rounds or len({one.pk for one in rounds}) < len(rounds):
        raise Refused(say("Name each round of the round-up once."))
    for one in rounds:
        permit(one, Act.COMPOSE_BULLETIN, by=by)
    document = round_up([queries.record_of(one) for one in rounds], head)
    bulletin = Bulletin.objects.create(kind=Kind.ROUND_UP, **_written(document, by, at))
    BulletinPart.objects.bulk_create(
        BulletinPart(bulletin=bulletin, round=one, order=order)
        for order, one in enumerate(rounds, 1)
    )
    note("compose round-up", bulletin, by=by, at=at, title=bulletin.title)
    return bulletin


@transaction.atomic
def revise(
    bulletin: Bulletin, document: Document, *, by: Person, at: datetime
) -> Bulletin:
    """Put other words into a bulletin; it is a draft again, written by them."""
    _permit(bulletin, Act.COMPOSE_BULLETIN, by=by)
    unpublished = Bulletin.objects.exclude(state=State.PUBLISHED)
    if not unpublished.filter(pk=bulletin.pk).update(**_written(document, by, at)):
        raise Refused(say("A published bulletin is not changed."))
    note("revise bulletin", bulletin, by=by, at=at, title=document.title)
    bulletin.refresh_from_db()
    return bulletin


@transaction.atomic
def proof(bulletin: Bulletin, *, by: Person, at: datetime) -> Bulletin:
    """Confirm that a draft is right; whoever wrote it cannot."""
    _permit(bulletin, Act.PROOF_BULLETIN, by=by)
    if bulletin.written_by_id == by.pk:
        raise Refused(say("A second person proofs what you have written."))
    _move(bulletin, State.DRAFT, proofed_by=by)
    note("proof bulletin", bulletin, by=by, at=at)
    return bulletin


@transaction.atomic
def publish(bulletin: Bulletin, to: Audience, *, by: Person, at: datetime) -> Bulletin:
    """Publish a bulletin that has been proofed; what is public bears no marking."""
    _permit(bulletin, Act.PUBLISH_BULLETIN, by=by)
    body = dict(bulletin.body)
    if to == Audience.PUBLIC:
        body["marking"] = ""
    _move(bulletin, State.PROOFED, published_at=at, audience=to, body=body)
    note("publish bulletin", bulletin, by=by, at=at, audience=to)
    return bulletin


def _written(document: Document, by: Person, at: datetime) -> dict[str, object]:
    return {
        "title": document.title,
        "body": plain(document),
        "state": State.DRAFT,
        "written_by": by,
        "written_at": at,
        "proofed_by": None,
    }


def _permit(bulletin: Bulletin, act: Act, *, by: Person) -> None:
    for one in queries.rounds_of(bulletin):
        permit(one, act, by=by)


def _move(bulletin: Bulletin, here: State, **facts: object) -> None:
    """Move the bulletin on, unless somebody has changed it since it was read."""
    same = Bulletin.objects.filter(
        pk=bulletin.pk, state=here, written_at=bulletin.written_at
    )
    if not same.update(state=NEXT[here], **facts):
        raise Refused(say("Somebody has changed this bulletin or moved it on."))
    bulletin.refresh_from_db()
