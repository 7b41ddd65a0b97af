"""The way in and out: first run, signing in, language, the headers of every answer."""

import os
from http import HTTPStatus
from pathlib import Path

import pytest
from django.conf import LazySettings, settings
from django.test import Client
from django.urls import reverse

from shuping.accounts.models import Person
from shuping.charter import Duty
from shuping.organisations.models import Duty as Given

PASSWORD = "述职评议考核-2020"  # noqa: S105 - of a test
SIGN_IN = "/desk/sign-in/"


@pytest.fixture
def person(db: None) -> Person:
    return Person.objects.create_user("zhang", PASSWORD)


def sign_in(client: Client, password: str = PASSWORD, username: str = "zhang") -> int:
    sent = {"username": username, "password": password}
    return client.post(SIGN_IN, sent).status_code


def first_run(*people: str, **more: str) -> dict[str, str]:
    sent = {"code": "LJ", "body": "临江区委", **more}
    for number, name in enumerate(people):
        sent[f"person-{number}-username"] = name
        sent[f"person-{number}-password"] = PASSWORD
    return sent


def test_an_empty_installation_leads_to_its_first_run(db: None, client: Client) -> None:
    assert client.get(SIGN_IN).headers["Location"] == reverse("first-run")
    assert client.get(reverse("first-run")).status_code == HTTPStatus.OK


def test_the_first_run_makes_one_administrator_and_closes_behind_itself(
    db: None, client: Client
) -> None:
    answer = client.post(reverse("first-run"), first_run("admin"))

    assert answer.headers["Location"] == SIGN_IN
    assert sign_in(client, username="admin") == HTTPStatus.FOUND
    assert client.get(reverse("first-run")).status_code == HTTPStatus.NOT_FOUND
    assert Given.objects.filter(duty=Duty.ADMINISTRATOR).count() == 1


def test_the_first_run_makes_three_administrators_where_asked(
    db: None, client: Client
) -> None:
    client.post(reverse("first-run"), first_run("a", "b", "c", three="on"))

    assert Person.objects.count() == 3
    assert Given.objects.values("person").distinct().count() == 3


def test_a_first_run_with_a_mistake_keeps_what_was_typed(
    db: None, client: Client
) -> None:
    sent = first_run("admin") | {"person-0-password": "short"}

    answer = client.post(reverse("first-run"), sent)

    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert 'value="临江区委"' in answer.content.decode()
    assert not Person.objects.exists()


def test_whoever_signs_in_comes_home_and_can_go_out_again(
    person: Person, client: Client
) -> None:
    assert sign_in(client) == HTTPStatus.FOUND
    assert client.get("/desk/").status_code == HTTPStatus.OK

    client.post(reverse("sign-out"))

    assert client.get("/desk/").status_code == HTTPStatus.FOUND


def test_a_wrong_password_and_a_wrong_name_are_told_alike(
    person: Person, client: Client
) -> None:
    def told(**sent: str) -> str:
        page = client.post(SIGN_IN, {"password": "wrong-password", **sent})
        text = page.content.decode()
        return text[text.index('class="errorlist') :].split("</ul>")[0]

    assert told(username="zhang") == told(username="nobody")


def test_after_five_wrong_passwords_the_right_one_waits_too(
    person: Person, client: Client
) -> None:
    tries = [sign_in(client, "wrong-password") for _ in range(5)]

    assert tries[:4] == [HTTPStatus.OK] * 4
    assert sign_in(client) == HTTPStatus.TOO_MANY_REQUESTS


def test_signing_in_gives_a_new_session(person: Person, client: Client) -> None:
    client.get(SIGN_IN)
    client.post(reverse("language"), {"language": "en", "next": SIGN_IN})
    before = client.session.session_key
    sign_in(client)

    assert client.session.session_key != before


def test_an_account_that_is_shut_does_not_come_in(
    person: Person, client: Client
) -> None:
    Person.objects.update(is_active=False)

    assert sign_in(client) == HTTPStatus.OK
    assert client.get("/desk/").status_code == HTTPStatus.FOUND


def test_signing_in_leads_nowhere_else(person: Person, client: Client) -> None:
    sent = {"username": "zhang", "password": PASSWORD, "next": "https://evil.example/"}

    assert client.post(SIGN_IN, sent).headers["Location"] == "/desk/"


def test_a_form_without_its_token_changes_nothing(person: Person) -> None:
    strict = Client(enforce_csrf_checks=True)

    answer = strict.post(SIGN_IN, {"username": "zhang", "password": PASSWORD})

    assert answer.status_code == HTTPStatus.FORBIDDEN
    assert "Nothing was changed" in answer.content.decode() or "没有任何改动" in (
        answer.content.decode()
    )


def test_every_answer_forbids_foreign_scripts_frames_and_keeping(
    person: Person, client: Client
) -> None:
    client.force_login(person)
    headers = client.get("/desk/").headers

    assert "script-src 'self'" in headers["Content-Security-Policy"]
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Cache-Control"] == "no-store"
    assert headers["X-Content-Type-Options"] == "nosniff"


def test_cookies_stay_under_the_desk(person: Person, client: Client) -> None:
    sign_in(client)

    cookie = client.cookies[settings.SESSION_COOKIE_NAME]
    assert cookie["path"] == "/desk/"
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"


def test_the_language_is_the_readers(person: Person, client: Client) -> None:
    client.force_login(person)

    def heading(language: str) -> str:
        client.post(reverse("language"), {"language": language, "next": "/desk/"})
        return client.get("/desk/").content.decode()

    assert "What waits for you" in heading("en")
    assert "待您办理" in heading("zh-hans")


def test_another_host_name_is_refused(person: Person, client: Client) -> None:
    answer = client.get("/desk/", headers={"host": "evil.example"})

    assert answer.status_code == HTTPStatus.BAD_REQUEST


@pytest.mark.parametrize("path", ["/desk/%00", "/desk/..%2f", "/desk/" + "x" * 20_000])
def test_a_twisted_address_is_not_there(
    path: str, person: Person, client: Client
) -> None:
    client.force_login(person)

    assert client.get(path).status_code in {
        HTTPStatus.NOT_FOUND,
        HTTPStatus.BAD_REQUEST,
    }


def test_a_page_is_there_whatever_kind_a_server_says_an_empty_body_has(
    person: Person, client: Client
) -> None:
    client.force_login(person)

    answer = client.generic("GET", "/desk/", content_type="text/plain")

    assert answer.status_code == HTTPStatus.OK


def test_the_health_address_is_red_where_the_clerk_is_silent(
    db: None, client: Client, tmp_path: Path, settings: LazySettings
) -> None:
    settings.CLERK_FILE = tmp_path / "clerk"
    never = client.get("/health/")
    settings.CLERK_FILE.touch()
    lately = client.get("/health/").status_code
    os.utime(settings.CLERK_FILE, (0, 0))
    long_ago = client.get("/health/").status_code

    red = HTTPStatus.SERVICE_UNAVAILABLE
    assert (never.status_code, lately, long_ago) == (red, HTTPStatus.OK, red)
    assert never.content == b"the clerk is not working"


def test_the_health_address_answers_without_a_session(
    db: None, client: Client, tmp_path: Path, settings: LazySettings
) -> None:
    settings.CLERK_FILE = tmp_path / "clerk"
    settings.CLERK_FILE.touch()
    answer = client.get("/health/")

    assert (answer.status_code, answer.content) == (HTTPStatus.OK, b"ok")
    assert not answer.cookies
