"""A disk that keeps only what it was told to sync, and boxes that go on after cuts.

Every write goes to the real file, so that the box works; what would be left after a
power cut is kept apart: what was synced, and of the rest a random half of the writes.
A cut comes between any two writes, also in the middle of a batch.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from random import Random
from typing import Any

import apsw

from shuping.urn.storage import _PRAGMAS, Row, SqliteFile

PRAGMAS = _PRAGMAS
Write = tuple[int, bytes] | int


class Disk(apsw.VFS):
    """The disk; after so many writes its power goes, and nothing more is kept."""

    def __init__(self, name: str, random: Random) -> None:
        self.name = name
        self._random = random
        self._kept: dict[str, bytearray] = {}
        self._unsynced: dict[str, list[Write]] = {}
        self._steps = 0
        self.on = True
        super().__init__(name=name, base="")

    def xOpen(self, name: Any, flags: list[int]) -> "File":  # noqa: N802 - SQLite's own
        """Open a file; what lies there already was synced."""
        path = name if isinstance(name, str) else name.filename()
        if path not in self._kept:
            there = Path(path)
            self._kept[path] = bytearray(there.read_bytes() if there.exists() else b"")
            self._unsynced[path] = []
        return File(name, flags, self, path)

    def xDelete(self, filename: str, syncdir: bool) -> None:  # noqa: N802, FBT001
        """Delete a file for good."""
        self.step()
        super().xDelete(filename, syncdir)
        self._kept.pop(filename, None)
        self._unsynced.pop(filename, None)

    def step(self) -> None:
        """Do one thing more, unless the power is off or goes now."""
        self._steps -= 1
        if self._steps == 0:
            self.on = False
        if not self.on:
            raise apsw.IOError

    def write(self, path: str, write: Write) -> None:
        """Have something written, or the file cut to a size."""
        self._unsynced[path].append(write)

    def sync(self, path: str) -> None:
        """Keep everything that was written to a file."""
        _apply(self._kept[path], self._unsynced[path])
        self._unsynced[path].clear()

    def power_on(self, steps: int) -> None:
        """Leave the files as a cut leaves them, and go on for so many writes."""
        for path, writes in self._unsynced.items():
            left = [one for one in writes if self._random.random() < 1 / 2]
            _apply(self._kept[path], left)
            writes.clear()
            Path(path).write_bytes(self._kept[path])
            Path(f"{path}-shm").unlink(missing_ok=True)
        self.on, self._steps = True, steps


def _apply(content: bytearray, writes: Iterable[Write]) -> None:
    for write in writes:
        if isinstance(write, int):
            del content[write:]
            continue
        offset, data = write
        content.extend(bytes(max(0, offset + len(data) - len(content))))
        content[offset : offset + len(data)] = data


class File(apsw.VFSFile):
    """One file on such a disk."""

    def __init__(self, name: Any, flags: list[int], disk: Disk, path: str) -> None:
        super().__init__("", name, flags)
        self._disk, self._path = disk, path

    def xWrite(self, data: bytes, offset: int) -> None:  # noqa: N802
        """Write, and remember what."""
        self._disk.step()
        super().xWrite(data, offset)
        self._disk.write(self._path, (offset, bytes(data)))

    def xTruncate(self, newsize: int) -> None:  # noqa: N802
        """Cut, and remember where."""
        self._disk.step()
        super().xTruncate(newsize)
        self._disk.write(self._path, newsize)

    def xSync(self, flags: int) -> None:  # noqa: N802
        """Sync, and so keep what was written."""
        self._disk.step()
        super().xSync(flags)
        self._disk.sync(self._path)


class OnDisk(SqliteFile):
    """A box in one file of such a disk, with the pragmas of the real one."""

    def __init__(self, path: Path, disk: Disk, pragmas: Sequence[str]) -> None:
        self._apsw = apsw.Connection(str(path), vfs=disk.name)
        for pragma in pragmas:
            self._apsw.execute(pragma)

    def read(self, query: str, values: Sequence[Any] = ()) -> list[Row]:
        """Return the rows of a query."""
        return list(self._apsw.execute(query, tuple(values)))

    def write(self, query: str, rows: Iterable[Sequence[Any]]) -> int:
        """Run a statement for each of the rows; return how many rows it touched."""
        before = self._apsw.total_changes()
        self._apsw.executemany(query, [tuple(row) for row in rows])
        return self._apsw.total_changes() - before

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Open one durable transaction."""
        self._apsw.execute("BEGIN IMMEDIATE")
        try:
            yield
            self._apsw.execute("COMMIT")
        except BaseException:
            with suppress(apsw.Error):
                self._apsw.execute("ROLLBACK")
            raise

    def rewrite(self) -> None:
        """Not here: a box is closed in its real file."""
        raise NotImplementedError

    def shut(self) -> None:
        """Let go, with the power on or off."""
        with suppress(apsw.Error):
            self._apsw.close()
