"""`shuping bench cast`: the urn against a plain view, the database and a bare server.

The goals of casting: each round casts through the product and then does the reference,
on the same machine and the same database. Sealing and signing, which the product does
for every ballot, are on the reference's side too for the raw batches and for the bare
answer, and on no other. Every side takes as many ballots, since a table that grows
takes more time; every server has taken a rehearsal's ballots before, as an urn has that
was tried before the meeting.
"""

import os
import secrets
import statistics
import subprocess
import sys
import tempfile
from argparse import Namespace
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from time import perf_counter

from shuping.bench import reference, sync
from shuping.bench.goals import Goal
from shuping.bench.limits import Database, drop
from shuping.bench.phones import Run, body_of, cast
from shuping.bench.serving import Urn, answers, await_that, free_port, opened
from shuping.refusal import say
from shuping.shell.terminal import tell
from shuping.urn import codes, receipts, sealing
from shuping.urn.form import BoxForm, Named
from shuping.urn.intake import PATIENCE

BALLOTS, REHEARSAL, SINGLE, BATCH = 3000, 256, 800, 256
ROUNDS = 9
"""The quartile of five rounds would be nearly the worst of them."""
FORM = BoxForm(
    title="bench",
    categories=(Named("A", "A"),),
    reporters=tuple(Named(f"R{n}", "") for n in range(69)),
    items=(Named("overall", ""),),
    grades=tuple(Named(one, "") for one in ("good", "fairly_good", "average", "poor")),
)


_PLAIN = say("1 cast / plain Django view, 64 connections")
_SINGLE = say("2 cast / single-row commits, 64 connections")
_SINGLE_256 = say("2 cast / single-row commits, 256 connections")
_BATCHED = say("3 cast / raw batches of 256, sealed and signed")
_BARE = say("4 cast / a bare answer, sealed and signed")
_P99 = say("7 p99 / median of a raw batch of 64")
_WRONG = say("8 answers that do not stand once")
_RATES = {"cast": say("ballots cast"), "commits": say("single-row commits")}
_WAITS = {"late": say("p99"), "raw": say("a raw batch of 64")}


def bench(chosen: Namespace) -> bool:
    """Measure casting in rounds, print each goal, and tell whether all are met."""
    places = {"SQLite": ""} | ({"PostgreSQL": chosen.boxes} if chosen.boxes else {})
    met = [_measured(name, address) for name, address in places.items()]
    return all(met)


def _measured(database: str, address: str) -> bool:
    tell(
        say(
            "Casting on {database}: the product and its references in turn.",
            database=database,
        )
    )
    told: dict[str, list[float]] = {}
    with tempfile.TemporaryDirectory() as name:
        if not address:
            took = f"{sync.milliseconds(Path(name)):.2f}"
            tell(say("  a sync of this disk takes {took} ms", took=took))
        for number in range(ROUNDS):
            place = Path(name) / str(number)
            place.mkdir()
            for key, value in _round(place, address).items():
                told.setdefault(key, []).append(value)
    goals = [
        Goal(_PLAIN, told["plain"], 10),
        Goal(_SINGLE, told["single 64"], 1.5),
        Goal(_SINGLE_256, told["single 256"], 3),
        Goal(_BATCHED, told["batched"], 0.3),
        Goal(_BARE, told["bare"], 0.4),
        Goal(_P99, told["p99"], 15, least=False),
        Goal(_WRONG, told["wrong"], 0, least=False),
    ]
    for goal in goals:
        goal.print()
    for key, what in _RATES.items():
        rate = f"{statistics.median(told[key]):,.0f}"
        tell(say("  {name}: {rate} a second", name=what, rate=rate))
    for key, what in _WAITS.items():
        took = f"{1000 * statistics.median(told[key]):.2f}"
        tell(say("  {name}: {took} ms", name=what, took=took))
    return all(goal.met for goal in goals)


def _round(place: Path, address: str) -> dict[str, float]:
    """Cast through the product, then do each reference; return the ratios."""
    product, wrong = _product(place, address, 64)
    product_256, wrong_256 = _product(place, address, 256)
    plain, bare = _plain(place, address), _bare()
    raw = Database(place, address, FORM.size)
    single = raw.single(SINGLE)
    raw_64, late = statistics.median(raw.batches(BALLOTS, 64)), product.percentile(0.99)
    batched = sum(raw.batches(BALLOTS, BATCH)) + _sealed_and_signed(BALLOTS)
    return {
        "plain": product.rate / plain.rate,
        "single 64": product.rate / single,
        "single 256": product_256.rate / single,
        "batched": product.rate * batched / BALLOTS,
        "bare": product.rate / bare.rate,
        "p99": late / raw_64,
        "wrong": wrong + wrong_256,
        "cast": product.rate,
        "commits": single,
        "late": late,
        "raw": raw_64,
    }


def _bodies(slips: Sequence[str]) -> list[bytes]:
    marks = bytes(FORM.size)
    return [body_of(code, marks, secrets.token_bytes(32)) for code in slips]


def _product(place: Path, address: str, connections: int) -> tuple[Run, int]:
    """Cast into an urn of its own; return the run and how much does not add up."""
    with Urn(place, patience=PATIENCE, address=address) as urn:
        rehearsal = opened(urn, FORM, REHEARSAL)
        bodies = _bodies(rehearsal.slips["A"])
        cast(urn.port, f"/v/{rehearsal.name}", bodies, connections)
        box = opened(urn, FORM, BALLOTS)
        bodies = _bodies(box.slips["A"])
        run = cast(urn.port, f"/v/{box.name}", bodies, connections)
        again = cast(urn.port, f"/v/{box.name}", bodies[:: BALLOTS // 60], connections)
        closed = urn.ask("close", box=box.name)
    spent = closed["turnout"]["A"]["spent"]
    missing = abs(spent - run.statuses[200]) + abs(BALLOTS - run.statuses[200])
    return run, missing + len(again.waits) - again.statuses[200]


def _plain(place: Path, address: str) -> Run:
    slips = [codes.make(secrets.randbits) for _ in range(REHEARSAL + BALLOTS)]
    listed = place / "codes"
    listed.write_text(
        "\n".join(codes.hashed(one, reference.BOX, "A").hex() for one in slips)
    )
    environment = {
        reference.DATABASE: address or f"sqlite:///{place / 'plain.db'}",
        reference.CODES: str(listed),
    }
    command = _granian("wsgi", "shuping.bench.reference:plain")
    try:
        with _served(command, environment) as port:
            return _cast(port, slips)
    finally:
        if address:
            drop(reference.SCHEMA, address)


def _bare() -> Run:
    slips = [codes.make(secrets.randbits) for _ in range(REHEARSAL + BALLOTS)]
    with _served(_granian("rsgi", "shuping.bench.reference:bare"), {}) as port:
        return _cast(port, slips)


def _cast(port: int, slips: Sequence[str]) -> Run:
    """Cast a rehearsal into a reference, and then what is measured."""
    bodies = _bodies(slips)
    cast(port, "/cast", bodies[:REHEARSAL], 64)
    run = cast(port, "/cast", bodies[REHEARSAL:], 64)
    if set(run.statuses) != {200}:
        raise ValueError(run.statuses)
    return run


def _granian(interface: str, target: str) -> list[str]:
    words = ["--interface", interface, "--factory", "--workers", "1", "--no-ws"]
    return [sys.executable, "-m", "granian", *words, "--log-level", "error", target]


def _sealed_and_signed(count: int) -> float:
    """Return the seconds of sealing and signing so many ballots alone."""
    _, public = sealing.new_key()
    signer = receipts.Signer(receipts.new_signer(), reference.BOX)
    marks, seeds = bytes(FORM.size), [secrets.token_bytes(32) for _ in range(count)]
    begun = perf_counter()
    for seed in seeds:
        sealed = sealing.seal(marks, seed, public)
        signer.sign(sealing.leaf(reference.BOX, "A", sealed))
    return perf_counter() - begun


@contextmanager
def _served(command: Sequence[str], environment: dict[str, str]) -> Iterator[int]:
    """Run a reference on a free port of this machine until the block ends."""
    port = free_port()
    process = subprocess.Popen(  # noqa: S603 - our own programs
        [*command, "--port", str(port)],
        env=os.environ | environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        await_that(lambda: answers(port))
        yield port
    finally:
        process.terminate()
        process.communicate(timeout=30)
