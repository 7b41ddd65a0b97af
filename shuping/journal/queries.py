"""Reading the journal."""

from datetime import datetime

from django.db.models import Model, QuerySet

from shuping.journal import rules
from shuping.journal.models import Entry


def first_broken() -> int | None:
    """Return the number of the first sealed entry that does not hold, or None.

    Checked are the numbers 1, 2, 3 … without a gap, and each digest anew.
    """
    before = rules.GENESIS
    sealed = Entry.objects.filter(number__isnull=False).order_by("number")
    for expected, entry in enumerate(sealed.iterator(), 1):
        before = rules.digest(before, expected, rules.content(entry))
        if (entry.number, entry.digest) != (expected, before):
            return expected
    return None


def unsealed() -> int:
    """Return how many entries wait for the sealer."""
    return Entry.objects.filter(number__isnull=True).count()


def sealed_about(thing: Model) -> list[tuple[Entry, str]]:
    """Return the sealed entries about a thing, each with the digest before it."""
    name = f"{thing._meta.label_lower}:{thing.pk}"
    sealed = Entry.objects.filter(thing=name, number__isnull=False).order_by("number")
    found = [(one, (one.number or 0) - 1) for one in sealed]
    digests = Entry.objects.filter(number__in=[number for _, number in found])
    before = dict(digests.values_list("number", "digest"))
    return [(one, before.get(number, rules.GENESIS)) for one, number in found]


def entries() -> QuerySet[Entry]:
    """Return all entries with their people, latest first."""
    return Entry.objects.select_related("by").order_by("-pk")


def last_moment() -> datetime | None:
    """Return when the latest entry was written, None where there is none."""
    latest = Entry.objects.order_by("-at").first()
    return latest.at if latest else None
