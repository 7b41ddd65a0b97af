"""How exact figures are written down; rounding happens only here."""

from fractions import Fraction
from math import floor

_HALF = Fraction(1, 2)


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
