"""Slips made on the server: a second press makes no file worthless unseen."""

from django.urls import reverse
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from shuping.accounts.models import Person
from shuping.ballots.models import Box
from tests.ballots.test_urns import prepared
from tests.browser.conftest import Opens
from tests.browser.keyboard import at_the_desk
from tests.browser.test_axe import faults_here

__all__ = ["prepared"]
MAKE = "form[action$='slips/make/'] button"


def asked(page: Page) -> Page:
    """Ask for three slips, and wait for the file."""
    page.locator("#slips_A").fill("3")
    page.locator("#slips_B").fill("0")
    with page.expect_download():
        page.locator(MAKE).dblclick()
    return page


def test_a_second_press_leaves_the_slips_of_the_first_file_and_says_so(
    prepared: Box, organiser: Person, live_server: LiveServer, opens: Opens
) -> None:
    there = reverse("ballots:take_slips", args=[prepared.round_id])
    page = at_the_desk(opens, live_server, organiser, there)
    page.clock.install()
    asked(page)
    hashes = prepared.slips.get().hashes

    page.clock.run_for(10_000)
    page.locator(MAKE).click()

    expect(page.locator(".errorlist")).to_contain_text("There are slips already")
    assert prepared.slips.get().hashes == hashes
    assert list(faults_here(page, "slips", "en")) == []
    asked(page)
    assert prepared.slips.get().hashes != hashes
