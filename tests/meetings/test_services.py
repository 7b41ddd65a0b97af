"""Arranging the meetings of a round, and seating who comes."""

from datetime import date, datetime

import pytest
from django.db import IntegrityError

from shuping.accounts.models import Person
from shuping.journal.models import Entry
from shuping.meetings import queries, services
from shuping.meetings.models import Group, Meeting, Point
from shuping.meetings.rules import Role
from shuping.meetings.services import MeetingPlan, PointPlan, Seats
from shuping.organisations.models import Organisation
from shuping.refusal import Refused
from shuping.rounds import services as rounds
from shuping.rounds.models import Round
from tests.conftest import SCHEME

FORBIDDEN = r"^You may not do this in this round now\.$"
WHOLE = MeetingPlan(
    "述职评议会",
    date(2020, 1, 2),
    "区会议中心",
    "区委副书记",
    "区委书记",
    ("述职", "点评", "测评"),
    (PointPlan("指出", "成绩明显", "有三点"), PointPlan("强调", "再接再厉")),
    "组织有力",
    ("准备充分",),
    ("加强整改", "抓好落实"),
)


def noted(act: str) -> list[tuple[Person | None, str, object]]:
    entries = Entry.objects.filter(act=act).order_by("pk")
    return [(one.by, one.thing, one.facts) for one in entries]


def planned(meeting: Meeting) -> MeetingPlan:
    return MeetingPlan(
        meeting.title,
        meeting.date,
        meeting.place,
        meeting.chair,
        meeting.speaker,
        tuple(meeting.agenda),
        tuple(PointPlan(p.verb, p.heading, p.body) for p in meeting.points.all()),
        meeting.judgement,
        tuple(meeting.affirmed),
        tuple(meeting.suggestions),
    )


def seated(round_: Round) -> list[Seats]:
    return [
        Seats(one.group, one.role, one.wording, one.count, one.at_least, one.category)
        for one in queries.groups_of(round_)
    ]


@pytest.fixture
def earlier(tree: dict[str, Organisation], organiser: Person, now: datetime) -> Round:
    """Last year's round, with its meeting and a group."""
    scheme = SCHEME.replace("year = 2019", "year = 2018").encode()
    round_ = rounds.make(tree["LJ"], scheme=scheme, by=organiser, at=now)
    services.arrange(round_, [MeetingPlan("去年的会")], by=organiser, at=now)
    services.seat(round_, [Seats("区四套班子", "attend")], by=organiser, at=now)
    return round_


def test_meetings_are_arranged_in_order_with_one_entry(
    round_: Round, organiser: Person, now: datetime
) -> None:
    plans = [MeetingPlan("动员会"), WHOLE]

    made = services.arrange(round_, plans, by=organiser, at=now)

    assert [planned(one) for one in queries.meetings_of(round_)] == plans
    assert list(queries.meetings_of(round_)) == made
    assert [one.order for one in made] == [1, 2]
    assert noted("arrange meetings") == [
        (organiser, f"rounds.round:{round_.pk}", {"count": 2})
    ]


def test_meetings_arranged_anew_take_the_place_of_this_round_only(
    round_: Round, earlier: Round, organiser: Person, now: datetime
) -> None:
    services.arrange(round_, [WHOLE, WHOLE], by=organiser, at=now)

    services.arrange(round_, [MeetingPlan("改期")], by=organiser, at=now)

    assert [one.title for one in queries.meetings_of(round_)] == ["改期"]
    assert [one.title for one in queries.meetings_of(earlier)] == ["去年的会"]
    assert Point.objects.count() == 0


def test_groups_are_seated_in_protocol_order_with_one_entry(
    round_: Round, organiser: Person, now: datetime
) -> None:
    seats = [
        Seats("区委常委", "chair", "区委常委出席", 11, category="A"),
        Seats("党员代表", "evaluate", "", 50, at_least=True),
        Seats("市委组织部", "visiting"),
    ]

    services.seat(round_, seats, by=organiser, at=now)

    assert seated(round_) == seats
    assert noted("seat groups") == [
        (organiser, f"rounds.round:{round_.pk}", {"count": 3})
    ]


def test_groups_seated_anew_take_the_place_of_this_round_only(
    round_: Round, earlier: Round, organiser: Person, now: datetime
) -> None:
    for group in ("甲", "乙"):
        services.seat(round_, [Seats(group, "attend")], by=organiser, at=now)

    assert seated(round_) == [Seats("乙", "attend")]
    assert seated(earlier) == [Seats("区四套班子", "attend")]


def test_only_the_organiser_arranges_and_seats(
    cast: Round, organiser: Person, recorder: Person, now: datetime
) -> None:
    services.arrange(cast, [WHOLE], by=organiser, at=now)
    services.seat(cast, [Seats("甲", "attend")], by=organiser, at=now)

    with pytest.raises(Refused, match=FORBIDDEN):
        services.arrange(cast, [], by=recorder, at=now)
    with pytest.raises(Refused, match=FORBIDDEN):
        services.seat(cast, [], by=recorder, at=now)
    assert [planned(one) for one in queries.meetings_of(cast)] == [WHOLE]
    assert seated(cast) == [Seats("甲", "attend")]


def test_the_database_knows_every_role_and_no_other(
    round_: Round, organiser: Person, now: datetime
) -> None:
    seats = [Seats(f"{role}", role) for role in Role]
    services.seat(round_, seats, by=organiser, at=now)

    with pytest.raises(IntegrityError, match="group_role_is_known"):
        Group.objects.update(role="sleep")


def test_two_meetings_of_a_round_have_no_place_in_common(
    round_: Round, organiser: Person, now: datetime
) -> None:
    services.arrange(round_, [WHOLE, WHOLE], by=organiser, at=now)

    with pytest.raises(IntegrityError):
        Meeting.objects.update(order=1)
