"""Round-ups, corrections and the portal, in a browser."""

from dataclasses import dataclass, replace
from datetime import datetime

import pytest
from django.conf import LazySettings
from django.urls import reverse
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from shuping.accounts.models import Person
from shuping.bulletins import services
from shuping.bulletins.models import Bulletin
from shuping.bulletins.rules.composing import Head
from shuping.bulletins.rules.states import Audience
from shuping.bulletins.services import Received
from tests.browser.conftest import Opens, in_language
from tests.browser.keyboard import at_the_desk, fill, make_sure, press, tab_to
from tests.browser.test_after_journeys import colleague
from tests.browser.test_axe import faults_here
from tests.bulletins.test_portal import many
from tests.documents.rules.measuring.makers import docx
from tests.documents.rules.measuring.wanted import Wanted
from tests.world import World, world

__all__ = ["colleague", "world"]
PAGE = "<p>东湖区近日召开述职评议会。</p><p>会议指出，要压实责任。</p>"


def looked_at(page: Page, language: str) -> list[str]:
    """Tell what axe finds on the page that is open, and what sticks out."""
    return list(faults_here(page, page.url, language))


def take_in(page: Page, name: str, file_name: str, content: str) -> None:
    fill(page, "#id_name", name)
    fill(page, "#id_source", f"{name}委组织部")
    file = {"name": file_name, "mimeType": "", "buffer": content.encode()}
    page.set_input_files("#id_file", file)  # type: ignore[arg-type]
    press(page, "main form[enctype] button")


def test_a_round_up_is_put_together_from_own_and_foreign_bulletins(
    world: World, organiser: Person, live_server: LiveServer, opens: Opens
) -> None:
    there = reverse("bulletins:round_up", args=[world.round.pk])
    page = at_the_desk(opens, live_server, organiser, there)
    tab_to(page, "input[name=rounds]")
    page.keyboard.press("Space")
    fill(page, "#id_source", "江州市委组织部")
    press(page, "main form button")

    take_in(page, "东湖区", "donghu.html", PAGE)
    take_in(page, "西湖区", "xihu.txt", "西湖区召开述职评议会。")
    take_in(page, "北湖区", "beihu.txt", "北湖区召开述职评议会。")
    found = looked_at(page, "zh-hans")
    make_sure(page, "Take out 4")
    press(page, "ol li:nth-child(3) button")
    press(page, "ol li:nth-child(2) button")
    press(page, "main p.acts a")

    headings = page.locator(".paper h2")
    expect(headings).to_have_text(["西湖区", "临江区", "东湖区"])
    expect(page.locator(".paper h1")).to_contain_text("西湖、临江、东湖区")
    expect(page.locator(".paper")).to_contain_text("（来源：东湖区委组织部）")
    assert found + looked_at(page, "zh-hans") == []


def test_whoever_publishes_what_came_as_a_file_ticks_that_it_was_read(
    world: World,
    organiser: Person,
    colleague: Person,
    now: datetime,
    live_server: LiveServer,
    opens: Opens,
) -> None:
    head = Head(now.date())
    one = services.compose_round_up([world.round], head=head, by=organiser, at=now)
    theirs = Received("东湖区", "东湖区委组织部", ("东湖区召开。",), "a.md", b"x")
    services.receive(one, theirs, by=organiser, at=now)
    services.proof(one, by=colleague, at=now)
    there = reverse("bulletins:preview", args=[world.round.pk, one.pk])
    page = at_the_desk(opens, live_server, organiser, f"{there}?to=below")

    tab_to(page, "button[popovertarget]:has-text('Publish')")
    page.keyboard.press("Enter")
    found = looked_at(page, "en")
    tab_to(page, "input[name=read]")
    page.keyboard.press("Space")
    press(page, "[popover] button:has-text('Publish')")

    expect(page.locator(".badge").first).to_have_text("published to the bodies below")
    assert found == []


def test_a_document_is_measured_from_the_menu_and_each_answer_is_sound(
    world: World, organiser: Person, live_server: LiveServer, opens: Opens
) -> None:
    page = at_the_desk(opens, live_server, organiser, "/desk/")
    press(page, "nav.menu a:has-text('Check a layout')")
    found = []
    for content, told in (
        (docx(Wanted()), "No deviation"),
        (docx(replace(Wanted(), size=15.0)), "Deviations: 1"),
        (b"GIF89a", "This is no .docx, PDF or OFD."),
    ):
        file = {"name": "方案.docx", "mimeType": "", "buffer": content}
        page.set_input_files("#id_file", file)  # type: ignore[arg-type]
        press(page, "main form[enctype] button")
        expect(page.locator("main")).to_contain_text(told)
        found += looked_at(page, "en")

    assert found == []


@dataclass
class Office:
    """Two colleagues at their desks, who publish what one of them wrote."""

    world: World
    desk: Page
    second: Page

    def address(self, name: str, one: Bulletin) -> str:
        return reverse(f"bulletins:{name}", args=[self.world.round.pk, one.pk])

    def publish(self, one: Bulletin) -> None:
        self.second.goto(self.address("bulletin", one))
        press(self.second, "button:has-text('It is right')")
        self.desk.goto(f"{self.address('preview', one)}?to=public")
        make_sure(self.desk, "Publish to everyone")

    def say_why(self, name: str, one: Bulletin, because: str) -> None:
        self.desk.goto(self.address(name, one))
        fill(self.desk, "#id_because", because)
        press(self.desk, "main form button")


@pytest.fixture
def office(
    world: World,
    organiser: Person,
    colleague: Person,
    live_server: LiveServer,
    opens: Opens,
) -> Office:
    desk = at_the_desk(opens, live_server, organiser, "/desk/")
    return Office(world, desk, at_the_desk(opens, live_server, colleague, "/desk/"))


def test_a_correction_and_a_withdrawal_are_seen_by_the_public(
    office: Office, opens: Opens, settings: LazySettings
) -> None:
    settings.PORTAL = True
    first = Bulletin.objects.get(round=office.world.round)
    there = reverse("published", args=[first.pk])
    reader = opens(390).new_page()

    office.publish(first)
    reader.goto(there)
    expect(reader.locator(".paper h1")).to_have_text(first.title)

    office.say_why("correct", first, "述职人数有误")
    further = Bulletin.objects.get(version=2)
    office.publish(further)
    reader.goto(there)
    expect(reader.locator("[role=note]")).to_contain_text("述职人数有误")
    found = looked_at(reader, "zh-hans")
    reader.get_by_role("link", name="第1版").click()
    expect(reader.locator("[role=note]")).to_contain_text("此版本已于")

    office.say_why("withdraw", further, "另行发布")
    reader.goto(there)
    expect(reader.locator("[role=note]")).to_contain_text("另行发布")
    expect(reader.locator(".paper")).to_have_count(0)
    assert found + looked_at(reader, "zh-hans") == []


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_the_portal_is_searched_on_a_phone(  # noqa: PLR0917 - fixtures are asked for by name
    language: str,
    world: World,
    organiser: Person,
    colleague: Person,
    now: datetime,
    live_server: LiveServer,
    opens: Opens,
    settings: LazySettings,
) -> None:
    settings.PORTAL = True
    first = Bulletin.objects.get(round=world.round)
    services.look_again(first, by=organiser, at=now)
    services.proof(first, by=colleague, at=now)
    services.publish(first, Audience.PUBLIC, by=organiser, at=now)
    many(first, 45)
    long = {"title": "A" * 190}
    Bulletin.objects.filter(title="临江区简报第4期").update(**long)
    Bulletin.objects.update(shown={**first.body, **long})
    window = opens(390, has_touch=True)
    in_language(window, language, live_server)
    page = window.new_page()

    page.goto("/bulletins/")
    found = looked_at(page, language)
    page.set_viewport_size({"width": 390, "height": 900})
    page.locator("#words").fill("第3期 责任")
    page.locator("form[role=search] button").tap()
    expect(page.locator("ul.missing li")).to_have_count(1)
    page.locator("ul.missing a").tap()
    expect(page.locator(".paper h1")).to_be_visible()
    found += looked_at(page, language)

    page.set_viewport_size({"width": 390, "height": 900})
    page.goto("/bulletins/?words=没有的词")
    expect(page.locator(".empty")).to_be_visible()
    assert found + looked_at(page, language) == []
