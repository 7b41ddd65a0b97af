"""After the meeting, with the keyboard alone: grades, letters, bulletin, problems."""

from datetime import datetime
from http import HTTPStatus

import pytest
from django.conf import LazySettings
from django.urls import reverse
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from shuping.accounts.models import Person
from shuping.appraisal.models import Decision
from shuping.bulletins.models import Bulletin
from shuping.charter import Duty, Stage
from shuping.organisations import services as organisations
from shuping.rectification.models import Problem
from shuping.rounds.models import Reporter, Round
from tests.browser.conftest import Opens
from tests.browser.keyboard import at_the_desk, choose, fill, make_sure, press
from tests.world import World, world

__all__ = ["world"]


@pytest.fixture
def colleague(world: World, now: datetime) -> Person:
    """A second organiser."""
    person = Person.objects.create_user("colleague")
    at = world.bodies["LJ"]
    organisations.give_duty(person, Duty.ORGANISER, at, by=None, at=now)
    return person


def decide_otherwise(page: Page, round_: Round, reporter: Reporter) -> None:
    """Decide another grade than the proposed one; without a reason it is refused."""
    working = reverse("appraisal:working", args=[round_.pk, reporter.pk])
    press(page, "nav.menu a:has-text('Appraisal')")
    press(page, f"a[href='{working}']")
    choose(page, "select#id_grade", "较好")
    press(page, "button:has-text('Note the decision')")
    expect(page.locator(".errorlist")).to_be_visible()
    fill(page, "#id_reason", "任现职不足半年，委员会研究定为较好。")
    press(page, "button:has-text('Note the decision')")


def test_grades_are_decided_one_otherwise_with_a_reason_and_letters_are_made(
    world: World, organiser: Person, live_server: LiveServer, opens: Opens
) -> None:
    Decision.objects.all().delete()
    Round.objects.update(stage=Stage.APPRAISING)
    first = world.round.reporters.get(organisation__code="LJ01")
    page = at_the_desk(opens, live_server, organiser, f"/desk/rounds/{world.round.pk}/")

    decide_otherwise(page, world.round, first)
    press(page, "nav.menu a:has-text('Appraisal')")
    make_sure(page, "Decide the rest as proposed")

    assert Decision.objects.count() == world.round.reporters.count()
    assert Decision.objects.get(reporter=first).grade == "fairly_good"
    with page.expect_download() as made:
        page.get_by_role("link", name="All letters (PDF)").press("Enter")
    assert made.value.path().read_bytes().startswith(b"%PDF")


def test_a_bulletin_is_composed_proofed_published_and_read_on_a_phone(
    world: World,
    organiser: Person,
    colleague: Person,
    live_server: LiveServer,
    opens: Opens,
    settings: LazySettings,
) -> None:
    settings.PORTAL = True
    there = reverse("bulletins:index", args=[world.round.pk])
    page = at_the_desk(opens, live_server, organiser, there)
    press(page, "button:has-text('Compose the bulletin')")
    bulletin = Bulletin.objects.get()

    proofing = at_the_desk(opens, live_server, colleague, there)
    press(proofing, f"main a:has-text('{bulletin.title}')")
    press(proofing, "button:has-text('It is right')")

    press(page, f"main a:has-text('{bulletin.title}')")
    press(page, "main a:has-text('Publish to everyone …')")
    make_sure(page, "Publish to everyone")
    expect(page.locator(".badge")).to_have_text("published to everyone")

    phone = opens(390, has_touch=True, is_mobile=True).new_page()
    phone.goto("/bulletins/")
    phone.get_by_role("link", name=bulletin.title).tap()
    expect(phone.get_by_role("heading", level=1)).to_have_text(bulletin.title)
    expect(phone.locator("main")).not_to_contain_text("内部")


def test_a_problem_is_evidenced_below_and_closed_by_the_superior_only(
    world: World,
    organiser: Person,
    live_server: LiveServer,
    opens: Opens,
) -> None:
    here = {"organisation": world.bodies["LJ01"], "year": world.round.year}
    problem = Problem.objects.get(**here)
    there = reverse("rectification:problem", args=[world.round.pk, problem.pk])
    below = Person.objects.get(username="someone")

    page = at_the_desk(opens, live_server, below, there)
    fill(page, "#id_measure", "逐楼摸底，建立台账。")
    fill(page, "#id_leader", "党工委副书记")
    fill(page, "#id_unit", "党建办")
    fill(page, "#id_deadline", "2020-03-31")
    press(page, "button:has-text('Write it into the ledger')")
    fill(page, "#id_evidence", "42栋楼宇摸底完成，新建支部3个。")
    press(page, "button:has-text('Send it to the superior')")
    expect(page.get_by_role("button", name="Close the problem")).to_have_count(0)
    close = reverse("rectification:close", args=[world.round.pk, problem.pk])
    token = page.locator("[name=csrfmiddlewaretoken]").first.input_value()
    answer = page.request.post(close, form={"csrfmiddlewaretoken": token})
    assert answer.status == HTTPStatus.NOT_FOUND

    page = at_the_desk(opens, live_server, organiser, there)
    expect(page.locator("main")).to_contain_text("42栋楼宇摸底完成")
    press(page, "button:has-text('Close the problem')")
    problem.refresh_from_db()
    assert problem.status == "closed"


def test_a_stranger_sees_nothing(
    world: World, stranger: Person, live_server: LiveServer, opens: Opens
) -> None:
    page = at_the_desk(opens, live_server, stranger, "/desk/")
    expect(page.locator("main")).to_contain_text("no round that is open to you")
    expect(page.locator("nav.menu a")).to_have_count(1)

    for name in ("round", "appraisal:index", "reports:index", "ballots:outcome"):
        answer = page.goto(reverse(name, args=[world.round.pk]))
        assert answer is not None
        assert answer.status == HTTPStatus.NOT_FOUND
        expect(page.locator("main")).not_to_contain_text("临江区")
