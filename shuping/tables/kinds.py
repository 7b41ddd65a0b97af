"""What a cell may hold. Each kind turns a stripped text into a value or a `Misfit`."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from shuping.refusal import Words, say
from shuping.tables.codes import CODES, is_code

_NUMBER = re.compile(r"[+-]?[0-9]{1,12}(\.[0-9]{1,30})?")
_WHOLE = re.compile(r"[0-9]{1,9}")
_ABOUT = re.compile(r"([0-9]{1,9})([+余]?)")
_YEARS = range(1900, 10_000)
_DAY = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")


@dataclass(frozen=True, slots=True)
class Misfit:
    """Why a cell does not fit, and what would."""

    wrong: Words
    right: Words


Kind = Callable[[str], Any]


def _misfit(text: str, right: Words) -> Misfit:
    if not text:
        return Misfit(say("empty"), right)
    return Misfit(say("{value} does not fit", value=text[:60]), right)


def free(text: str) -> str:
    """Take any text, also none."""
    return text


def filled(text: str) -> str | Misfit:
    """Take a text that is not empty."""
    return text or _misfit(text, say("write something here"))


def code(text: str) -> str | Misfit:
    """Take a code as the scheme has them: it may become a file name."""
    if not text:
        return _misfit(text, say("write something here"))
    return text if is_code(text) else Misfit(_no_code(text), CODES)


def _no_code(text: str) -> Words:
    return say("{value} is no code", value=text[:60])


def up_to(most: int, kind: Kind = free) -> Kind:
    """Take a text that is not longer than its place in the record."""

    def kind_up_to(text: str) -> Any:
        if len(text) <= most:
            return kind(text)
        return Misfit(
            say("{count} characters", count=len(text)), say("at most {most}", most=most)
        )

    return kind_up_to


def number(text: str) -> Fraction | Misfit:
    """Take a decimal number exactly."""
    if _NUMBER.fullmatch(text):
        return Fraction(text)
    return _misfit(text, say("a number with a point, as 87.5"))


def score(text: str) -> Fraction | Misfit:
    """Take a number from 0 to 100."""
    value = number(text)
    if isinstance(value, Misfit):
        return value
    return value if 0 <= value <= 100 else _misfit(text, say("from 0 to 100"))  # noqa: PLR2004 - the field's scale


def whole(text: str) -> int | Misfit:
    """Take a whole number from 0."""
    if _WHOLE.fullmatch(text):
        return int(text)
    return _misfit(text, say("a whole number, as 28"))


def year(text: str) -> int | Misfit:
    """Take a year of four digits."""
    value = whole(text)
    if isinstance(value, int) and value in _YEARS:
        return value
    return _misfit(text, say("a year, as 2019"))


def maybe_whole(text: str) -> int | Misfit | None:
    """Take a whole number from 0, or none."""
    return whole(text) if text else None


def about(text: str) -> tuple[int, bool] | Misfit | None:
    """Take a count, `100+` or `100余`, or none; True stands for 余."""
    if not text:
        return None
    match = _ABOUT.fullmatch(text)
    if match is None:
        return _misfit(text, say("a whole number, as 28, or 100+ for more than 100"))
    return int(match[1]), bool(match[2])


def day(text: str) -> date | Misfit:
    """Take a date."""
    match = _DAY.fullmatch(text)
    if match is None:
        return _misfit(text, say("a date, as 2020-01-15"))
    try:
        return date(*map(int, match.groups()))
    except ValueError:
        return _misfit(text, say("a date that exists, as 2020-01-15"))


def maybe_day(text: str) -> date | Misfit | None:
    """Take a date, or none."""
    return day(text) if text else None


def one_of(*choices: str, empty: str = "") -> Kind:
    """Take one of a few words; where `empty` is given, an empty cell means it."""

    def kind(text: str) -> str | Misfit:
        if text in choices:
            return text
        if not text and empty:
            return empty
        return _misfit(text, say("one of {choices}", choices=", ".join(choices)))

    return kind
