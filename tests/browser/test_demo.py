"""The demo as somebody sees it who has just typed `make demo`: the whole tour."""

import os
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import suppress
from http import HTTPStatus
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from shuping.demo.rules import NOW, TOUR
from tests.browser.test_axe import faults
from tests.killing import comes, free_port

HOUSE = Path(__file__).resolve().parents[2]


def _answers(address: str) -> bool:
    with suppress(OSError), urllib.request.urlopen(address, timeout=2) as answer:  # noqa: S310 - on loopback
        return bool(answer.status == HTTPStatus.OK)
    return False


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The winter loaded, and its pages served by a process of their own."""
    port = free_port()
    environment = {
        name: value for name, value in os.environ.items() if name != "DATABASE_URL"
    } | {
        "SHUPING_DATA": str(tmp_path_factory.mktemp("demo")),
        "SHUPING_INSTALLATION": "demo",
        "SHUPING_CLOCK": NOW.isoformat(),
        "SHUPING_SECRET_KEY": "of this test only",
    }
    ours = [sys.executable, "-m", "shuping"]
    subprocess.run(  # noqa: S603 - our own program
        [*ours, "demo", "--no-serve"],
        cwd=HOUSE,
        env=environment,
        stdout=subprocess.DEVNULL,
        check=True,
    )
    web = subprocess.Popen(  # noqa: S603 - our own program
        [*ours, "web", "--port", str(port)],
        cwd=HOUSE,
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        assert comes(lambda: _answers(f"http://127.0.0.1:{port}/desk/demo/"))
        yield f"http://127.0.0.1:{port}"
    finally:
        web.communicate(timeout=30)  # its input closes, and it ends


@pytest.fixture
def page(chromium: Browser, demo: str) -> Iterator[Page]:
    window = chromium.new_context(base_url=demo, locale="zh-CN")
    yield window.new_page()
    window.close()


def test_the_tour_leads_through_the_year_to_the_reader(page: Page) -> None:
    page.goto("/")
    page.locator(".tour button").first.click()
    for number in range(1, len(TOUR) + 1):
        expect(page.locator(".halt b")).to_have_text(f"导览{number}/{len(TOUR)}")
        expect(page.locator("main h1").first).to_be_visible()
        expect(page.locator(".demo")).to_have_text("演示数据")
        page.locator(".halt .btn").click()

    expect(page.locator("main li a")).to_have_count(5)
    page.locator("main li a").first.click()
    expect(page.locator("main .crumb")).to_have_text("党建首页 › 基层党建")


def test_the_way_into_the_demo_is_accessible_and_fits_a_phone(page: Page) -> None:
    assert list(faults(page, "/desk/demo/", "zh-hans")) == []
