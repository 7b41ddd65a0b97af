"""The words of a meeting: roles of groups, kinds of comments and their states."""

from enum import StrEnum


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
