"""Ballots sealed to a key, the tree over them, receipts."""

import hashlib

from hypothesis import given
from hypothesis import strategies as st
from nacl.public import PrivateKey, SealedBox

from shuping.urn import receipts, sealing
from shuping.urn.tree import root
from tests.urn.boxes import key

PRIVATE, PUBLIC = key(1)
SEEDS = st.binary(min_size=32, max_size=32)


@given(st.binary(max_size=300), SEEDS)
def test_libsodium_opens_what_was_sealed(marks: bytes, seed: bytes) -> None:
    sealed = sealing.seal(marks, seed, PUBLIC)

    assert len(sealed) == len(marks) + sealing.OVERHEAD
    assert SealedBox(PrivateKey(PRIVATE)).decrypt(sealed) == marks
    assert sealing.unseal(sealed, PRIVATE) == marks


@given(SEEDS)
def test_the_same_ballot_is_the_same_bytes_and_another_is_under_another_key(
    seed: bytes,
) -> None:
    once, again = (sealing.seal(b"\x00\x01", seed, PUBLIC) for _ in range(2))
    other = sealing.seal(b"\x00\x02", seed, PUBLIC)

    assert once == again
    assert once[:32] != other[:32]


def test_what_was_not_sealed_to_the_key_is_not_opened() -> None:
    sealed = sealing.seal(b"marks", b"s" * 32, PUBLIC)

    for one in (b"", b"x" * 10, sealed[:-1], sealed[:-1] + b"\x00"):
        assert sealing.unseal(one, PRIVATE) is None
    assert sealing.unseal(sealed, key(2)[0]) is None


def naive(entries: list[bytes]) -> bytes:
    """Return the root word by word as RFC 9162, section 2.1.1, defines it."""
    if not entries:
        return hashlib.sha256(b"").digest()
    if len(entries) == 1:
        return hashlib.sha256(b"\x00" + entries[0]).digest()
    split = 1
    while split * 2 < len(entries):
        split *= 2
    left, right = naive(entries[:split]), naive(entries[split:])
    return hashlib.sha256(b"\x01" + left + right).digest()


@given(st.lists(st.binary(max_size=8), max_size=40))
def test_the_root_is_that_of_the_rfc(entries: list[bytes]) -> None:
    assert root(entries) == naive(entries)


def test_s7_a_receipt_proves_inclusion_and_shows_no_choice() -> None:
    box, signer = b"b" * 16, receipts.new_signer()
    leaf = sealing.leaf(box, "A", sealing.seal(b"\x00", b"s" * 32, PUBLIC))

    signature = receipts.Signer(signer, box).sign(leaf)

    verifier = receipts.verifier(signer)
    assert receipts.holds(verifier, box, leaf, signature)
    assert not receipts.holds(verifier, b"c" * 16, leaf, signature)
    assert not receipts.holds(verifier, box, leaf[::-1], signature)
    assert not receipts.holds(verifier, box, leaf, signature[:-1])
    assert len(receipts.shown(leaf)) == receipts.SHOWN
