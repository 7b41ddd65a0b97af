"""The states of a box, on paper and in the urn. Its life is the table `NEXT`."""

from collections.abc import Mapping
from enum import StrEnum

from shuping.refusal import Words, say


class State(StrEnum):
    """What can be done with a box."""

    PREPARED = "prepared"
    TYPING = "typing"
    COMMITTED = "committed"
    OPEN = "open"
    PAUSED = "paused"
    CLOSED = "closed"
    COUNTED = "counted"
    SHUT = "shut"
    ANNULLED = "annulled"


class Medium(StrEnum):
    """How ballots come: typed from paper, or sealed in the urn, paper among them."""

    PAPER = "paper"
    URN = "urn"


NEXT: Mapping[State, frozenset[State]] = {
    State.PREPARED: frozenset(
        {State.TYPING, State.COMMITTED, State.SHUT, State.ANNULLED}
    ),
    State.TYPING: frozenset({State.COUNTED}),
    State.COMMITTED: frozenset({State.OPEN, State.ANNULLED}),
    State.OPEN: frozenset({State.PAUSED, State.CLOSED, State.ANNULLED}),
    State.PAUSED: frozenset({State.OPEN, State.CLOSED, State.ANNULLED}),
    State.CLOSED: frozenset({State.COUNTED, State.SHUT, State.ANNULLED}),
    State.COUNTED: frozenset(),
    State.SHUT: frozenset(),
    State.ANNULLED: frozenset(),
}
"""A box without a quorum is shut, an annulled one void; a new one is prepared."""

OVER = frozenset({State.SHUT, State.ANNULLED})
"""After these another box may be prepared."""

WORDS: Mapping[State, Words] = {
    State.PREPARED: say("prepared"),
    State.TYPING: say("typing"),
    State.COMMITTED: say("committed"),
    State.OPEN: say("open for voting"),
    State.PAUSED: say("paused"),
    State.CLOSED: say("closed"),
    State.COUNTED: say("counted"),
    State.SHUT: say("shut"),
    State.ANNULLED: say("annulled"),
}


TYPED_IN = frozenset({State.TYPING, State.OPEN, State.PAUSED})
"""Where tellers type: a box of paper, or one of the urn while it takes ballots."""


class Step(StrEnum):
    """What two named people do together with a box of the urn."""

    COMMIT = "commit"
    OPEN = "open"
    CLOSE = "close"
    COUNT = "count"
    ANNUL = "annul"


STEPS: Mapping[Step, Words] = {
    Step.COMMIT: say("commit the box"),
    Step.OPEN: say("open the box for voting"),
    Step.CLOSE: say("close the box"),
    Step.COUNT: say("open the ballots and count"),
    Step.ANNUL: say("annul the box"),
}

BEFORE: Mapping[Step, frozenset[State]] = {
    Step.COMMIT: frozenset({State.PREPARED}),
    Step.OPEN: frozenset({State.COMMITTED}),
    Step.CLOSE: frozenset({State.OPEN, State.PAUSED}),
    Step.COUNT: frozenset({State.CLOSED}),
    Step.ANNUL: frozenset(
        {State.PREPARED, State.COMMITTED, State.OPEN, State.PAUSED, State.CLOSED}
    ),
}
"""Where a box stands when a step can be taken."""
