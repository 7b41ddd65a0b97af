"""Twelve boxes built wrongly, each in one way that somebody once thought harmless."""

import hashlib
import itertools
from collections.abc import Mapping, Sequence
from pathlib import Path
from random import Random

from shuping.urn.box import Box
from shuping.urn.casting import Sealed, Taken, Wish
from shuping.urn.form import BLANK
from shuping.urn.storage import SqliteFile
from tests.linkattack.places import Files
from tests.linkattack.story import House

_SPENT, _BALLOT = "INSERT INTO spent VALUES(?)", "INSERT INTO ballot VALUES(?, ?, ?, ?)"
_clock = itertools.count(1_700_000_000_000)


class Wrong(Box):
    """Takes a batch as the box does, and writes it down in some other way."""

    def put(self, wishes: Sequence[Wish]) -> list[Taken]:
        with self._storage.writing():
            batch = self._looked_up(wishes)
            self.write(batch.added)
        return batch.answers

    def write(self, wishes: Sequence[Wish]) -> None:
        """Write rows in the order in which they come."""
        self._storage.write(_SPENT, [(wish.code,) for wish in wishes])
        self._storage.write(_BALLOT, [wish.ballot for wish in wishes])


class OneRow(Box):
    """A transaction for every ballot."""

    def put(self, wishes: Sequence[Wish]) -> list[Taken]:
        return [taken for wish in wishes for taken in Box.put(self, [wish])]


class Numbered(Wrong):
    """The rows of a batch are sorted, and then numbered."""

    def write(self, wishes: Sequence[Wish]) -> None:
        codes = sorted((wish.code,) for wish in wishes)
        rows = sorted(wish.ballot for wish in wishes)
        self._storage.write("INSERT INTO spent(h) VALUES(?)", codes)
        put = "INSERT INTO ballot(leaf, category, channel, sealed) VALUES(?, ?, ?, ?)"
        self._storage.write(put, rows)


class Timed(Wrong):
    """A ballot keeps when its batch was written."""

    def write(self, wishes: Sequence[Wish]) -> None:
        now = next(_clock)
        self._storage.write(_SPENT, sorted((wish.code,) for wish in wishes))
        rows = sorted((*wish.ballot, now) for wish in wishes)
        self._storage.write("INSERT INTO ballot VALUES(?, ?, ?, ?, ?)", rows)


class TimedKeys(Box):
    """The name of a ballot begins with the time, as in UUIDs of version 7."""

    def sealed(self, category: str, marks: bytes, seed: bytes, channel: str) -> Sealed:
        one = super().sealed(category, marks, seed, channel)
        now = next(_clock).to_bytes(6, "big")
        return Sealed(now + one.leaf[6:], category, channel, one.sealed)


class Beside(Wrong):
    """The hash of the code stands in the row of the ballot."""

    def write(self, wishes: Sequence[Wish]) -> None:
        self._storage.write(_SPENT, sorted((wish.code,) for wish in wishes))
        rows = sorted((*wish.ballot, wish.code) for wish in wishes)
        self._storage.write("INSERT INTO ballot VALUES(?, ?, ?, ?, ?)", rows)


class Ragged(Box):
    """Blanks at the end of a ballot are not sealed with it."""

    def sealed(self, category: str, marks: bytes, seed: bytes, channel: str) -> Sealed:
        return super().sealed(category, marks.rstrip(bytes([BLANK])), seed, channel)


class Journalled(Box):
    """Every ballot leaves two lines in a journal beside the box."""

    def put(self, wishes: Sequence[Wish]) -> list[Taken]:
        path = self._storage._path.with_suffix(".log")  # type: ignore[attr-defined]
        with path.open("a") as journal:
            for wish in wishes:
                spent, leaf = wish.code.hex(), wish.ballot.leaf.hex()
                journal.write(f"spent {spent}\nput in {leaf}\n")
        return super().put(wishes)


class Held(Wrong):
    """A row that pairs code and ballot is written and, in the end, deleted again."""

    def write(self, wishes: Sequence[Wish]) -> None:
        pairs = [(wish.code, wish.ballot.leaf) for wish in wishes]
        self._storage.write("INSERT INTO held VALUES(?, ?)", pairs)
        self._storage.write("DELETE FROM held WHERE h = ?", [(h,) for h, _ in pairs])
        self._storage.write(_SPENT, sorted((wish.code,) for wish in wishes))
        self._storage.write(_BALLOT, sorted(wish.ballot for wish in wishes))


class Insecure(SqliteFile):
    """What is deleted stays in the file."""

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self._file.execute("PRAGMA secure_delete=OFF")


class NotRewritten(SqliteFile):
    """A closed box stays as it grew."""

    def rewrite(self) -> None:
        """Leave everything where it is."""


def as_they_come(_: list[object]) -> None:
    """Leave a batch in the order of arrival."""


def of_the_code(slip: str, _: Random) -> bytes:
    return hashlib.sha256(slip.encode()).digest()


_HELD = "CREATE TABLE held(h BLOB PRIMARY KEY, leaf BLOB) WITHOUT ROWID;"
_NUMBERS = """
DROP TABLE spent; DROP TABLE ballot;
CREATE TABLE spent(n INTEGER PRIMARY KEY AUTOINCREMENT, h BLOB UNIQUE);
CREATE TABLE ballot(n INTEGER PRIMARY KEY AUTOINCREMENT, leaf BLOB UNIQUE,
  category TEXT, channel TEXT, sealed BLOB);
"""

LEAKS: Mapping[str, tuple[House, str]] = {
    "rows in the order of arrival": (
        House(Files, box=Wrong, shuffle=as_they_come),
        "before closing: .box-wal: first place -> order",
    ),
    "one transaction for each ballot": (
        House(Files, box=OneRow),
        "before closing: .box-wal: frame -> pairs",
    ),
    "rows are numbered": (
        House(Files, box=Numbered, schema=_NUMBERS),
        "closed: ballot.n -> all",
    ),
    "ballots have a time": (
        House(Files, box=Timed, schema="ALTER TABLE ballot ADD COLUMN at INTEGER;"),
        "closed: ballot.at -> all",
    ),
    "names of ballots begin with the time": (
        House(Files, box=TimedKeys),
        "closed: ballot.leaf -> all",
    ),
    "the hash of the code stands beside the ballot": (
        House(Files, box=Beside, schema="ALTER TABLE ballot ADD COLUMN code BLOB;"),
        "closed: in one row -> pairs",
    ),
    "a closed box is not written anew": (
        House(lambda: Files(NotRewritten)),
        "closed: .box: cell -> all",
    ),
    "sealed ballots are of unequal lengths": (
        House(Files, box=Ragged),
        "before closing: size of ballot.sealed -> content",
    ),
    "the random bytes are made of the code": (
        House(Files, seed_of=of_the_code),
        "seed made of the code -> pairs",
    ),
    "a journal of every ballot": (
        House(Files, box=Journalled),
        "closed: .log: first place -> pairs",
    ),
    "codes and ballots are written in one order": (
        House(Files, box=Wrong),
        "before closing: .box-wal: first place -> pairs",
    ),
    "what is deleted stays in the file": (
        House(lambda: Files(Insecure), box=Held, schema=_HELD),
        "before closing: .box-wal: side by side -> pairs",
    ),
}
"""Each leak with the house that has it and one of the means that find it."""

DELETED = House(Files, box=Held, schema=_HELD)
"""The same house as the last, with what is deleted overwritten: it has no leak."""
