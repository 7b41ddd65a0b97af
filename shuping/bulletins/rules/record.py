"""All facts of one round that a bulletin may state, and no others.

Grades, scores and single votes are not among them, so no bulletin can leak one.
"""

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Reporter:
    """One who reports; the name is the body's, empty where it is only counted."""

    code: str
    name: str
    kind: str
    sector: str
    post: str


@dataclass(frozen=True, slots=True)
class Group:
    """A group at the meeting; the row whose group is `total` counts all of a role.

    `role` is chair, attend, observe, visiting or evaluate. `at_least` is 余.
    """

    group: str
    role: str
    wording: str
    count: int | None = None
    at_least: bool = False


@dataclass(frozen=True, slots=True)
class Point:
    """A point spoken; without a verb it goes on in the paragraph before it."""

    verb: str
    heading: str
    body: str = ""


@dataclass(frozen=True, slots=True)
class Meeting:
    """One meeting, with the visiting supervisor's words about it."""

    title: str
    date: dt.date | None = None
    place: str = ""
    chair: str = ""
    speaker: str = ""
    agenda: tuple[str, ...] = ()
    points: tuple[Point, ...] = ()
    judgement: str = ""
    affirmed: tuple[str, ...] = ()
    suggestions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Comment:
    """A confirmed comment on one reporter, or on the round where `code` is empty.

    `kind` is affirm, shortcoming or request.
    """

    code: str
    author: str
    kind: str
    common: bool
    text: str


@dataclass(frozen=True, slots=True)
class Highlight:
    """A piece of work that stands out; the body is empty for the round's own."""

    organisation: str
    name: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class Record:
    """One round as a bulletin may tell it; reporters stand in protocol order.

    `known_from` says what the comments rest on beside the reports: kinds of
    findings noted during the year.
    """

    convenor: str
    round: str
    year: int
    deadline: dt.date | None
    meetings: tuple[Meeting, ...] = ()
    oral: tuple[Reporter, ...] = ()
    written: tuple[Reporter, ...] = ()
    groups: tuple[Group, ...] = ()
    comments: tuple[Comment, ...] = ()
    highlights: tuple[Highlight, ...] = ()
    known_from: frozenset[str] = frozenset()
