"""Numbers and addresses by which a person is reached or known, found in a text.

Full-width characters and the usual separators count as what they stand for. A date, a
year and a number of up to ten digits are none; of longer ones rather too many are found
than one too few.
"""

import re
from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import NamedTuple
from unicodedata import normalize


class Reach(StrEnum):
    """What a person is reached or known by."""

    IDENTITY = "identity"
    PHONE = "phone"
    MAIL = "mail"


class Spot(NamedTuple):
    """Where it stands in the text: from `start`, up to and without `end`."""

    start: int
    end: int
    kind: Reach


_DASHES = dict.fromkeys((*range(0x2010, 0x2016), 0x2212), "-")
_GAP = r"[ \-.\u200b-\u200d\u2060\ufeff]{0,2}"
_ALONE, _ENDS = r"(?<!\d)(?<!\d\.)", r"(?!\d)"
_DAY = r"(?:18|19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])"
_CITIZEN = rf"(?<!\d)[1-9]\d{{5}}{_GAP}{_DAY}{_GAP}\d{{3}}[\dXx]{_ENDS}"
_LONG = r"(?<!\d)\d{15,}[Xx]?"
_MAIL = r"[A-Za-z0-9._%+-]+ ?@ ?[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+"
_ABROAD = rf"(?:(?:\+|00)?86{_GAP})?"
_MOBILE = rf"{_ALONE}{_ABROAD}1[3-9]\d{_GAP}\d{{4}}{_GAP}\d{{4}}{_ENDS}"
_EXTENSION = rf"(?:(?:[ -]{{1,2}}|转)\d{{1,5}}{_ENDS})?"
_AREA = r"(?:\(0\d{2,3}\)|0\d{2,3})"
_LINE = rf"{_ALONE}{_AREA}{_GAP}[2-9]\d{{6,7}}{_ENDS}{_EXTENSION}"
_CALLED = r"(?<=电话|手机|传真|拨打|致电)(?:号码?)?[:为是 ]{0,3}"
_LOCAL = rf"{_CALLED}[2-9]\d{{6,7}}{_ENDS}{_EXTENSION}"
_KINDS: Mapping[Reach, str] = {
    Reach.IDENTITY: f"{_CITIZEN}|{_LONG}",
    Reach.MAIL: _MAIL,
    Reach.PHONE: f"{_MOBILE}|{_LINE}|{_LOCAL}",
}
_ANY = re.compile("|".join(f"(?P<{kind}>{one})" for kind, one in _KINDS.items()))


def spots(text: str) -> Iterator[Spot]:
    """Yield where a person's number or address stands in a text, from left to right."""
    for found in _ANY.finditer(_folded(text)):
        assert found.lastgroup  # noqa: S101 - every alternative has a name
        yield Spot(*found.span(), Reach(found.lastgroup))


def _folded(text: str) -> str:
    """Return the text in half width, character by character, at the same places."""
    plain = (normalize("NFKC", one) for one in text)
    return "".join(
        half if len(half) == 1 else one for one, half in zip(text, plain, strict=True)
    ).translate(_DASHES)
