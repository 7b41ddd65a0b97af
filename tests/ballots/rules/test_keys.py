"""A key as words, and in shares."""

from hashlib import sha256
from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from shuping.ballots.rules.keys import (
    fingerprint,
    is_share,
    key_from,
    key_of,
    shares_of,
    words_of,
    written_at,
)

KEYS = st.binary(min_size=32, max_size=32)


@given(KEYS)
def test_words_give_the_key_back_however_they_are_spaced(key: bytes) -> None:
    words = words_of(key)

    assert key_of(words) == key
    assert key_of(words.replace(" ", "")) == key
    assert key_of(f"  {words}\n") == key


@given(KEYS)
def test_a_slip_of_the_pen_is_told(key: bytes) -> None:
    words = words_of(key).split()
    turned = " ".join([*words[1:], words[0]])

    assert key_of(turned) != key or len(set(words)) == 1
    assert key_of("") is key_of("没有这样的词") is key_of("的") is None


@settings(max_examples=10)
@given(KEYS)
def test_f19_any_two_of_three_shares_give_the_key_and_one_does_not(key: bytes) -> None:
    shares = shares_of(key)

    assert {key_from(*pair) for pair in combinations(shares, 2)} == {key}
    assert key_from(shares[0]) is None
    assert key_from(shares[0], shares[0]) is None
    assert key_from(shares[0].upper(), f" {shares[2]} ") == key


def test_of_two_shares_the_one_that_was_typed_wrong_is_known() -> None:
    first, *words = shares_of(b"1" * 32)[0].split()
    right = " ".join([first, *words])

    assert is_share(f" {right.upper()}\n")
    assert not is_share(" ".join(words))
    assert not is_share(" ".join([first, *reversed(words)]))
    assert not is_share("的")


def test_a_key_is_written_down_as_its_level_asks() -> None:
    key = bytes(range(32))

    assert written_at("standard", key) == (words_of(key),)
    assert {key_from(*two) for two in combinations(written_at("strict", key), 2)} == {
        key
    }


def test_a_fingerprint_is_the_hash_of_the_key_and_not_of_its_digits() -> None:
    assert fingerprint("00" * 32) == sha256(bytes(32)).hexdigest()[:32]


def test_shares_of_two_keys_give_none() -> None:
    one, other = shares_of(b"1" * 32), shares_of(b"2" * 32)

    assert key_from(one[0], other[1]) is None
    assert key_from("no", "words") is None
