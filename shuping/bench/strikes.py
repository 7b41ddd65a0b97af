"""A real urn process that is killed, or whose disk is full, while phones cast.

Each strike comes when so many ballots are answered and others are on their way. At the
end the box is closed while the last phones still cast.
"""

import asyncio
import time
from collections import Counter
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from random import Random

from shuping.bench.disks import Filled, Limit, small_disk
from shuping.bench.history import End, History, Wrong, judge, look
from shuping.bench.lines import Line, get
from shuping.bench.serving import Opened, Urn, opened
from shuping.bench.voters import FORM, Crowd, Voter, drawn

_BREATH = 0.001
_ALONE = 3  # one of so many kills hits the writer of the boxes and nobody else
_LATE, _PHONES_LATE = 400, 8  # the most who cast while the box is closed
_OF_A_DISK = 150  # slips of each class in a box whose disk is filled once


@dataclass(slots=True)
class Told:
    """What came of a part of the campaign."""

    strikes: int = 0  # that hit while phones voted
    casts: int = 0
    ends: Counter[End] = field(default_factory=Counter)
    wrongs: Counter[Wrong] = field(default_factory=Counter)
    restarts: list[float] = field(default_factory=list)  # until the box is shown again
    late: int = 0  # refused since the box was closed meanwhile

    def add(self, history: History, found: Counter[Wrong]) -> None:
        """Add the history of one box and what was found wrong with it."""
        ends = history.ends()
        self.casts += len({one.vote.leaf for one in history.tries})
        self.ends += ends
        self.wrongs += found
        self.late += sum(one.why == "shut" for one in history.tries)


def killed(
    folder: Path, casts: int, kills: int, random: Random, address: str = ""
) -> Told:
    """Cast so many ballots under so many kills, into a file or a database."""
    told = Told()
    with Urn(folder, address=address) as urn:
        box = opened(urn, FORM, casts // len(FORM.categories))

        async def kill(crowd: Crowd) -> None:
            await asyncio.sleep(random.random() / 50)
            await _until(lambda: bool(crowd.flying or not crowd.voting))
            told.strikes += crowd.flying > 0
            if not told.strikes % _ALONE:
                urn.kill_writer()
                return
            begun = time.perf_counter()
            urn.kill()
            await asyncio.to_thread(urn.start)
            line = await Line.open(urn.port)
            await line.ask(get(f"/v/{box.name}/form"))
            line.drop()
            told.restarts.append(time.perf_counter() - begun)

        _struck(urn, box, [kill] * kills, random, told)
    return told


def filled(folder: Path, disks: int, random: Random) -> Told:
    """Fill the disk so many times, each time under another box of the same urn."""
    told = Told()
    with small_disk(folder) as small, Urn(folder) as urn:
        disk: Filled = small or Limit(urn)

        async def fill(crowd: Crowd) -> None:
            before = crowd.troubled
            disk.fill()
            await _until(lambda: crowd.troubled > before or not crowd.voting)
            told.strikes += crowd.troubled > before
            await asyncio.to_thread(disk.free)

        for _ in range(disks):
            box = opened(urn, FORM, _OF_A_DISK)
            _struck(urn, box, [fill], random, told)
            urn.folder.joinpath(f"{box.name}.box").unlink()
    return told


Strike = Callable[[Crowd], Awaitable[None]]


def _struck(
    urn: Urn, box: Opened, strikes: Sequence[Strike], random: Random, told: Told
) -> None:
    """Let all voters of a box cast under the strikes, close it and judge."""
    history = History()
    crowd = Crowd(urn.port, box.name, history)
    asyncio.run(_cast(urn, crowd, drawn(box, FORM, random), strikes))
    told.add(history, judge(history, look(urn.folder / f"{box.name}.box")))


async def _cast(
    urn: Urn, crowd: Crowd, voters: Sequence[Voter], strikes: Sequence[Strike]
) -> None:
    """Let most cast under the strikes, and the last ones while the box is closed."""
    early = len(voters) - min(len(voters) // 10, _LATE)
    async with asyncio.TaskGroup() as group:
        group.create_task(crowd.cast(voters[:early]))
        for number, strike in enumerate(strikes, 1):
            due = early * number // (len(strikes) + 1)
            await _until(partial(crowd.has_answers, due))
            await strike(crowd)
    due = crowd.answered + (len(voters) - early) // 3
    async with asyncio.TaskGroup() as group:
        group.create_task(crowd.cast(voters[early:], _PHONES_LATE))
        await _until(partial(crowd.has_answers, due))
        await asyncio.to_thread(urn.ask, "close", box=crowd.name)
    await crowd.hang_up()


async def _until(comes: Callable[[], bool]) -> None:
    while not comes():  # noqa: ASYNC110 - looked at from outside, as a bench does
        await asyncio.sleep(_BREATH)
