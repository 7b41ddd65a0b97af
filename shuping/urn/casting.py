"""What becomes of the ballots of one batch, as far as it can be told from sets."""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import NamedTuple


class Broken(Exception):
    """The disk did not keep what it was told to keep; nothing more is taken."""


class Answer(StrEnum):
    """What becomes of a ballot that was cast."""

    TAKEN = "taken"
    AGAIN = "again"
    USED = "used"
    COPIED = "copied"
    VOID = "void"
    UNKNOWN = "unknown"
    SHUT = "shut"


class Cast(NamedTuple):
    """One ballot on its way in: hashes of the code by class, marks, random bytes.

    The code is hashed for every class, since only the box knows which it is of.
    """

    hashes: Mapping[str, bytes]
    marks: bytes
    seed: bytes


class Sealed(NamedTuple):
    """A sealed ballot as it lies in a box."""

    leaf: bytes
    category: str
    channel: str
    sealed: bytes


class Taken(NamedTuple):
    """What is answered: what became of it; where it is in, its leaf and a signature."""

    answer: Answer
    leaf: bytes = b""
    signature: bytes = b""


class Reply(NamedTuple):
    """What a phone is told: what became of its ballot, and the receipt, as JSON."""

    answer: Answer
    receipt: bytes = b""


class Wish(NamedTuple):
    """A ballot that would go in, sealed, under the hash of its code."""

    code: bytes
    ballot: Sealed


class Batch:
    """What a batch wants, what stands against it, and what it adds.

    The same ballot with the same code again is answered as the first time; of two
    ballots with one code the first in the batch counts; a copy of a ballot that lies in
    the box, under another code, is refused.
    """

    def __init__(
        self,
        wishes: Sequence[Wish],
        *,
        void: set[bytes],
        spent: set[bytes],
        leaves: set[bytes],
    ) -> None:
        self._void, self._spent, self._leaves = void, spent, leaves
        self.added: list[Wish] = []
        self.answers = [self._judge(wish) for wish in wishes]

    def _judge(self, wish: Wish) -> Taken:
        leaf = wish.ballot.leaf
        stands = leaf in self._leaves
        if wish.code in self._spent:
            return Taken(Answer.AGAIN, leaf) if stands else Taken(Answer.USED)
        if wish.code in self._void:
            return Taken(Answer.VOID)
        if stands:
            return Taken(Answer.COPIED)
        self._spent.add(wish.code)
        self._leaves.add(leaf)
        self.added.append(wish)
        return Taken(Answer.TAKEN, leaf)
