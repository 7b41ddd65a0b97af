"""`shuping bench faults`: ballots cast while the urn is killed, cut off, out of room.

Three parts: a real urn process under kills, one box over power cuts, a real process on
a full disk; the first again over boxes in PostgreSQL, where the address of a database
is told. What phones did and were told is held against the closed boxes.
"""

import sys
import tempfile
import time
from argparse import Namespace
from collections.abc import Callable, Sequence
from importlib.util import find_spec
from pathlib import Path
from random import Random

from shuping.bench import history, strikes
from shuping.bench.history import End
from shuping.bench.strikes import Told
from shuping.refusal import Words, say
from shuping.shell.terminal import tell

MOST_SECONDS = 3
_NEEDED = "apsw"


def bench(chosen: Namespace) -> bool:
    """Do all that is asked for, print it, and tell whether nothing was wrong."""
    if chosen.cuts and not find_spec(_NEEDED):
        words = say(
            "Power cuts need the package {package}; without: --cuts 0.", package=_NEEDED
        )
        tell(words, to=sys.stderr)
        return False
    chance = Random(1)  # noqa: S311 - made-up voters, not a secret
    parts: Sequence[tuple[Words, int, Callable[[Path], Told]]] = [
        (say("kill -9"), chosen.kills, lambda place: _killed(place, chosen, chance)),
        (
            say("kill -9, boxes in PostgreSQL"),
            chosen.kills if chosen.boxes else 0,
            lambda place: _killed(place, chosen, chance, chosen.boxes),
        ),
        (
            say("power cuts"),
            chosen.cuts,
            lambda place: _cut(place, chosen.cuts, chance),
        ),
        (
            say("full disks"),
            chosen.disks,
            lambda place: strikes.filled(place, chosen.disks, chance),
        ),
    ]
    done = [_part(name, due, act) for name, due, act in parts if due]
    return all(done)


def _killed(place: Path, chosen: Namespace, chance: Random, address: str = "") -> Told:
    return strikes.killed(place, chosen.casts, chosen.kills, chance, address)


def _cut(place: Path, cuts: int, chance: Random) -> Told:
    from shuping.bench.cuts import cut  # noqa: PLC0415 - it needs a package of its own

    return cut(place, cuts, chance)


def _part(name: Words, due: int, act: Callable[[Path], Told]) -> bool:
    """Do one part and print it; tell whether it went as it must."""
    begun = time.perf_counter()
    with tempfile.TemporaryDirectory() as place:
        told = act(Path(place))
    tell(
        say(
            "{name}: {strikes} of {due} hit while phones voted; {casts} ballots "
            "cast, {ok} answers taken, {refused} refused ({late} too late), "
            "{unknown} unheard; {seconds} s",
            name=name,
            strikes=told.strikes,
            due=due,
            casts=told.casts,
            ok=told.ends[End.OK],
            refused=told.ends[End.REFUSED],
            late=told.late,
            unknown=told.ends[End.UNKNOWN],
            seconds=f"{time.perf_counter() - begun:.0f}",
        )
    )
    tell(history.told(told.wrongs))
    return _is_back_soon(told) and told.strikes == due and not told.wrongs


def _is_back_soon(told: Told) -> bool:
    """Print how soon a killed urn was back, and tell whether that is soon enough."""
    if not told.restarts:
        return True
    slowest = max(told.restarts)
    met = slowest < MOST_SECONDS
    tell(
        say(
            "back after {median} s, at the slowest {slowest} s; under {most} s: {met}",
            median=f"{sorted(told.restarts)[len(told.restarts) // 2]:.2f}",
            slowest=f"{slowest:.2f}",
            most=MOST_SECONDS,
            met=say("met") if met else say("missed"),
        )
    )
    return met
