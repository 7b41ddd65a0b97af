"""Keeping a body through its page."""

from datetime import date
from http import HTTPStatus

import pytest
from django.test import Client
from django.urls import reverse

from shuping.accounts.models import Person
from shuping.organisations.models import Organisation, Tenure
from tests.pages import asked, browser, sent, shown


@pytest.fixture
def desk(keeps: Person) -> Client:
    return browser(keeps)


def test_a_body_is_added_changed_and_moved(
    desk: Client, tree: dict[str, Organisation]
) -> None:
    district, first = tree["LJ"].pk, tree["LJ01"].pk

    new = {"code": "LJ04", "name": "新\u200b城街道"}
    assert "新城街道 stands below." in sent(desk, "organisations:add", district, **new)
    assert "stand already" in sent(desk, "organisations:add", district, **new)
    changed = sent(desk, "organisations:change", first, name="云台镇")
    assert "The body is changed." in changed
    assert "云台镇" in changed
    moved = sent(desk, "organisations:move", first, to="LJ02")
    assert "云台镇 stands below 河湾镇 now." in moved
    nowhere = sent(desk, "organisations:move", first, to="NO")
    assert "There is no such body." in nowhere
    assert "This field is required" in sent(desk, "organisations:move", first)


def test_a_post_is_given_ended_and_given_again(
    desk: Client, tree: dict[str, Organisation]
) -> None:
    body = tree["LJ"].pk
    post = {"title": "书记", "holder": "甲", "since": "2019-05-01", "acting": "on"}
    page = sent(desk, "organisations:appoint", body, **post)
    assert "甲 holds the post." in page
    assert "acting" in page
    held = Tenure.objects.get()

    def end(day: str) -> str:
        until = {f"end-{held.pk}-until": day}
        return sent(desk, "organisations:end", held.pk, **until)

    assert "lies before the first" in end("2019-04-30")
    assert "Enter a valid date" in end("never")
    assert "The tenure is ended." in end("2019-06-01")
    held.refresh_from_db()
    assert held.until == date(2019, 6, 1)


def test_a_page_asks_as_often_with_one_holder_and_with_many(
    desk: Client, tree: dict[str, Organisation]
) -> None:
    few = asked(desk, "organisation", tree["LJ"].pk)
    for number in range(30):
        post = {"title": f"职务{number}", "holder": "甲"}
        sent(desk, "organisations:appoint", tree["LJ"].pk, **post)

    assert asked(desk, "organisation", tree["LJ"].pk) == few


def test_who_keeps_nothing_sees_no_forms_and_finds_no_address(
    keeps: Person,
    tree: dict[str, Organisation],
    stranger: Person,
    client: Client,
) -> None:
    client.force_login(stranger)
    for name in ("add", "change", "move", "appoint"):
        there = reverse(f"organisations:{name}", args=[tree["LJ"].pk])
        assert client.post(there).status_code == HTTPStatus.NOT_FOUND


def test_the_topmost_body_of_ones_own_is_not_offered_to_be_moved(
    desk: Client, tree: dict[str, Organisation]
) -> None:
    assert "Move it under another body" in shown(desk, "organisation", tree["LJ"].pk)
    assert "Move it" not in shown(desk, "organisation", tree["JZ"].pk)
