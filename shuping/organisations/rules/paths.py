"""Materialised paths: one fixed-width step a level, so that order is containment.

A sub-tree is a range of paths, read from the index; `LIKE` would read the table.
"""

import string

WIDTH = 4
_DIGITS = string.digits + string.ascii_lowercase
MOST = len(_DIGITS) ** WIDTH - 1


def step(number: int) -> str:
    """Return the path step of the child with this number, from 0 to `MOST`."""
    digits = []
    for _ in range(WIDTH):
        number, digit = divmod(number, len(_DIGITS))
        digits.append(_DIGITS[digit])
    if number:
        raise OverflowError(number)
    return "".join(reversed(digits))


def number(path: str) -> int:
    """Return which child of its parent the path names."""
    return int(path[-WIDTH:], len(_DIGITS))


def parent(path: str) -> str:
    """Return the path one level up; the root's is empty."""
    return path[:-WIDTH]


def ancestors(path: str) -> list[str]:
    """Return the paths above, the root first, without the path itself."""
    return [path[:end] for end in range(WIDTH, len(path), WIDTH)]


def after(path: str) -> str:
    """Return the first path behind the whole sub-tree; empty where there is none."""
    if not path:
        return ""
    if number(path) == MOST:
        return after(parent(path))
    return parent(path) + step(number(path) + 1)
