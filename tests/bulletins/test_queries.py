"""The page of a draft asks for the record of each round once, whatever its size."""

from datetime import datetime

from django.db import connection
from django.test.utils import CaptureQueriesContext

from shuping.accounts.models import Person
from shuping.bulletins.models import Bulletin
from shuping.bulletins.queries import record_of, records_of, rounds_of
from shuping.bulletins.services import compose_round_up
from shuping.charter import Duty
from shuping.findings.models import Highlight
from shuping.meetings.models import Comment, Group, Meeting, Point
from shuping.organisations import services as organisations
from shuping.organisations.services import Body
from shuping.rounds import services as rounds
from shuping.rounds.models import Reporter, Round
from tests.bulletins.test_services import HEAD, bulletin, held
from tests.conftest import SCHEME
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


def districts(count: int, by: Person, now: datetime) -> list[Round]:
    """Make districts, each with a round, a roster, a meeting and a comment."""
    numbers = [f"D{n}" for n in range(1, count + 1)]
    new = [Body(one, "JZ", f"{one}区委", "district", "") for one in numbers]
    new += [Body(f"{one}X", one, f"{one}街道", "", "") for one in numbers]
    bodies = organisations.found(new, by=by, at=now)
    made = []
    for code in numbers:
        organisations.give_duty(by, Duty.ORGANISER, bodies[code], by=None, at=now)
        scheme = SCHEME.replace('convenor = "LJ"', f'convenor = "{code}"').encode()
        made.append(rounds.make(bodies[code], scheme=scheme, by=by, at=now))
    reporters = Reporter.objects.bulk_create(
        Reporter(
            round=one,
            organisation=bodies[f"{one.convenor.code}X"],
            post=one.convenor.name,
            mode="oral",
            order=1,
        )
        for one in made
    )
    for one in made:
        meeting = Meeting.objects.create(round=one, title=one.convenor.name, order=1)
        Point.objects.create(meeting=meeting, verb="会议指出", heading="实", order=1)
        Group.objects.create(
            round=one, group="v", role="visiting", wording="到会", order=1
        )
    Comment.objects.bulk_create(
        Comment(round=one.round, reporter=one, kind="affirm", scope="individual")
        for one in reporters
    )
    return made


def test_a_round_up_asks_no_more_for_twenty_rounds_than_for_two(
    cast: Round, organiser: Person, now: datetime
) -> None:
    made = districts(20, organiser, now)
    desk = browser(organiser)

    def counted(those: list[Round]) -> list[int]:
        with CaptureQueriesContext(connection) as composing:
            one = compose_round_up(those, head=HEAD, by=organiser, at=now)
        assert len(rounds_of(one)) == len(those)
        pages = ("bulletin", "preview", "parts")
        return [
            len(composing),
            *(asked(desk, f"bulletins:{page}", those[0].pk, one.pk) for page in pages),
        ]

    counted(made[:2])  # once to warm up what is kept from request to request
    assert counted(made) == counted(made[:2])


def test_each_round_has_its_own_record(
    cast: Round, organiser: Person, now: datetime
) -> None:
    made = districts(3, organiser, now)

    assert records_of(made) == [(one, record_of(one)) for one in made]
    assert [record.oral[0].post for _, record in records_of(made)] == [
        one.convenor.name for one in made
    ]
    assert [record.meetings[0].title for _, record in records_of(made)] == [
        one.convenor.name for one in made
    ]
