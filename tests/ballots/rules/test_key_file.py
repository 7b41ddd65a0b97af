"""The public half of a key on its way to the box."""

import json

import pytest

from shuping.ballots.rules import key_file
from shuping.ballots.rules.key_file import Reading
from tests.ballots.rules.test_slips import NAME
from tests.urn.boxes import key

PRIVATE, PUBLIC = (half.hex() for half in key(1))
NO_KEY = "There is no public key in the file."


def read(raw: bytes) -> Reading:
    return key_file.read(raw, box=NAME, level="strict")


def test_what_is_written_is_read_back_and_is_the_public_half_alone() -> None:
    raw = key_file.written(NAME, "strict", PUBLIC)

    assert read(raw) == Reading(PUBLIC)
    assert PRIVATE.encode() not in raw


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (b"", "This is no file of a key: it cannot be read as JSON."),
        (b"\xff{}", "This is no file of a key: it cannot be read as JSON."),
        (b"[" * 100_000, "This is no file of a key: it cannot be read as JSON."),
        (b"[]", "A file of a key has box, level and public, and nothing else."),
        (
            b'{"box": "", "issued": {}}',
            "A file of a key has box, level and public, and nothing else.",
        ),
        (
            b"%PDF-1.7",
            (
                "These are the pages for the envelopes, not key.json. "
                "The key is no longer secret: make another."
            ),
        ),
    ],
)
def test_a_file_of_something_else_is_told_from_a_key(raw: bytes, said: str) -> None:
    assert [str(one) for one in read(raw).faults] == [said]


@pytest.mark.parametrize(
    "public", [None, "", PUBLIC[:-1], PUBLIC.upper(), "0" * 64, "01" + "0" * 62]
)
def test_what_no_ballot_can_be_sealed_to_is_no_key(public: object) -> None:
    raw = json.dumps({"box": NAME, "level": "strict", "public": public}).encode()

    assert [str(one) for one in read(raw).faults] == [NO_KEY]


def test_all_faults_of_a_file_are_told_at_once() -> None:
    reading = read(key_file.written("00" * 16, "standard", "x"))

    assert reading.public == ""
    assert [str(one) for one in reading.faults] == [
        f"This key is of another box; this one is {NAME}.",
        "This key was made for another level. Make it with --level strict.",
        NO_KEY,
    ]
