"""Profiles of organs."""

from typing import Any

import pytest

from shuping.documents.rules.content import Document
from shuping.documents.rules.profiles import STANDARD, Profile, profile_of, read
from shuping.refusal import Words


def test_a_profile_says_what_differs_from_the_standard() -> None:
    given = {
        "区委": {
            "letterhead": "中共临江区委文件",
            "fonts": {"title": "小标宋"},
            "margins": {"left": 30.5},
        },
        "镇党委": {},
    }

    assert read(given) == {
        "区委": Profile("中共临江区委文件", {"title": "小标宋"}, (37, 26, 35, 30.5)),
        "镇党委": STANDARD,
    }


@pytest.mark.parametrize(
    ("values", "told"),
    [
        (1, "区委: a table is needed"),
        ({"colour": "red"}, "区委: colour is unknown or no such value"),
        ({"letterhead": 1}, "区委: letterhead is unknown or no such value"),
        (
            {"fonts": {"body": 1}},
            "区委: fonts are given by name for body, kai, hei, title, song",
        ),
        (
            {"fonts": {"latin": "x"}},
            "区委: fonts are given by name for body, kai, hei, title, song",
        ),
        *(
            (
                {"margins": margins},
                (
                    "区委: margins are millimetres from 10 to 60 for "
                    "top, right, bottom, left"
                ),
            )
            for margins in ({"left": 9}, {"left": 61}, {"left": "3"}, {"inside": 20})
        ),
    ],
)
def test_what_cannot_be_understood_is_told(values: Any, told: str) -> None:
    found = read({"区委": values})

    assert isinstance(found, Words)
    assert str(found) == told


def test_the_profile_is_that_of_whoever_signs_or_issues() -> None:
    known = {"区委": Profile("a"), "组织部": Profile("b")}

    assert profile_of(Document("t", signer="区委"), known) == Profile("a")
    assert profile_of(Document("t", issuer="组织部"), known) == Profile("b")
    assert profile_of(Document("t"), known) == STANDARD
