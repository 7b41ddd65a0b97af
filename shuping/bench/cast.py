"""`shuping bench cast`: the urn against a plain view, the database and a bare server.

The goals of casting: each round casts through the product and then does the reference,
on the same machine and the same kind of file. Sealing and signing, which the product
does for every ballot, are on the reference's side too where it makes sense.
"""

import os
import secrets
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from argparse import Namespace
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from shuping.bench import reference
from shuping.bench.phones import Run, body_of, cast
from shuping.bench.ratio import ROUNDS
from shuping.refusal import say
from shuping.shell.terminal import tell
from shuping.urn import codes, control, receipts, sealing
from shuping.urn.box import Box, Plan, State
from shuping.urn.casting import Cast
from shuping.urn.form import BoxForm, Named
from shuping.urn.storage import SqliteFile

BALLOTS, SINGLE, BATCH = 3000, 400, 256
_SECRET = "of one bench"  # noqa: S105
FORM = BoxForm(
    title="bench",
    categories=(Named("A", "A"),),
    reporters=tuple(Named(f"R{n}", "") for n in range(69)),
    items=(Named("overall", ""),),
    grades=tuple(Named(one, "") for one in ("good", "fairly_good", "average", "poor")),
)


@dataclass(frozen=True, slots=True)
class Goal:
    """A ratio with its floor: at least, or at most where `least` is not set."""

    name: str
    ratios: Sequence[float]
    floor: float
    least: bool = True

    @property
    def quartile(self) -> float:
        """Return the quartile by which the goal is judged: the worse one."""
        lower, _, upper = statistics.quantiles(self.ratios, n=4)
        return lower if self.least else upper

    @property
    def met(self) -> bool:
        """Tell whether the floor is met."""
        if self.least:
            return self.quartile >= self.floor
        return self.quartile <= self.floor

    def print(self) -> None:
        """Print the goal with what it was judged by."""
        tell(
            say(
                "{name}: median {median}, quartile {quartile}, from {low} to {high}; "
                "floor {floor}, {met}",
                name=self.name,
                median=f"{statistics.median(self.ratios):.2f}",
                quartile=f"{self.quartile:.2f}",
                low=f"{min(self.ratios):.2f}",
                high=f"{max(self.ratios):.2f}",
                floor=self.floor,
                met=say("met") if self.met else say("missed"),
            )
        )


def bench(_: Namespace) -> bool:
    """Measure casting in rounds, print each goal, and tell whether all are met."""
    tell(say("Casting on SQLite: the product and its references in turn."))
    told: dict[str, list[float]] = {}
    with tempfile.TemporaryDirectory() as name:
        for number in range(ROUNDS):
            place = Path(name) / str(number)
            place.mkdir()
            for key, value in _round(place).items():
                told.setdefault(key, []).append(value)
    goals = [
        Goal("1 cast / plain Django view, 64 connections", told["plain"], 10),
        Goal("2 cast / single-row commits, 64 connections", told["single 64"], 1.5),
        Goal("2 cast / single-row commits, 256 connections", told["single 256"], 3),
        Goal("3 cast / raw batches of 256, sealed and signed", told["batched"], 0.3),
        Goal("4 cast / a bare answer, sealed and signed", told["bare"], 0.4),
        Goal("7 p99 / median of a raw batch of 64", told["p99"], 15, least=False),
        Goal("8 answers that do not stand once", told["wrong"], 0, least=False),
    ]
    for goal in goals:
        goal.print()
    return all(goal.met for goal in goals)


def _round(place: Path) -> dict[str, float]:
    """Cast through the product, then do each reference; return the ratios."""
    product, wrong = _product(place, 64)
    product_256, wrong_256 = _product(place, 256)
    plain = _plain(place)
    bare = _bare()
    single = _raw(place / "single", SINGLE, 1)
    batched = _raw(place / "batched", BALLOTS, BATCH)
    batches_of_64 = _raw_batches(place / "64", 64)
    return {
        "plain": product.rate / plain.rate,
        "single 64": product.rate / single,
        "single 256": product_256.rate / single,
        "batched": product.rate / batched,
        "bare": product.rate / bare.rate,
        "p99": product.percentile(0.99) / batches_of_64,
        "wrong": wrong + wrong_256,
    }


def _made(count: int) -> list[str]:
    return [codes.make(secrets.randbits) for _ in range(count)]


def _bodies(slips: Sequence[str]) -> list[bytes]:
    marks = bytes(FORM.size)
    return [body_of(code, marks, secrets.token_bytes(32)) for code in slips]


def _product(place: Path, connections: int) -> tuple[Run, int]:
    """Cast into an urn of its own; return the run and how much does not add up."""
    desk, box, slips = _free_port(), secrets.token_bytes(16), _made(BALLOTS)
    _, public = sealing.new_key()
    environment = {
        "SHUPING_BOXES": str(place),
        "SHUPING_URN_CONTROL": str(desk),
        "SHUPING_URN_SECRET": _SECRET,
    }
    command = [sys.executable, "-m", "shuping.urn"]
    with _served(command, environment) as port:
        control.ask(
            *(desk, _SECRET, "commit"),
            box=box.hex(),
            form=FORM.written().decode(),
            public=public.hex(),
            issued={"A": [codes.hashed(code, box, "A").hex() for code in slips]},
            level="standard",
            made="apart",
        )
        control.ask(desk, _SECRET, "move", box=box.hex(), to="open")
        bodies = _bodies(slips)
        run = cast(port, f"/v/{box.hex()}", bodies, connections)
        again = cast(port, f"/v/{box.hex()}", bodies[:: BALLOTS // 60], connections)
        closed = control.ask(desk, _SECRET, "close", box=box.hex())
    spent = closed["turnout"]["A"]["spent"]
    missing = abs(spent - run.statuses[200]) + abs(BALLOTS - run.statuses[200])
    return run, missing + len(again.waits) - again.statuses[200]


def _plain(place: Path) -> Run:
    slips = _made(BALLOTS // 3)
    listed = place / "codes"
    listed.write_text(
        "\n".join(codes.hashed(one, reference.BOX, "A").hex() for one in slips)
    )
    environment = {
        reference.FILE: str(place / "plain.db"),
        reference.CODES: str(listed),
    }
    command = _granian("wsgi", "shuping.bench.reference:plain")
    with _served(command, environment) as port:
        return cast(port, "/cast", _bodies(slips), 64)


def _bare() -> Run:
    with _served(_granian("rsgi", "shuping.bench.reference:bare"), {}) as port:
        return cast(port, "/cast", _bodies(_made(BALLOTS)), 64)


def _granian(interface: str, target: str) -> list[str]:
    words = ["--interface", interface, "--factory", "--workers", "1", "--no-ws"]
    return [sys.executable, "-m", "granian", *words, "--log-level", "error", target]


def _box(path: Path, slips: Sequence[str]) -> Box:
    _, public = sealing.new_key()
    box = secrets.token_bytes(16)
    issued = {"A": [codes.hashed(code, box, "A") for code in slips]}
    plan = Plan(box, FORM, public, receipts.new_signer(), issued)
    SqliteFile.make(path, plan.tables())
    found = Box(SqliteFile(path))
    found.move(State.OPEN)
    return found


def _casts(box: Box, slips: Sequence[str]) -> list[Cast]:
    marks = bytes(FORM.size)
    return [
        Cast({"A": codes.hashed(code, box.box, "A")}, marks, secrets.token_bytes(32))
        for code in slips
    ]


def _raw(path: Path, count: int, batch: int) -> float:
    """Return how many ballots a second a bare file takes in batches of a size.

    Each is sealed and its receipt signed; one at a time is the limit of single rows.
    """
    seconds = _spent(path, count, batch)
    return count / sum(seconds)


def _raw_batches(path: Path, batch: int) -> float:
    """Return the median seconds of one batch of a size."""
    return statistics.median(_spent(path, 20 * batch, batch))


def _spent(path: Path, count: int, batch: int) -> list[float]:
    slips = _made(count)
    box = _box(path, slips)
    casts, seconds = _casts(box, slips), []
    for at in range(0, count, batch):
        begun = time.perf_counter()
        box.take(casts[at : at + batch])
        seconds.append(time.perf_counter() - begun)
    box.shut()
    return seconds


@contextmanager
def _served(command: Sequence[str], environment: dict[str, str]) -> Iterator[int]:
    """Run a server on a free port of this machine until the block ends."""
    port = _free_port()
    process = subprocess.Popen(  # noqa: S603 - our own programs
        [*command, "--port", str(port)],
        env=os.environ | environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait(lambda: _answers(port))
        yield port
    finally:
        process.terminate()
        process.communicate(timeout=30)


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        return int(free.getsockname()[1])


def _answers(port: int) -> bool:
    address = f"http://127.0.0.1:{port}/health/"
    with suppress(OSError), urllib.request.urlopen(address, timeout=1):
        return True
    return False


def _wait(ready: Callable[[], bool]) -> None:
    end = time.monotonic() + 30
    while not ready():
        if time.monotonic() > end:
            raise TimeoutError
        time.sleep(0.05)
