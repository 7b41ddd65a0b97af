"""Power cuts: one box that loses at each what its disk was not told to sync.

What was on its way at a cut is cast again afterwards, the same bytes.
"""

import secrets
from collections.abc import Sequence
from pathlib import Path
from random import Random

import apsw

from shuping.bench.history import History, judge, look
from shuping.bench.power import PRAGMAS, Disk, OnDisk
from shuping.bench.serving import Opened
from shuping.bench.strikes import Told
from shuping.bench.voters import FORM, Ballot, marked
from shuping.urn import codes, receipts, sealing
from shuping.urn.box import Box, Plan
from shuping.urn.casting import Cast
from shuping.urn.slot import State
from shuping.urn.storage import SqliteFile

_CLASS, _BATCH, _STEPS = "A", 8, 600
_OF_A_CUT = 320  # slips, more than are used from cut to cut


def cut(
    folder: Path, cuts: int, random: Random, pragmas: Sequence[str] = PRAGMAS
) -> Told:
    """Cast into one box under so many power cuts, close it and judge."""
    told, box = Told(), _committed(folder, cuts * _OF_A_CUT)
    path = folder / f"{box.name}.box"
    disk = Disk(f"disk {box.name}", random)
    story = _Story(box, random)
    for _ in range(cuts):
        on_its_way = False
        while not on_its_way:
            disk.power_on(random.randrange(1, _STEPS))
            on_its_way = story.until_dark(path, disk, pragmas)
        told.strikes += 1
    disk.power_on(0)
    disk.unregister()
    story.close(path)
    told.add(story.history, judge(story.history, look(path)))
    return told


def _committed(folder: Path, slips: int) -> Opened:
    """Make a box file that is committed; it is opened on the disk."""
    private, public = sealing.new_key()
    made = [codes.make(secrets.randbits) for _ in range(slips)]
    box = Opened(secrets.token_bytes(16), private, public, {_CLASS: made})
    issued = {_CLASS: [codes.hashed(code, box.box, _CLASS) for code in made]}
    plan = Plan(box.box, FORM, public, receipts.new_signer(), issued)
    SqliteFile.make(folder / f"{box.name}.box", plan.tables())
    return box


class _Story:
    """What is cast into the box from cut to cut."""

    def __init__(self, box: Opened, random: Random) -> None:
        self.history = History()
        self._batch: list[Ballot] = []
        self._ballots = (
            marked(box, FORM, _CLASS, code, random) for code in box.slips[_CLASS]
        )

    def until_dark(self, path: Path, disk: Disk, pragmas: Sequence[str]) -> bool:
        """Cast batch by batch until the power goes; tell whether it went."""
        storage = None
        try:
            storage = OnDisk(path, disk, pragmas)
            box = Box(storage)
            box.move(State.OPEN)
            while True:
                self._batch += [next(self._ballots) for _ in range(_BATCH)]
                self._take(box)
        except apsw.Error:
            pass
        finally:
            if storage:
                storage.shut()
        return not disk.on

    def close(self, path: Path) -> None:
        """Cast what is left over and close the box, on a disk as any other."""
        box = Box(SqliteFile(path))
        box.move(State.OPEN)
        self._take(box)
        box.close()
        box.shut()

    def _take(self, box: Box) -> None:
        tries = [self.history.begin(one.vote) for one in self._batch]
        casts = [Cast({_CLASS: one.vote.h}, one.marks, one.seed) for one in self._batch]
        for one, taken in zip(tries, box.take(casts), strict=True):
            if taken.leaf:
                one.ok(taken.leaf)
            else:
                one.refused(taken.answer)
        self._batch = []
