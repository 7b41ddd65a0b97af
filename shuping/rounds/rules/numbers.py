"""Exact numbers as people write them; rounding happens only here."""

from fractions import Fraction
from math import floor

_HALF = Fraction(1, 2)


def plain(number: Fraction) -> str:
    """Return an exact number as people write it: 0.5, or 1/3 where no decimal ends."""
    whole = number.denominator
    for prime in (2, 5):
        while whole % prime == 0:
            whole //= prime
    if whole != 1:
        return str(number)
    places = 0
    while (number * 10**places).denominator != 1:
        places += 1
    digits = str(int(abs(number) * 10**places)).rjust(places + 1, "0")
    point = len(digits) - places
    sign = "-" if number < 0 else ""
    return sign + digits[:point] + ("." + digits[point:] if places else "")


def share(part: Fraction) -> str:
    """Return a share as a percentage where it is a round one, else as a fraction."""
    per_cent = part * 100
    return f"{per_cent}%" if per_cent.denominator == 1 else str(part)


def exact(value: Fraction) -> str:
    """Return a fraction in lowest terms; an integer has no `/1`."""
    return str(value)


def rounded(value: Fraction, places: int, rounding: str) -> str:
    """Return the value with that many decimals.

    `half_up` takes halves towards plus infinity, `half_even` to the even digit.
    """
    scaled = value * 10**places
    whole = round(scaled) if rounding == "half_even" else floor(scaled + _HALF)
    sign = "-" if whole < 0 else ""
    digits = str(abs(whole)).rjust(places + 1, "0")
    if not places:
        return sign + digits
    return f"{sign}{digits[:-places]}.{digits[-places:]}"
