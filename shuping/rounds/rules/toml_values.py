"""Values of TOML as a scheme wants them: codes, exact numbers and shares."""

import re
from datetime import date, time
from decimal import Decimal
from fractions import Fraction

from shuping.refusal import Words, say

_SHARE = re.compile(r"([0-9]{1,9})/([0-9]{1,9})|([0-9]{1,9}(?:\.[0-9]{1,30})?)(%?)")
_DIGITS = 30
_SHOWN = 60


def misfit(value: object) -> Words:
    """Say that a value does not fit, as it was written."""
    if isinstance(value, str):
        return say("{value} does not fit", value=f'"{value[:_SHOWN]}"')
    try:
        return say("{value} does not fit", value=_shown(value)[:_SHOWN])
    except (ValueError, RecursionError):
        # Python writes out no number of thousands of digits, and no endless nesting.
        return say("{value} does not fit", value="…")


def _shown(value: object) -> str:
    if isinstance(value, list):
        return f"[{', '.join(map(_shown, value))}]"
    if isinstance(value, dict):
        pairs = ", ".join(f"{key} = {_shown(one)}" for key, one in value.items())
        return f"{{{pairs}}}"
    if isinstance(value, str):
        return f'"{value}"'
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, (date, time)):
        return value.isoformat()
    return str(value)


def exact(value: object) -> Fraction | None:
    """Return a number exactly; None for what is no number, or out of all measure."""
    if isinstance(value, bool) or not isinstance(value, (int, Decimal)):
        return None
    number = Decimal(value)
    if not number.is_finite() or (number and not _measured(number)):
        return None
    return Fraction(number)


def _measured(number: Decimal) -> bool:
    places = -int(number.as_tuple().exponent)
    return abs(number.adjusted()) <= _DIGITS and places <= _DIGITS


def within(least: int | None, most: int | None, above: int | None) -> Words:
    """Say which numbers fit."""
    if above is not None:
        return say("more than {above}", above=above)
    if most is None:
        return say("at least {least}", least=least)
    return say("from {least} to {most}", least=least, most=most)


def share_of(value: object) -> Fraction | None:
    """Return a share from 0 to 1, written as "1/3", "15%", "0.15" or a number."""
    share = _written(value.strip()) if isinstance(value, str) else exact(value)
    return share if share is not None and 0 <= share <= 1 else None


def _written(text: str) -> Fraction | None:
    match = _SHARE.fullmatch(text)
    if match is None or (match[2] and not int(match[2])):
        return None
    if match[2]:
        return Fraction(int(match[1]), int(match[2]))
    return Fraction(match[3]) / (100 if match[4] else 1)
