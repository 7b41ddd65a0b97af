"""Every page, in both languages, wide and on a phone: axe finds nothing, all fits."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from http import HTTPStatus

from axe_core_python.sync_playwright import Axe
from django.conf import LazySettings
from django.db.models import F
from django.test import Client
from django.urls import reverse
from playwright.sync_api import BrowserContext, Page
from pytest_django.live_server_helper import LiveServer

from shuping.accounts.models import Person
from shuping.bulletins.models import Bulletin
from shuping.charter import CHARTER, Stage
from shuping.doors import DOORS
from shuping.reports.models import Report
from shuping.rounds.models import Round
from shuping.shell.models import Task
from tests.browser.conftest import Opens, in_language, signed_in
from tests.test_doors import GUARDED, Door, thing
from tests.world import World, everyone, world

__all__ = ["everyone", "world"]

HEIGHT, NARROW, WIDTHS = 900, 390, (1280, 390)
TWISTED, NOWHERE = "/desk/?page=%00", "/desk/no-such-page/"
STRANGE = {TWISTED: HTTPStatus.BAD_REQUEST, NOWHERE: HTTPStatus.NOT_FOUND}
SHOWN_OR_NOT = {HTTPStatus.OK, HTTPStatus.FOUND, HTTPStatus.METHOD_NOT_ALLOWED}
LANGUAGES = ("zh-hans", "en")
AXE: str = Axe().axe_script
RUN = "axe.run({resultTypes: ['violations']}).then((told) => told.violations)"


def pages(world: World, person: Person) -> dict[Stage, Sequence[str]]:
    """Return the addresses of pages, by the stage at which they open."""
    client = Client()
    client.force_login(person)
    found: dict[Stage, list[str]] = {}
    for door in GUARDED:
        stage = _last_stage(door)
        Round.objects.filter(pk=world.round.pk).update(stage=stage)
        there = reverse(door.name, args=[thing(one, world) for one in door.about])
        answer = client.get(there)
        assert answer.status_code in SHOWN_OR_NOT
        if answer.headers["Content-Type"].startswith("text/html") and answer.content:
            found.setdefault(stage, []).append(there)
    return {stage: tuple(found[stage]) for stage in Stage if stage in found}


def _last_stage(door: Door) -> Stage:
    stages = CHARTER[DOORS[door.name]].stages
    return next(one for one in reversed(Stage) if one in stages)


def faults(page: Page, address: str, language: str) -> Iterator[str]:
    """Tell what axe finds at each width, and what sticks out on a phone."""
    answer = page.goto(address)
    if not answer or answer.status != STRANGE.get(address, HTTPStatus.OK):
        yield f"{address} in {language}: {answer and answer.status}"
    yield from faults_here(page, address, language)


def faults_here(page: Page, address: str, language: str) -> Iterator[str]:
    """Tell the same of the page that is open."""
    page.evaluate(AXE)
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": HEIGHT})
        where = f"{address} in {language} at {width}"
        for one in page.evaluate(RUN):
            yield f"{where}: {one['id']}: {one['nodes'][0]['html'][:200]}"
        wide = page.evaluate("document.documentElement.scrollWidth")
        if wide > width:
            yield f"{where}: {wide} wide"


def looked_at(
    window: BrowserContext, addresses: Sequence[str], server: LiveServer
) -> list[str]:
    """Look at the pages in both languages."""
    page = window.new_page()
    found = []
    for language in LANGUAGES:
        in_language(window, language, server)
        for one in addresses:
            found += list(faults(page, one, language))
    page.close()
    return found


def test_every_page_of_the_year_is_accessible_and_fits_a_phone(
    world: World, everyone: Person, live_server: LiveServer, opens: Opens
) -> None:
    Report.objects.update(state="draft")  # so that it can be written
    window = opens()
    signed_in(window, everyone, live_server)
    found, count = [], 0
    for stage, addresses in pages(world, everyone).items():
        Round.objects.filter(pk=world.round.pk).update(stage=stage)
        found += looked_at(window, addresses, live_server)
        count += len(addresses)

    assert not found, "\n".join(found)
    assert count > 45


def tasks_of(person: Person, now: datetime) -> list[int]:
    """Make a task of the person at each state; return their keys."""
    given: dict[str, dict[str, object]] = {
        "waiting": {},
        "running": {"step": 1, "steps": 3},
        "done": {"words": "办好了", "address": "/desk/"},
        "refused": {"words": "共2处错误", "table": FAULTS},
        "failed": {"words": "没有办成"},
    }
    facts = {"by": person, "language": "zh-hans", "asked_from": "/", "asked_at": now}
    return [
        Task.objects.create(name="导入 某区.zip", state=state, **facts, **more).pk
        for state, more in given.items()
    ]


FAULTS = {
    "heads": ["文件", "行", "列", "错在哪里", "怎样改"],
    "rows": [["scores.csv", "3", "score", "不是数", "写从0到100的数"]] * 2,
}


def test_pages_that_ask_for_no_duty_are_accessible_and_fit_a_phone(  # noqa: PLR0917 - fixtures are asked for by name
    world: World,
    stranger: Person,
    organiser: Person,
    now: datetime,
    live_server: LiveServer,
    opens: Opens,
    settings: LazySettings,
) -> None:
    settings.PORTAL = True
    Bulletin.objects.update(
        state="published",
        audience="public",
        proofed_by=stranger,
        published_at=F("written_at"),
    )
    published = reverse("published", args=[Bulletin.objects.get().pk])
    outside, inside, nobody = opens(), opens(), opens()
    signed_in(inside, organiser, live_server)
    signed_in(nobody, stranger, live_server)
    version = reverse("published_version", args=[Bulletin.objects.get().pk, 1])
    street = ["/desk/sign-in/", NOWHERE, "/bulletins/", published, version]

    tasks = [
        "/desk/tasks/",
        *(f"/desk/tasks/{one}/" for one in tasks_of(organiser, now)),
    ]

    found = looked_at(outside, street, live_server)
    found += looked_at(
        inside, ["/desk/", "/desk/password/", *tasks, TWISTED], live_server
    )
    found += looked_at(nobody, ["/desk/"], live_server)

    assert not found, "\n".join(found)


def test_the_preview_of_a_list_and_its_faults_are_accessible_and_fit_a_phone(
    world: World, organiser: Person, live_server: LiveServer, opens: Opens
) -> None:
    window = opens()
    signed_in(window, organiser, live_server)
    good = "代码,上级,名称\nLJ88,LJ,新城街道\nLJ01,LJ,云台镇\n"
    held = "单位,职务,姓名,任职\nLJ01,党工委书记,示例,2020-01-01\n"
    lists = {
        "organisations:bodies": [good, good.replace(",LJ,", ",NO,")],
        "organisations:posts": [held, held.replace("LJ01", "NO")],
    }
    found = []
    for language in LANGUAGES:
        in_language(window, language, live_server)
        for name, contents in lists.items():
            for content in contents:
                page = window.new_page()
                page.goto(reverse(name))
                file = {"name": "a.csv", "mimeType": "", "buffer": content.encode()}
                page.set_input_files("input[type=file]", file)  # type: ignore[arg-type]
                page.locator("main .form .btn").click()
                page.locator("#preview, #faults").wait_for()
                found += list(faults_here(page, name, language))
                page.close()

    assert not found, "\n".join(found)


def test_the_first_run_is_accessible_and_fits_a_phone(
    live_server: LiveServer, opens: Opens
) -> None:
    found = looked_at(opens(), ["/desk/first-run/"], live_server)

    assert not found, "\n".join(found)
