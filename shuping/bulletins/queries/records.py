"""The record that a bulletin is made of, asked for all of its rounds together."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Protocol, TypeVar

from shuping.bulletins.rules import record
from shuping.bulletins.rules.record import Record
from shuping.findings import queries as findings
from shuping.findings.models import Finding, Highlight
from shuping.meetings import queries as meetings
from shuping.meetings.models import Comment, Group, Meeting
from shuping.meetings.rules import Scope, State
from shuping.rounds import queries as rounds
from shuping.rounds.models import Mode, Reporter, Round

Records = Sequence[tuple[Round, Record]]
"""The rounds that a bulletin tells of, each with its record."""


class _OfARound(Protocol):
    round_id: int


_Row = TypeVar("_Row", bound=_OfARound)


def record_of(round_: Round) -> Record:
    """Return all that a bulletin may state of a round; only confirmed comments."""
    return records_of([round_])[0][1]


def records_of(those: Sequence[Round]) -> Records:
    """Return the rounds, each with its record as it is now.

    Each kind of rows is asked once, however many rounds there are.
    """
    roster = _by_round(rounds.roster(*those))
    held = _by_round(meetings.meetings_of(*those))
    came = _by_round(meetings.groups_of(*those))
    said = _by_round(filter(_stands, meetings.comments_of(*those)))
    shone = _by_round(findings.highlights_of(*those))
    found = _by_round(findings.findings_of(*those))
    return [
        (
            one,
            Record(
                convenor=str(one.convenor),
                round=one.name,
                year=one.year,
                deadline=one.stated_deadline,
                meetings=tuple(map(_meeting, held[one.pk])),
                oral=_reporting(roster[one.pk], Mode.ORAL),
                written=_reporting(roster[one.pk], Mode.WRITTEN),
                groups=tuple(map(_group, came[one.pk])),
                comments=tuple(map(_comment, said[one.pk])),
                highlights=tuple(_highlight(it, one) for it in shone[one.pk]),
                known_from=_known_from(said[one.pk], found[one.pk]),
            ),
        )
        for one in those
    ]


def _by_round(rows: Iterable[_Row]) -> defaultdict[int, list[_Row]]:
    found: defaultdict[int, list[_Row]] = defaultdict(list)
    for row in rows:
        found[row.round_id].append(row)
    return found


def _reporting(roster: Sequence[Reporter], mode: Mode) -> tuple[record.Reporter, ...]:
    return tuple(_reporter(one) for one in roster if one.mode == mode)


def _known_from(said: Sequence[Comment], found: Sequence[Finding]) -> frozenset[str]:
    """Return the kinds of findings about those who were commented on, or below them."""
    single = [one for one in said if one.scope == Scope.INDIVIDUAL]
    paths = tuple({one.reporter.organisation.path for one in single if one.reporter})
    return frozenset(
        one.kind for one in found if one.organisation.path.startswith(paths)
    )


def _stands(comment: Comment) -> bool:
    return comment.state == State.CONFIRMED


def _reporter(one: Reporter) -> record.Reporter:
    body = one.organisation
    return record.Reporter(body.code, body.name, body.kind, body.sector, one.post)


def _meeting(one: Meeting) -> record.Meeting:
    return record.Meeting(
        title=one.title,
        date=one.date,
        place=one.place,
        chair=one.chair,
        speaker=one.speaker,
        agenda=tuple(one.agenda),
        points=tuple(
            record.Point(point.verb, point.heading, point.body)
            for point in one.points.all()
        ),
        judgement=one.judgement,
        affirmed=tuple(one.affirmed),
        suggestions=tuple(one.suggestions),
    )


def _group(one: Group) -> record.Group:
    return record.Group(
        one.group, one.role, one.wording, one.count, at_least=one.at_least
    )


def _comment(one: Comment) -> record.Comment:
    return record.Comment(
        code=one.reporter.organisation.code if one.reporter else "",
        author=one.author,
        kind=one.kind,
        common=one.scope == Scope.COMMON,
        text=one.text,
    )


def _highlight(one: Highlight, round_: Round) -> record.Highlight:
    own = one.organisation == round_.convenor
    whose = "" if own else str(one.organisation)
    return record.Highlight(whose, one.name, one.text)
