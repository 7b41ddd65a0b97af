"""Somebody at a desk, for journeys through the pages without a single service call."""

import re
from html import unescape
from typing import Any

import pytest
from django.test import Client

from shuping.accounts.models import Person


class Desk:
    """Somebody at a desk, who follows links and presses buttons."""

    def __init__(self, person: Person) -> None:
        self.client = Client()
        self.client.force_login(person)
        self.page = self.there = ""

    def go(self, words: str) -> None:
        """Follow the link that says these words."""
        links = re.findall(
            r'<a [^>]*?href="([^"]*)"[^>]*>(.*?)</a>', self.page, re.DOTALL
        )
        there = [one for one, said in links if words in said]
        assert there, f"no link says {words}"
        self._read(self.client.get(unescape(there[0]), follow=True))

    def open(self, address: str) -> None:
        """Open an address."""
        self._read(self.client.get(address))

    def press(self, words: str, **typed: str) -> None:
        """Press the button that says these words, after typing into its form."""
        for one in re.findall(r"<form .*?</form>", self.page, re.DOTALL):
            if re.search(rf"<button[^>]*>{re.escape(words)}</button>", one):
                found = re.search(r'action="([^"]*)"', one)
                there = found[1] if found else self.there
                self._read(
                    self.client.post(there, self._fields(one) | typed, follow=True)
                )
                return
        pytest.fail(f"no button says {words}")

    def _fields(self, form: str) -> dict[str, str]:
        inputs = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', form)
        areas = re.findall(
            r'<textarea name="([^"]*)"[^>]*>\n?(.*?)</textarea>', form, re.DOTALL
        )
        return {name: unescape(value) for name, value in [*inputs, *areas]}

    def _read(self, response: Any) -> None:
        self.there = response.request["PATH_INFO"]
        assert response.status_code == 200
        self.page = response.content.decode()
