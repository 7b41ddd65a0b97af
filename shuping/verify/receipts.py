"""A voter's receipt: the ballot lies in the box, and the urn has signed for it.

A receipt is the ten characters that the page shows, or the whole hash of the sealed
ballot in hexadecimal, with the urn's signature after a dot where it was kept.
"""

import base64
import re
from collections.abc import Iterator

from nacl.exceptions import BadSignatureError
from nacl.signing import VerifyKey

from shuping.refusal import Words, say
from shuping.verify.bundle import Bundle
from shuping.verify.skipped import NOT_SEALED, Skipped

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_SHOWN = 10
_WHOLE = re.compile(r"([0-9a-f]{64})(?:\.([A-Za-z0-9_-]{86}))?")
_PROMISE = b"shuping receipt\0"


def shown(leaf: bytes) -> str:
    """Return the ten characters that the page shows of a ballot."""
    number = int.from_bytes(leaf[:8], "big") >> 14
    return "".join(_ALPHABET[number >> 5 * place & 31] for place in range(_SHOWN))


def receipt_holds(bundle: Bundle, receipt: str) -> Iterator[Words]:
    """Check that the ballot is in the box, and its signature where there is one."""
    if not bundle.is_sealed:
        raise Skipped(NOT_SEALED)
    if not receipt:
        raise Skipped(say("no receipt was given"))
    whole = _WHOLE.fullmatch(receipt)
    typed = "".join(receipt.split()).upper().translate(str.maketrans("OIL", "011"))
    if not any(
        (one.leaf.hex() == whole[1] if whole else shown(one.leaf) == typed)
        for one in bundle.ballots
    ):
        yield say("no such ballot is in the box")
    if whole and whole[2] and not _is_signed(bundle, whole[1], whole[2]):
        yield say("the urn has not signed this receipt")


def _is_signed(bundle: Bundle, leaf: str, signature: str) -> bool:
    told = _PROMISE + bytes.fromhex(bundle.record["box"] + leaf)
    signed = base64.urlsafe_b64decode(signature + "==")
    try:
        VerifyKey(bytes.fromhex(bundle.record["verifier"])).verify(told, signed)
    except (BadSignatureError, ValueError):
        return False
    return True
