"""The pages of the tree and of the people."""

from datetime import date, datetime
from http import HTTPStatus

import pytest
from django.test import Client
from django.urls import reverse

from shuping.accounts.models import Person
from shuping.charter import Duty
from shuping.organisations import models
from shuping.organisations import services as organisations
from shuping.organisations.models import Organisation
from shuping.organisations.services import Body
from shuping.rounds.models import Round
from tests.pages import asked, browser, sent, shown


@pytest.fixture
def keeper(tree: dict[str, Organisation], now: datetime) -> Person:
    """One administrator with all keys."""
    person = Person.objects.create_user("keeper")
    for duty in (Duty.ADMINISTRATOR, Duty.SECURITY):
        organisations.give_duty(person, duty, tree["JZ"], by=None, at=now)
    return person


def test_the_tree_is_browsed_and_searched_from_the_own_body_down(
    round_: Round, organiser: Person
) -> None:
    desk = browser(organiser)

    page = shown(desk, "organisations:index")
    assert "云台街道" in page
    assert '<td data-h="Code">JZ</td>' not in page
    found = desk.get(reverse("organisations:index"), {"search": "河湾"})
    assert "河湾镇" in found.content.decode()
    assert "云台街道" not in found.content.decode()
    nothing = desk.get(reverse("organisations:index"), {"search": "没有"})
    assert "Nothing is called that" in nothing.content.decode()


def test_a_body_shows_what_is_above_and_below_its_posts_and_duties(
    round_: Round,
    organiser: Person,
    tree: dict[str, Organisation],
    now: datetime,
) -> None:
    organisations.appoint(
        tree["LJ"],
        title="区委书记",
        holder="（主持工作）",
        since=date(2019, 3, 1),
        by=organiser,
        at=now,
        acting=True,
    )
    desk = browser(organiser)

    page = shown(desk, "organisation", tree["LJ"].pk)
    bare = shown(desk, "organisation", tree["LJ03"].pk)

    assert "江州市委" in page
    assert "acting" in page
    assert "organiser" in page
    assert "There is no body below" in bare
    above = desk.get(reverse("organisation", args=[tree["JZ"].pk]))
    assert above.status_code == HTTPStatus.NOT_FOUND


def test_a_long_list_comes_in_pages_and_asks_as_often(
    round_: Round, organiser: Person, now: datetime
) -> None:
    desk = browser(organiser)
    few = asked(desk, "organisations:index")
    bodies = [Body(f"M{n}", "LJ", f"机构{n}") for n in range(300)]
    organisations.found(bodies, by=organiser, at=now)

    assert asked(desk, "organisations:index") == few
    last = desk.get(reverse("organisations:index"), {"page": "7", "search": "机构"})
    assert "page 6 of 6" in last.content.decode()


def test_an_account_is_opened_given_a_duty_and_a_new_password(
    keeper: Person, tree: dict[str, Organisation]
) -> None:
    desk = browser(keeper)
    account = {"username": "zhang", "name": "张", "password": "述职评议考核-2020"}

    weak = sent(desk, "organisations:add_person", **(account | {"password": "1"}))
    assert "too short" in weak
    assert "The account is open" in sent(desk, "organisations:add_person", **account)
    assert "already" in sent(desk, "organisations:add_person", **account)
    zhang = Person.objects.get(username="zhang")

    wrong = sent(
        desk, "organisations:entrust", username="li", duty="liaison", code="XX"
    )
    assert "There is no such person" in wrong
    assert "There is no such body" in wrong
    duty = {"username": "zhang", "duty": "liaison", "code": "LJ01"}
    assert "The duty is given" in sent(desk, "organisations:entrust", **duty)

    told = sent(desk, "organisations:reset_password", zhang.pk)
    password = told.split('class="big">')[1].split("<")[0]
    zhang.refresh_from_db()
    assert zhang.check_password(password)


def test_a_duty_is_taken_back_and_an_account_shut(
    keeper: Person, liaison: Person, round_: Round
) -> None:
    desk = browser(keeper)
    given = models.Duty.objects.get(person=liaison)

    assert "taken back" in sent(desk, "organisations:withdraw", given.pk)
    assert "shut" in sent(desk, "organisations:set_active", liaison.pk)
    assert "Nobody shuts their own account" in sent(
        desk, "organisations:set_active", keeper.pk
    )
    assert not Person.objects.get(pk=liaison.pk).is_active


def test_the_session_of_a_new_password_ends(
    keeper: Person, liaison: Person, round_: Round
) -> None:
    inside = browser(liaison)
    sent(browser(keeper), "organisations:reset_password", liaison.pk)

    assert inside.get("/desk/").status_code == HTTPStatus.FOUND


def test_people_are_listed_with_two_queries_however_many(
    keeper: Person, tree: dict[str, Organisation], now: datetime
) -> None:
    desk = browser(keeper)
    few = asked(desk, "organisations:people")
    for number in range(50):
        person = Person.objects.create_user(f"p{number}")
        organisations.give_duty(person, Duty.LIAISON, tree["LJ01"], by=None, at=now)

    assert asked(desk, "organisations:people") == few


def test_only_administrators_and_auditors_see_the_people(
    organiser: Person, round_: Round, client: Client
) -> None:
    answer = browser(organiser).get(reverse("organisations:people"))

    assert answer.status_code == HTTPStatus.NOT_FOUND
