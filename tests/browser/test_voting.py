"""Voting on a phone: a whole ballot, a dropped network, a slip used twice."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_core_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, expect

from shuping.urn import sealing
from shuping.urn.box import Box
from shuping.urn.codes import grouped
from shuping.urn.form import BLANK, BoxForm, Named
from shuping.urn.storage import SqliteFile
from tests.urn.process import Ballot, Urn, opened, urn

FORM = BoxForm(
    title="临江区2019年度民主测评",
    categories=(Named("A", "区领导"), Named("B", "部门负责人")),
    reporters=tuple(Named(f"LJ{n:02}", f"第{n}街道党工委书记") for n in range(1, 13)),
    items=(Named("overall", "总体评价"),),
    grades=(Named("good", "好"), Named("fair", "较好"), Named("poor", "差")),
)
RUN = "axe.run({resultTypes: ['violations']}).then((told) => told.violations)"
AXE: str = Axe().axe_script


@pytest.fixture
def ballot(tmp_path: Path) -> Iterator[Ballot]:
    with urn(tmp_path) as running:
        yield opened(running, form=FORM)


@pytest.fixture
def phone(chromium: Browser) -> Iterator[BrowserContext]:
    window = chromium.new_context(
        viewport={"width": 390, "height": 844},
        locale="zh-CN",
        has_touch=True,
        is_mobile=True,
    )
    window.set_default_timeout(20_000)
    yield window
    window.close()


def scanned(phone: BrowserContext, ballot: Ballot, number: int = 0) -> Page:
    """Open the page as the camera does that reads a slip."""
    page = phone.new_page()
    page.goto(f"{ballot.address}#{ballot.slips['A'][number]}")
    expect(page.locator("fieldset")).to_have_count(8)
    return page


def mark_all(page: Page, words: str) -> None:
    for _ in range(2):
        for row in page.locator("fieldset").all():
            row.get_by_text(words, exact=True).tap()
        page.locator(".next").tap()


def marks_in(urn: Urn, ballot: Ballot) -> list[bytes | None]:
    urn.ask("close", box=ballot.name)
    box = Box(SqliteFile(urn.folder / f"{ballot.name}.box"))
    found = [sealing.unseal(one.sealed, ballot.private) for one in box.ballots()]
    box.shut()
    return found


def test_a_ballot_is_marked_reviewed_and_cast_and_nothing_of_it_stays(
    phone: BrowserContext, ballot: Ballot
) -> None:
    page = scanned(phone, ballot)
    assert "#" not in page.url
    assert page.locator(".choices .on").count() == 0

    mark_all(page, "较好")
    expect(page.get_by_role("heading")).to_have_text("投票前核对")
    expect(page.locator("dd")).to_have_text(["较好"] * 12)
    page.get_by_role("button", name="投票").tap()

    expect(page.get_by_role("heading")).to_have_text("投票成功")
    assert page.evaluate("sessionStorage.length") == 0
    assert page.evaluate("localStorage.length") == 0
    assert phone.cookies() == []
    page.go_back()
    expect(page.locator("body")).not_to_contain_text("较好")
    assert marks_in(ballot.urn, ballot) == [bytes([1] * 12)]


def test_what_is_not_marked_is_told_before_it_is_cast_as_abstained(
    phone: BrowserContext, ballot: Ballot
) -> None:
    page = scanned(phone, ballot)
    page.locator("fieldset").first.get_by_text("差", exact=True).tap()
    page.locator(".next").tap()
    page.locator(".next").tap()

    expect(page.locator(".wrong")).to_have_text("未评：11项按弃权计。")
    page.get_by_role("button", name="投票").tap()
    expect(page.get_by_role("heading")).to_have_text("投票成功")

    assert marks_in(ballot.urn, ballot) == [bytes([2] + [BLANK] * 11)]


def test_a_phone_that_loses_the_network_casts_once_when_it_is_back(
    phone: BrowserContext, ballot: Ballot
) -> None:
    page = scanned(phone, ballot)
    mark_all(page, "好")

    phone.set_offline(True)
    page.get_by_role("button", name="投票").tap()
    expect(page.get_by_role("status")).to_contain_text("网络不通，正在重试")
    phone.set_offline(False)

    expect(page.get_by_role("heading")).to_have_text("投票成功")
    assert marks_in(ballot.urn, ballot) == [bytes(12)]


def test_an_answer_that_is_lost_is_asked_for_again_and_the_ballot_counts_once(
    phone: BrowserContext, ballot: Ballot
) -> None:
    page = scanned(phone, ballot)
    mark_all(page, "好")
    lost = []

    def lose(route: object) -> None:
        lost.append(route.fetch())  # type: ignore[attr-defined]
        route.abort()  # type: ignore[attr-defined]

    page.route("**/v/*", lose, times=2)
    page.get_by_role("button", name="投票").tap()

    expect(page.get_by_role("heading")).to_have_text("投票成功")
    assert len(lost) == 2
    assert marks_in(ballot.urn, ballot) == [bytes(12)]


def test_a_page_closed_while_it_cast_goes_on_when_it_is_opened_again(
    phone: BrowserContext, ballot: Ballot
) -> None:
    page = scanned(phone, ballot)
    mark_all(page, "好")
    phone.set_offline(True)
    page.get_by_role("button", name="投票").tap()
    expect(page.get_by_role("status")).to_contain_text("网络不通")

    phone.set_offline(False)
    page.reload()

    expect(page.get_by_role("heading")).to_have_text("投票成功")
    assert marks_in(ballot.urn, ballot) == [bytes(12)]


def test_a_slip_used_twice_is_told_that_the_first_ballot_counts(
    phone: BrowserContext, ballot: Ballot
) -> None:
    for words in ("好", "差"):
        page = scanned(phone, ballot)
        mark_all(page, words)
        page.get_by_role("button", name="投票").tap()
        expect(page.get_by_role("heading")).not_to_have_text("投票前核对")

    expect(page.get_by_role("alert")).to_contain_text("以第一次投出的为准")
    assert marks_in(ballot.urn, ballot) == [bytes(12)]


def test_a_code_is_typed_and_a_slip_of_the_pen_is_told_where_it_is(
    phone: BrowserContext, ballot: Ballot
) -> None:
    page = phone.new_page()
    page.goto(ballot.address)
    code = ballot.slips["B"][0]

    for typed, told in (
        ("ABC", "现在有3个"),
        (f"U{code[1:]}", "第1个字符“U”不会出现"),
        (code[:-1] + ("0" if code[-1] != "0" else "1"), "投票码有误"),
    ):
        page.locator("#code").fill(typed)
        page.get_by_role("button", name="开始").tap()
        expect(page.get_by_role("alert")).to_contain_text(told)

    page.locator("#code").fill(grouped(code).lower())
    page.get_by_role("button", name="开始").tap()
    expect(page.locator("fieldset")).to_have_count(8)


@pytest.mark.parametrize("width", [320, 390])
def test_a_torn_slip_that_is_scanned_is_told_and_seen_whole_in_either_language(
    phone: BrowserContext, ballot: Ballot, width: int
) -> None:
    code = ballot.slips["A"][0]
    torn = grouped(code[:-1] + ("0" if code[-1] != "0" else "1"))
    page = phone.new_page()
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(f"{ballot.address}#{torn.replace(' ', '')}")

    field = page.locator("#code")
    expect(page.get_by_role("alert")).to_have_text("投票码有误，请逐个核对字符。")
    expect(field).to_have_value(torn.replace(" ", ""))
    field.fill(torn)
    assert field.evaluate("one => one.scrollWidth <= one.clientWidth")
    page.get_by_role("button", name="English").tap()
    expect(page.get_by_role("alert")).to_contain_text("Compare it character by")
    expect(field).to_have_value(torn)

    field.fill(grouped(code))
    page.get_by_role("button", name="Begin").tap()
    expect(page.locator("fieldset")).to_have_count(8)


def test_before_the_box_is_open_and_after_it_is_closed_the_page_says_so(
    phone: BrowserContext, ballot: Ballot
) -> None:
    ballot.urn.ask("move", box=ballot.name, to="paused")
    page = phone.new_page()
    page.goto(f"{ballot.address}#{ballot.slips['A'][0]}")
    expect(page.get_by_role("alert")).to_have_text("票箱暂停投票，请稍候。")

    ballot.urn.ask("move", box=ballot.name, to="open")
    page.get_by_role("button", name="再看一次").tap()
    expect(page.locator("fieldset")).to_have_count(8)
    mark_all(page, "好")
    ballot.urn.ask("close", box=ballot.name)
    page.get_by_role("button", name="投票").tap()

    expect(page.get_by_role("alert")).to_have_text("投票已经截止，此票没有计入。")


def test_a_ballot_cast_while_the_box_is_paused_goes_in_when_it_goes_on(
    phone: BrowserContext, ballot: Ballot
) -> None:
    page = scanned(phone, ballot)
    mark_all(page, "好")
    ballot.urn.ask("move", box=ballot.name, to="paused")
    page.get_by_role("button", name="投票").tap()
    expect(page.get_by_role("status")).to_contain_text("恢复后此票自动投出")

    ballot.urn.ask("move", box=ballot.name, to="open")

    expect(page.get_by_role("heading")).to_have_text("投票成功")
    assert marks_in(ballot.urn, ballot) == [bytes(12)]


def test_a_ballot_cast_while_the_box_is_paused_is_late_once_it_is_closed(
    phone: BrowserContext, ballot: Ballot
) -> None:
    page = scanned(phone, ballot)
    mark_all(page, "好")
    ballot.urn.ask("move", box=ballot.name, to="paused")
    page.get_by_role("button", name="投票").tap()
    expect(page.get_by_role("status")).to_contain_text("恢复后此票自动投出")

    ballot.urn.ask("close", box=ballot.name)

    expect(page.get_by_role("alert")).to_have_text("投票已经截止，此票没有计入。")
    assert page.evaluate("sessionStorage.length") == 0


def test_the_pages_of_a_voter_are_accessible_in_both_languages(
    phone: BrowserContext, ballot: Ballot
) -> None:
    page = phone.new_page()
    page.goto(ballot.address)
    found: list[str] = []

    def look(where: str) -> None:
        page.evaluate(AXE)
        wide = page.evaluate("document.documentElement.scrollWidth")
        found.extend(f"{where}: {one['id']}" for one in page.evaluate(RUN))
        found.extend([f"{where}: {wide} wide"] if wide > 390 else [])

    look("code")
    page.get_by_role("button", name="English").tap()
    look("code in English")
    page.get_by_role("button", name="中文").tap()
    page.locator("#code").fill(ballot.slips["A"][0])
    page.get_by_role("button", name="开始").tap()
    look("ballot")
    page.get_by_role("button", name="大字").tap()
    look("large")
    page.get_by_role("button", name="小字").tap()
    mark_all(page, "好")
    look("review")
    page.get_by_role("button", name="English").tap()
    page.get_by_role("button", name="Cast the ballot").tap()
    expect(page.get_by_role("heading")).to_have_text("Your ballot is in the box")
    look("receipt")
    assert found == []
