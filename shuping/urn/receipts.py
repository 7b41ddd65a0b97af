"""Receipts: the urn's signed promise that a ballot will be in the closed box.

A receipt is made of the sealed ballot's hash alone, and so tells nothing of a choice.
"""

import base64

from nacl.exceptions import BadSignatureError
from nacl.signing import SigningKey, VerifyKey

from shuping.urn.codes import ALPHABET

SHOWN = 10
_PROMISE = b"shuping receipt\0"


def new_signer() -> bytes:
    """Return a new signing key; 32 bytes from the system."""
    return bytes(SigningKey.generate())


def verifier(signer: bytes) -> bytes:
    """Return the public half of a signing key; 32 bytes."""
    return bytes(SigningKey(signer).verify_key)


class Signer:
    """Signs the receipts of one box."""

    def __init__(self, signer: bytes, box: bytes) -> None:
        self._key = SigningKey(signer)
        self._promise = _PROMISE + box

    def sign(self, leaf: bytes) -> bytes:
        """Return the signature of a ballot's receipt; 64 bytes."""
        return self._key.sign(self._promise + leaf).signature


def holds(verify_key: bytes, box: bytes, leaf: bytes, signature: bytes) -> bool:
    """Tell whether a receipt was signed by this box's urn."""
    try:
        VerifyKey(verify_key).verify(_PROMISE + box + leaf, signature)
    except (BadSignatureError, ValueError):
        return False
    return True


def shown(leaf: bytes) -> str:
    """Return the ten characters of a receipt that a voter may note down."""
    number = int.from_bytes(leaf[:8], "big") >> 14
    return "".join([ALPHABET[number >> 5 * place & 31] for place in range(SHOWN)])


def written(leaf: bytes, signature: bytes) -> bytes:
    """Return a receipt as JSON, as the voter's page reads and shows it."""
    told = (leaf.hex(), shown(leaf), texted(signature))
    return b'{"leaf": "%s", "receipt": "%s", "signature": "%s"}' % tuple(
        one.encode() for one in told
    )


def texted(raw: bytes) -> str:
    """Return bytes as letters that are safe in an address."""
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def untexted(text: str) -> bytes:
    """Return the bytes that `texted` wrote."""
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
