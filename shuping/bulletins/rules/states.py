"""The states of a bulletin and the moves between them."""

from collections.abc import Mapping
from enum import StrEnum

from shuping.refusal import Words, say


class State(StrEnum):
    """How far a bulletin is."""

    DRAFT = "draft"
    PROOFED = "proofed"
    PUBLISHED = "published"


class Kind(StrEnum):
    """Whether a bulletin tells of one round or rounds up several."""

    DISTRICT = "district"
    ROUND_UP = "roundup"


class Audience(StrEnum):
    """Who may read what is published."""

    INSIDE = "inside"
    PUBLIC = "public"


NEXT: Mapping[State, State] = {
    State.DRAFT: State.PROOFED,
    State.PROOFED: State.PUBLISHED,
}

WORDS: Mapping[State, Words] = {
    State.DRAFT: say("to be proofed"),
    State.PROOFED: say("proofed"),
    State.PUBLISHED: say("published"),
}

AUDIENCES: Mapping[Audience, Words] = {
    Audience.INSIDE: say("published inside"),
    Audience.PUBLIC: say("published to everyone"),
}
