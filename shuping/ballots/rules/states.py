"""The states of a box. Its life is the table `NEXT`."""

from collections.abc import Mapping
from enum import StrEnum

from shuping.refusal import Words, say


class State(StrEnum):
    """What can be done with a box."""

    PREPARED = "prepared"
    TYPING = "typing"
    COUNTED = "counted"
    SHUT = "shut"


NEXT: Mapping[State, frozenset[State]] = {
    State.PREPARED: frozenset({State.TYPING, State.SHUT}),
    State.TYPING: frozenset({State.COUNTED}),
    State.COUNTED: frozenset(),
    State.SHUT: frozenset(),
}
"""A box without a quorum is shut and stays so; a new one is prepared."""

WORDS: Mapping[State, Words] = {
    State.PREPARED: say("prepared"),
    State.TYPING: say("typing"),
    State.COUNTED: say("counted"),
    State.SHUT: say("shut"),
}
