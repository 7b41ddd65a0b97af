"""What phones did and were told, held against what lies in the closed box.

A try begins as unknown: it may have been taken or not. Only an answer that arrived
makes it taken or refused, and by these the box is judged.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from shuping.refusal import Words, listed, say
from shuping.urn.box import Box
from shuping.urn.form import PHONE
from shuping.urn.storage import SqliteFile
from shuping.urn.tree import root


class End(StrEnum):
    """How a try ended, as far as the phone can tell."""

    OK = "ok"
    REFUSED = "refused"
    UNKNOWN = "unknown"


class Wrong(StrEnum):
    """What must never be."""

    LOST = "lost"  # was acknowledged and is not in the box
    DOUBLE = "double"  # a code counts twice, or a ballot lies there twice
    INVENTED = "invented"  # nobody cast it
    CHANGED = "changed"  # the same bytes were told of another leaf
    DENIED = "denied"  # was refused and is in the box, or nothing stood against it
    UNBALANCED = "unbalanced"  # spent codes are not those of the ballots
    CORRUPT = "corrupt"  # the file or its root does not hold


_NAMES: Mapping[Wrong, Words] = {
    Wrong.LOST: say("lost"),
    Wrong.DOUBLE: say("double"),
    Wrong.INVENTED: say("invented"),
    Wrong.CHANGED: say("changed"),
    Wrong.DENIED: say("refused against the record"),
    Wrong.UNBALANCED: say("unbalanced"),
    Wrong.CORRUPT: say("corrupt"),
}


def told(wrongs: Counter[Wrong]) -> Words:
    """Return how often each wrong was found."""
    return listed(
        say("{count} {wrong}", count=wrongs[one], wrong=_NAMES[one]) for one in Wrong
    )


@dataclass(frozen=True, slots=True)
class Vote:
    """One ballot that somebody casts: the hash of its code, and its leaf."""

    h: bytes
    leaf: bytes


@dataclass(slots=True)
class Try:
    """One sending of a ballot."""

    vote: Vote
    end: End = End.UNKNOWN
    leaf: bytes = b""
    why: str = ""

    def ok(self, leaf: bytes) -> None:
        """Write down that it was acknowledged, and of which leaf."""
        self.end, self.leaf = End.OK, leaf

    def refused(self, why: str) -> None:
        """Write down that it was refused for good."""
        self.end, self.why = End.REFUSED, why


@dataclass(slots=True)
class History:
    """Every try, in the order in which they began."""

    tries: list[Try] = field(default_factory=list)

    def begin(self, vote: Vote) -> Try:
        """Write down that a ballot is sent."""
        self.tries.append(Try(vote))
        return self.tries[-1]

    def ends(self) -> Counter[End]:
        """Return how many tries ended in which way."""
        return Counter(one.end for one in self.tries)


@dataclass(frozen=True, slots=True)
class Found:
    """What lies in a closed box: leaves of phone ballots, hashes of spent codes."""

    leaves: Sequence[bytes]
    spent: Sequence[bytes]
    sound: bool = True


def look(path: Path) -> Found:
    """Read a closed box and check its pages, its root and where it stands."""
    file = SqliteFile(path)
    box = Box(file)
    pages = file.read("PRAGMA integrity_check") == [("ok",)]
    ballots = box.ballots()
    holds = box.told()["ballot_root"] == root([one.leaf for one in ballots])
    phones = [one.leaf for one in ballots if one.channel == PHONE]
    spent = [row[0] for row in box.codes("spent")]
    box.shut()
    return Found(phones, spent, sound=pages and holds)


def judge(history: History, found: Found) -> Counter[Wrong]:
    """Return how often which wrong was done; nothing where all holds.

    No two votes of a history have the same leaf.
    """
    votes = {one.vote.leaf: one.vote for one in history.tries}
    there, spent = set(found.leaves), set(found.spent)
    counted = Counter(votes[leaf].h for leaf in found.leaves if leaf in votes)
    return +Counter(
        {
            Wrong.LOST: len(_taken(history) - there),
            Wrong.DOUBLE: sum(count - 1 for count in counted.values())
            + _twice_acknowledged(history),
            Wrong.INVENTED: len(there - votes.keys()),
            Wrong.CHANGED: sum(
                one.end is End.OK and one.leaf != one.vote.leaf for one in history.tries
            ),
            Wrong.DENIED: _denied(history, there, counted),
            Wrong.UNBALANCED: len(spent ^ counted.keys())
            + abs(len(found.spent) - len(found.leaves)),
            Wrong.CORRUPT: int(not found.sound),
        }
    )


def _taken(history: History) -> set[bytes]:
    return {one.leaf for one in history.tries if one.end is End.OK}


def _twice_acknowledged(history: History) -> int:
    """Count the codes under which two different ballots were acknowledged."""
    leaves = defaultdict(set)
    for one in history.tries:
        if one.end is End.OK:
            leaves[one.vote.h].add(one.vote.leaf)
    return sum(len(those) - 1 for those in leaves.values())


def _denied(history: History, there: Collection[bytes], counted: Counter[bytes]) -> int:
    """Count the refusals of ballots that are in, and of codes that nobody used."""
    return sum(
        one.vote.leaf in there or (one.why == "used" and not counted[one.vote.h])
        for one in history.tries
        if one.end is End.REFUSED
    )
