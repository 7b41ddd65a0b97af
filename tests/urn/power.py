"""A disk that keeps only what it was told to sync, and a box that lies on it.

Every write goes to the real file, so that the box works; what would be left after a
power cut is kept apart: what was synced, and of the rest a random half of the writes.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from random import Random
from typing import Any

import apsw

from shuping.urn import storage
from shuping.urn.storage import Row, SqliteFile

FULL = "PRAGMA synchronous=FULL"


class Disk(apsw.VFS):
    """The disk; `left()` is what a power cut now would leave, file by file."""

    def __init__(self, name: str, random: Random) -> None:
        self.kept: dict[str, bytearray] = {}
        self.unsynced: dict[str, list[tuple[int, bytes] | int]] = {}
        self._random = random
        super().__init__(name=name, base="")

    def xOpen(self, name: Any, flags: list[int]) -> "File":  # noqa: N802 - SQLite's own
        return File(name, flags, self)

    def xDelete(self, filename: str, syncdir: bool) -> None:  # noqa: N802, FBT001
        super().xDelete(filename, syncdir)
        self.kept.pop(filename, None)
        self.unsynced.pop(filename, None)

    def sync(self, name: str) -> None:
        """Keep everything that was written to a file."""
        self.kept[name] = _after(self.kept.get(name, bytearray()), self.unsynced[name])
        self.unsynced[name] = []

    def left(self) -> dict[str, bytes]:
        """Return the files as a power cut leaves them."""
        return {
            name: bytes(
                _after(
                    bytearray(self.kept.get(name, b"")),
                    [one for one in writes if self._random.random() < 0.5],
                )
            )
            for name, writes in self.unsynced.items()
        }


def _after(content: bytearray, writes: Iterable[tuple[int, bytes] | int]) -> bytearray:
    after = bytearray(content)
    for write in writes:
        if isinstance(write, int):
            del after[write:]
            continue
        offset, data = write
        after.extend(bytes(max(0, offset + len(data) - len(after))))
        after[offset : offset + len(data)] = data
    return after


class File(apsw.VFSFile):
    """One file on such a disk."""

    def __init__(self, name: Any, flags: list[int], disk: Disk) -> None:
        super().__init__("", name, flags)
        self._disk = disk
        self._name = name if isinstance(name, str) else name.filename()
        disk.unsynced.setdefault(self._name, [])

    def xWrite(self, data: bytes, offset: int) -> None:  # noqa: N802
        super().xWrite(data, offset)
        self._disk.unsynced[self._name].append((offset, bytes(data)))

    def xTruncate(self, newsize: int) -> None:  # noqa: N802
        super().xTruncate(newsize)
        self._disk.unsynced[self._name].append(newsize)

    def xSync(self, flags: int) -> None:  # noqa: N802
        super().xSync(flags)
        self._disk.sync(self._name)


class OnDisk(SqliteFile):
    """A box in one file of such a disk, with the pragmas of the real one."""

    def __init__(self, path: Path, disk: str, *, pragmas: Sequence[str]) -> None:
        self._apsw = apsw.Connection(str(path), vfs=disk)
        for pragma in pragmas:
            self._apsw.execute(pragma)

    def read(self, query: str, values: Sequence[Any] = ()) -> list[Row]:
        return list(self._apsw.execute(query, tuple(values)))

    def write(self, query: str, rows: Iterable[Sequence[Any]]) -> int:
        before = self._apsw.total_changes()
        self._apsw.executemany(query, [tuple(row) for row in rows])
        return self._apsw.total_changes() - before

    @contextmanager
    def writing(self) -> Iterator[None]:
        self._apsw.execute("BEGIN IMMEDIATE")
        try:
            yield
            self._apsw.execute("COMMIT")
        except BaseException:
            if self._apsw.in_transaction:
                self._apsw.execute("ROLLBACK")
            raise

    def rewrite(self) -> None:
        raise NotImplementedError

    def shut(self) -> None:
        self._apsw.close()


def make(path: Path, disk: str, fill: Iterable[tuple[str, Sequence[Row]]]) -> None:
    """Make the file of a box on the disk, synced whole."""
    file = apsw.Connection(str(path), vfs=disk)
    file.execute("PRAGMA journal_mode=WAL")
    file.execute(FULL)
    file.execute(storage._SCHEMA)
    with file:
        for statement, rows in fill:
            file.executemany(statement, [tuple(row) for row in rows])
    file.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    file.close()
