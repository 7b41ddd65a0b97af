"""Disks that are full: a small one of our own, or a limit on what may be written.

The small one takes the right to mount, and is full as a real one is; once there is room
the urn goes on by itself. Beyond a limit it sees a broken disk, takes nothing more, and
has to be started again.
"""

import errno
import resource
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Protocol

from shuping.bench.serving import Urn

_MEGABYTES, _PIECE = 24, 1 << 20


class Filled(Protocol):
    """What can be full for a while."""

    def fill(self) -> None:
        """Leave no room."""

    def free(self) -> None:
        """Make room again, so that ballots are taken."""


class SmallDisk:
    """A file system of some megabytes; only a few are filled by ballots."""

    def __init__(self, place: Path) -> None:
        self._ballast = place / "ballast"

    def fill(self) -> None:
        """Write to the last byte."""
        with self._ballast.open("wb", buffering=0) as file:
            try:
                while file.write(bytes(_PIECE)):
                    pass
            except OSError as error:
                if error.errno != errno.ENOSPC:
                    raise

    def free(self) -> None:
        """Take away what filled it."""
        self._ballast.unlink()


class Limit:
    """A limit on the size of files that an urn's processes may write."""

    def __init__(self, urn: Urn) -> None:
        self._urn = urn

    def fill(self) -> None:
        """Let no file grow."""
        for process in self._urn.family():
            resource.prlimit(
                process, resource.RLIMIT_FSIZE, (0, resource.RLIM_INFINITY)
            )

    def free(self) -> None:
        """Start the urn again, without the limit."""
        self._urn.kill()
        self._urn.start()


@contextmanager
def small_disk(place: Path) -> Iterator[SmallDisk | None]:
    """Mount a small disk at a folder; None where we have no right to."""
    size = f"size={_MEGABYTES}m"
    if not _done("mount", "-t", "tmpfs", "-o", size, "tmpfs", str(place)):
        yield None
        return
    try:
        yield SmallDisk(place)
    finally:
        # Lazily: who was killed a moment ago may hold it still.
        _done("umount", "--lazy", str(place))


def _done(*command: str) -> bool:
    """Run a program; False where it is not there or may not do it."""
    with suppress(OSError):
        told = subprocess.run(command, check=False, capture_output=True)  # noqa: S603
        return told.returncode == 0
    return False
