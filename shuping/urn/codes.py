"""Code slips: twenty characters that are typed from paper or scanned.

A code is nineteen random characters of Crockford's alphabet, 95 bits, and a check
character over the field of 32 elements, which catches every wrong character and every
two that were exchanged. What is kept of a code is its hash.
"""

import hashlib
import unicodedata
from collections.abc import Callable

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH, GROUP = 20, 5
_BITS = 5 * (LENGTH - 1)
_VALUE = {character: place for place, character in enumerate(ALPHABET)}
_READ_AS = str.maketrans("OIL", "011", "-_–—·")
_POLYNOMIAL, _ELEMENTS = 0b100101, 32
_TWICE = [
    2 * value if 2 * value < _ELEMENTS else 2 * value ^ _POLYNOMIAL
    for value in range(_ELEMENTS)
]


def _check(values: list[int]) -> int:
    """Return the value that makes the weighted sum of all characters nothing."""
    found = 0
    for value in values:
        found = _TWICE[found ^ value]
    return found


def make(bits: Callable[[int], int]) -> str:
    """Return a new code; `bits(n)` gives n random bits, as `secrets.randbits` does."""
    number = bits(_BITS)
    values = [number >> 5 * place & 31 for place in range(LENGTH - 1)]
    return "".join(ALPHABET[value] for value in (*values, _check(values)))


def read(typed: str) -> str | None:
    """Return the code that somebody typed, or None where it cannot be one.

    Case, spaces, dashes and full-width characters do not matter; O is 0, I and L are 1.
    """
    plain = "".join(unicodedata.normalize("NFKC", typed).split())
    code = plain.upper().translate(_READ_AS)
    if len(code) != LENGTH or code.strip(ALPHABET):
        return None
    *values, last = [_VALUE[one] for one in code]
    return code if _check(values) == last else None


def grouped(code: str) -> str:
    """Return a code as it is printed: four groups of five characters."""
    return " ".join(code[at : at + GROUP] for at in range(0, LENGTH, GROUP))


def hashed(code: str, box: bytes, category: str) -> bytes:
    """Return what a box keeps of a code of one class; 32 bytes."""
    told = b"slip\0" + box + category.encode() + b"\0" + code.encode()
    return hashlib.sha256(told).digest()
