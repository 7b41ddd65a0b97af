"""What others may ask about bulletins, and the record that one is made of."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from shuping.bulletins.models import Bulletin
from shuping.bulletins.rules import facts, record
from shuping.bulletins.rules.placing import placed
from shuping.bulletins.rules.record import Record
from shuping.bulletins.rules.redaction import Private, Redaction, redacted
from shuping.bulletins.rules.slips import Slip, slips
from shuping.bulletins.rules.states import Audience, Kind, State
from shuping.documents.rules.content import Block, Document, from_plain
from shuping.findings import queries as findings
from shuping.findings.models import Highlight
from shuping.meetings import queries as meetings
from shuping.meetings.models import Comment, Group, Meeting
from shuping.meetings.rules import Scope
from shuping.meetings.rules import State as CommentState
from shuping.organisations.queries import holders_below
from shuping.refusal import Words
from shuping.rounds import queries as rounds
from shuping.rounds.models import Mode, Reporter, Round


@dataclass(frozen=True, slots=True)
class Link:
    """Where the record keeps what a paragraph tells."""

    round: int
    name: Words
    door: str


@dataclass(frozen=True, slots=True)
class Source:
    """A block of a bulletin, and what it rests on."""

    block: Block
    links: tuple[Link, ...]


Records = Sequence[tuple[Round, Record]]
"""The rounds that a bulletin tells of, each with its record."""


def document_of(bulletin: Bulletin) -> Document:
    """Return a bulletin as a document, to be printed."""
    return from_plain(bulletin.body)


def rounds_of(bulletin: Bulletin) -> Sequence[Round]:
    """Return the rounds that a bulletin tells of, in its order."""
    if bulletin.round:
        return [bulletin.round]
    parts = bulletin.parts.filter(round__isnull=False)
    told = (part.round for part in parts.select_related("round__convenor"))
    return [one for one in told if one]


def bulletins_of(round_: Round) -> Sequence[Bulletin]:
    """Return the bulletins of one round, the latest first; round-ups are not among."""
    return list(Bulletin.objects.filter(round=round_).order_by("-pk"))


def answering_for(bulletin: Bulletin) -> Sequence[Round]:
    """Return the rounds whose organisers answer for a bulletin: those it tells of.

    For a correction that tells of none that is here, those of its first version do.
    """
    told = rounds_of(bulletin)
    return told if told or not bulletin.first else rounds_of(bulletin.first)


def telling_of(round_: Round) -> QuerySet[Bulletin]:
    """Return the bulletins that tell of a round, round-ups too, the latest first.

    A correction is among them even where it tells of the round no more.
    """
    its = Q(parts__round=round_) | Q(first__parts__round=round_)
    about = Q(round=round_) | its
    found = Bulletin.objects.filter(about).distinct().order_by("-pk")
    return found.select_related("written_by", "proofed_by")


def standing_of(round_: Round) -> Bulletin | None:
    """Return the bulletin of a round that has gone out and still stands."""
    out = Bulletin.objects.filter(round=round_, state=State.PUBLISHED)
    return out.filter(is_superseded=False).order_by("-published_at", "-pk").first()


def told_below(round_: Round) -> Sequence[Bulletin]:
    """Return what the bodies below may read of a round, as it stands, latest first."""
    out = telling_of(round_).filter(state=State.PUBLISHED, is_superseded=False)
    return list(out.exclude(audience=Audience.INSIDE))


def versions_of(bulletin: Bulletin) -> Sequence[Bulletin]:
    """Return all versions of a bulletin, the latest first."""
    number = bulletin.number
    those = Bulletin.objects.filter(Q(pk=number) | Q(first=number))
    return list(those.select_related("written_by", "withdrawn_by").order_by("-version"))


def records_of(bulletin: Bulletin) -> Records:
    """Return the rounds that a bulletin tells of, each with its record as it is now."""
    return [(one, record_of(one)) for one in rounds_of(bulletin)]


def changed(
    bulletin: Bulletin, records: Records
) -> Sequence[tuple[Round, facts.Change]]:
    """Return what changed in the record since somebody looked, with its round."""
    return [
        (round_, change)
        for (round_, now), before in zip(records, bulletin.facts, strict=False)
        for change in facts.changes(facts.from_plain(before), facts.facts_of(now))
    ]


def sources_of(bulletin: Bulletin, document: Document) -> list[Source]:
    """Return for each block of a bulletin where the record keeps what it tells."""
    kept = [
        (round_, facts.from_plain(values))
        for round_, values in zip(rounds_of(bulletin), bulletin.facts, strict=False)
    ]
    places = [str(round_.convenor) for round_, _ in kept]
    rounded_up = bulletin.kind == Kind.ROUND_UP
    return [
        Source(block, tuple(_links(block, [kept[one] for one in told])))
        for _, block, told in placed(document, places, rounded_up=rounded_up)
    ]


def _links(
    block: Block, kept: Sequence[tuple[Round, Sequence[facts.Fact]]]
) -> list[Link]:
    text = getattr(block, "text", "")
    links = (
        Link(round_.pk, facts.NAMES[about], facts.DOORS[about])
        for round_, those in kept
        for about in facts.rests_on(text, those)
    )
    return list(dict.fromkeys(links))


def slips_in(bulletin: Bulletin, document: Document, records: Records) -> list[Slip]:
    """Return what may be wrong in the words of a bulletin, held against the record."""
    return slips(document, Kind(bulletin.kind), [record for _, record in records])


def private_in(those: Sequence[Round]) -> Private:
    """Return what the record of rounds holds that not every audience reads."""
    names = {one.name for round_ in those for one in rounds.roster(round_)}
    return Private(
        names=frozenset(names - {""} | holders_below([one.convenor for one in those])),
        comments=frozenset(
            one.text
            for round_ in those
            for one in meetings.comments_of(round_)
            if one.scope == Scope.INDIVIDUAL and one.reporter
        ),
    )


def as_read_by(bulletin: Bulletin, audience: Audience) -> Redaction:
    """Return the bulletin as an audience would read it, and what it would not."""
    private = private_in(rounds_of(bulletin))
    return redacted(document_of(bulletin), audience, private)


def shown_of(bulletin: Bulletin) -> Document:
    """Return what went out, as its audience reads it."""
    return from_plain(bulletin.shown or bulletin.body)


def record_of(round_: Round) -> Record:
    """Return all that a bulletin may state of a round; only confirmed comments."""
    roster = rounds.roster(round_)
    said = [one for one in meetings.comments_of(round_) if _stands(one)]
    shone = findings.highlights_of(round_)
    return Record(
        convenor=str(round_.convenor),
        round=round_.name,
        year=round_.year,
        deadline=round_.stated_deadline,
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
