"""Passwords handed over, sessions that end, and guesses that learn nothing."""

from datetime import datetime
from http import HTTPStatus
from unittest import mock

import pytest
from django.conf import settings
from django.contrib.auth.hashers import PBKDF2PasswordHasher
from django.test import Client
from django.urls import reverse

from shuping.accounts.models import Person
from shuping.charter import Duty
from shuping.organisations.models import Organisation
from shuping.organisations.services import give_duty
from shuping.organisations.services import people as services
from shuping.organisations.services.people import Newcomer

PASSWORD = "述职评议考核-2020"  # noqa: S105 - of a test
OWN = "自己的密码-2020"
SIGN_IN, PASSWORD_PAGE = "/desk/sign-in/", "/desk/password/"


@pytest.fixture
def keeper(tree: dict[str, Organisation], now: datetime) -> Person:
    person = Person.objects.create_user("keeper")
    give_duty(person, Duty.ADMINISTRATOR, tree["JZ"], by=None, at=now)
    return person


@pytest.fixture
def newcomer(keeper: Person, now: datetime) -> Person:
    return services.add_person(Newcomer("zhang", "张", PASSWORD), by=keeper, at=now)


def sign_in(password: str = PASSWORD, username: str = "zhang") -> Client:
    client = Client()
    client.post(SIGN_IN, {"username": username, "password": password})
    return client


def leads(client: Client, path: str = "/desk/") -> str:
    """Return where a page leads, or its status."""
    answer = client.get(path)
    return answer.headers.get("Location", str(answer.status_code))


def choose(client: Client, old: str, new: str) -> int:
    sent = {"old_password": old, "new_password1": new, "new_password2": new}
    return client.post(PASSWORD_PAGE, sent).status_code


def test_a_handed_over_password_is_changed_before_anything_else(
    newcomer: Person,
) -> None:
    client = sign_in()

    assert leads(client) == PASSWORD_PAGE
    assert leads(client, "/desk/organisations/") == PASSWORD_PAGE
    assert leads(client, "/health/") in {"200", "503"}  # 503: no clerk runs here
    page = client.get(PASSWORD_PAGE)
    assert page.status_code == HTTPStatus.OK
    assert choose(client, PASSWORD, PASSWORD) == HTTPStatus.OK
    assert choose(client, PASSWORD, "12345") == HTTPStatus.OK
    assert leads(client) == PASSWORD_PAGE

    assert choose(client, PASSWORD, OWN) == HTTPStatus.FOUND

    assert leads(client) == "200"
    assert leads(sign_in(OWN)) == "200"
    assert leads(sign_in(PASSWORD)).startswith(SIGN_IN)


def test_whoever_was_handed_a_password_may_still_choose_the_language_and_go_out(
    newcomer: Person,
) -> None:
    client = sign_in()
    client.post(reverse("language"), {"language": "en", "next": PASSWORD_PAGE})

    assert "Choose one of your own" in client.get(PASSWORD_PAGE).content.decode()
    client.post(reverse("sign-out"))
    assert leads(client).startswith(SIGN_IN)


def test_a_new_password_ends_every_session_and_is_handed_over_too(
    newcomer: Person, keeper: Person, now: datetime
) -> None:
    desk, phone = sign_in(), sign_in()
    choose(desk, PASSWORD, OWN)
    assert leads(phone).startswith(SIGN_IN), "a change ends the other sessions"
    assert leads(desk) == "200"

    password = services.reset_password(newcomer, by=keeper, at=now)

    assert leads(desk).startswith(SIGN_IN)
    assert leads(sign_in(password)) == PASSWORD_PAGE


def test_the_sessions_of_a_shut_account_end_at_once(
    newcomer: Person, keeper: Person, now: datetime
) -> None:
    client = sign_in()
    choose(client, PASSWORD, OWN)
    assert leads(client) == "200"

    services.set_active(newcomer, active=False, by=keeper, at=now)

    assert leads(client).startswith(SIGN_IN)
    assert leads(sign_in(OWN)).startswith(SIGN_IN)


def test_the_cookie_of_who_has_signed_out_is_dead(newcomer: Person) -> None:
    client, thief = sign_in(), Client()
    stolen = client.cookies[settings.SESSION_COOKIE_NAME].value
    thief.cookies[settings.SESSION_COOKIE_NAME] = stolen
    assert leads(thief) == PASSWORD_PAGE

    client.post(reverse("sign-out"))

    assert leads(thief).startswith(SIGN_IN)


def test_a_session_that_somebody_planted_is_not_taken_up(newcomer: Person) -> None:
    client, planter = Client(), sign_in()
    planter.post(reverse("sign-out"))
    planted = planter.session.session_key or "planted-by-somebody-else-12345678"
    client.cookies[settings.SESSION_COOKIE_NAME] = planted

    client.post(SIGN_IN, {"username": "zhang", "password": PASSWORD})

    assert client.cookies[settings.SESSION_COOKIE_NAME].value != planted


@pytest.mark.parametrize("username", ["zhang", "nobody", "shut"])
def test_a_guess_costs_the_same_whoever_it_is_about(
    username: str, newcomer: Person
) -> None:
    Person.objects.create_user("shut", OWN)
    Person.objects.filter(username="shut").update(is_active=False)
    encode = PBKDF2PasswordHasher.encode

    with mock.patch.object(
        PBKDF2PasswordHasher, "encode", autospec=True, side_effect=encode
    ) as hashed:
        sign_in("a wrong guess", username)

    assert hashed.call_count == 1


@pytest.mark.parametrize("username", ["zhang", "nobody"])
def test_guessing_ends_for_a_while_whether_the_account_stands_or_not(
    username: str, newcomer: Person
) -> None:
    client = Client()
    sent = {"username": username, "password": "a wrong guess"}

    told = [client.post(SIGN_IN, sent).status_code for _ in range(6)]

    assert told == [HTTPStatus.OK] * 4 + [HTTPStatus.TOO_MANY_REQUESTS] * 2


@pytest.mark.parametrize(
    "there",
    [
        "https://evil.example/",
        "//evil.example",
        "/\\evil.example",
        "javascript:alert(1)",
        "http:///evil.example",
        "\thttps://evil.example",
    ],
)
def test_no_address_leads_out_of_the_house(there: str, newcomer: Person) -> None:
    client = Client()
    sent = {"username": "zhang", "password": PASSWORD, "next": there}
    language = client.post(reverse("language"), {"language": "en", "next": there})

    assert client.post(SIGN_IN, sent).headers["Location"] == "/desk/"
    assert language.headers["Location"].startswith("/")
    assert "evil" not in language.headers["Location"]
    again = client.get(SIGN_IN, {"next": there})
    assert "evil" not in again.headers["Location"]


@pytest.mark.parametrize("name", ["sign-out", "language", "password"])
def test_no_form_of_an_account_works_without_its_token(
    name: str, newcomer: Person
) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(newcomer)

    assert strict.post(reverse(name)).status_code == HTTPStatus.FORBIDDEN


def test_a_host_that_is_not_ours_is_refused_and_never_repeated(
    newcomer: Person,
) -> None:
    client = Client(headers={"host": "evil.example"})

    answer = client.post(SIGN_IN, {"username": "zhang", "password": PASSWORD})

    assert answer.status_code == HTTPStatus.BAD_REQUEST
    assert "evil" not in answer.content.decode()
    forwarded = Client(headers={"x-forwarded-host": "evil.example"})
    assert leads(forwarded).startswith(SIGN_IN)
