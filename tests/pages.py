"""What tests of pages share: a browser that reads English, counted queries, text."""

from http import HTTPStatus

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from shuping.accounts.models import Person
from shuping.shell.tasks import work_off


def browser(person: Person) -> Client:
    """Return the browser of a person who has signed in and reads English."""
    client = Client()
    client.force_login(person)
    client.post(reverse("language"), {"language": "en", "next": "/desk/"})
    return client


def shown(client: Client, name: str, *args: int) -> str:
    """Return the text of a page that is there."""
    answer = client.get(reverse(name, args=args))
    assert answer.status_code == HTTPStatus.OK, answer.status_code
    return answer.content.decode()


def sent(client: Client, address: str, /, *args: int, **data: object) -> str:
    """Return the text of the page where a form that was sent leads."""
    there = reverse(address, args=args)
    return client.post(there, {"sent": "", **data}, follow=True).content.decode()


def done_beside(client: Client, address: str, /, *args: int, **data: object) -> str:
    """Ask for long work, let the clerk do it; return the page of the ended task."""
    asked_for = client.post(reverse(address, args=args), {"sent": "", **data})
    work_off()
    return client.get(asked_for.headers["Location"]).content.decode()


def asked(client: Client, name: str, *args: int) -> int:
    """Return how many queries a page asks."""
    with CaptureQueriesContext(connection) as queries:
        shown(client, name, *args)
    return len(queries)
