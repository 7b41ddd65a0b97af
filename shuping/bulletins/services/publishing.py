"""A bulletin proofed, looked at again, published, corrected and withdrawn."""

from collections.abc import Collection
from datetime import datetime

from django.db import IntegrityError, transaction

from shuping.accounts.models import Person
from shuping.bulletins import queries
from shuping.bulletins.models import Bulletin, BulletinPart
from shuping.bulletins.rules import facts
from shuping.bulletins.rules.searching import column_of, folded
from shuping.bulletins.rules.states import NEXT, OUT, Audience, State
from shuping.bulletins.services.writing import permit_all, written
from shuping.charter import Act
from shuping.documents.rules.content import plain
from shuping.journal.services import note
from shuping.refusal import Refused, listed, say


@transaction.atomic
def proof(bulletin: Bulletin, *, seen: str = "", by: Person, at: datetime) -> Bulletin:
    """Confirm that a draft is right; whoever wrote it cannot.

    `seen` is the stamp of the words that the person has before them. Refused where they
    were changed since.
    """
    permit_all(bulletin, Act.PROOF_BULLETIN, by=by)
    if bulletin.written_by_id == by.pk:
        raise Refused(say("A second person proofs what you have written."))
    _move(bulletin, State.DRAFT, seen, proofed_by=by)
    note("proof bulletin", bulletin, by=by, at=at)
    return bulletin


@transaction.atomic
def look_again(bulletin: Bulletin, *, by: Person, at: datetime) -> Bulletin:
    """Confirm that the words hold though facts have changed since they were written."""
    permit_all(bulletin, Act.COMPOSE_BULLETIN, by=by)
    records = queries.records_of(queries.rounds_of(bulletin))
    changes = queries.changed(bulletin, records)
    bulletin.facts = [facts.plain(facts.facts_of(now)) for _, now in records]
    bulletin.save(update_fields=["facts"])
    note("look at bulletin again", bulletin, by=by, at=at, changes=len(changes))
    return bulletin


@transaction.atomic
def publish(
    bulletin: Bulletin,
    to: Audience,
    *,
    read: Collection[int] = (),
    seen: str = "",
    by: Person,
    at: datetime,
) -> Bulletin:
    """Publish a bulletin that has been proofed, as its audience is to read it.

    `read` are the keys of the parts from elsewhere that the person has read for what
    is to be kept from this audience, `seen` is the stamp of the words that they have
    before them. Refused where a part is left, where the words were changed since,
    while a fact has changed that nobody has looked at since, and where an earlier
    version is still read by more people. Earlier versions are superseded.
    """
    permit_all(bulletin, Act.PUBLISH_BULLETIN, by=by)
    if queries.changed(bulletin, queries.records_of(queries.rounds_of(bulletin))):
        raise Refused(say("The record has changed since. Look at what changed first."))
    to_read = queries.parts_to_read(bulletin, to)
    if left := [say("{part}", part=one.name) for one in to_read if one.pk not in read]:
        raise Refused(
            say("Read these parts from elsewhere first: {names}.", names=listed(left))
        )
    earlier = [one for one in queries.versions_of(bulletin) if one != bulletin]
    if any(_reaches_further(one, to) for one in earlier):
        raise Refused(say("Whoever read the earlier version reads the correction too."))
    shown = queries.as_read_by(bulletin, to).document
    _move(
        bulletin,
        State.PROOFED,
        seen,
        published_at=at,
        audience=to,
        shown=plain(shown),
        column=column_of(shown),
        searched=folded(shown),
    )
    those = Bulletin.objects.filter(pk__in=[one.pk for one in earlier])
    those.update(is_superseded=True)
    about = {"read": [one.name for one in to_read]} if to_read else {}
    note("publish bulletin", bulletin, by=by, at=at, audience=to, **about)
    return bulletin


def _reaches_further(earlier: Bulletin, to: Audience) -> bool:
    order = list(Audience)
    further = order.index(Audience(earlier.audience)) > order.index(to)
    return earlier.state == State.PUBLISHED and further


@transaction.atomic
def correct(bulletin: Bulletin, because: str, *, by: Person, at: datetime) -> Bulletin:
    """Begin a further version of what has gone out; return its draft.

    Refused where a further one has begun, or another draft of the round stands.
    """
    permit_all(bulletin, Act.COMPOSE_BULLETIN, by=by)
    latest = queries.versions_of(bulletin)[0]
    if latest.pk != bulletin.pk or bulletin.state not in OUT:
        raise Refused(say("Only the latest version that went out is corrected."))
    try:
        with transaction.atomic():
            draft = Bulletin.objects.create(
                round=bulletin.round,
                kind=bulletin.kind,
                facts=bulletin.facts,
                first_id=bulletin.number,
                version=bulletin.version + 1,
                because=because,
                **written(queries.document_of(bulletin), by, at),
            )
    except IntegrityError:
        raise Refused(say("A draft of this round stands already.")) from None
    parts = list(bulletin.parts.all())
    for one in parts:
        one.pk, one.bulletin = None, draft
    BulletinPart.objects.bulk_create(parts)
    note("correct bulletin", draft, by=by, at=at, because=because)
    return draft


@transaction.atomic
def withdraw(bulletin: Bulletin, because: str, *, by: Person, at: datetime) -> Bulletin:
    """Take back what has gone out; its address says so, and why."""
    permit_all(bulletin, Act.PUBLISH_BULLETIN, by=by)
    _move(
        bulletin,
        State.PUBLISHED,
        "",
        withdrawn_by=by,
        withdrawn_at=at,
        withdrawn_because=because,
    )
    note("withdraw bulletin", bulletin, by=by, at=at, because=because)
    return bulletin


def _move(bulletin: Bulletin, here: State, seen: str, **facts: object) -> None:
    """Move the bulletin on, unless somebody has changed it since it was seen."""
    same = Bulletin.objects.filter(
        pk=bulletin.pk, state=here, written_at=bulletin.written_at
    )
    others = seen not in {"", bulletin.stamp}
    if others or not same.update(state=NEXT[here], **facts):
        raise Refused(say("Somebody has changed this bulletin or moved it on."))
    bulletin.refresh_from_db()
