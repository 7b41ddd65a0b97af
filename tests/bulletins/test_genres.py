"""Bulletins as they are given to be kept: news item, brief, circular, in each form."""

from datetime import datetime, timedelta

import pypdfium2  # type: ignore[import-untyped]
import pytest
from django.urls import reverse
from django.utils import timezone

from shuping.accounts.models import Person
from shuping.bulletins import queries, services
from shuping.bulletins.models import Bulletin
from shuping.bulletins.queries.genres import as_genre
from shuping.bulletins.rules.genres import Genre
from shuping.bulletins.rules.states import Audience
from shuping.documents.views import FORMS
from shuping.rounds.models import Round
from tests.bulletins.test_services import HEAD, bulletin, neighbour
from tests.pages import browser, shown

__all__ = ["bulletin", "neighbour"]


@pytest.mark.parametrize("genre", Genre)
def test_each_genre_is_given_in_every_form(
    genre: Genre, bulletin: Bulletin, cast: Round, organiser: Person
) -> None:
    desk = browser(organiser)
    address = reverse("bulletins:printed", args=[cast.pk, bulletin.pk])
    begins = {"docx": b"PK", "pdf": b"%PDF", "ofd": b"PK", "html": b"<article"}

    for form in FORMS:
        given = desk.get(address, {"genre": genre, "as": form})
        assert given.content.startswith(begins[form])
        name = f'filename="{genre}.{form}"'
        assert given.headers["Content-Disposition"] == f"attachment; {name}"


def test_what_is_no_genre_is_the_news_item(
    bulletin: Bulletin, cast: Round, organiser: Person
) -> None:
    address = reverse("bulletins:printed", args=[cast.pk, bulletin.pk])

    given = browser(organiser).get(address, {"genre": "novel"})

    assert 'filename="news-item.docx"' in given.headers["Content-Disposition"]


def test_the_page_offers_each_in_four_forms_and_the_circular_once_there_is_one(
    bulletin: Bulletin, cast: Round, organiser: Person
) -> None:
    desk = browser(organiser)
    page = shown(desk, "bulletins:bulletin", cast.pk, bulletin.pk)
    circular = reverse("appraisal:circular", args=[cast.pk])

    assert page.count("genre=news-item") == page.count("genre=brief") == len(FORMS)
    assert circular not in page
    Round.objects.update(stage="appraising")
    page = shown(desk, "bulletins:bulletin", cast.pk, bulletin.pk)
    assert page.count(circular) == len(FORMS)


def test_a_brief_goes_upward_and_below_only_once_it_is_told_there(
    bulletin: Bulletin,
    cast: Round,
    leader: Person,
    organiser: Person,
    now: datetime,
) -> None:
    day = timezone.localdate(now)
    drafted = as_genre(bulletin, Genre.BRIEF, on=day)
    services.proof(bulletin, by=leader, at=now)
    services.publish(bulletin, Audience.BELOW, by=organiser, at=now)

    out = as_genre(bulletin, Genre.BRIEF, on=day + timedelta(days=9))

    assert cast.convenor.parent
    upward = ("报", str(cast.convenor.parent))
    assert drafted.issuer == f"{cast.convenor}办公室"
    assert drafted.imprint
    assert drafted.imprint.to == (upward,)
    assert out.imprint
    assert out.imprint.to == (upward, ("发", "各述职单位"))
    assert (out.issued, out.imprint.date) == (day, day)
    assert out.blocks == queries.shown_of(bulletin).blocks


def test_a_round_up_is_issued_by_the_body_above_its_rounds(
    cast: Round, neighbour: Round, organiser: Person, now: datetime
) -> None:
    page = services.compose_round_up([cast, neighbour], head=HEAD, by=organiser, at=now)
    day = timezone.localdate(now)

    given = as_genre(page, Genre.BRIEF, on=day)
    told = shown(browser(organiser), "bulletins:bulletin", cast.pk, page.pk)

    assert cast.convenor.parent
    assert given.issuer == f"{cast.convenor.parent}办公室"
    assert reverse("appraisal:circular", args=[cast.pk]) not in told
    assert as_genre(page, Genre.NEWS, on=day) == queries.document_of(page)


def test_a_character_that_no_font_here_has_is_told_after_the_download(
    bulletin: Bulletin, cast: Round, organiser: Person
) -> None:
    Bulletin.objects.update(body=bulletin.body | {"title": "甲\U0003fffd区"})
    desk = browser(organiser)
    address = reverse("bulletins:printed", args=[cast.pk, bulletin.pk])

    given = desk.get(address, {"as": "pdf", "genre": "brief"})

    assert len(pypdfium2.PdfDocument(given.content)) == 1
    assert "U+3FFFD" in shown(desk, "bulletins:index", cast.pk)
