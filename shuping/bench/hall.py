"""`shuping bench hall`: a hall full of phones, each with a connection of its own.

A phone loads the page with its style and scripts and the form, thinks, casts and reads
the answer. First the phones arrive at random times; then all have the page before
them and press the button within seconds of each other.
"""

import asyncio
import tempfile
import time
from argparse import Namespace
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from shuping.bench import history
from shuping.bench.history import History, Vote, Wrong, judge, look
from shuping.bench.lines import get
from shuping.bench.serving import Opened, Urn, opened
from shuping.bench.voters import FORM, Ballot, Crowd, marked
from shuping.refusal import Words, say
from shuping.shell.terminal import tell
from shuping.urn import codes
from shuping.urn.application import PAGE
from shuping.urn.intake import PATIENCE

WINDOW, MOST_SECONDS = 60.0, 3
_THINKS, _RUSH, _REST = 10.0, 5.0, 5.0
_BROWSER = {
    "User_Agent": "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Mobile",
    "Accept": "*/*",
    "Accept_Language": "zh-CN,zh;q=0.9,en;q=0.5",
    "Accept_Encoding": "gzip, deflate, br, zstd",
}


Slip = tuple[str, str]  # a class and a code of it


@dataclass(frozen=True, slots=True)
class Seen:
    """What a real phone saw: when the form came, when the receipt, of which leaf."""

    load: float
    wait: float
    leaf: bytes


@dataclass(frozen=True, slots=True)
class Moments:
    """When a phone arrives and when its button is pressed; seconds from the start."""

    arrival: float
    press: float


@dataclass(slots=True)
class Hall:
    """One box and what came of the phones: seconds of loading and of casting."""

    port: int
    box: Opened
    loads: list[float] = field(default_factory=list)
    waits: list[float] = field(default_factory=list)
    real: list[Seen] = field(default_factory=list)
    seconds: float = 0.0
    history: History = field(default_factory=History)

    async def vote(
        self,
        moments: Sequence[Moments],
        ballots: Sequence[Ballot],
        slips: Sequence[Slip],
    ) -> None:
        """Let a phone cast each ballot, and a real one with each of the slips."""
        begun = time.perf_counter()
        phones = [Crowd(self.port, self.box.name, self.history) for _ in moments]
        done = asyncio.gather(
            *(
                self._phone(begun, *about)
                for about in zip(phones, moments, ballots, strict=True)
            )
        )
        for category, code in slips:
            await self._real_phone(category, code)
        await done
        self.seconds = time.perf_counter() - begun
        for one in phones:
            await one.hang_up()

    async def _phone(
        self, begun: float, phone: Crowd, when: Moments, ballot: Ballot
    ) -> None:
        await _at(begun + when.arrival)
        start = time.perf_counter()
        await _load(phone)
        self.loads.append(time.perf_counter() - start)
        await _at(begun + when.press)
        start = time.perf_counter()
        await phone.cast_one(ballot)
        self.waits.append(time.perf_counter() - start)

    async def _real_phone(self, category: str, code: str) -> None:
        from shuping.bench.chromium import vote  # noqa: PLC0415 - it needs a package

        address = f"http://127.0.0.1:{self.port}/v/{self.box.name}#{code}"
        seen = await vote(address)
        h = codes.hashed(code, self.box.box, category)
        self.history.begin(Vote(h, seen.leaf)).ok(seen.leaf)
        self.real.append(seen)


def spread(random: Random) -> Moments:
    """Arrive at any time, so that the thinking ends within the window."""
    arrival = random.uniform(0, WINDOW - _THINKS - _REST)
    return Moments(arrival, arrival + random.uniform(1, _THINKS))


def at_once(random: Random) -> Moments:
    """Arrive in the first half, and press with all others."""
    ready = WINDOW / 2
    return Moments(random.uniform(0, ready - _REST), ready + random.uniform(0, _RUSH))


def bench(chosen: Namespace) -> bool:
    """Fill the hall twice, print it, and tell whether every goal is met."""
    chance = Random(1)  # noqa: S311 - made-up voters, not a secret
    cases = (
        (say("spread over a minute"), spread),
        (say("all within five seconds"), at_once),
    )
    met = []
    for name, draw in cases:
        moments = [draw(chance) for _ in range(chosen.phones)]
        with tempfile.TemporaryDirectory() as place:
            hall, wrongs = fill(Path(place), moments, chance, chosen.browsers)
        met.append(_printed(name, hall, len(moments), wrongs))
    return all(met)


def fill(
    place: Path, moments: Sequence[Moments], random: Random, browsers: int = 0
) -> tuple[Hall, Counter[Wrong]]:
    """Let a phone for each of the moments, and some real ones, vote in one box."""
    voters = len(moments) + browsers
    with Urn(place, patience=PATIENCE) as urn:
        box = opened(urn, FORM, -(-voters // len(FORM.categories)))
        slips = [(one, code) for one, those in box.slips.items() for code in those]
        random.shuffle(slips)
        ballots = [marked(box, FORM, *slip, random) for slip in slips[browsers:voters]]
        hall = Hall(urn.port, box)
        asyncio.run(hall.vote(moments, ballots, slips[:browsers]))
        urn.ask("close", box=box.name)
        return hall, judge(hall.history, look(place / f"{box.name}.box"))


async def _at(moment: float) -> None:
    await asyncio.sleep(max(0.0, moment - time.perf_counter()))


async def _load(phone: Crowd) -> None:
    """Load all that the page consists of, and the form."""
    files = sorted(one.name for one in PAGE.iterdir() if one.suffix != ".html")
    pages = [f"/page/{name}" for name in files]
    for path in (phone.path, *pages, f"{phone.path}/form"):
        await phone.loaded(get(path, **_BROWSER))


def _printed(name: Words, hall: Hall, phones: int, wrongs: Counter[Wrong]) -> bool:
    """Print one hall, and tell whether its goals are met."""
    tell(
        say(
            "{name}: {answered} of {phones} phones were answered, the last after "
            "{seconds} s",
            name=name,
            answered=len(hall.waits),
            phones=phones,
            seconds=f"{hall.seconds:.1f}",
        )
    )
    goals = [
        _goal(say("loading the page"), hall.loads),
        _goal(say("casting"), hall.waits),
    ]
    if hall.real:
        goals += [
            _goal(say("loading the page in Chromium"), [one.load for one in hall.real]),
            _goal(say("casting in Chromium"), [one.wait for one in hall.real]),
        ]
    tell(history.told(wrongs))
    whole = len(hall.waits) == phones and hall.seconds <= WINDOW
    return whole and not wrongs and all(goals)


def _goal(name: Words, seconds: Sequence[float]) -> bool:
    """Print how long something took, and tell whether nearly all had it in time."""
    ordered = sorted(seconds)
    late = ordered[-(-99 * len(ordered) // 100) - 1]
    met = late < MOST_SECONDS
    tell(
        say(
            "{name}: median {median} s, p99 {late} s, slowest {slowest} s; "
            "p99 under {most} s: {met}",
            name=name,
            median=f"{ordered[len(ordered) // 2]:.2f}",
            late=f"{late:.2f}",
            slowest=f"{ordered[-1]:.2f}",
            most=MOST_SECONDS,
            met=say("met") if met else say("missed"),
        )
    )
    return met
