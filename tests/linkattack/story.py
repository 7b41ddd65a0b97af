"""An election of which everything is known, and every byte that it left on the disk."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any, Protocol

from shuping.urn import codes
from shuping.urn.box import Box
from shuping.urn.casting import Answer, Cast
from shuping.urn.form import BLANK, PAPER, PHONE
from shuping.urn.intake import ENOUGH, Intake
from shuping.urn.slot import State
from shuping.urn.storage import Row, Storage
from tests.urn.boxes import BOX, FORM, key, planned

BATCHES = 6
_SLIPS = 40
_PAPERS = 12
FIRST, MIDWAY, BEFORE, CLOSED = "at first", "midway", "before closing", "closed"
_shuffled = Random(11).shuffle
Filling = tuple[str, Sequence[Row]]


@dataclass(frozen=True, slots=True)
class Vote:
    """One ballot as it was: `code` is the hash of a slip, none on paper."""

    slip: str
    code: bytes
    leaf: bytes
    category: str
    channel: str
    batch: int
    arrived: int
    marked: int


class Place(Protocol):
    """Where a box lies; the thief copies everything that is there."""

    def make(self, folder: Path, fill: Sequence[Filling], schema: str) -> Storage:
        """Make a box below a folder, alter its tables, and return where it lies."""

    def copy(self, folder: Path) -> None:
        """Copy every byte to a folder; rows besides, as tables of a file `.box`."""

    def clear(self) -> None:
        """Take away what lies outside the folder."""


class Near:
    """The writer of one box, asked in this very process; tells what the box tells."""

    def __init__(self, box: Box) -> None:
        self._box = box

    def ask(self, _: str, act: str, *about: Any) -> asyncio.Future[Any]:
        done = asyncio.get_running_loop().create_future()
        done.set_result(getattr(self._box, act)(*about))
        return done

    async def stop(self) -> None:
        self._box.shut()


@dataclass(frozen=True, slots=True)
class House:
    """How the box is built; the default is the product, every other one a leak."""

    place: Callable[[], Place]
    box: type[Box] = Box
    schema: str = ""
    shuffle: Callable[[list[object]], None] = _shuffled
    seed_of: Callable[[str, Random], bytes] = lambda _, random: random.randbytes(32)


@dataclass
class Story:
    """What happened, where the thief's copies lie, and what was there at the start."""

    folder: Path
    public: bytes
    votes: list[Vote] = field(default_factory=list)
    at_first: dict[str, bytes] = field(default_factory=dict)

    @property
    def stages(self) -> list[Path]:
        return [self.folder / name for name in (MIDWAY, BEFORE, CLOSED)]


def play(folder: Path, seed: int, house: House) -> Story:
    """Play an election from a seed: the same seed gives the same bytes and guesses."""
    random = Random(seed)
    slips = {
        one.code: [codes.make(random.getrandbits) for _ in range(_SLIPS)]
        for one in FORM.categories
    }
    public = key(seed)[1]
    place = house.place()
    storage = place.make(folder, planned(slips, public).tables(), house.schema)
    box = house.box(storage)
    box.move(State.OPEN)
    story = Story(folder, public)
    place.copy(folder / FIRST)
    story.at_first = {one.name: one.read_bytes() for one in (folder / FIRST).iterdir()}
    asyncio.run(_vote(story, place, box, slips, house, random))
    place.clear()
    return story


async def _vote(
    story: Story,
    place: Place,
    box: Box,
    slips: dict[str, list[str]],
    house: House,
    random: Random,
) -> None:
    near = Near(box)
    intake = Intake(box, near, shuffle=house.shuffle)  # type: ignore[arg-type]
    left = [(one, slip) for one, those in slips.items() for slip in those]
    random.shuffle(left)
    for batch in range(BATCHES):
        now = [_ballot(box, *left.pop(), house, random) for _ in range(ENOUGH)]
        taken = await asyncio.gather(*(intake.cast(cast) for _, _, cast in now))
        story.votes += [
            _truth(one, answer, batch, number)
            for number, (one, answer) in enumerate(zip(now, taken, strict=True))
        ]
        if batch == BATCHES // 2:
            _also(box, left, story, random, house)
            place.copy(story.folder / MIDWAY)
    await _again(intake, now)
    place.copy(story.folder / BEFORE)
    box.close()
    await near.stop()
    place.copy(story.folder / CLOSED)


def _ballot(
    box: Box, category: str, slip: str, house: House, random: Random
) -> tuple[str, str, Cast]:
    hashes = {one.code: codes.hashed(slip, BOX, one.code) for one in FORM.categories}
    marks = bytes(random.choice([0, 1, 2, BLANK]) for _ in range(FORM.size))
    return category, slip, Cast(hashes, marks, house.seed_of(slip, random))


def _truth(one: tuple[str, str, Cast], taken: Any, batch: int, arrived: int) -> Vote:
    category, slip, cast = one
    assert taken.answer is Answer.TAKEN
    marked = sum(mark != BLANK for mark in cast.marks)
    code = cast.hashes[category]
    place = (category, PHONE, batch, batch * ENOUGH + arrived, marked)
    return Vote(slip, code, taken.leaf, *place)


def _also(
    box: Box,
    left: list[tuple[str, str]],
    story: Story,
    random: Random,
    house: House,
) -> None:
    """Void some slips, and put paper in, where the box is not altered."""
    voided = [left.pop() for _ in range(5)]
    box.void([codes.hashed(slip, BOX, one) for one, slip in voided], "handed back")
    if house.schema:
        return
    papers = [
        ("A", bytes(random.choice([0, 1, 2]) for _ in range(4)), random.randbytes(32))
        for _ in range(_PAPERS)
    ]
    box.take_paper(papers)
    for place, paper in enumerate(papers):
        sealed = box.sealed(*paper, PAPER)
        there = ("A", PAPER, BATCHES, BATCHES * ENOUGH + place, 4)
        story.votes.append(Vote("", b"", sealed.leaf, *there))


async def _again(intake: Intake, now: Sequence[tuple[str, str, Cast]]) -> None:
    """Cast a whole batch again, as phones do that did not hear the answer."""
    await asyncio.gather(*(intake.cast(cast) for _, _, cast in now))
