"""Meetings added and changed over the edition seen, with an entry in the journal."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from shuping.accounts.models import Person
from shuping.journal.models import Entry
from shuping.meetings import queries, services
from shuping.meetings.models import Meeting
from shuping.meetings.services import (
    Changed,
    MeetingPlan,
    PointPlan,
    Seats,
    Words,
)
from shuping.refusal import Refused
from shuping.rounds.models import Round

PLAN = MeetingPlan("述职评议会", date(2019, 12, 27), "礼堂", agenda=("述职", "测评"))
FORBIDDEN = r"^You may not do this in this round now\.$"
TOO_LATE = r"^Somebody has changed this since you opened it\.$"


def noted(act: str) -> list[tuple[Person | None, object]]:
    return [(one.by, one.facts) for one in Entry.objects.filter(act=act).order_by("pk")]


@pytest.fixture
def meeting(cast: Round, organiser: Person, now: datetime) -> Meeting:
    return services.add_meeting(cast, PLAN, by=organiser, at=now)


def test_a_meeting_is_added_after_those_that_stand(
    meeting: Meeting, organiser: Person, now: datetime
) -> None:
    second = services.add_meeting(meeting.round, PLAN, by=organiser, at=now)

    assert (meeting.order, second.order) == (1, 2)
    assert noted("arrange meeting") == [(organiser, {}), (organiser, {})]


def test_a_meeting_has_a_title(
    meeting: Meeting, organiser: Person, now: datetime
) -> None:
    plan, edition = replace(PLAN, title=" "), queries.plan_edition(meeting)

    with pytest.raises(Refused, match="Give the meeting a title"):
        services.add_meeting(meeting.round, plan, by=organiser, at=now)
    with pytest.raises(Refused, match="Give the meeting a title"):
        services.rearrange(meeting, plan, edition=edition, by=organiser, at=now)


def test_a_meeting_is_changed_and_what_was_spoken_stays(
    meeting: Meeting, organiser: Person, recorder: Person, now: datetime
) -> None:
    spoken = [PointPlan("指出", "要压实责任")]
    first = queries.points_edition(meeting)
    services.speak(meeting, spoken, edition=first, by=recorder, at=now)
    moved = replace(PLAN, place="会议中心")
    edition = queries.plan_edition(meeting)
    services.rearrange(meeting, moved, edition=edition, by=organiser, at=now)

    again = Meeting.objects.get()
    assert (again.place, again.points.count()) == ("会议中心", 1)
    assert noted("change meeting") == [(organiser, {})]
    with pytest.raises(Changed, match=TOO_LATE):
        services.rearrange(meeting, PLAN, edition=edition, by=organiser, at=now)


def test_the_points_spoken_are_written_in_their_order(
    meeting: Meeting, recorder: Person, now: datetime
) -> None:
    edition = queries.points_edition(meeting)
    spoken = [PointPlan("指出", "其一", "内容"), PointPlan("强调", "其二")]
    services.speak(meeting, spoken, edition=edition, by=recorder, at=now)

    headings = meeting.points.values_list("order", "heading")
    assert list(headings) == [(1, "其一"), (2, "其二")]
    assert noted("record points") == [(recorder, {"count": 2})]
    with pytest.raises(Changed, match=TOO_LATE):
        services.speak(meeting, [], edition=edition, by=recorder, at=now)
    with pytest.raises(Refused, match="A point has a heading"):
        services.speak(meeting, [PointPlan("", " ")], edition="", by=recorder, at=now)


def test_the_visiting_supervisors_words_are_written_over_the_edition_seen(
    meeting: Meeting, recorder: Person, now: datetime
) -> None:
    edition = queries.visit_edition(meeting)
    words = Words("准备充分", ("抓得实",), ("补短板",))
    services.record_visit(meeting, words, edition=edition, by=recorder, at=now)

    again = Meeting.objects.get()
    said = again.judgement, again.affirmed, again.suggestions
    assert said == ("准备充分", ["抓得实"], ["补短板"])
    assert noted("record visiting supervisor") == [(recorder, {})]
    with pytest.raises(Changed, match=TOO_LATE):
        services.record_visit(meeting, words, edition=edition, by=recorder, at=now)


def test_the_groups_are_changed_over_the_edition_seen(
    cast: Round, organiser: Person, now: datetime
) -> None:
    edition = queries.groups_edition(cast)
    seats = [
        Seats("区领导", "attend", count=18, category="A"),
        Seats("代表", "evaluate"),
    ]
    services.reseat(cast, seats, edition=edition, by=organiser, at=now)

    assert [one.group for one in queries.groups_of(cast)] == ["区领导", "代表"]
    assert noted("seat groups") == [(organiser, {"count": 2})]
    with pytest.raises(Changed, match=TOO_LATE):
        services.reseat(cast, seats, edition=edition, by=organiser, at=now)


@pytest.mark.parametrize(
    ("seats", "because"),
    [
        (Seats(" ", "attend"), "A group has a name"),
        (Seats("代表", "evaluate", category="X"), "The scheme has no class X"),
    ],
)
def test_a_group_that_cannot_be_is_refused(
    cast: Round, organiser: Person, now: datetime, seats: Seats, because: str
) -> None:
    edition = queries.groups_edition(cast)

    with pytest.raises(Refused, match=because):
        services.reseat(cast, [seats], edition=edition, by=organiser, at=now)


def test_the_recorder_records_and_does_not_arrange(
    meeting: Meeting, recorder: Person, leader: Person, now: datetime
) -> None:
    round_, words = meeting.round, Words("", (), ())
    with pytest.raises(Refused, match=FORBIDDEN):
        services.add_meeting(round_, PLAN, by=recorder, at=now)
    with pytest.raises(Refused, match=FORBIDDEN):
        services.rearrange(meeting, PLAN, edition="", by=recorder, at=now)
    with pytest.raises(Refused, match=FORBIDDEN):
        services.reseat(round_, [], edition="", by=recorder, at=now)
    with pytest.raises(Refused, match=FORBIDDEN):
        services.speak(meeting, [], edition="", by=leader, at=now)
    with pytest.raises(Refused, match=FORBIDDEN):
        services.record_visit(meeting, words, edition="", by=leader, at=now)
