"""Noting an act, and sealing what was noted."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Model

from shuping.accounts.models import Person
from shuping.failpoint import failpoint
from shuping.journal import rules
from shuping.journal.models import Entry


def note(
    act: str, thing: Model, *, by: Person | None, at: datetime, **facts: Any
) -> None:
    """Write one entry in the caller's transaction.

    `facts` are what a reader of the journal needs, as JSON values; never a mark on
    a secret ballot, a code or a password.
    """
    failpoint(f"before noting: {act}")
    Entry.objects.create(
        at=at,
        by=by,
        act=act,
        thing=f"{thing._meta.label_lower}:{thing.pk}",
        facts=facts,
    )
    failpoint(f"noted: {act}")


@transaction.atomic
def seal() -> int:
    """Seal what stands unsealed, number by number; return how many entries it was.

    The row of the last sealed entry is locked, so two sealers never fork the chain.
    """
    last = (
        Entry.objects.select_for_update()
        .filter(number__isnull=False)
        .order_by("-number")
        .first()
    )
    number, digest = (last.number or 0, last.digest) if last else (0, rules.GENESIS)
    tail = list(Entry.objects.filter(number__isnull=True).order_by("pk"))
    for number, entry in enumerate(tail, number + 1):  # noqa: B020 - goes on from it
        digest = rules.digest(digest, number, rules.content(entry))
        entry.number, entry.digest = number, digest
    if tail:
        failpoint("sealing")
    Entry.objects.bulk_update(tail, ["number", "digest"], batch_size=500)
    if tail:
        failpoint("sealed")
    return len(tail)
