"""A goal of speed: a ratio taken in rounds, judged by its worse quartile."""

import statistics
from collections.abc import Sequence
from dataclasses import dataclass

from shuping.refusal import Words, say
from shuping.shell.terminal import tell


@dataclass(frozen=True, slots=True)
class Goal:
    """A ratio with its floor: at least, or at most where `least` is not set."""

    name: Words
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
