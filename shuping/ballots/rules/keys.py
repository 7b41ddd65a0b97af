"""A box's key as words that people write down, whole or in three shares.

Whole it is 24 characters of the Chinese list of BIP 39; shares are the 33 English words
each of SLIP 39, of which any two give the key. Both lists are made for being read aloud
and carry a checksum, so that a slip of the pen is told and opens nothing.
"""

import hashlib
import re
from itertools import combinations

from mnemonic import Mnemonic
from nacl.exceptions import CryptoError
from shamir_mnemonic import combine_mnemonics, generate_mnemonics
from shamir_mnemonic.share import Share
from shamir_mnemonic.utils import MnemonicError

from shuping.urn import sealing
from shuping.urn.box import STRICT

_NEEDED, SHARES = 2, 3
_WORDS = Mnemonic("chinese_simplified")
_SIZE = 32
_FINGERPRINT = 32
_PUBLIC = re.compile(r"[0-9a-f]{64}")


def is_public(text: str) -> bool:
    """Tell whether a text is a public key in hexadecimal that ballots can be sealed to.

    A few numbers of 32 bytes are none: sealing to them fails, vote after vote.
    """
    if not _PUBLIC.fullmatch(text):
        return False
    try:
        sealing.seal(b"", bytes(sealing.SEED), bytes.fromhex(text))
    except CryptoError:
        return False
    return True


def fingerprint(public: str) -> str:
    """Return by what people compare a public key: 32 hexadecimal digits."""
    return hashlib.sha256(bytes.fromhex(public)).hexdigest()[:_FINGERPRINT]


def written_at(level: str, key: bytes) -> tuple[str, ...]:
    """Return a key as it is written down at a level: whole, or in three shares."""
    return shares_of(key) if level == STRICT else (words_of(key),)


def words_of(key: bytes) -> str:
    """Return a key of 32 bytes as 24 characters with spaces between them."""
    words = _WORDS.to_mnemonic(key)
    assert key_of(words) == key  # noqa: S101 - else the box could not be opened
    return words


def key_of(words: str) -> bytes | None:
    """Return the key of its words, spaced or not; None where they are not one."""
    spaced = " ".join("".join(words.split()))
    try:
        key = bytes(_WORDS.to_entropy(spaced))
    except (ValueError, LookupError):
        return None
    return key if len(key) == _SIZE else None


def shares_of(key: bytes) -> tuple[str, ...]:
    """Return three shares of a key, every pair of which was tried and gives it back."""
    (shares,) = generate_mnemonics(1, [(_NEEDED, SHARES)], key, iteration_exponent=0)
    for pair in combinations(shares, _NEEDED):
        assert key_from(*pair) == key  # noqa: S101 - else the box could not be opened
    return tuple(shares)


def is_share(text: str) -> bool:
    """Tell whether a text is a share with every word right, as its checksum tells."""
    try:
        Share.from_mnemonic(_spaced(text))
    except (MnemonicError, ValueError):
        return False
    return True


def key_from(*shares: str) -> bytes | None:
    """Return the key of two shares; None where they are not two of one key."""
    try:
        return bytes(combine_mnemonics([_spaced(one) for one in shares]))
    except (MnemonicError, ValueError):
        return None


def _spaced(share: str) -> str:
    return " ".join(share.lower().split())
