"""The slot of a box: it takes a ballot and seals it, and sees nothing of the inside.

The process that phones reach has slots only: no file of a box, no key that opens one,
and none that signs receipts.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from shuping.urn import sealing
from shuping.urn.casting import Answer, Cast, Reply, Sealed, Wish
from shuping.urn.form import PHONE, BoxForm


class State(StrEnum):
    """Where a box stands; the urn's word is the one that counts."""

    COMMITTED = "committed"
    OPEN = "open"
    PAUSED = "paused"
    CLOSED = "closed"


@dataclass(slots=True)
class Slot:
    """What a box was committed with, as far as it may be known, and where it stands.

    Which codes a box takes stands in memory, since none is added once it is committed:
    whoever tries codes costs neither a seal nor a look into the box.
    """

    box: bytes
    form: BoxForm
    public: bytes
    issued: Mapping[bytes, str]
    state: State

    def seal(self, cast: Cast) -> Wish | None:
        """Return a ballot sealed to the box's key; None where its code is strange."""
        for category, h in cast.hashes.items():
            if self.issued.get(h) == category:
                return Wish(h, self.sealed(category, cast.marks, cast.seed, PHONE))
        return None

    def sealed(self, category: str, marks: bytes, seed: bytes, channel: str) -> Sealed:
        """Return marks as they will lie in the box."""
        sealed = sealing.seal(marks, seed, self.public)
        leaf = sealing.leaf(self.box, category, sealed)
        return Sealed(leaf, category, channel, sealed)

    def stranger(self) -> Reply:
        """Return what is answered to a code that this box does not know."""
        open_ = self.state is State.OPEN
        return Reply(Answer.UNKNOWN if open_ else Answer.SHUT)
