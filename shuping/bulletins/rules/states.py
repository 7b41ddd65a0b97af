"""The states of a bulletin and the moves between them."""

from collections.abc import Mapping
from enum import StrEnum

from shuping.refusal import Words, say


class State(StrEnum):
    """How far a bulletin is."""

    DRAFT = "draft"
    PROOFED = "proofed"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"


class Kind(StrEnum):
    """Whether a bulletin tells of one round or rounds up several."""

    DISTRICT = "district"
    ROUND_UP = "roundup"


class Audience(StrEnum):
    """Who may read what is published; each reaches further than the one before."""

    INSIDE = "inside"
    BELOW = "below"
    PUBLIC = "public"


UNPUBLISHED = (State.DRAFT, State.PROOFED)
OUT = (State.PUBLISHED, State.WITHDRAWN)
"""What has gone out is never changed: it is corrected by another version."""


NEXT: Mapping[State, State] = {
    State.DRAFT: State.PROOFED,
    State.PROOFED: State.PUBLISHED,
    State.PUBLISHED: State.WITHDRAWN,
}

WORDS: Mapping[State, Words] = {
    State.DRAFT: say("to be proofed"),
    State.PROOFED: say("proofed"),
    State.PUBLISHED: say("published"),
    State.WITHDRAWN: say("withdrawn"),
}

AUDIENCES: Mapping[Audience, Words] = {
    Audience.INSIDE: say("published inside"),
    Audience.BELOW: say("published to the bodies below"),
    Audience.PUBLIC: say("published to everyone"),
}

READERS: Mapping[Audience, Words] = {
    Audience.INSIDE: say("inside"),
    Audience.BELOW: say("the bodies below"),
    Audience.PUBLIC: say("everyone"),
}
