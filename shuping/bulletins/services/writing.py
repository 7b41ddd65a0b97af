"""Writing a bulletin: composed from the record, or in other words."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from shuping.accounts.models import Person
from shuping.bulletins import queries
from shuping.bulletins.models import Bulletin, BulletinPart
from shuping.bulletins.rules import facts
from shuping.bulletins.rules.composing import Head, compose, round_up
from shuping.bulletins.rules.states import UNPUBLISHED, Kind, State
from shuping.charter import Act
from shuping.documents.rules.content import Document, plain
from shuping.journal.services import note
from shuping.refusal import Refused, say
from shuping.rounds.models import Round
from shuping.rounds.services import hold, permit, permit_in


@transaction.atomic
def compose_bulletin(round_: Round, *, by: Person, at: datetime) -> Bulletin:
    """Compose the bulletin of a round from its record.

    A bulletin of the round that is not published yet is written anew, and proofed
    anew after that.
    """
    round_ = hold(round_)
    permit(round_, Act.COMPOSE_BULLETIN, by=by)
    record = queries.record_of(round_)
    kept = {"facts": [facts.plain(facts.facts_of(record))]}
    told = written(compose(record), by, at) | kept
    bulletin, _ = Bulletin.objects.filter(state__in=UNPUBLISHED).update_or_create(
        round=round_,
        defaults=told,
        create_defaults={"kind": Kind.DISTRICT, **told},
    )
    note("compose bulletin", bulletin, by=by, at=at, title=bulletin.title)
    return bulletin


@transaction.atomic
def compose_round_up(
    rounds: Sequence[Round], *, head: Head, by: Person, at: datetime
) -> Bulletin:
    """Compose one page about several rounds, in the order given.

    A bulletin of a round that has gone out stands in its own words, and on the facts
    that it was held against; the others are composed from the record.
    """
    if not rounds or len({one.pk for one in rounds}) < len(rounds):
        raise Refused(say("Name each round of the round-up once."))
    permit_in(rounds, Act.COMPOSE_BULLETIN, by=by)
    records = [record for _, record in queries.records_of(rounds)]
    out = queries.standing_of(*rounds)
    standing = [out.get(one.pk) for one in rounds]
    own = [queries.document_of(one).blocks if one else () for one in standing]
    bulletin = Bulletin.objects.create(
        kind=Kind.ROUND_UP,
        facts=[
            its.facts[0] if its and its.facts else facts.plain(facts.facts_of(record))
            for record, its in zip(records, standing, strict=True)
        ],
        **written(round_up(records, head, own), by, at),
    )
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
    permit_all(bulletin, Act.COMPOSE_BULLETIN, by=by)
    put(bulletin, document, by=by, at=at)
    note("revise bulletin", bulletin, by=by, at=at, title=document.title)
    bulletin.refresh_from_db()
    return bulletin


def put(bulletin: Bulletin, document: Document, *, by: Person, at: datetime) -> None:
    """Write a document into a bulletin; refused where it is published."""
    unpublished = Bulletin.objects.filter(pk=bulletin.pk, state__in=UNPUBLISHED)
    if not unpublished.update(**written(document, by, at)):
        raise Refused(say("A published bulletin is not changed."))


def written(document: Document, by: Person, at: datetime) -> dict[str, object]:
    """Return the fields of a draft with these words."""
    return {
        "title": document.title,
        "body": plain(document),
        "state": State.DRAFT,
        "written_by": by,
        "written_at": at,
        "proofed_by": None,
    }


def permit_all(bulletin: Bulletin, act: Act, *, by: Person) -> None:
    """Refuse an act that the person may not do in every round told of."""
    permit_in(queries.answering_for(bulletin), act, by=by)
