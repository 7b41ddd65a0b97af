"""Wrong codes: how many came for each box, and how long the answer to one waits.

A minute's worth from one address is answered at once, and each further one a second
later. Nobody is locked out, since a whole hall may share an address, and right codes
never wait. Addresses are held in memory only and are forgotten.
"""

from collections import Counter

AT_ONCE, MINUTE, WAIT = 60, 60.0, 1.0
ADDRESSES = 4096


class WrongCodes:
    """A bucket for each address: every wrong code takes a drop, time fills it again."""

    def __init__(self) -> None:
        self.counts: Counter[str] = Counter()
        self._left: dict[str, tuple[float, float]] = {}

    def count(self, box: str, address: str, at: float) -> float:
        """Count a wrong code; return the seconds that its answer waits.

        `at` is in seconds of a clock that only goes on. Of too many addresses the one
        that was quiet longest is forgotten.
        """
        self.counts[box] += 1
        left, then = self._left.pop(address, (float(AT_ONCE), at))
        left = min(float(AT_ONCE), left + (at - then) * AT_ONCE / MINUTE)
        self._left[address] = max(left - 1, 0.0), at
        if len(self._left) > ADDRESSES:
            del self._left[next(iter(self._left))]
        return 0.0 if left >= 1 else WAIT
