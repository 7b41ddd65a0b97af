"""The menu shows where one is: one entry, or none."""

import pytest
from django.test import Client
from django.urls import reverse

from shuping.accounts.models import Person
from shuping.rounds.models import Round


@pytest.mark.parametrize(
    ("page", "entry"),
    [
        ("round", "round"),
        ("rounds:roster", "rounds:roster"),
        ("meetings:comments", "meetings:comments"),
        ("meetings:arrange", "meetings:index"),
        ("rounds:scheme", None),
    ],
)
def test_one_entry_at_most_is_the_one_where_one_stands(
    page: str, entry: str | None, cast: Round, organiser: Person, client: Client
) -> None:
    client.force_login(organiser)

    text = client.get(reverse(page, args=[cast.pk])).content.decode()
    menu = text[text.index('<nav class="menu"') : text.index("<main")]

    assert menu.count("aria-current") == (entry is not None)
    if entry:
        assert f'{reverse(entry, args=[cast.pk])}" aria-current="page"' in menu
