"""What a random folder is drawn from: small numbers that meet often, and its plan."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from hypothesis import strategies as st

T = TypeVar("T")
Draw = Callable[[st.SearchStrategy[T]], T]

WEIGHTS = ("1", "2", "3", "40", "0.5", "33.3")
POINTS = ("100", "87.5", "75", "66.667", "50", "33.3", "0.333", "0")
BANDS = ("95", "90", "87.5", "75", "66.6", "50", "25.5", "0")
SCORES = ("95", "90", "87.5", "75", "60.05", "0.333", "0", "100")
ADJUSTMENTS = ("1", "-0.5", "-100", "0.25", "2.125", "0", "-2.5")
GRADES = ("good", "fairly_good", "average", "poor")
FLAGS = ("x", "y", "z")


@dataclass(frozen=True)
class Body:
    """A body that reports."""

    code: str
    sector: str
    mode: str


@dataclass
class Plan:
    """What has been drawn so far; the rest of the folder must fit it."""

    bodies: list[Body]
    covers: str = "all"
    grades: list[str] = field(default_factory=list)
    items: list[str] = field(default_factory=list)
    secrecies: dict[str, str] = field(default_factory=dict)
    unknown: bool = True
    triggers: list[str] = field(default_factory=list)
    components: dict[str, list[str]] = field(default_factory=dict)  # by body

    @property
    def listed(self) -> list[Body]:
        """Return the bodies on the ballot."""
        return [
            body for body in self.bodies if self.covers == "all" or body.mode == "oral"
        ]


def one(draw: Draw[T], *options: T) -> T:
    """Draw one of a few."""
    return draw(st.sampled_from(options))


def often(draw: Draw[int], times: int = 4) -> bool:
    """Draw yes, but once in `times` no; shrinks to yes."""
    return draw(st.integers(0, times - 1)) != times - 1


def rarely(draw: Draw[int], times: int = 8) -> bool:
    """Draw no, but once in `times` yes; shrinks to no."""
    return not often(draw, times)


def some(draw: Draw[list[T]], options: Sequence[T], least: int = 0) -> list[T]:
    """Draw a few, each at most once."""
    chosen = st.lists(
        st.sampled_from(options), min_size=least, max_size=len(options), unique=True
    )
    return draw(chosen)


def falling(draw: Draw[list[str]], options: Sequence[str], count: int) -> list[str]:
    """Draw that many numbers, the highest first."""
    chosen = st.lists(
        st.sampled_from(options), min_size=count, max_size=count, unique=True
    )
    return sorted(draw(chosen), key=float, reverse=True)
