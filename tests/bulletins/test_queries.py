"""The page of a draft asks for the record of each round once, whatever its size."""

from datetime import datetime

from django.db import connection
from django.test.utils import CaptureQueriesContext

from shuping.accounts.models import Person
from shuping.bulletins.models import Bulletin
from shuping.bulletins.queries import record_of, records_of
from shuping.findings.models import Highlight
from shuping.meetings.models import Comment
from shuping.organisations import services as organisations
from shuping.organisations.services import Body
from shuping.rounds.models import Reporter, Round
from tests.bulletins.test_services import bulletin, held
from tests.pages import asked, browser

__all__ = ["bulletin", "held"]
PAGE, RECORD, MANY = 23, 7, 100


def grow(round_: Round, by: Person, now: datetime) -> None:
    """Put a hundred more on the roster, each with a comment and a highlight."""
    numbers = range(1000, 1000 + MANY)
    new = [Body(f"M{n}", "LJ", f"机构{n}", "", "street_town") for n in numbers]
    bodies = organisations.found(new, by=by, at=now).values()
    reporters = Reporter.objects.bulk_create(
        Reporter(round=round_, organisation=one, mode="oral", order=n)
        for one, n in zip(bodies, numbers, strict=True)
    )
    Comment.objects.bulk_create(
        Comment(
            round=round_,
            reporter=one,
            kind="affirm",
            scope="individual",
            text="有进展",
            state="confirmed",
        )
        for one in reporters
    )
    Highlight.objects.bulk_create(
        Highlight(round=round_, organisation=one, name="“甲”") for one in bodies
    )


def test_a_draft_asks_no_more_for_a_hundred_rows_than_for_three(
    held: Round, bulletin: Bulletin, organiser: Person, now: datetime
) -> None:
    desk = browser(organiser)
    about = "bulletins:bulletin", held.pk, bulletin.pk
    asked(desk, *about)
    few = asked(desk, *about)
    grow(held, organiser, now)

    assert (few, asked(desk, *about)) == (PAGE, PAGE)
    with CaptureQueriesContext(connection) as queries:
        assert len(record_of(held).comments) > MANY
    assert len(queries) == RECORD


def test_of_each_round_the_record_is_asked_once(
    held: Round, bulletin: Bulletin
) -> None:
    with CaptureQueriesContext(connection) as queries:
        records_of(bulletin)

    assert len(queries) == RECORD
