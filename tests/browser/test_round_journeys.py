"""Before the meeting, with the keyboard alone: a round from a preset, its reporters."""

import shutil
from datetime import datetime
from pathlib import Path

import pytest
from playwright.sync_api import expect
from pytest_django.live_server_helper import LiveServer

from shuping.accounts.models import Person
from shuping.charter import Act, Duty
from shuping.demo.services import WINTER
from shuping.organisations import services as organisations
from shuping.organisations.models import Organisation
from shuping.organisations.queries import organisations_open_to
from shuping.organisations.services import Body
from shuping.rounds.models import Round
from shuping.shell.tasks import work_off
from tests.browser.conftest import Opens
from tests.browser.keyboard import at_the_desk, choose, fill, make_sure, press


@pytest.fixture
def district(round_: Round, organiser: Person) -> Organisation:
    """The district of the organiser, without a round of this year."""
    round_.delete()
    return organisations_open_to(organiser, Act.MAKE_ROUND)[0]


def test_a_round_is_made_from_a_preset_its_reporters_enrolled_and_started(
    district: Organisation, organiser: Person, live_server: LiveServer, opens: Opens
) -> None:
    page = at_the_desk(opens, live_server, organiser, "/desk/")
    press(page, "main a:has-text('Make a round')")
    choose(page, "select#id_convenor", "临江区委")
    fill(page, "#id_name", "临江区2020年度述职评议考核")
    fill(page, "#id_year", "2020")
    fill(page, "#id_deadline", "01/15/2021")
    press(page, "button:has-text('Make the round')")
    expect(page.get_by_role("heading", level=1)).to_contain_text("scheme")

    press(page, "nav.menu a:has-text('Roster')")
    for number, code in enumerate(("LJ01", "LJ02"), 1):
        fill(page, "#id_code", code)
        fill(page, "#id_post", "党工委书记")
        fill(page, "#id_order", str(number))
        press(page, "button:has-text('Put on the roster')")
    expect(page.locator("main tbody tr")).to_have_count(2)

    press(page, 'nav.menu a:has-text("This year\'s round")')
    make_sure(page, "Start the round")
    started = Round.objects.get()
    assert (started.year, started.stage) == (2020, "reporting")


@pytest.fixture
def zipped(tmp_path: Path) -> Path:
    """The worked district of the demo, zipped as an organiser would."""
    made = shutil.make_archive(str(tmp_path / "linjiang"), "zip", WINTER / "linjiang")
    return Path(made)


def test_the_worked_folder_is_taken_in_and_stands_with_its_grades(
    organiser: Person,
    now: datetime,
    zipped: Path,
    live_server: LiveServer,
    opens: Opens,
) -> None:
    (city,) = organisations.found(
        [Body("JZ", "", "江州市委", "city", "city")], by=organiser, at=now
    ).values()
    organisations.give_duty(organiser, Duty.ORGANISER, city, by=None, at=now)
    page = at_the_desk(opens, live_server, organiser, "/desk/")
    press(page, "nav.menu a:has-text('Import and export')")
    page.locator("input[type=file]").set_input_files(zipped)
    press(page, "button:has-text('Take in')")
    work_off()

    page.get_by_role("link", name="Go to what was made").press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("临江区2019年度")
    expect(page.locator("main tbody tr")).to_have_count(69)
    press(page, "nav.menu a:has-text('Appraisal')")
    expect(page.locator("main")).to_contain_text("95.12")
