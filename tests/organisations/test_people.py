"""Who may come in, and as what."""

from datetime import datetime

import pytest

from shuping.accounts.models import Person
from shuping.charter import Duty
from shuping.journal.models import Entry
from shuping.organisations import models, queries
from shuping.organisations.models import Organisation
from shuping.organisations.services import Body, give_duty
from shuping.organisations.services import people as services
from shuping.organisations.services.people import Newcomer
from shuping.refusal import Refused

PASSWORD = "述职评议考核-2020"  # noqa: S105 - of a test
ROOT = Body("LJ", "", "临江区委")


def newcomers(count: int) -> list[Newcomer]:
    return [Newcomer(f"admin{n}", f"管理员{n}", PASSWORD) for n in range(count)]


@pytest.fixture
def keeper(tree: dict[str, Organisation], now: datetime) -> Person:
    """The administrator who keeps the accounts."""
    person = Person.objects.create_user("keeper")
    give_duty(person, Duty.ADMINISTRATOR, tree["JZ"], by=None, at=now)
    return person


@pytest.fixture
def guard(tree: dict[str, Organisation], now: datetime) -> Person:
    """The administrator of 临江区 who gives duties."""
    person = Person.objects.create_user("guard")
    give_duty(person, Duty.SECURITY, tree["LJ"], by=None, at=now)
    return person


def test_one_administrator_holds_all_keys(db: None, now: datetime) -> None:
    root = services.open_installation(ROOT, newcomers(1), at=now)

    (given,) = {duty.person for duty in models.Duty.objects.all()}
    assert queries.duties_at(root, given) == {
        Duty.ADMINISTRATOR,
        Duty.SECURITY,
        Duty.AUDITOR,
    }
    assert given.check_password(PASSWORD)


def test_three_administrators_share_the_keys(db: None, now: datetime) -> None:
    services.open_installation(ROOT, newcomers(3), at=now)

    shares = models.Duty.objects.order_by("person").values_list("duty", flat=True)
    assert list(shares) == [Duty.ADMINISTRATOR, Duty.SECURITY, Duty.AUDITOR]
    handed_over = Person.objects.order_by("pk").values_list("handed_over", flat=True)
    assert list(handed_over) == [False, True, True]


def test_an_installation_is_opened_once(organiser: Person, now: datetime) -> None:
    with pytest.raises(Refused, match="set up already"):
        services.open_installation(ROOT, newcomers(1), at=now)

    assert not Organisation.objects.exists()


def test_a_weak_password_is_refused_and_nothing_stands(db: None, now: datetime) -> None:
    weak = [Newcomer("admin", "", "12345")]

    with pytest.raises(Refused):
        services.open_installation(ROOT, weak, at=now)

    assert not Person.objects.exists()


def test_only_the_administrator_opens_accounts(
    keeper: Person, guard: Person, now: datetime
) -> None:
    (one,) = newcomers(1)

    with pytest.raises(Refused, match="You may not do this"):
        services.add_person(one, by=guard, at=now)
    person = services.add_person(one, by=keeper, at=now)

    assert str(person) == "管理员0"
    assert Entry.objects.filter(act="add person", by=keeper).count() == 1


def test_a_user_name_is_taken_once(keeper: Person, now: datetime) -> None:
    (one,) = newcomers(1)
    services.add_person(one, by=keeper, at=now)

    with pytest.raises(Refused, match="There is an account admin0 already"):
        services.add_person(one, by=keeper, at=now)


def test_a_new_password_takes_the_place_of_the_old(
    keeper: Person, now: datetime
) -> None:
    person = services.add_person(*newcomers(1), by=keeper, at=now)

    password = services.reset_password(person, by=keeper, at=now)

    person.refresh_from_db()
    assert person.handed_over
    assert person.check_password(password)
    assert not person.check_password(PASSWORD)
    facts = Entry.objects.get(act="reset password").facts
    assert password not in str(facts)


def test_an_account_is_shut_and_opened_again_but_not_ones_own(
    keeper: Person, stranger: Person, now: datetime
) -> None:
    services.set_active(stranger, active=False, by=keeper, at=now)
    assert not Person.objects.get(pk=stranger.pk).is_active
    services.set_active(stranger, active=True, by=keeper, at=now)
    assert Person.objects.get(pk=stranger.pk).is_active

    with pytest.raises(Refused, match="Nobody shuts their own account"):
        services.set_active(keeper, active=False, by=keeper, at=now)


def test_a_duty_is_given_below_the_givers_body_only(
    guard: Person, stranger: Person, tree: dict[str, Organisation], now: datetime
) -> None:
    services.entrust(stranger, Duty.LIAISON, tree["LJ01"], by=guard, at=now)
    with pytest.raises(Refused, match="You may not do this"):
        services.entrust(stranger, Duty.ORGANISER, tree["JZ"], by=guard, at=now)

    assert queries.duties_anywhere(stranger) == {Duty.LIAISON}


def test_nobody_gives_or_takes_back_their_own_duty(
    guard: Person, tree: dict[str, Organisation], now: datetime
) -> None:
    with pytest.raises(Refused, match="Nobody gives a duty to themselves"):
        services.entrust(guard, Duty.AUDITOR, tree["LJ"], by=guard, at=now)
    with pytest.raises(Refused, match="Nobody takes back their own duty"):
        services.withdraw(models.Duty.objects.get(person=guard), by=guard, at=now)


def test_who_gives_duties_is_chosen_one_level_above(
    guard: Person, stranger: Person, tree: dict[str, Organisation], now: datetime
) -> None:
    above = "Who gives duties is chosen one level above"
    with pytest.raises(Refused, match=above):
        services.entrust(stranger, Duty.SECURITY, tree["LJ"], by=guard, at=now)
    services.entrust(stranger, Duty.SECURITY, tree["LJ01"], by=guard, at=now)

    give_duty(stranger, Duty.SECURITY, tree["LJ"], by=None, at=now)
    given = models.Duty.objects.get(person=stranger, organisation=tree["LJ"])
    with pytest.raises(Refused, match=above):
        services.withdraw(given, by=guard, at=now)


def test_an_administrator_keeps_no_account_that_reaches_higher(
    keeper: Person,
    guard: Person,
    stranger: Person,
    tree: dict[str, Organisation],
    now: datetime,
) -> None:
    give_duty(stranger, Duty.ADMINISTRATOR, tree["LJ01"], by=None, at=now)
    nobody = Person.objects.create_user("nobody")

    for person in (keeper, guard, nobody):
        with pytest.raises(Refused, match="You may not do this"):
            services.reset_password(person, by=stranger, at=now)
        with pytest.raises(Refused, match="You may not do this"):
            services.set_active(person, active=False, by=stranger, at=now)
    services.reset_password(nobody, by=keeper, at=now)


@pytest.mark.parametrize(
    ("first", "second"),
    [(Duty.ORGANISER, Duty.ADMINISTRATOR), (Duty.ADMINISTRATOR, Duty.ORGANISER)],
)
def test_administration_and_the_work_of_a_round_never_meet_in_one(
    first: Duty,
    second: Duty,
    guard: Person,
    stranger: Person,
    tree: dict[str, Organisation],
    now: datetime,
) -> None:
    services.entrust(stranger, first, tree["LJ"], by=guard, at=now)

    with pytest.raises(Refused, match="Whoever administers has no duty"):
        services.entrust(stranger, second, tree["LJ"], by=guard, at=now)


def test_a_duty_taken_back_is_gone_and_noted(
    guard: Person, liaison: Person, round_: object, now: datetime
) -> None:
    given = models.Duty.objects.get(person=liaison)

    services.withdraw(given, by=guard, at=now)

    assert queries.duties_anywhere(liaison) == frozenset()
    assert Entry.objects.get(act="withdraw duty").facts == {
        "duty": "liaison",
        "organisation": "LJ01",
    }
