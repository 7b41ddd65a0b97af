"""Comments reporter by reporter, with what a leader wants to see beside them.

A constant number of queries for a page of reporters.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from django.db.models import Exists, OuterRef, QuerySet

from shuping.accounts.models import Person
from shuping.charter import Act
from shuping.findings import queries as findings
from shuping.findings.models import Finding
from shuping.meetings.models import Comment
from shuping.meetings.rules import State
from shuping.rectification import queries as rectification
from shuping.rectification.models import Problem
from shuping.rounds.models import Reporter, Round

Row = TypeVar("Row", Comment, Finding, Problem)


@dataclass(frozen=True, slots=True)
class Beside:
    """One reporter: the comments, what was found this year, last year's problems."""

    reporter: Reporter
    comments: Sequence[Comment]
    findings: Sequence[Finding]
    problems: Sequence[Problem]


def reporters_to_comment(
    round_: Round, *, pending_first: bool, pending_only: bool
) -> QuerySet[Reporter]:
    """Return the round's reporters in protocol order.

    Those with a comment to be confirmed come first, or alone, where that is wanted.
    """
    pending = Comment.objects.filter(reporter=OuterRef("pk"), state=State.PENDING)
    rows = Reporter.objects.filter(round=round_).select_related("organisation")
    rows = rows.annotate(waits=Exists(pending))
    if pending_only:
        rows = rows.filter(waits=True)
    return rows.order_by("-waits", "order") if pending_first else rows.order_by("order")


def of_the_whole(round_: Round, *, pending_only: bool) -> Sequence[Comment]:
    """Return the comments on the round as a whole, pending ones first."""
    rows = Comment.objects.filter(round=round_, reporter=None)
    if pending_only:
        rows = rows.filter(state=State.PENDING)
    return _pending_first(rows)


def _pending_first(rows: Iterable[Comment]) -> list[Comment]:
    return sorted(rows, key=lambda one: (one.state != State.PENDING, one.pk))


def beside(
    round_: Round,
    reporters: Sequence[Reporter],
    *,
    person: Person,
    acts: frozenset[Act],
) -> list[Beside]:
    """Return these reporters with their comments and what the person may see beside."""
    bodies = [one.organisation_id for one in reporters]
    said = Comment.objects.filter(reporter__in=reporters).order_by("pk")
    comments = _by(said, "reporter_id")
    seen: Mapping[int, list[Finding]] = {}
    if Act.SEE_FINDINGS in acts:
        found = findings.found_in(round_).filter(organisation__in=bodies)
        seen = _by(found, "organisation_id")
    old: Mapping[int, list[Problem]] = {}
    if Act.SEE_LEDGER in acts:
        ledger = rectification.problems_open_to(person, Act.SEE_LEDGER)
        ledger = ledger.filter(superior=round_.convenor, year=round_.year - 1)
        old = _by(ledger.filter(organisation__in=bodies), "organisation_id")
    return [
        Beside(
            one,
            _pending_first(comments.get(one.pk, ())),
            seen.get(one.organisation_id, ()),
            old.get(one.organisation_id, ()),
        )
        for one in reporters
    ]


def _by(rows: Iterable[Row], key: str) -> dict[int, list[Row]]:
    sorted_out: dict[int, list[Row]] = {}
    for one in rows:
        sorted_out.setdefault(getattr(one, key), []).append(one)
    return sorted_out
