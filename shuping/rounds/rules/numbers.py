"""Exact numbers as people write them."""

from fractions import Fraction


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
