"""The rows of each file of a round folder (DESIGN section 5).

A class is both the value of a row and the list of its file's columns: each field's
kind reads its cell. `line` is where the row stands.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from shuping.charter import Stage
from shuping.tables.kinds import (
    about,
    code,
    day,
    filled,
    free,
    maybe_day,
    maybe_whole,
    number,
    one_of,
    score,
    up_to,
    whole,
    year,
)
from shuping.tables.reading import Row, column

CODE, NAME, TITLE = 64, 200, 100
"""How many characters the record has room for: of a code, a body's name, a title."""


@dataclass(frozen=True, slots=True)
class BodyRow(Row):
    """A row about one organisation."""

    organisation: str = column(filled)


@dataclass(frozen=True, slots=True)
class OrganisationRow(Row):
    code: str = column(code)
    parent: str = column(free)
    name: str = column(up_to(NAME))
    kind: str = column(up_to(CODE))
    sector: str = column(up_to(CODE))


@dataclass(frozen=True, slots=True)
class RosterRow(BodyRow):
    post: str = column(up_to(TITLE))
    mode: str = column(one_of("oral", "written"))
    order: int = column(whole)
    speaking_order: int | None = column(maybe_whole, optional=True)
    name: str = column(up_to(CODE), optional=True)


@dataclass(frozen=True, slots=True)
class ElectorateRow(Row):
    category: str = column(filled)
    entitled: int = column(whole)
    present: int = column(whole)
    issued: int = column(whole)
    returned: int = column(whole)


@dataclass(frozen=True, slots=True)
class GroupRow(Row):
    group: str = column(up_to(TITLE, filled))
    role: str = column(one_of("chair", "attend", "observe", "visiting", "evaluate"))
    wording: str = column(free)
    count: tuple[int, bool] | None = column(about)
    category: str = column(free, optional=True)


@dataclass(frozen=True, slots=True)
class CountRow(Row):
    category: str = column(filled)
    organisation: str = column(filled)
    item: str = column(filled)
    mark: str = column(filled)
    count: int = column(whole)


@dataclass(frozen=True, slots=True)
class VoidRow(Row):
    category: str = column(filled)
    reason: str = column(
        one_of("no_mark", "all_same", "too_many_good", "abstained", "void")
    )
    count: int = column(whole)


@dataclass(frozen=True, slots=True)
class ScoreRow(BodyRow):
    component: str = column(filled)
    score: Fraction = column(score)


@dataclass(frozen=True, slots=True)
class AdjustmentRow(BodyRow):
    points: Fraction = column(number)
    reason: str = column(free)
    source: str = column(free)


@dataclass(frozen=True, slots=True)
class TriggerRow(BodyRow):
    trigger: str = column(filled)
    evidence: str = column(free)


@dataclass(frozen=True, slots=True)
class FlagRow(BodyRow):
    flag: str = column(up_to(CODE, filled))


@dataclass(frozen=True, slots=True)
class FindingRow(BodyRow):
    date: dt.date = column(day)
    kind: str = column(one_of("visit", "inspection", "complaint", "indicator"))
    text: str = column(filled)


@dataclass(frozen=True, slots=True)
class CommentRow(BodyRow):
    author: str = column(up_to(TITLE))
    kind: str = column(one_of("affirm", "shortcoming", "request"))
    scope: str = column(one_of("individual", "common"))
    text: str = column(filled)


@dataclass(frozen=True, slots=True)
class HighlightRow(BodyRow):
    name: str = column(up_to(TITLE, filled))
    text: str = column(free)


@dataclass(frozen=True, slots=True)
class RequestRow(BodyRow):
    text: str = column(filled)
    owner: str = column(filled)


@dataclass(frozen=True, slots=True)
class ProblemRow(BodyRow):
    year: int = column(year)
    text: str = column(filled)
    source: str = column(one_of("self", "superior", "masses"))
    kind: str = column(one_of("individual", "common"))
    measure: str = column(free)
    leader: str = column(up_to(TITLE))
    unit: str = column(up_to(TITLE))
    deadline: dt.date | None = column(maybe_day)
    evidence: str = column(free)
    status: str = column(
        one_of("open", "tasked", "evidenced", "closed", "reopened", empty="open")
    )


@dataclass(frozen=True, slots=True)
class DecisionRow(BodyRow):
    grade: str = column(filled)
    reason: str = column(free)
    opinion: str = column(free)


@dataclass(frozen=True, slots=True)
class LowerRow(BodyRow):
    stage: str = column(one_of(*Stage))
    date: dt.date = column(day)


TABLES: Mapping[str, type[Row]] = {
    "organisations.csv": OrganisationRow,
    "roster.csv": RosterRow,
    "electorate.csv": ElectorateRow,
    "groups.csv": GroupRow,
    "counts.csv": CountRow,
    "voids.csv": VoidRow,
    "scores.csv": ScoreRow,
    "adjustments.csv": AdjustmentRow,
    "triggers.csv": TriggerRow,
    "flags.csv": FlagRow,
    "findings.csv": FindingRow,
    "comments.csv": CommentRow,
    "highlights.csv": HighlightRow,
    "requests.csv": RequestRow,
    "problems.csv": ProblemRow,
    "decisions.csv": DecisionRow,
    "lower.csv": LowerRow,
}
KEYS: Mapping[str, tuple[str, ...]] = {
    "organisations.csv": ("code",),
    "roster.csv": ("organisation",),
    "electorate.csv": ("category",),
    "counts.csv": ("category", "organisation", "item", "mark"),
    "voids.csv": ("category", "reason"),
    "scores.csv": ("organisation", "component"),
    "decisions.csv": ("organisation",),
}
"""One row a key: in these files a second row of the same key is an error."""

REQUIRED = ("organisations.csv", "roster.csv")
BALLOTS = "ballots.csv"
BALLOT_COLUMNS = ("ballot", "category", "organisation", "item", "mark", "author")
