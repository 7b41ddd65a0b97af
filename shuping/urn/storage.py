"""Where a box lies: one SQLite file, or one schema of PostgreSQL (see `postgres`).

FULL: what was answered outlives a power cut. A closed box is written anew in the order
of its random keys, and nothing of the old file is left beside it.
"""

import os
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, closing, contextmanager, suppress
from pathlib import Path
from typing import Any, Protocol

from shuping.urn.casting import Broken

Row = tuple[Any, ...]
KEYS = {"meta": "name", "issued": "h", "void": "h", "spent": "h", "ballot": "leaf"}
"""The tables of a box, each with its key."""


class Storage(Protocol):
    """What a box asks of the place where it lies; SQL with `?` for values."""

    def read(self, query: str, values: Sequence[Any] = ()) -> list[Row]:
        """Return the rows of a query."""

    def among(self, asked: Mapping[str, Sequence[bytes]]) -> dict[str, set[bytes]]:
        """Return, by table, those of the keys that stand in it."""

    def insert(self, table: str, rows: Sequence[Row]) -> None:
        """Put rows into a table, in their order; what stands there already stays."""

    def write(self, query: str, rows: Iterable[Sequence[Any]]) -> int:
        """Run a statement for each of the rows; return how many rows it touched."""

    def writing(self) -> AbstractContextManager[None]:
        """Open one durable transaction; whatever goes wrong in it leaves nothing."""

    def rewrite(self) -> None:
        """Write everything anew in the order of keys."""

    def shut(self) -> None:
        """Let go."""


FILE, POSTGRESQL = "file", "postgresql"


class Shelf(Protocol):
    """Where the boxes of one urn stand, by their names."""

    kind: str

    def find(self, name: str) -> Storage | None:
        """Return where a box lies, or None."""

    def make(self, name: str, fill: Iterable[tuple[str, Sequence[Row]]]) -> None:
        """Make a box with the rows of its tables, whole or not at all."""

    def drop(self, name: str) -> None:
        """Take a box away."""


_SCHEMA = """
CREATE TABLE meta(name TEXT PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE issued(h BLOB PRIMARY KEY, category TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE void(h BLOB PRIMARY KEY, reason TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE spent(h BLOB PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE ballot(
  leaf BLOB PRIMARY KEY, category TEXT NOT NULL, channel TEXT NOT NULL,
  sealed BLOB NOT NULL
) WITHOUT ROWID;
"""
_PRAGMAS = (
    "PRAGMA synchronous=FULL",
    "PRAGMA secure_delete=ON",
    "PRAGMA busy_timeout=5000",
    "PRAGMA temp_store=MEMORY",
)


class SqliteFile:
    """A box in a file of its own."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file = _connected(path)
        self._broken = False

    @classmethod
    def make(cls, path: Path, fill: Iterable[tuple[str, Sequence[Row]]]) -> None:
        """Make the file with the rows of its tables, whole or not at all.

        Refused by `FileExistsError` where a box lies there already.
        """
        if path.exists():
            raise FileExistsError(path)
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        fresh = path.with_suffix(".new")
        fresh.unlink(missing_ok=True)
        fresh.touch(mode=0o600)
        with closing(_connected(fresh)) as file:
            # WAL is kept in the file; a closed box is written anew without it.
            file.execute("PRAGMA journal_mode=WAL")
            file.executescript(_SCHEMA)
            file.execute("BEGIN IMMEDIATE")
            for statement, rows in fill:
                file.executemany(statement, rows)
            file.execute("COMMIT")
            file.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        _settle(fresh, path)

    def read(self, query: str, values: Sequence[Any] = ()) -> list[Row]:
        """Return the rows of a query."""
        return self._file.execute(query, values).fetchall()

    def among(self, asked: Mapping[str, Sequence[bytes]]) -> dict[str, set[bytes]]:
        """Return, by table, those of the keys that stand in it; thousands at most."""
        return {table: self._among(table, keys) for table, keys in asked.items()}

    def _among(self, table: str, keys: Sequence[bytes]) -> set[bytes]:
        marks, key = ",".join("?" * len(keys)), KEYS[table]
        query = f"SELECT {key} FROM {table} WHERE {key} IN ({marks})"  # noqa: S608
        return {bytes(found) for (found,) in self.read(query, keys)}

    def insert(self, table: str, rows: Sequence[Row]) -> None:
        """Put rows into a table, in their order; what stands there already stays."""
        if rows:
            places = ",".join("?" * len(rows[0]))
            query = f"INSERT INTO {table} VALUES ({places}) ON CONFLICT DO NOTHING"  # noqa: S608
            self.write(query, rows)

    def write(self, query: str, rows: Iterable[Sequence[Any]]) -> int:
        """Run a statement for each of the rows; return how many rows it touched."""
        before = self._file.total_changes
        self._file.executemany(query, rows)
        return self._file.total_changes - before

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Open one durable transaction; whatever goes wrong in it leaves nothing.

        Once the disk failed none is opened any more: a later sync may succeed though
        what was written before it is gone.
        """
        if self._broken:
            raise Broken
        self._file.execute("BEGIN IMMEDIATE")
        try:
            yield
            self._file.execute("COMMIT")
        except BaseException as error:
            with suppress(sqlite3.Error):
                self._file.execute("ROLLBACK")
            self._broken = _is_broken(error)
            if self._broken:
                raise Broken from error
            raise

    def rewrite(self) -> None:
        """Write the file anew in key order and put it in place of the old one."""
        fresh = self._path.with_suffix(".new")
        fresh.unlink(missing_ok=True)
        fresh.touch(mode=0o600)
        self._file.execute("VACUUM INTO ?", (str(fresh),))
        self._file.close()
        _without_journal(self._path)
        _settle(fresh, self._path)
        self._file = _connected(self._path)

    def shut(self) -> None:
        """Let go of the file."""
        self._file.close()


class Folder:
    """A shelf of boxes as files in one folder."""

    kind = FILE

    def __init__(self, path: Path) -> None:
        self._path = path

    def find(self, name: str) -> SqliteFile | None:
        """Return where a box lies, or None."""
        path = self._of(name)
        return SqliteFile(path) if path.exists() else None

    def make(self, name: str, fill: Iterable[tuple[str, Sequence[Row]]]) -> None:
        """Make the file of a box, whole or not at all."""
        SqliteFile.make(self._of(name), fill)

    def drop(self, name: str) -> None:
        """Take the file of a box away."""
        self._of(name).unlink()

    def _of(self, name: str) -> Path:
        return self._path / f"{name}.box"


def _is_broken(error: BaseException) -> bool:
    """Tell an error of the disk from a full disk, which may have room again."""
    code = getattr(error, "sqlite_errorcode", 0)
    return code & 0xFF in {sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CORRUPT}


def is_closed(path: Path) -> bool:
    """Tell whether a box is closed, without opening it.

    A box that takes ballots has a journal ahead of it (WAL), which the head of the file
    says; a closed one was written anew without.
    """
    with path.open("rb") as file:
        return file.read(20)[18:20] == b"\x01\x01"


def _connected(path: Path) -> sqlite3.Connection:
    """Open a file that is there; `rw` makes none where it is missing."""
    file = sqlite3.connect(
        f"{path.absolute().as_uri()}?mode=rw",
        uri=True,
        isolation_level=None,
        check_same_thread=False,
    )
    for pragma in _PRAGMAS:
        file.execute(pragma)
    return file


def _without_journal(path: Path) -> None:
    for beside in ("-wal", "-shm"):
        Path(f"{path}{beside}").unlink(missing_ok=True)


def _settle(fresh: Path, path: Path) -> None:
    """Put a whole file in its place, so that a power cut finds the old or the new."""
    _without_journal(fresh)
    _to_disk(fresh)
    fresh.replace(path)
    _to_disk(path.parent)


def _to_disk(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
