"""Where a task stands, and how often it tells of its steps."""

from collections.abc import Mapping
from enum import StrEnum

from shuping.refusal import Words, say

MOST_STARTS = 3
"""A task that never came to its end this often is given up: it may end its clerk."""

_TWENTIETHS = 20


class State(StrEnum):
    """Where a task stands."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    REFUSED = "refused"
    FAILED = "failed"


OPEN = frozenset({State.WAITING, State.RUNNING})

WORDS: Mapping[State, Words] = {
    State.WAITING: say("waiting its turn"),
    State.RUNNING: say("being worked on"),
    State.DONE: say("done"),
    State.REFUSED: say("not done"),
    State.FAILED: say("failed"),
}


def moves_the_bar(step: int, steps: int) -> bool:
    """Tell whether a step brings the bar on by a twentieth, or to its end."""
    twentieth = step * _TWENTIETHS // steps
    return step == steps or twentieth > (step - 1) * _TWENTIETHS // steps
