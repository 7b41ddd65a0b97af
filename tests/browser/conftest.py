"""A real Chromium, without a window, before the pages of a real server."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, sync_playwright
from pytest_django.live_server_helper import LiveServer

from shuping.accounts.models import Person

# Playwright keeps a loop running in this thread; the tests themselves are not async.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

CHROMIUM = Path("/usr/bin/chromium")
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
PASSWORD = "a walk to work"  # noqa: S105 - of people who live for one test

Opens = Callable[..., BrowserContext]


@pytest.fixture(scope="package")
def chromium() -> Iterator[Browser]:
    """The one browser of this folder; where it is missing, say how to get it."""
    if not CHROMIUM.exists():
        missing = "no chromium: apt-get install chromium fonts-noto-cjk"
        if os.environ.get("SHUPING_NO_SKIP"):
            pytest.fail(missing)
        pytest.skip(missing)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=str(CHROMIUM), args=ARGUMENTS
        )
        yield browser
        browser.close()


@pytest.fixture
def opens(chromium: Browser, live_server: LiveServer) -> Iterator[Opens]:
    """Open a window with cookies of its own; all are closed in the end."""
    windows = []

    def open_window(width: int = 1280, **named: Any) -> BrowserContext:
        size = {"width": width, "height": 900}
        window = chromium.new_context(
            base_url=live_server.url,
            locale="zh-CN",
            viewport=size,  # type: ignore[arg-type]
            **named,
        )
        window.set_default_timeout(20_000)
        windows.append(window)
        return window

    yield open_window
    for window in windows:
        window.close()


def signed_in(window: BrowserContext, person: Person, server: LiveServer) -> None:
    """Let a person in without the form."""
    client = Client()
    client.force_login(person)
    session = client.cookies["sessionid"].value
    there = f"{server.url}/desk/"
    window.add_cookies([{"name": "sessionid", "value": session, "url": there}])


def in_language(window: BrowserContext, language: str, server: LiveServer) -> None:
    """Choose the language, as the button at the head of every page does."""
    cookie = {"name": "django_language", "value": language, "url": server.url}
    window.add_cookies([cookie])  # type: ignore[list-item]
