"""`shuping bench NAME`: speed as ratios of two things run in turn in one command.

Each ratio prints median, quartiles and range beside its ceiling, and the exit code is
1 when a quartile misses it. Absolute seconds are for orientation.
"""

from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Mapping

from shuping.bench.folder import bench_folders
from shuping.bench.opening import bench as bench_opening
from shuping.bench.pages import bench_pages
from shuping.refusal import say
from shuping.shell.terminal import told

ABOUT = say("Measure speed as ratios.").text
MISSED = 1
_NAMES: Mapping[str, Callable[[Namespace], bool]] = {
    "run": bench_folders,
    "opening": bench_opening,
    "pages": bench_pages,
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


def act(chosen: Namespace) -> int:
    """Run a bench; exit code 1 when a ceiling is missed."""
    return 0 if _NAMES[chosen.name](chosen) else MISSED
