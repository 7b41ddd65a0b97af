"""The states of a report. Its life is the table `NEXT`."""

from collections.abc import Mapping
from enum import StrEnum

from shuping.charter import Act
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

NOT_BEGUN = "none"
"""Stands where a state would while nothing is written."""

STANDINGS: Mapping[str, Words] = {NOT_BEGUN: say("not begun")} | {
    str(state): words for state, words in WORDS.items()
}

HAPPENS_NEXT: Mapping[State, Words] = {
    State.DRAFT: say("It is being written. The reporter confirms it by submitting it."),
    State.SUBMITTED: say(
        "It waits for the organiser, who accepts it or returns it with a reason."
    ),
    State.RETURNED: say("It has come back. Write it again and submit it anew."),
    State.ACCEPTED: say("It is final; it goes to the meeting as it stands."),
}

STEPS: Mapping[State, frozenset[Act]] = {
    State.DRAFT: frozenset({Act.WRITE_REPORT, Act.SUBMIT_REPORT}),
    State.SUBMITTED: frozenset({Act.RETURN_REPORT, Act.ACCEPT_REPORT}),
    State.RETURNED: frozenset({Act.WRITE_REPORT, Act.SUBMIT_REPORT}),
    State.ACCEPTED: frozenset({Act.RETURN_REPORT}),
}
"""What can be done to a report where it stands, by whoever may."""
