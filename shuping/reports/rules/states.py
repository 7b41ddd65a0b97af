"""The states of a report. Its life is the table `NEXT`."""

from collections.abc import Mapping
from enum import StrEnum

from shuping.refusal import Words, say


class State(StrEnum):
    """Where a report stands."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    ACCEPTED = "accepted"


NEXT: Mapping[State, frozenset[State]] = {
    State.DRAFT: frozenset({State.SUBMITTED}),
    State.SUBMITTED: frozenset({State.RETURNED, State.ACCEPTED}),
    State.RETURNED: frozenset({State.SUBMITTED}),
    State.ACCEPTED: frozenset({State.RETURNED}),
}

WRITABLE = (State.DRAFT, State.RETURNED)

WORDS: Mapping[State, Words] = {
    State.DRAFT: say("draft"),
    State.SUBMITTED: say("submitted"),
    State.RETURNED: say("returned"),
    State.ACCEPTED: say("accepted"),
}
