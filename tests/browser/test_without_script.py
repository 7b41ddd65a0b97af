"""Where a browser runs no script, every form still works."""

from datetime import datetime

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from shuping.accounts.models import Person
from shuping.charter import Stage
from shuping.findings.models import Finding
from shuping.meetings import services as meetings
from shuping.meetings.models import Comment
from shuping.meetings.services import Drafted
from shuping.rounds.models import Reporter, Round
from tests.browser.conftest import PASSWORD, Opens


@pytest.fixture
def drafted(
    cast: Round, reporters: dict[str, Reporter], recorder: Person, now: datetime
) -> Comment:
    """A comment that waits for its leader."""
    typed = Drafted(reporters["LJ02"], "区委书记", "affirm", "individual", "务实")
    return meetings.draft_comments(cast, [typed], by=recorder, at=now)[0]


def in_english(page: Page, person: Person) -> None:
    """Choose English at the sign-in and let the person in, all by buttons."""
    person.set_password(PASSWORD)
    person.save()
    page.goto("/desk/")
    page.get_by_role("button", name="English").click()
    page.locator("#id_username").fill(person.username)
    page.locator("#id_password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("button", name="Sign out")).to_be_visible()


def test_a_finding_is_noted_without_script(
    cast: Round,
    reporters: dict[str, Reporter],
    organiser: Person,
    live_server: LiveServer,
    opens: Opens,
) -> None:
    page = opens(java_script_enabled=False).new_page()
    in_english(page, organiser)

    page.get_by_role("navigation").get_by_role("link", name="Findings").click()
    page.get_by_role("link", name="Note a finding").click()
    body = page.get_by_label("Body")
    body.select_option(str(reporters["LJ01"].organisation.pk))
    page.get_by_label("What was seen").fill("楼道堆物")
    page.get_by_role("button", name="Note it", exact=True).click()

    expect(page.get_by_role("status")).to_be_visible()
    assert Finding.objects.get().text == "楼道堆物"


def test_a_comment_is_confirmed_without_script(
    drafted: Comment,
    cast: Round,
    leader: Person,
    live_server: LiveServer,
    opens: Opens,
) -> None:
    Round.objects.filter(pk=cast.pk).update(stage=Stage.MEETING)
    page = opens(390, java_script_enabled=False).new_page()
    in_english(page, leader)

    page.goto(reverse("meetings:comments", args=[cast.pk]))
    page.get_by_role("checkbox").check()
    page.get_by_role("button", name="Confirm the ticked ones").click()

    expect(page.get_by_role("status")).to_be_visible()
    drafted.refresh_from_db()
    assert drafted.state == "confirmed"
