"""Voters of a bench: what they cast, and how they behave when the network does not.

Most cast once and read the answer. Some hang up before it comes and cast again, some
send the same bytes twice at once, some try a second ballot with the same code.
"""

import asyncio
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum, auto
from random import Random

from shuping.bench.history import History, Try, Vote
from shuping.bench.lines import Heard, Line, post
from shuping.bench.serving import Opened
from shuping.urn import codes, sealing
from shuping.urn.form import BoxForm, Named

PHONES = 64
FORM = BoxForm(
    title="临江区2019年度民主测评",
    categories=(Named("A", "区领导"), Named("B", "部门负责人")),
    reporters=tuple(Named(f"LJ{n:02}", f"第{n}街道党工委书记") for n in range(1, 21)),
    items=(Named("overall", "总体评价"),),
    grades=(
        Named("good", "好"),
        Named("fairly_good", "较好"),
        Named("average", "一般"),
        Named("poor", "差"),
    ),
)
_BREATH, _PATIENCE = 0.05, 20.0
_BROKEN = 500  # from here on the same bytes are sent again


class Manner(Enum):
    """How a voter casts."""

    PLAIN = auto()
    HANGS_UP = auto()
    TWICE_AT_ONCE = auto()
    SECOND_BALLOT = auto()


SHARES = {
    Manner.PLAIN: 84,
    Manner.HANGS_UP: 8,
    Manner.TWICE_AT_ONCE: 4,
    Manner.SECOND_BALLOT: 4,
}


@dataclass(frozen=True, slots=True)
class Ballot:
    """One ballot as it is sent, and by what it is known in the box."""

    vote: Vote
    body: bytes
    marks: bytes
    seed: bytes


@dataclass(frozen=True, slots=True)
class Voter:
    """Somebody with one code; `other` is the second ballot that some try."""

    manner: Manner
    ballot: Ballot
    other: Ballot | None = None


def drawn(box: Opened, form: BoxForm, random: Random) -> list[Voter]:
    """Return a voter for every slip of a box, in random order."""
    found = []
    for category, those in box.slips.items():
        for code in those:
            (manner,) = random.choices(*zip(*SHARES.items(), strict=True))
            ballot = marked(box, form, category, code, random)
            again = manner is Manner.SECOND_BALLOT
            other = marked(box, form, category, code, random) if again else None
            found.append(Voter(manner, ballot, other))
    random.shuffle(found)
    return found


def marked(
    box: Opened, form: BoxForm, category: str, code: str, random: Random
) -> Ballot:
    """Return a ballot with random marks."""
    marks = bytes(random.choices(form.cells, k=form.size))
    seed = random.randbytes(32)
    leaf = sealing.leaf(box.box, category, sealing.seal(marks, seed, box.public))
    told = {"code": code, "marks": marks.hex(), "seed": seed.hex()}
    vote = Vote(codes.hashed(code, box.box, category), leaf)
    return Ballot(vote, json.dumps(told).encode(), marks, seed)


class Crowd:
    """Phones that cast into one box and write down what they did and were told."""

    def __init__(self, port: int, name: str, history: History) -> None:
        self.history = history
        self.answered = self.voting = self.flying = self.troubled = 0
        self.name = name
        self._port, self.path = port, f"/v/{name}"
        self._idle: list[Line] = []

    async def cast(self, voters: Iterable[Voter], phones: int = PHONES) -> None:
        """Let all voters cast, so many at once, until each has an answer."""
        waiting = iter(voters)
        await asyncio.gather(*(self._phone(waiting) for _ in range(phones)))

    def has_answers(self, count: int) -> bool:
        """Tell whether so many ballots were answered for good."""
        return self.answered >= count

    async def hang_up(self) -> None:
        """Hang up all that is still connected."""
        while self._idle:
            self._idle.pop().drop()
        await asyncio.sleep(0)

    async def _phone(self, voters: Iterator[Voter]) -> None:
        self.voting += 1
        for voter in voters:
            ballots = [voter.ballot]
            if voter.manner is Manner.HANGS_UP:
                await self._cast_unheard(voter.ballot)
            if voter.manner is Manner.TWICE_AT_ONCE:
                ballots.append(voter.ballot)
            if voter.other:
                ballots.append(voter.other)
            await asyncio.gather(*(self.cast_one(one) for one in ballots))
        self.voting -= 1

    async def _cast_unheard(self, ballot: Ballot) -> None:
        """Send a ballot and hang up before the answer can come."""
        self.history.begin(ballot.vote)
        moment = len(self.history.tries) % 6 / 100
        try:
            line = await Line.open(self._port)
        except OSError:
            return
        line.send(post(self.path, ballot.body))
        await asyncio.sleep(moment)
        line.drop()

    async def cast_one(self, ballot: Ballot) -> None:
        """Send the same bytes again and again until there is an answer."""
        while True:
            one = self.history.begin(ballot.vote)
            self.flying += 1
            heard = await self.ask(post(self.path, ballot.body))
            self.flying -= 1
            if heard and heard.status < _BROKEN:
                break
            self.troubled += heard is not None
            await asyncio.sleep(_BREATH)
        self.answered += 1
        _written_down(one, heard)

    async def loaded(self, request: bytes) -> Heard:
        """Ask for a page again and again until it comes."""
        while (heard := await self.ask(request)) is None:  # noqa: ASYNC110 - as phones do
            await asyncio.sleep(_BREATH)
        return heard

    async def ask(self, request: bytes) -> Heard | None:
        """Return the answer, or None where the connection broke before it came."""
        line = None
        try:
            async with asyncio.timeout(_PATIENCE):
                line = self._idle.pop() if self._idle else await Line.open(self._port)
                heard = await line.ask(request)
        except (OSError, EOFError, TimeoutError):
            if line:
                line.drop()
            return None
        self._idle.append(line)
        return heard


def _written_down(one: Try, heard: Heard) -> None:
    told = json.loads(heard.body)
    if "leaf" in told:
        one.ok(bytes.fromhex(told["leaf"]))
    else:
        one.refused(told["why"])
