"""Codes of slips, as they are made, printed, typed and kept."""

import secrets
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shuping.urn.codes import ALPHABET, LENGTH, grouped, hashed, make, read

CODES = st.integers(0, 2**64).map(lambda seed: make(Random(seed).getrandbits))


def test_a_code_has_twenty_characters_of_the_alphabet() -> None:
    code = make(secrets.randbits)

    assert len(code) == LENGTH
    assert set(code) <= set(ALPHABET)
    assert grouped(code).count(" ") == 3


@given(CODES)
def test_a_code_is_read_however_it_is_typed(code: str) -> None:
    wide = "".join(chr(ord(one) + 0xFEE0) for one in code)
    confused = code.replace("0", "o").replace("1", "l")

    for typed in (code, code.lower(), grouped(code), wide, confused, f" {code}\n"):
        assert read(typed) == code
    assert read(grouped(code).replace(" ", "-")) == code


@given(CODES, st.integers(0, LENGTH - 1), st.sampled_from(ALPHABET))
def test_one_wrong_character_is_caught(code: str, place: int, other: str) -> None:
    wrong = code[:place] + other + code[place + 1 :]

    assert read(wrong) == (code if wrong == code else None)


@given(CODES, st.integers(0, LENGTH - 2))
def test_two_characters_exchanged_are_caught(code: str, place: int) -> None:
    swapped = code[:place] + code[place + 1] + code[place] + code[place + 2 :]

    assert read(swapped) == (code if swapped == code else None)


@pytest.mark.parametrize("typed", ["", "x", "U" * LENGTH, "A" * 21, "𠀀" * LENGTH])
def test_what_cannot_be_a_code_is_none(typed: str) -> None:
    assert read(typed) is None


def test_a_hash_is_of_one_box_and_one_class() -> None:
    code = make(Random(1).getrandbits)
    told = {hashed(code, box, one) for box in (b"1" * 16, b"2" * 16) for one in "AB"}

    assert len(told) == 4
    assert {len(one) for one in told} == {32}
