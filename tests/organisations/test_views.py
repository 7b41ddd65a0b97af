"""The pages of the tree and of the people."""

from datetime import date, datetime
from http import HTTPStatus

import pytest
from django.db.models import F
from django.test import Client
from django.urls import reverse

from shuping.accounts.models import Person
from shuping.charter import Duty
from shuping.organisations import models
from shuping.organisations import services as organisations
from shuping.organisations.models import Organisation
from shuping.organisations.services import Body
from shuping.rounds.models import Reporter, Round
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


def test_kinds_and_sectors_stand_with_their_names_and_own_codes_as_they_are(
    round_: Round,
    reporters: dict[str, Reporter],
    organiser: Person,
    tree: dict[str, Organisation],
) -> None:
    Organisation.objects.filter(code="LJ03").update(kind="工委", sector="水务")
    desk = browser(organiser)
    pages = [
        shown(desk, "organisations:index"),
        shown(desk, "organisation", tree["LJ01"].pk)
        + shown(desk, "organisation", tree["LJ03"].pk),
        shown(desk, "rounds:roster", round_.pk) + "Party committee 工委",
    ]

    for page in pages:
        assert ">street_town<" not in page
        told = ("streets and towns", "水务", "Party committee", "工委")
        assert [one for one in told if one not in page] == []


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


def liaisons(count: int, body: Organisation, now: datetime) -> None:
    """Open accounts with a duty, fast."""
    people = [
        Person(username=f"p{number:03}", name=f"联络员{number}")
        for number in range(count)
    ]
    for person in Person.objects.bulk_create(people):
        models.Duty.objects.create(person=person, duty=Duty.LIAISON, organisation=body)


def test_people_come_in_pages_and_ask_as_often_with_3_as_with_300(
    keeper: Person, tree: dict[str, Organisation], now: datetime
) -> None:
    desk = browser(keeper)
    liaisons(3, tree["LJ01"], now)
    few = asked(desk, "organisations:people")
    Person.objects.filter(username__startswith="p").update(username=F("name"))
    liaisons(300, tree["LJ01"], now)

    assert asked(desk, "organisations:people") == few == 17
    page = desk.get(reverse("organisations:people"), {"page": "99"})
    assert "page 7 of 7" in page.content.decode()


def test_people_are_searched_by_name_and_user_name(
    keeper: Person, tree: dict[str, Organisation], now: datetime
) -> None:
    liaisons(11, tree["LJ01"], now)
    desk = browser(keeper)

    def found(words: str) -> list[str]:
        page = desk.get(reverse("organisations:people"), {"search": words})
        text = page.content.decode()
        return [f"p{n:03}" for n in range(11) if f">p{n:03}<" in text]

    assert found("联络员1") == ["p001", "p010"]
    assert found("P003") == ["p003"]
    nobody = desk.get(reverse("organisations:people"), {"search": "没有"})
    assert "Nobody is called that" in nobody.content.decode()


def test_whoever_keeps_people_below_the_top_sees_and_keeps_those_within_reach(
    keeper: Person,
    liaison: Person,
    stranger: Person,
    tree: dict[str, Organisation],
    round_: Round,
    now: datetime,
) -> None:
    below = Person.objects.create_user("below")
    for duty in (Duty.ADMINISTRATOR, Duty.SECURITY):
        organisations.give_duty(below, duty, tree["LJ01"], by=None, at=now)
    organisations.give_duty(stranger, Duty.LIAISON, tree["LJ01"], by=None, at=now)
    organisations.give_duty(stranger, Duty.LEADER, tree["JZ"], by=None, at=now)
    desk = browser(below)

    page = shown(desk, "organisations:people")
    assert ">liaison<" in page
    assert ">stranger<" in page
    assert ">keeper<" not in page
    assert "江州市委" not in page
    for person, status in [
        (liaison, HTTPStatus.OK),
        (stranger, HTTPStatus.NOT_FOUND),
        (keeper, HTTPStatus.NOT_FOUND),
    ]:
        there = reverse("organisations:reset_password", args=[person.pk])
        assert desk.post(there).status_code == status
    given = models.Duty.objects.get(person=keeper, duty=Duty.SECURITY)
    there = reverse("organisations:withdraw", args=[given.pk])
    assert desk.post(there).status_code == HTTPStatus.NOT_FOUND
    asked_for = {"username": "liaison", "duty": "liaison", "code": "LJ"}
    assert "There is no such body" in sent(desk, "organisations:entrust", **asked_for)


def test_only_administrators_and_auditors_see_the_people(
    organiser: Person, round_: Round, client: Client
) -> None:
    answer = browser(organiser).get(reverse("organisations:people"))

    assert answer.status_code == HTTPStatus.NOT_FOUND
