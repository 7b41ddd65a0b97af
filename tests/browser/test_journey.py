"""A report's way with the keyboard alone; a reader with a phone."""

from datetime import datetime

import pytest
from django.conf import LazySettings
from django.urls import reverse
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from shuping.accounts.models import Person
from shuping.bulletins import services as bulletins
from shuping.bulletins.models import Bulletin
from shuping.charter import Stage
from shuping.reports.models import Report
from shuping.rounds.models import Reporter, Round
from tests.browser.conftest import Opens
from tests.browser.keyboard import at_the_desk, press, tab_to


def write(page: Page, there: str) -> None:
    """Go from home to the report, write a section, save."""
    press(page, "nav.menu a:has-text('Reports')")
    press(page, f"a[href='{there}']")
    press(page, "a:has-text('Write')")
    tab_to(page, "#id_part-problems")
    page.keyboard.type("调研不够深入。")
    press(page, "main .btn:text-is('Save')")
    expect(page.get_by_role("status")).to_have_text("The report is saved.")
    expect(page.locator("article")).to_contain_text("调研不够深入。")


def send_back(page: Page) -> None:
    """Unfold the form, give the reason, return the report."""
    tab_to(page, "main summary")
    page.keyboard.press("Enter")
    tab_to(page, "#id_because")
    page.keyboard.type("请写明上年问题整改。")
    press(page, "button:text-is('Return it')")
    expect(page.get_by_role("status")).to_contain_text("The report is returned")


def test_a_report_is_written_submitted_and_returned_with_the_keyboard_alone(
    reporters: dict[str, Reporter],
    liaison: Person,
    secretary: Person,
    organiser: Person,
    live_server: LiveServer,
    opens: Opens,
) -> None:
    reporter = reporters["LJ01"]
    Round.objects.update(stage=Stage.REPORTING)
    there = reverse("reports:report", args=[reporter.round.pk, reporter.pk])

    write(at_the_desk(opens, live_server, liaison, "/desk/"), there)
    page = at_the_desk(opens, live_server, secretary, there)
    press(page, "button:has-text('Submit these words')")
    expect(page.get_by_role("status")).to_have_text("The report is submitted.")
    send_back(at_the_desk(opens, live_server, organiser, there))

    report = Report.objects.get(reporter=reporter)
    assert report.state == "returned"
    assert report.returned_because == "请写明上年问题整改。"
    assert "调研不够深入。" in report.text


@pytest.fixture
def published(
    round_: Round,
    reporters: dict[str, Reporter],
    organiser: Person,
    stranger: Person,
    now: datetime,
) -> Bulletin:
    """A bulletin that stands on the public page."""
    bulletin = bulletins.compose_bulletin(round_, by=organiser, at=now)
    Bulletin.objects.update(
        state="published", audience="public", proofed_by=stranger, published_at=now
    )
    return bulletin


def test_a_reader_with_a_phone_reads_a_published_bulletin(
    published: Bulletin, live_server: LiveServer, opens: Opens, settings: LazySettings
) -> None:
    settings.PORTAL = True
    page = opens(390, has_touch=True, is_mobile=True).new_page()

    page.goto("/bulletins/")
    page.get_by_role("link", name=published.title).tap()

    expect(page.get_by_role("heading", level=1)).to_have_text(published.title)
    expect(page.locator("main")).to_contain_text("2020-01-03")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
