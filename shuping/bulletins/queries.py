"""What others may ask about bulletins, and the record that one is made of."""

from collections.abc import Sequence

from django.db.models import Q, QuerySet

from shuping.bulletins.models import Bulletin
from shuping.bulletins.rules import record
from shuping.bulletins.rules.record import Record
from shuping.bulletins.rules.states import Audience
from shuping.documents.rules.content import Document, from_plain
from shuping.findings import queries as findings
from shuping.findings.models import Highlight
from shuping.meetings import queries as meetings
from shuping.meetings.models import Comment, Group, Meeting
from shuping.meetings.rules import Scope
from shuping.meetings.rules import State as CommentState
from shuping.rounds import queries as rounds
from shuping.rounds.models import Mode, Reporter, Round


def document_of(bulletin: Bulletin) -> Document:
    """Return a bulletin as a document, to be printed."""
    return from_plain(bulletin.body)


def rounds_of(bulletin: Bulletin) -> Sequence[Round]:
    """Return the rounds that a bulletin tells of, in its order."""
    if bulletin.round:
        return [bulletin.round]
    return [part.round for part in bulletin.parts.select_related("round")]


def bulletins_of(round_: Round) -> Sequence[Bulletin]:
    """Return the bulletins of one round, the latest first; round-ups are not among."""
    return list(Bulletin.objects.filter(round=round_).order_by("-pk"))


def telling_of(round_: Round) -> QuerySet[Bulletin]:
    """Return the bulletins that tell of a round, round-ups too, the latest first."""
    about = Q(round=round_) | Q(parts__round=round_)
    found = Bulletin.objects.filter(about).distinct().order_by("-pk")
    return found.select_related("written_by", "proofed_by")


def published() -> QuerySet[Bulletin]:
    """Return what is published to everyone, the latest first."""
    public = Bulletin.objects.filter(audience=Audience.PUBLIC)
    return public.select_related("round__convenor").order_by("-published_at", "-pk")


def record_of(round_: Round) -> Record:
    """Return all that a bulletin may state of a round; only confirmed comments."""
    roster = rounds.roster(round_)
    said = [one for one in meetings.comments_of(round_) if _stands(one)]
    shone = findings.highlights_of(round_)
    return Record(
        convenor=str(round_.convenor),
        round=round_.name,
        year=round_.year,
        deadline=round_.deadline,
        meetings=tuple(_meeting(one) for one in meetings.meetings_of(round_)),
        oral=tuple(_reporter(one) for one in roster if one.mode == Mode.ORAL),
        written=tuple(_reporter(one) for one in roster if one.mode == Mode.WRITTEN),
        groups=tuple(_group(one) for one in meetings.groups_of(round_)),
        comments=tuple(_comment(one) for one in said),
        highlights=tuple(_highlight(one, round_) for one in shone),
        known_from=_known_from(round_, said),
    )


def _known_from(round_: Round, said: Sequence[Comment]) -> frozenset[str]:
    """Return the kinds of findings about those who were commented on, or below them."""
    single = [one for one in said if one.scope == Scope.INDIVIDUAL]
    paths = tuple({one.reporter.organisation.path for one in single if one.reporter})
    return frozenset(
        one.kind
        for one in findings.findings_of(round_)
        if one.organisation.path.startswith(paths)
    )


def _stands(comment: Comment) -> bool:
    return comment.state == CommentState.CONFIRMED


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
