"""`shuping bench NAME`: speed as ratios of two things run in turn in one command.

Each ratio prints median, quartiles and range beside its ceiling, and the exit code is
1 when a quartile misses it. Absolute seconds are for orientation.
"""

from argparse import ArgumentParser, Namespace
from collections.abc import Mapping
from importlib import import_module

from shuping.bench import sync
from shuping.refusal import say
from shuping.shell.terminal import told

ABOUT = say("Measure speed as ratios.").text
MISSED = 1
# By name, because what a bench is measured against runs without the rooms.
_NAMES: Mapping[str, str] = {
    "run": "shuping.bench.folder",
    "pages": "shuping.bench.pages",
    "cast": "shuping.bench.cast",
    "opening": "shuping.bench.opening",
    "faults": "shuping.bench.faults",
    "hall": "shuping.bench.hall",
    "documents": "shuping.bench.documents",
}


def arguments(parser: ArgumentParser) -> None:
    """Say what the command takes."""
    parser.add_argument("name", choices=_NAMES, help=told(say("what to measure")))
    parser.add_argument(
        "--reporters", type=int, default=500, help=told(say("size of the large folder"))
    )
    parser.add_argument(
        "--ballots", type=int, default=2000, help=told(say("size of the large folder"))
    )
    parser.add_argument(
        "--boxes",
        metavar="postgres://…",
        help=told(say("a database of PostgreSQL in which boxes may lie")),
    )
    parser.add_argument(
        "--sync",
        type=float,
        default=0,
        metavar="MS",
        help=told(say("milliseconds that each sync of a file shall take at least")),
    )
    for name, count, about in (
        ("--casts", 100_000, say("ballots cast under kills")),
        ("--kills", 500, say("times that the urn is killed")),
        ("--cuts", 200, say("power cuts")),
        ("--disks", 50, say("full disks")),
        ("--phones", 1000, say("phones in the hall")),
        ("--browsers", 0, say("real browsers among them")),
    ):
        parser.add_argument(name, type=int, default=count, help=told(about))


def act(chosen: Namespace) -> int:
    """Run a bench; exit code 1 when a ceiling is missed."""
    if chosen.sync and not sync.is_slowed():
        return sync.run_slowed(sync.this_command(), chosen.sync)
    met: bool = import_module(_NAMES[chosen.name]).bench(chosen)
    return 0 if met else MISSED
