"""A page of long work that moves by itself, and one that is looked at again."""

from datetime import datetime

from django.urls import reverse
from playwright.sync_api import expect
from pytest_django.live_server_helper import LiveServer

from shuping.accounts.models import Person
from shuping.shell.models import Task
from shuping.shell.tasks import work_off
from tests.browser.conftest import Opens, in_language, signed_in
from tests.shell.test_tasks import wished


def test_the_bar_moves_and_the_end_comes_without_a_press(
    organiser: Person, now: datetime, live_server: LiveServer, opens: Opens
) -> None:
    task, window = wished(organiser, now), opens()
    signed_in(window, organiser, live_server)
    in_language(window, "en", live_server)
    page = window.new_page()

    page.goto(reverse("task", args=[task.pk]))
    expect(page.get_by_role("status")).to_contain_text("waiting its turn")
    Task.objects.update(state="running", step=2, steps=3)
    expect(page.get_by_role("progressbar")).to_have_attribute("value", "2")
    work_off()

    expect(page.get_by_role("link", name="Go to what was made")).to_be_visible()


def test_without_script_one_looks_again(
    organiser: Person, now: datetime, live_server: LiveServer, opens: Opens
) -> None:
    task, window = wished(organiser, now), opens(390, java_script_enabled=False)
    signed_in(window, organiser, live_server)
    in_language(window, "en", live_server)
    page = window.new_page()

    page.goto(reverse("task", args=[task.pk]))
    work_off()
    page.get_by_role("link", name="Look again").click()

    expect(page.get_by_role("link", name="Go to what was made")).to_be_visible()
