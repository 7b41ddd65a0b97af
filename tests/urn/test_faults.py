"""Killed, cut off, full: what was answered is in the box, once, and nothing else."""

import secrets
import sqlite3
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from random import Random

import pytest

from shuping.urn import codes, storage
from shuping.urn.box import Box, State
from shuping.urn.casting import Answer, Cast
from shuping.urn.storage import SqliteFile
from tests.oracle.profiles import NIGHTLY
from tests.urn import power
from tests.urn.boxes import FORM, Hall, hall, key, planned
from tests.urn.process import Ballot, Urn, opened, urn

CUTS, KILLS, FULLS = (200, 100, 50) if NIGHTLY else (12, 4, 3)
BATCHES, IN_A_BATCH = 6, 5


def cut_off(folder: Path, seed: int, pragmas: Sequence[str]) -> tuple[int, int, bool]:
    """Cast in batches, cut the power at a random moment, and look what is left.

    Return how many ballots were answered, how many of them are lost, and whether the
    box is sound and has as many codes spent as ballots.
    """
    random = Random(seed)
    name = f"disk {folder.name} {seed}"
    disk = power.Disk(name, random)
    slips = {
        "A": [codes.make(random.getrandbits) for _ in range(BATCHES * IN_A_BATCH)],
        "B": [],
    }
    path = folder / f"{seed}.box"
    private, public = key(seed)
    power.make(path, name, planned(slips, public).tables())
    box = Box(power.OnDisk(path, name, pragmas=pragmas))
    box.move(State.OPEN)
    voters = Hall(box, private, slips, random)
    answered = set()
    for batch in range(random.randrange(1, BATCHES + 1)):
        first = batch * IN_A_BATCH
        casts = [voters.cast("A", first + number) for number in range(IN_A_BATCH)]
        answered |= {taken.leaf for taken in box.take(casts)}
    left = disk.left()
    box.shut()
    disk.unregister()
    after = folder / f"{seed}.after.box"
    for one, content in left.items():
        beside = one.removeprefix(str(path))
        if beside in {"", "-wal"}:
            Path(f"{after}{beside}").write_bytes(content)
    return _looked_at(after, answered)


def _looked_at(path: Path, answered: set[bytes]) -> tuple[int, int, bool]:
    file = SqliteFile(path)
    sound = file.read("PRAGMA integrity_check") == [("ok",)]
    there = {bytes(leaf) for (leaf,) in file.read("SELECT leaf FROM ballot")}
    ((spent,),) = file.read("SELECT count(*) FROM spent")
    file.shut()
    return len(answered), len(answered - there), sound and spent == len(there)


def test_i3_no_power_cut_loses_what_was_answered(tmp_path: Path) -> None:
    told = [cut_off(tmp_path, seed, storage._PRAGMAS) for seed in range(CUTS)]

    assert sum(answered for answered, _, _ in told) > CUTS
    assert [lost for _, lost, _ in told] == [0] * CUTS
    assert all(sound for _, _, sound in told)


def test_a_box_that_does_not_sync_each_batch_is_found_out(tmp_path: Path) -> None:
    careless = [
        one.replace("synchronous=FULL", "synchronous=NORMAL")
        for one in storage._PRAGMAS
    ]
    assert careless != list(storage._PRAGMAS)

    told = [cut_off(tmp_path, seed, careless) for seed in range(6)]

    assert sum(lost for _, lost, _ in told) > 0


@pytest.mark.parametrize("seed", range(FULLS))
def test_f5_a_full_disk_takes_nothing_and_loses_nothing(
    tmp_path: Path, seed: int
) -> None:
    here = hall(tmp_path, slips=400, seed=seed)
    file = here.box._storage
    ((pages,),) = file.read("PRAGMA page_count")
    file.read(f"PRAGMA max_page_count = {pages + 2 + seed % 10}")
    casts = [here.cast("A", number) for number in range(400)]

    answered, refused = _until_full(here.box, casts)
    assert refused
    assert {one.leaf for one in here.box.ballots()} == answered
    file.read("PRAGMA max_page_count = 1000000")
    again = [taken for cast in casts for taken in here.box.take([cast])]

    assert [one.answer for one in again].count(Answer.AGAIN) == len(answered)
    assert len(here.box.ballots()) == len(casts)
    assert here.box.turnout()["A"]["spent"] == len(casts)
    here.box.shut()


def _until_full(box: Box, casts: list[Cast]) -> tuple[set[bytes], int]:
    answered, refused = set(), 0
    for at in range(0, len(casts), 8):
        try:
            answered |= {one.leaf for one in box.take(casts[at : at + 8])}
        except sqlite3.OperationalError as error:
            if "full" not in str(error):
                raise
            refused += 1
    return answered, refused


def test_f1_killed_again_and_again_no_answer_is_lost_and_no_voter_counts_twice(
    tmp_path: Path,
) -> None:
    with urn(tmp_path) as running:
        ballot = opened(running, slips=KILLS * 40)
        slips = ballot.slips["A"]
        bodies = [ballot.body(code, _marks()) for code in slips]
        answered: dict[int, str] = {}
        for kill in range(KILLS):
            mine = range(kill * 40, (kill + 1) * 40)
            answered |= _cast_and_kill(running, ballot, bodies, mine)
        again = _cast_all(ballot, bodies, range(len(bodies)))
        closed = running.ask("close", box=ballot.name)
        running.stop()

    assert len(again) == len(bodies)
    assert {number: again[number] for number in answered} == answered
    assert closed["turnout"]["A"]["spent"] == len(bodies)
    box = Box(SqliteFile(tmp_path / f"{ballot.name}.box"))
    assert sorted(one.leaf.hex() for one in box.ballots()) == sorted(again.values())
    box.shut()


def _marks() -> bytes:
    return bytes(secrets.choice([0, 1, 2]) for _ in range(FORM.size))


def _cast_all(ballot: Ballot, bodies: list[bytes], those: range) -> dict[int, str]:
    """Cast ballots at once; return the leaf of each that was answered."""

    def cast(number: int) -> tuple[int, str]:
        try:
            status, told = ballot.post(bodies[number])
        except OSError:
            return number, ""
        return number, told["leaf"] if status == 200 else ""

    with ThreadPoolExecutor(8) as phones:
        return {number: leaf for number, leaf in phones.map(cast, those) if leaf}


def _cast_and_kill(
    running: Urn, ballot: Ballot, bodies: list[bytes], those: range
) -> dict[int, str]:
    """Cast some, kill the process while the rest is on its way, start it again."""
    half = those[: len(those) // 2]
    answered = _cast_all(ballot, bodies, half)
    with ThreadPoolExecutor(1) as beside:
        rest = beside.submit(_cast_all, ballot, bodies, those[len(half) :])
        running.kill()
        answered |= rest.result()
    running.start()
    return answered
