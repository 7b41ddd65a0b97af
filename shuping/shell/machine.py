"""What the machine in the hall can bear: its disk, its open files, its memory."""

import os
import shutil
import statistics
import time
from pathlib import Path

LEAST_FREE = 1024 * 1024 * 1024
SLOWEST, QUICKEST = 0.2, 0.00002
"""Seconds for a write to reach the disk: slower keeps phones waiting, quicker is no
disk at all."""
PHONES = 1000
LEAST_OPEN = 4 * PHONES
"""A phone that loads the page opens several connections at once."""
_TIMES, _BLOCK = 9, bytes(4096)


def free_bytes(folder: Path) -> int:
    """Return how much room the disk below a folder has."""
    return shutil.disk_usage(folder).free


def seconds_to_sync(folder: Path) -> float:
    """Return how long a small write takes to reach the disk, the median of several."""
    path = folder / f".sync-{os.getpid()}"
    taken = []
    handle = os.open(path, os.O_CREAT | os.O_WRONLY, 0o600)
    try:
        for _ in range(_TIMES):
            began = time.perf_counter()
            os.write(handle, _BLOCK)
            os.fsync(handle)
            taken.append(time.perf_counter() - began)
    finally:
        os.close(handle)
        path.unlink()
    return statistics.median(taken)


def most_open_files() -> int | None:
    """Return how many files and connections a process may open; None: no limit told."""
    if os.name != "posix":
        return None
    import resource  # noqa: PLC0415 - Windows has none

    soft, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    return None if soft == resource.RLIM_INFINITY else soft


def open_swap(
    swaps: Path = Path("/proc/swaps"), block: Path = Path("/sys/block")
) -> list[str] | None:
    """Return swap places that are not known to be encrypted; None where none can tell.

    Memory that holds ballots could be written there and stay.
    """
    try:
        lines = swaps.read_text().splitlines()[1:]
    except OSError:
        return None
    places = [line.split()[0] for line in lines if line.strip()]
    return [one for one in places if not _is_sealed(Path(one), block)]


def _is_sealed(place: Path, block: Path) -> bool:
    """Tell whether a place is memory itself (zram), or lies behind dm-crypt."""
    name = place.resolve().name
    if name.startswith("zram"):
        return True
    try:
        return (block / name / "dm" / "uuid").read_text().startswith("CRYPT-")
    except OSError:
        return False
