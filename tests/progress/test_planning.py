"""The roster planned from the bodies below, and what earlier rounds tell."""

from datetime import date, datetime
from http import HTTPStatus

from django.urls import reverse

from shuping.accounts.models import Person
from shuping.organisations import services as organisations
from shuping.organisations.models import Organisation, Post, Tenure
from shuping.organisations.services import Body
from shuping.progress.queries.planning import planned
from shuping.rounds import services as rounds
from shuping.rounds.models import Reporter, Round
from shuping.rounds.services import Enrolment
from tests.conftest import SCHEME
from tests.pages import asked, browser, sent, shown

STREETS = '[roster]\nmust_speak = ["street_town"]\noral_slots = 2\n'
TODAY = date(2020, 1, 3)


def test_the_plan_names_the_head_and_puts_everyone_on_the_roster(
    round_: Round, tree: dict[str, Organisation], organiser: Person, now: datetime
) -> None:
    scheme = (SCHEME + STREETS).encode()
    rounds.rescheme(round_, scheme, by=organiser, at=now)
    post = Post.objects.create(organisation=tree["LJ03"], title="党组书记")
    Tenure.objects.create(post=post, holder="某某", since=date(2018, 1, 1))
    Tenure.objects.create(post=post, holder="前任", until=date(2017, 12, 31))
    desk = browser(organiser)

    page = shown(desk, "progress:plan", round_.pk)
    assert "2 orally, 3 in all" in page
    assert "speaks every year" in page
    sent(desk, "progress:plan", round_.pk)

    enrolled = Reporter.objects.order_by("order").values_list(
        "organisation__code", "mode", "post", "name"
    )
    assert list(enrolled) == [
        ("LJ01", "oral", "书记", ""),
        ("LJ02", "oral", "书记", ""),
        ("LJ03", "written", "党组书记", "某某"),
    ]
    assert "is on the roster" in shown(desk, "progress:plan", round_.pk)


def test_what_earlier_rounds_tell_decides_who_is_due(
    round_: Round, tree: dict[str, Organisation], organiser: Person, now: datetime
) -> None:
    for year, mode in ((2016, "oral"), (2017, "written")):
        text = SCHEME.replace("year = 2019", f"year = {year}")
        earlier = rounds.make(tree["LJ"], scheme=text.encode(), by=organiser, at=now)
        enrolments = [Enrolment(tree["LJ03"], "党组书记", mode, 1)]
        rounds.enrol(earlier, enrolments, by=organiser, at=now)

    places = {
        one.enrolment.organisation.code: (one.spoke, one.oral, one.due)
        for one in planned(round_, TODAY).places
    }

    assert places == {
        "LJ01": (None, True, False),
        "LJ02": (None, True, False),
        "LJ03": (2016, True, True),
    }


def test_the_plan_asks_as_often_for_many_bodies_as_for_few(
    round_: Round, organiser: Person, now: datetime
) -> None:
    desk = browser(organiser)
    few = asked(desk, "progress:plan", round_.pk)
    bodies = [Body(f"M{n}", "LJ", f"机构{n}") for n in range(300)]
    organisations.found(bodies, by=organiser, at=now)

    assert asked(desk, "progress:plan", round_.pk) == few == 14
    assert "not everyone can speak once" in shown(desk, "progress:plan", round_.pk)


def test_a_round_that_has_started_is_planned_no_more(
    round_: Round, reporters: dict[str, Reporter], organiser: Person
) -> None:
    Round.objects.update(stage="reporting")

    answer = browser(organiser).post(reverse("progress:plan", args=[round_.pk]))

    assert answer.status_code == HTTPStatus.NOT_FOUND
