"""The key of a box from what was written down: words, digits, or two shares."""

import re
from collections.abc import Sequence

from mnemonic import Mnemonic
from shamir_mnemonic import combine_mnemonics
from shamir_mnemonic.utils import MnemonicError

_SIZE = 32


def key_from(words: str, shares: Sequence[str]) -> bytes | None:
    """Return the key; empty where it is none, None where nothing was given."""
    if words:
        return _sized(_of_words(words))
    return _sized(_of_shares(shares)) if shares else None


def _sized(key: bytes) -> bytes:
    return key if len(key) == _SIZE else b""


def _of_words(words: str) -> bytes:
    plain = "".join(words.split())
    if re.fullmatch(r"[0-9a-fA-F]{64}", plain):
        return bytes.fromhex(plain)
    try:
        return bytes(Mnemonic("chinese_simplified").to_entropy(" ".join(plain)))
    except (ValueError, LookupError):
        return b""


def _of_shares(shares: Sequence[str]) -> bytes:
    try:
        return bytes(
            combine_mnemonics([" ".join(one.lower().split()) for one in shares])
        )
    except (MnemonicError, ValueError, LookupError):
        return b""
