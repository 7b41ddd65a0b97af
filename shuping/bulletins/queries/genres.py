"""A bulletin as it goes out: as a news item or as a brief."""

import datetime as dt
from collections.abc import Iterator

from django.utils import timezone

from shuping.bulletins import queries
from shuping.bulletins.models import Bulletin
from shuping.bulletins.rules import genres
from shuping.bulletins.rules.genres import Genre
from shuping.bulletins.rules.states import Audience
from shuping.documents.rules.content import Document
from shuping.organisations.models import Organisation


def as_genre(bulletin: Bulletin, genre: Genre, *, on: dt.date) -> Document:
    """Return a bulletin as a news item or a brief, in the words that its readers read.

    One that has gone out bears the day on which it did, others the day `on`.
    """
    document, day = queries.shown_of(bulletin), on
    if bulletin.published_at:
        day = timezone.localdate(bulletin.published_at)
    whose = _whose(bulletin)
    if genre == Genre.NEWS:
        return genres.news_item(document, str(whose), day)
    to = tuple(_recipients(bulletin, whose))
    return genres.brief(document, f"{whose}办公室", to, day)


def _whose(bulletin: Bulletin) -> Organisation:
    """Return who issues a bulletin; a round-up, whoever is above its first round."""
    convenor = queries.answering_for(bulletin)[0].convenor
    return convenor if bulletin.round else convenor.parent or convenor


def _recipients(bulletin: Bulletin, whose: Organisation) -> Iterator[tuple[str, str]]:
    """Yield whom a brief goes to: upward, and below once it is told there."""
    if whose.parent:
        yield "报", str(whose.parent)
    if bulletin.audience != Audience.INSIDE:
        yield "发", "各述职单位"
