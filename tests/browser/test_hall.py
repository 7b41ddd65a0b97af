"""A hall: a strict box set up at the desk, thirty phones, five sheets of paper."""

import re
from collections.abc import Iterator
from datetime import datetime
from zipfile import ZipFile

import pytest
from django.conf import LazySettings
from django.urls import reverse
from playwright.sync_api import BrowserContext, Page, expect
from pytest_django.live_server_helper import LiveServer

from shuping.accounts.models import Person
from shuping.ballots import queries, services
from shuping.ballots.queries import urns as asked
from shuping.ballots.rules.tally import Turnout
from shuping.ballots.services import Paper
from shuping.charter import Stage
from shuping.rounds.models import Reporter, Round
from tests.ballots.test_printing import pages
from tests.browser.conftest import Opens
from tests.browser.keyboard import at_the_desk, fill, make_sure, press, tab_to
from tests.browser.test_axe import faults_here
from tests.urn.process import SECRET, Urn, urn

PHONES, SHEETS = 30, 5
PAPER = {
    "A": Turnout(20, 20, 0, 0),
    "B": Turnout(20, 20, SHEETS, SHEETS),
    "S": Turnout(1, 1, 0, 0),
}


@pytest.fixture
def hall(
    tmp_path_factory: pytest.TempPathFactory,
    settings: LazySettings,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Urn]:
    monkeypatch.setattr(asked, "MANY_WRONG", 0)  # so that its words are looked at too
    settings.BOXES = tmp_path_factory.mktemp("boxes")
    with urn(settings.BOXES) as one:
        settings.URN_CONTROL, settings.URN_SECRET = one.desk, SECRET
        settings.URN_ADDRESS = f"http://127.0.0.1:{one.port}"
        yield one


def set_up(desk: Page) -> list[str]:
    """Set a strict box up and make its slips; return the codes as printed."""
    press(desk, "main a:has-text('Take ballots from phones too')")
    desk.get_by_label("strict").press("Space")
    press(desk, "button:text-is('Set the box up')")
    press(desk, "main a:has-text('See to it')")
    for code, count in (("A", "18"), ("B", "12")):
        fill(desk, f"#slips_{code}", count)
    assert list(faults_here(desk, "slips", "en")) == []
    tab_to(desk, "button:text-is('Make them and take the PDF')")
    with desk.expect_download() as given:
        desk.keyboard.press("Enter")
    with ZipFile(given.value.path()) as packed:
        printed = [packed.read(name) for name in packed.namelist()]
    codes = [code for file in printed for page in pages(file) for code in found(page)]
    press(desk, "main a:has-text('Back to the box')")
    return codes


def found(page: str) -> list[str]:
    """Return the codes on a printed page."""
    return re.findall(r"(?:[0-9A-Z]{5} ){3}[0-9A-Z]{5}", page)


def make_key(desk: Page) -> list[str]:
    """Make the key and return its shares, as three keepers write them down."""
    press(desk, "main a:has-text('See to it')")
    assert list(faults_here(desk, "making the key", "en")) == []
    press(desk, "button:text-is('Make the key')")
    shares = desk.locator(".words").all_text_contents()
    with desk.expect_download() as given:
        desk.locator("a[download]").press("Enter")
    assert len(pages(given.value.path().read_bytes())) == len(shares)
    assert list(faults_here(desk, "key", "en")) == []
    press(desk, "main a:has-text('It is written down')")
    return shares


def step(first: Page, second: Page, words: str) -> None:
    """Take a step: one person proposes it, another seconds it."""
    for desk in (first, second):
        desk.reload()
    press(first, f"button:text-is('Propose: {words}')")
    second.reload()
    make_sure(second, "Second it")


def vote(phone: BrowserContext, address: str, code: str) -> None:
    """Scan, mark everyone with the best grade, review, cast."""
    page = phone.new_page()
    page.goto(f"{address}#{code.replace(' ', '')}")
    expect(page.locator("fieldset")).to_have_count(3)
    for row in page.locator("fieldset").all():
        row.locator("label").first.tap()
    page.locator(".next").tap()
    page.locator(".next").tap()
    expect(page.locator(".receipt")).to_be_visible()
    page.close()


def test_thirty_phones_and_five_sheets_are_counted_with_two_of_three_shares(  # noqa: PLR0915, PLR0917 - one day from morning to evening; fixtures by name
    cast: Round,
    reporters: dict[str, Reporter],
    organiser: Person,
    monitor: Person,
    second_monitor: Person,
    teller: Person,
    other_teller: Person,
    now: datetime,
    hall: Urn,
    live_server: LiveServer,
    opens: Opens,
) -> None:
    Round.objects.update(stage=Stage.MEETING)
    box = services.prepare(cast, PAPER, by=organiser, at=now)
    there = reverse("ballots:index", args=[cast.pk])
    desk = at_the_desk(opens, live_server, organiser, there)
    codes = set_up(desk)
    assert len(codes) == PHONES
    watch = at_the_desk(opens, live_server, monitor, there)
    shares = make_key(watch)
    assert len(shares) == 3
    step(desk, watch, "commit the box")
    assert list(faults_here(watch, "committed", "en")) == []
    step(desk, watch, "open the box for voting")
    assert list(faults_here(watch, "open", "en")) == []

    box.refresh_from_db()
    phone = opens(390, has_touch=True, is_mobile=True)
    for code in codes:
        vote(phone, f"{hall_address(hall)}/v/{box.name}", code)
    papers = [Paper("B", number, bytes([1, 1, 0])) for number in range(1, SHEETS + 1)]
    for who in (teller, other_teller):
        services.type_sheets(box, papers, by=who, at=now)
    watch.reload()
    make_sure(watch, "Let the paper ballots join")
    expect(watch.get_by_role("status")).to_contain_text("5 paper ballots joined")
    step(desk, watch, "close the box")

    watch.reload()
    press(watch, "button:text-is('Propose: open the ballots and count')")
    other = at_the_desk(opens, live_server, second_monitor, there)
    press(other, "main a:has-text('Second it, with the key')")
    fill(other, "#id_share", shares[0])
    fill(other, "#id_other_share", re.sub("^[a-z]+", "academic", shares[2]))
    press(other, "button:text-is('Open and count')")
    wrong = other.locator("p:has(#id_other_share), div:has(> #id_other_share)")
    expect(wrong.locator(".errorlist")).to_contain_text("A word of this share is wrong")
    fill(other, "#id_share", shares[0])
    fill(other, "#id_other_share", shares[2])
    press(other, "button:text-is('Open and count')")
    expect(other.get_by_role("heading", level=1)).to_contain_text("outcome")

    outcome = queries.outcome_of(cast)
    assert outcome is not None
    assert (outcome.shown["A"].valid, outcome.shown["B"].valid) == (18, 17)
    assert outcome.shown["B"].cells["LJ03"]["overall"]["good"] == 17
    assert outcome.shown["B"].cells["LJ01"]["overall"]["fairly_good"] == SHEETS
    recount(other, shares)


def recount(desk: Page, shares: list[str]) -> None:
    """Count once more, with another pair of shares."""
    press(desk, "nav.menu a:has-text('Evaluation')")
    press(desk, "main a:has-text('Count again')")
    fill(desk, "#id_share", shares[1])
    fill(desk, "#id_other_share", shares[2])
    press(desk, "button:text-is('Count again')")
    expect(desk.get_by_role("status")).to_contain_text("the same figures")


def hall_address(hall: Urn) -> str:
    return f"http://127.0.0.1:{hall.port}"
