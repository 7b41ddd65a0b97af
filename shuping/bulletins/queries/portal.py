"""What anybody may read: published to everyone, and the latest of its versions."""

from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet

from shuping.bulletins.models import Bulletin
from shuping.bulletins.queries import at_address, shown_of
from shuping.bulletins.rules.feed import Item
from shuping.bulletins.rules.searching import crumbs_of, sought
from shuping.bulletins.rules.states import OUT, Audience, State

PAGE = 20


def published(column: str = "", words: str = "") -> QuerySet[Bulletin]:
    """Return what is published to everyone, the latest first, without its text.

    All of the words stand in what is found; a column of nothing is every column.
    """
    public = Bulletin.objects.filter(
        audience=Audience.PUBLIC, state=State.PUBLISHED, is_superseded=False
    )
    if column:
        public = public.filter(column=column)
    for word in sought(words):
        public = public.filter(searched__contains=word)
    lean = public.defer("body", "shown", "searched", "facts")
    return lean.select_related("round__convenor").order_by("-published_at", "-pk")


def columns() -> Sequence[str]:
    """Return the columns in which something is published."""
    named = (
        published()
        .exclude(column="")
        .order_by("column")
        .values_list("column", flat=True)
    )
    return list(named.distinct())


def public_versions(number: int) -> Sequence[Bulletin]:
    """Return what everyone may know of at one address, the latest first.

    A version that was withdrawn is among them; its text is not to be shown.
    """
    public = at_address(number).filter(audience=Audience.PUBLIC, state__in=OUT)
    return list(public.select_related("round__convenor").order_by("-version"))


def numbers() -> Sequence[int]:
    """Return the number of every address that everyone may open, in order."""
    public = Bulletin.objects.filter(audience=Audience.PUBLIC, state__in=OUT)
    those = public.order_by("pk").defer("body", "shown", "searched", "facts")
    return sorted({one.number for one in those})


def source_of(one: Bulletin) -> str:
    """Return whose a bulletin is; of a round-up, the column that it stands in."""
    return str(one.round.convenor) if one.round else one.column


def item_of(one: Bulletin, address: str) -> Item:
    """Return what the feed tells of a published bulletin that stands at an address."""
    assert one.published_at  # noqa: S101 - it is published
    return Item(one.number, one.title, address, source_of(one), one.published_at)


def page_of(one: Bulletin, versions: Sequence[Bulletin]) -> dict[str, Any]:
    """Return what the page of a version shows; a withdrawn one shows no text."""
    document = shown_of(one)
    return {
        "bulletin": one,
        "versions": versions,
        "latest": versions[0],
        "document": None if one.state == State.WITHDRAWN else document,
        "crumbs": crumbs_of(document),
    }
