"""Guesses held against the truth, and against what chance alone would give.

All means are judged together: the interval of 99 % is widened for their number, so that
a box without a leak has each of them inside it with that probability.
"""

import math
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from random import Random
from statistics import NormalDist

from shuping.urn.form import PHONE
from tests.linkattack.clues import Clue, clues, pairings
from tests.linkattack.story import CLOSED, Story, Vote

_OUTSIDE = 0.01
_LEAST = 2
_JOURNAL = ".wal:"


@dataclass(slots=True)
class Score:
    """How often a means was right, and how often by chance: mean and variance."""

    right: float = 0
    expected: float = 0
    variance: float = 0

    def add(self, right: float, expected: float, variance: float) -> None:
        self.right += right
        self.expected += expected
        self.variance += variance

    @property
    def deviation(self) -> float:
        """Return how far from chance this is, in standard deviations."""
        return (self.right - self.expected) / math.sqrt(self.variance or 1)


class Scores:
    """The scores of every means for every target, over many elections."""

    def __init__(self) -> None:
        self.of: defaultdict[str, Score] = defaultdict(Score)

    def attack(self, story: Story, seed: int) -> None:
        """Let the thief at one election; ties of his are broken by drawing lots."""
        random = Random(seed)
        for means, clue in clues(story):
            self._pair(f"{means} -> pairs", story.votes, clue, random)
            self._order(f"{means} -> order", story.votes, clue, random, _batch)
            self._content(f"{means} -> content", story.votes, clue, random)
            # The journal of PostgreSQL keeps the batches apart until it is recycled.
            if means.startswith(CLOSED) and _JOURNAL not in means:
                self._order(f"{means} -> all", story.votes, clue, random, _class)
        for means, guessed in pairings(story):
            self._outright(f"{means} -> pairs", story.votes, guessed)

    @property
    def limit(self) -> float:
        """Return how many standard deviations from chance are still chance."""
        return NormalDist().inv_cdf(1 - _OUTSIDE / 2 / max(1, len(self.of)))

    def found(self) -> dict[str, float]:
        """Return the means that do better, or worse, than chance: name -> deviation."""
        limit = self.limit
        far = {name: one.deviation for name, one in self.of.items()}
        return {name: far[name] for name in sorted(far) if abs(far[name]) > limit}

    def lines(self) -> Iterator[str]:
        """Return how often each means was right, where chance is 1 ± the limit."""
        limit, found = self.limit, self.found()
        for name, one in sorted(
            self.of.items(), key=lambda row: -abs(row[1].deviation)
        ):
            ratio = one.right / one.expected
            width = limit * math.sqrt(one.variance) / one.expected
            told = "FOUND" if name in found else "chance"
            yield f"{told:6} {ratio:7.3f} (1 ± {width:.3f})  {name}"

    def _pair(self, name: str, votes: list[Vote], clue: Clue, random: Random) -> None:
        """Match the codes and the ballots of a batch by their order; one is by luck."""
        for cell in _cells(votes, _batch):
            if cell[0].channel == PHONE:
                codes = _sorted([one.code for one in cell], clue, random)
                leaves = _sorted([one.leaf for one in cell], clue, random)
                truth = {one.code: one.leaf for one in cell}
                right = sum(truth[c] == b for c, b in zip(codes, leaves, strict=True))
                self.of[name].add(right, 1, 1)

    def _order(
        self,
        name: str,
        votes: list[Vote],
        clue: Clue,
        random: Random,
        by: Callable[[Vote], Hashable],
    ) -> None:
        for cell in _cells(votes, by):
            came = {one.leaf: one.arrived for one in cell}
            came_codes = {one.code: one.arrived for one in cell if one.code}
            for truth in (came, came_codes):
                if len(truth) >= _LEAST:
                    self._concord(name, truth, clue, random)

    def _content(
        self, name: str, votes: list[Vote], clue: Clue, random: Random
    ) -> None:
        for cell in _cells(votes, _batch):
            if cell[0].channel == PHONE:
                truth = {one.leaf: (one.marked, random.random()) for one in cell}
                self._concord(name, truth, clue, random)

    def _concord(
        self, name: str, truth: Mapping[bytes, object], clue: Clue, random: Random
    ) -> None:
        """Count the pairs that the clue puts in the order of the truth (Kendall)."""
        ordered = [truth[key] for key in _sorted(list(truth), clue, random)]
        n = len(ordered)
        right = sum(
            ordered[a] < ordered[b]  # type: ignore[operator]
            for a in range(n)
            for b in range(a + 1, n)
        )
        self.of[name].add(right, n * (n - 1) / 4, n * (n - 1) * (2 * n + 5) / 72)

    def _outright(
        self, name: str, votes: list[Vote], guessed: dict[bytes, bytes]
    ) -> None:
        for cell in _cells(votes, _batch):
            chance = 1 / len(cell)
            for one in cell:
                if guess := guessed.get(one.code):
                    self.of[name].add(guess == one.leaf, chance, chance * (1 - chance))


def _batch(vote: Vote) -> Hashable:
    return vote.category, vote.channel, vote.batch


def _class(vote: Vote) -> Hashable:
    return vote.category, vote.channel


def _cells(
    votes: Iterable[Vote], by: Callable[[Vote], Hashable]
) -> Iterable[list[Vote]]:
    """Return the groups inside which nothing may be told; one alone is no group."""
    found: defaultdict[Hashable, list[Vote]] = defaultdict(list)
    for vote in votes:
        found[by(vote)].append(vote)
    return [cell for cell in found.values() if len(cell) >= _LEAST]


def _sorted(keys: list[bytes], clue: Clue, random: Random) -> list[bytes]:
    """Return keys in the order of a clue; those without one stand first."""
    lots = {key: random.random() for key in keys}
    without = [key for key in keys if clue.get(key) is None]
    having = [key for key in keys if clue.get(key) is not None]
    return sorted(without, key=lots.__getitem__) + sorted(
        having, key=lambda key: (clue[key], lots[key])
    )
