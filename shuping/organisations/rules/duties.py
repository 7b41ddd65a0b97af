"""Which duties one person may have together."""

from shuping.charter import Duty

KEYS = frozenset({Duty.ADMINISTRATOR, Duty.SECURITY, Duty.AUDITOR})
"""What three administrators share out; a small installation leaves all to one."""


def clash(held: frozenset[Duty], given: Duty, *, alone: bool) -> bool:
    """Tell whether a duty may not be given to whoever holds these already.

    A key never meets the work of a round. Keys meet each other only where one
    administrator holds all of them `alone`.
    """
    if given not in KEYS:
        return not held.isdisjoint(KEYS)
    return bool(held - KEYS) or (bool(held - {given}) and not alone)
