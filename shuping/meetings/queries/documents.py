"""What the papers of a meeting tell, put together from the record of the round."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable

from shuping.accounts.models import Person
from shuping.charter import Act
from shuping.documents.rules.content import Document
from shuping.meetings.models import Group, Meeting
from shuping.meetings.queries import comments_of, groups_of
from shuping.meetings.queries.commenting import Beside, beside
from shuping.meetings.rules import Role, State, documents
from shuping.meetings.rules.documents import Card, Gathering, Speaker, Spoken
from shuping.rounds.models import Mode, Reporter, Round
from shuping.rounds.queries import roster, scheme_of

_ROLES = {
    Role.CHAIR: documents.CHAIR,
    Role.ATTEND: "出席",
    Role.OBSERVE: "列席",
    Role.VISITING: "到会指导",
    Role.EVALUATE: "参加评议",
}


def notice(meeting: Meeting, *, on: dt.date) -> Document:
    """Return the notice of a meeting."""
    return documents.notice(_gathering(meeting), on)


def agenda(meeting: Meeting) -> Document:
    """Return the agenda of a meeting."""
    return documents.agenda(_gathering(meeting))


def host_script(meeting: Meeting) -> Document:
    """Return what is read out at a meeting."""
    return documents.host_script(_gathering(meeting))


def minutes(meeting: Meeting, *, on: dt.date) -> Document:
    """Return the minutes of a meeting, with the comments that are confirmed."""
    return documents.minutes(_gathering(meeting), _spoken(meeting), on)


def cards(round_: Round, *, person: Person, acts: frozenset[Act]) -> Document:
    """Return the comment cards of a round, with what the person may see."""
    shown = beside(round_, roster(round_), person=person, acts=acts)
    return documents.cards(round_.name, [_card(one) for one in shown])


def _gathering(meeting: Meeting) -> Gathering:
    round_ = meeting.round
    reporters, terms = roster(round_), scheme_of(round_).meeting
    oral = [one for one in reporters if one.mode == Mode.ORAL]
    oral.sort(key=lambda one: (one.speaking_order is None, one.speaking_order or 0))
    return Gathering(
        convenor=str(round_.convenor),
        title=meeting.title,
        date=meeting.date,
        place=meeting.place,
        chair=meeting.chair,
        speaker=meeting.speaker,
        agenda=tuple(meeting.agenda),
        present=_present(groups_of(round_)),
        oral=_speakers(oral),
        written=_speakers(one for one in reporters if one.mode == Mode.WRITTEN),
        speech=int(terms.get("speech", 0)),
    )


def _speakers(reporters: Iterable[Reporter]) -> tuple[Speaker, ...]:
    return tuple(
        Speaker(str(one.organisation), one.post, one.name) for one in reporters
    )


def _present(groups: Iterable[Group]) -> tuple[tuple[str, str], ...]:
    """Return the groups by role, the roles in the order of their first group."""
    named: defaultdict[str, list[str]] = defaultdict(list)
    for one in groups:
        # A code in Latin letters is no name: then the words of the bulletin are.
        is_code = one.group.isascii() and one.wording
        name = one.wording if is_code else one.group
        named[_ROLES[Role(one.role)]].append(name)
    return tuple((role, "、".join(those)) for role, those in named.items())


def _spoken(meeting: Meeting) -> Spoken:
    said: defaultdict[str, list[str]] = defaultdict(list)
    for one in comments_of(meeting.round):
        if one.reporter and one.state == State.CONFIRMED:
            said[str(one.reporter)].append(one.text)
    return Spoken(
        comments=tuple((reporter, tuple(those)) for reporter, those in said.items()),
        judgement=meeting.judgement,
        affirmed=tuple(meeting.affirmed),
        suggestions=tuple(meeting.suggestions),
        points=tuple(
            f"{one.heading}。{one.body}" for one in meeting.points.order_by("order")
        ),
    )


def _card(one: Beside) -> Card:
    return Card(
        reporter=f"{one.reporter}{one.reporter.name}",
        found=tuple(finding.text for finding in one.findings),
        problems=tuple(problem.text for problem in one.problems),
        drafted=tuple(comment.text for comment in one.comments),
    )
