"""A meeting with the keyboard alone: comments, two tellers, the count."""

from datetime import datetime

from django.urls import reverse
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from shuping.accounts.models import Person
from shuping.ballots import queries as ballots
from shuping.ballots import services as boxes
from shuping.ballots.rules.tally import Turnout
from shuping.charter import Stage
from shuping.meetings.models import Comment
from shuping.rectification.models import Problem
from shuping.rounds.models import Reporter, Round
from tests.browser.conftest import Opens
from tests.browser.keyboard import (
    at_the_desk,
    choose,
    fill,
    make_sure,
    press,
    tab_to,
)

GOOD, FAIR = "1", "2"


def comment(page: Page) -> None:
    """Write down what the leader says of a reporter's shortcoming."""
    press(page, "nav.menu a:has-text('Comments')")
    press(page, "a:has-text('Write a comment down')")
    choose(page, "select#id_reporter", "河湾镇")
    tab_to(page, "input[name=kind]")
    expect(page.locator("input[name=kind]:focus")).to_have_value("shortcoming")
    fill(page, "#id_author", "区委书记")
    fill(page, "#id_text", "村级后备干部培养不够。")
    press(page, "button:has-text('Save, and to the list')")
    expect(page.locator(".comments")).to_contain_text("村级后备干部培养不够。")


def test_a_comment_is_typed_and_confirmed_and_the_shortcoming_stands_in_the_ledger(
    cast: Round,
    reporters: dict[str, Reporter],
    recorder: Person,
    leader: Person,
    live_server: LiveServer,
    opens: Opens,
) -> None:
    Round.objects.update(stage=Stage.MEETING)
    comment(at_the_desk(opens, live_server, recorder, "/desk/"))
    assert Comment.objects.get().state == "pending"
    assert not Problem.objects.exists()

    page = at_the_desk(opens, live_server, leader, "/desk/")
    press(page, "main a:has-text('wait for your confirmation')")
    tab_to(page, "input[name=comment]")
    page.keyboard.press("Space")
    press(page, "button:has-text('Confirm the ticked ones')")

    assert Comment.objects.get().state == "confirmed"
    problem = Problem.objects.get()
    assert (problem.text, problem.source) == ("村级后备干部培养不够。", "superior")
    press(page, "nav.menu a:has-text('Rectification')")
    expect(page.locator("main")).to_contain_text("村级后备干部培养不够。")


def type_sheets(page: Page, *sheets: str) -> None:
    """Type sheets by number keys, one digit a row; `<` goes back to the row before."""
    for sheet in sheets:
        expect(page.locator("[role=radiogroup] input").first).to_be_focused()
        for digit in sheet:
            page.keyboard.press(digit.replace("<", "Shift+Tab"))
        with page.expect_navigation():
            page.keyboard.press("Enter")


def test_two_tellers_type_paper_and_settle_a_mismatch_and_the_monitor_counts(  # noqa: PLR0917 - fixtures are asked for by name
    cast: Round,
    reporters: dict[str, Reporter],
    organiser: Person,
    teller: Person,
    other_teller: Person,
    monitor: Person,
    now: datetime,
    live_server: LiveServer,
    opens: Opens,
) -> None:
    Round.objects.update(stage=Stage.MEETING)
    turnouts = {"A": Turnout(3, 3, 3, 2), "B": Turnout(2, 2, 2, 0)}
    turnouts |= {"S": Turnout(1, 1, 1, 0)}
    box = boxes.prepare(cast, turnouts, by=organiser, at=now)
    boxes.open_typing(box, by=organiser, at=now)
    there = reverse("ballots:type", args=[cast.pk])

    type_sheets(at_the_desk(opens, live_server, teller, there), "13<12", "121")
    page = at_the_desk(opens, live_server, other_teller, there)
    type_sheets(page, "112", "122")

    press(page, "nav.menu a:has-text('Evaluation')")
    press(page, "a:has-text('Settle what differs (1)')")
    tab_to(page, "main input[type=radio]")
    page.keyboard.press("Space")
    press(page, "button:has-text('So it stands on the paper')")
    expect(page.locator("main")).to_contain_text("Nothing differs.")

    page = at_the_desk(opens, live_server, monitor, "/desk/")
    press(page, "nav.menu a:has-text('Evaluation')")
    make_sure(page, "Count the box")
    press(page, "main a:has-text('Count sheet')")
    expect(page.locator("main")).to_contain_text("区领导")
    outcome = ballots.outcome_of(cast)
    assert outcome is not None
    assert outcome.shown["A"].valid == 2
    assert outcome.shown["A"].cells["LJ01"]["overall"]["good"] == 2
