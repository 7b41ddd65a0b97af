"""Two tellers at the desk: what nobody voted with is void, and the balance closes."""

from datetime import datetime

from django.urls import reverse
from playwright.sync_api import expect
from pytest_django.live_server_helper import LiveServer

from shuping.accounts.models import Person
from shuping.ballots.services import urns
from shuping.rounds.models import Round
from tests.ballots.test_urns import Voters, opened, prepared, running
from tests.browser.conftest import Opens
from tests.browser.keyboard import at_the_desk, press, tab_to
from tests.browser.test_axe import faults_here

__all__ = ["opened", "prepared", "running"]


def test_two_tellers_void_what_is_left_and_the_balance_closes(  # noqa: PLR0917 - fixtures are asked for by name
    opened: Voters,
    cast: Round,
    teller: Person,
    other_teller: Person,
    monitor: Person,
    now: datetime,
    live_server: LiveServer,
    opens: Opens,
) -> None:
    box, made = opened.box, opened.made
    for number in range(4):
        assert opened.vote("A", number, bytes(3)) == 200
    there = reverse("ballots:index", args=[cast.pk])
    first = at_the_desk(opens, live_server, teller, there)
    press(first, "main a:has-text('Unused slips')")
    tab_to(first, "#id_slips")
    address = f"https://vote.example/v/{box.name}#"
    for code in (made["A"][4], made["A"][5], made["B"][0][:19], *made["B"]):
        first.keyboard.type(f"{address}{code}\n")
    press(first, "button:text-is('Enter these slips')")
    expect(first.get_by_role("alert")).to_contain_text("Line 3: 19 characters")
    expect(first.locator("#id_slips")).to_have_value("")
    assert list(faults_here(first, "unused", "en")) == []

    second = at_the_desk(opens, live_server, other_teller, there)
    press(second, "main a:has-text('2 waiting for a second person')")
    for left in (1, 0):
        press(second, "button:text-is('I agree: void them')")
        expect(second.locator("button:text-is('Take it back')")).to_have_count(left)
    assert list(faults_here(second, "agreed", "en")) == []

    urns.pause(box, by=monitor, at=now)
    second.reload()
    cells = second.get_by_role("region", name="The slips of each class").locator("td")
    assert cells.all_text_contents() == [
        *("6", "2", "0", "4", "0", "0"),
        *("4", "4", "0", "0", "0", "0"),
    ]
    assert list(faults_here(second, "balance", "en")) == []
