"""Hands on a keyboard: nothing here uses a mouse."""

import pytest
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from shuping.accounts.models import Person
from tests.browser.conftest import PASSWORD, Opens, in_language

MOST_TABS = 80


def tab_to(page: Page, selector: str) -> None:
    """Go on by Tab until the focus stands on what is looked for."""
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        if page.locator(":focus").and_(page.locator(selector)).count():
            return
    pytest.fail(f"Tab does not reach {selector} on {page.url}")


def press(page: Page, selector: str) -> None:
    """Reach a link or a button by Tab and press Enter; wait for the next page."""
    tab_to(page, selector)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def at_the_desk(opens: Opens, server: LiveServer, person: Person, address: str) -> Page:
    """Sign in by the form, as somebody who was sent an address."""
    person.set_password(PASSWORD)
    person.save()
    window = opens()
    in_language(window, "en", server)
    page = window.new_page()
    page.goto(address)
    tab_to(page, "#id_username")
    page.keyboard.type(person.username)
    tab_to(page, "#id_password")
    page.keyboard.type(PASSWORD)
    with page.expect_navigation():
        page.keyboard.press("Enter")
    return page


def choose(page: Page, selector: str, words: str) -> None:
    """Reach a choice by Tab and go down it until these words are chosen."""
    tab_to(page, selector)
    chosen = page.locator(f"{selector} option:checked")
    for _ in range(page.locator(f"{selector} option").count()):
        if words in (chosen.text_content() or ""):
            return
        page.keyboard.press("ArrowDown")
    assert words in (chosen.text_content() or "")


def fill(page: Page, selector: str, words: str) -> None:
    """Reach a field by Tab and type into it, over what stands there."""
    tab_to(page, selector)
    page.keyboard.press("Control+A")
    page.keyboard.type(words)


def make_sure(page: Page, words: str) -> None:
    """Press a button that asks once more, and then say yes."""
    tab_to(page, f"button[popovertarget]:text-is('{words}')")
    page.keyboard.press("Enter")
    page.keyboard.press("Shift+Tab")
    with page.expect_navigation():
        page.keyboard.press("Enter")
