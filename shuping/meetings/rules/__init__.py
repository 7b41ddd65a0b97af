"""The words of a meeting: roles of groups, kinds of comments and their states."""

import hashlib
import json
from collections.abc import Mapping
from enum import StrEnum

from shuping.refusal import Words, say


class Role(StrEnum):
    """What a group does at the meeting: 主持、出席、列席、指导、评议."""

    CHAIR = "chair"
    ATTEND = "attend"
    OBSERVE = "observe"
    VISITING = "visiting"
    EVALUATE = "evaluate"


class Kind(StrEnum):
    """What a comment does."""

    AFFIRM = "affirm"
    SHORTCOMING = "shortcoming"
    REQUEST = "request"


class Scope(StrEnum):
    """Whether a comment is about one body or about all."""

    INDIVIDUAL = "individual"
    COMMON = "common"


class State(StrEnum):
    """A comment is pending until the leader confirms it; there is no way back."""

    PENDING = "pending"
    CONFIRMED = "confirmed"


STATES: Mapping[State, Words] = {
    State.PENDING: say("to be confirmed"),
    State.CONFIRMED: say("confirmed"),
}
KINDS: Mapping[Kind, Words] = {
    Kind.AFFIRM: say("affirmed"),
    Kind.SHORTCOMING: say("shortcoming"),
    Kind.REQUEST: say("request for improvement"),
}
SCOPES: Mapping[Scope, Words] = {
    Scope.INDIVIDUAL: say("of this body"),
    Scope.COMMON: say("of all"),
}
ROLES: Mapping[Role, Words] = {
    Role.CHAIR: say("chairs"),
    Role.ATTEND: say("attends"),
    Role.OBSERVE: say("observes"),
    Role.VISITING: say("visits to guide"),
    Role.EVALUATE: say("evaluates"),
}


def edition(*parts: object) -> str:
    """Return a short digest of what stands, by which a later change is noticed."""
    text = json.dumps(parts, ensure_ascii=False, default=str)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def lines(text: str) -> list[str]:
    """Return the lines of a text that have something in them."""
    return [line.strip() for line in text.splitlines() if line.strip()]
