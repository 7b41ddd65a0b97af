"""Sealing a ballot to the box's key, and opening it again.

A sealed ballot is a libsodium sealed box: 32 bytes of a fresh key, then the ciphertext
with its tag. Everybody who has the private key opens it with libsodium alone.
"""

import hashlib

from nacl import bindings
from nacl.exceptions import CryptoError
from nacl.public import PrivateKey

SUITE = 1
SEED, KEY, OVERHEAD = 32, 32, 48


def new_key() -> tuple[bytes, bytes]:
    """Return a private key and its public key, 32 bytes each, from the system."""
    private = PrivateKey.generate()
    return bytes(private), bytes(private.public_key)


def public_of(private: bytes) -> bytes:
    """Return the public key of a private one."""
    return bytes(PrivateKey(private).public_key)


def seal(marks: bytes, seed: bytes, public: bytes) -> bytes:
    """Seal marks to a key; the same marks and seed give the same bytes.

    The fresh key is derived from the voter's 32 random bytes and from the marks, so
    that a retry is the same ballot, and other marks are under another key. It is never
    derived from a code slip: whoever keeps a slip could test guesses.
    """
    told = hashlib.blake2b(marks, key=seed, digest_size=KEY, person=b"shuping seal")
    ephemeral = told.digest()
    shown = bindings.crypto_scalarmult_base(ephemeral)
    nonce = hashlib.blake2b(shown + public, digest_size=24).digest()
    return shown + bindings.crypto_box_easy(marks, nonce, public, ephemeral)


def unseal(sealed: bytes, private: bytes, public: bytes = b"") -> bytes | None:
    """Return the marks, or None where the bytes were not sealed to this key.

    Whoever opens many gives the public key along, which is worked out otherwise.
    """
    public = public or public_of(private)
    try:
        return bindings.crypto_box_seal_open(sealed, public, private)
    except (CryptoError, ValueError):
        return None


def leaf(box: bytes, category: str, sealed: bytes) -> bytes:
    """Return the name of a sealed ballot in its box: its hash, 32 bytes."""
    told = bytes([0, SUITE]) + box + category.encode() + b"\0" + sealed
    return hashlib.sha256(told).digest()
