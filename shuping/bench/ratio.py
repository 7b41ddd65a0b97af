"""A ratio of two things run in turn, and where the time of the first went."""

import statistics
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from shuping.refusal import Words, say
from shuping.shell.terminal import tell

ROUNDS = 5


@dataclass(frozen=True, slots=True)
class Ratio:
    """Some rounds of one thing over another, and where the time of the first went."""

    name: Words
    ratios: list[float]
    seconds: list[float]
    steps: Mapping[Words, float] = field(default_factory=dict)

    @property
    def quartile(self) -> float:
        """Return the upper quartile: a ratio that must stay low is judged by it."""
        return statistics.quantiles(self.ratios, n=4)[2]

    def print(self, ceiling: float | None = None) -> None:
        """Print the ratio, and the share of each step."""
        tell(
            say(
                "{name}: median {median}x, quartiles {lower}x and {quartile}x, "
                "from {low}x to {high}x"
                ", {seconds} s; {ceiling}",
                name=self.name,
                median=f"{statistics.median(self.ratios):.1f}",
                lower=f"{statistics.quantiles(self.ratios, n=4)[0]:.1f}",
                quartile=f"{self.quartile:.1f}",
                low=f"{min(self.ratios):.1f}",
                high=f"{max(self.ratios):.1f}",
                seconds=f"{statistics.median(self.seconds):.2f}",
                ceiling=say("at most {ceiling}x", ceiling=ceiling)
                if ceiling
                else say("no ceiling"),
            )
        )
        total = sum(self.steps.values())
        for step, spent in self.steps.items():
            tell(
                say(
                    "  {name}: {seconds} s, {share}",
                    name=step,
                    seconds=f"{spent / ROUNDS:.2f}",
                    share=f"{spent / total:.1%}",
                )
            )


def timed(act: Callable[[], object]) -> float:
    """Return how many seconds a call takes."""
    begun = time.perf_counter()
    act()
    return time.perf_counter() - begun
