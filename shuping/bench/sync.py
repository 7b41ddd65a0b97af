"""How long a sync takes: measured, or made as long as the goals of casting suppose.

A sync that many ballots share is what goals 1, 2 and 7 are about, and on a disk that
syncs in next to no time there is little to share. The slower disk is this one with a
library laid before it, for every process of the bench alike; a cluster of PostgreSQL
is no process of the bench, and has a setting of its own (decision 12).
"""

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from time import perf_counter

from shuping.refusal import Refused, say

_SOURCE = Path(__file__).with_name("slow_sync.c")
_LEAST = "SHUPING_BENCH_SYNC"
_TRIES, _BYTES = 100, 512


def milliseconds(place: Path) -> float:
    """Return how long it takes to sync bytes written over others; the median."""
    path, taken = place / "sync", []
    with path.open("wb", buffering=0) as file:
        for _ in range(_TRIES):
            file.seek(0)
            file.write(bytes(_BYTES))
            begun = perf_counter()
            os.fdatasync(file.fileno())
            taken.append(1000 * (perf_counter() - begun))
    path.unlink()
    return statistics.median(taken)


def is_slowed() -> bool:
    """Tell whether this process runs before the slower disk."""
    return _LEAST in os.environ


def run_slowed(command: Sequence[str], least: float) -> int:
    """Run a command whose syncs take so many milliseconds at least, its children's too.

    Return its exit code; refused where there is no compiler for the library.
    """
    with tempfile.TemporaryDirectory() as name:
        told = os.environ | _slowing(Path(name) / "slow_sync.so", least)
        return subprocess.run(command, env=told, check=False).returncode  # noqa: S603 - ourselves


def this_command() -> Sequence[str]:
    """Return the command that this process is, to be run once more."""
    return [sys.executable, "-m", "shuping", *sys.argv[1:]]


def _slowing(library: Path, least: float) -> Mapping[str, str]:
    compiler = shutil.which("cc")
    if compiler is None:
        raise Refused(say("A slower disk needs a compiler of C: install gcc."))
    made = (compiler, "-shared", "-fPIC", "-o", str(library), str(_SOURCE), "-ldl")
    subprocess.run(made, check=True)  # noqa: S603 - our own source
    return {_LEAST: str(round(1000 * least)), "LD_PRELOAD": str(library)}
