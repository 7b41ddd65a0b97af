"""The demo's tour, the meeting under way, and what its readers find."""

from pathlib import Path

import pytest

from shuping.accounts.models import Person
from shuping.ballots import queries as boxes
from shuping.ballots.queries import typing
from shuping.bulletins import services as bulletins
from shuping.bulletins.queries import portal
from shuping.bulletins.rules.composing import Head
from shuping.demo import queries, services
from shuping.demo.rules import FACTS, NOW, TOUR, UNDER_WAY, WRITING
from shuping.demo.services import ORGANISER
from shuping.demo.services.drafting import begin_the_reports
from shuping.demo.services.meeting import COMMENTS, begin_the_meeting
from shuping.meetings import queries as meetings
from shuping.reports.models import Report
from shuping.rounds.models import Round

pytestmark = pytest.mark.urls("tests.demo.addresses")


@pytest.fixture
def winter(db: None, settings: object) -> services.Winter:
    loaded = services.load(watch=lambda _: None)
    services.seat_the_cast(loaded)
    return loaded


def test_the_meeting_under_way_has_pending_comments_and_a_sheet_typed_unlike(
    winter: services.Winter,
) -> None:
    round_ = winter.rounds[UNDER_WAY]
    begin_the_meeting(round_)
    begin_the_meeting(round_)  # the second time changes nothing

    assert meetings.pending_of(round_) == len(COMMENTS)
    box = boxes.box_of(round_)
    assert box is not None
    first, second, third = typing.piles_of(box)
    assert (first.done, first.once, first.unlike) == (4, (6, 7), (3,))
    assert (second.done, third.done) == (0, 0)


def test_of_the_reports_one_is_half_written_and_two_wait_to_be_read(
    winter: services.Winter,
) -> None:
    round_ = winter.rounds[WRITING]
    for _ in range(2):  # the second time changes nothing
        begin_the_reports(round_)

    there = Report.objects.filter(reporter__round=round_).order_by("reporter__order")
    states = there.values_list("state", flat=True)
    assert list(states) == ["draft", "submitted", "submitted"]


def test_what_is_published_to_everyone_tells_of_the_real_districts_only(
    winter: services.Winter, tmp_path: Path
) -> None:
    for _ in range(2):
        services.leave(winter, tmp_path)
        services.publish_the_facts(winter)

    titles = [one.title for one in portal.published()]
    assert len(titles) == len(FACTS) + 1
    assert not [one for one in titles if "江州" in one]


def test_what_a_visitor_drafted_is_not_published_when_the_demo_begins_again(
    winter: services.Winter, tmp_path: Path
) -> None:
    services.leave(winter, tmp_path)
    services.publish_the_facts(winter)
    visitor, rounds = Person.objects.get(username=ORGANISER), list(Round.objects.all())
    bulletins.compose_round_up(rounds, head=Head(NOW.date()), by=visitor, at=NOW)

    services.publish_the_facts(winter)

    assert len(portal.published()) == len(FACTS) + 1


def test_the_tour_has_no_stop_before_the_winter_is_loaded(db: None) -> None:
    stops = queries.tour()

    assert [one.address for one in stops] == ["/desk/journal/?tour=12"]


def test_every_stop_of_the_tour_leads_somewhere(winter: services.Winter) -> None:
    stops = queries.tour()

    assert [one.number for one in stops] == list(range(1, len(TOUR) + 1))
    assert len({one.address for one in stops}) == len(TOUR)
