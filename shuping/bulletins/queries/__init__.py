"""What others may ask about bulletins, and the record that one is made of."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_

from django.db.models import Q, QuerySet

from shuping.bulletins.models import Bulletin, BulletinPart
from shuping.bulletins.queries.records import Records, record_of, records_of
from shuping.bulletins.rules import facts
from shuping.bulletins.rules.placing import placed
from shuping.bulletins.rules.redaction import HIDES, Private, Redaction, redacted
from shuping.bulletins.rules.slips import Slip, slips
from shuping.bulletins.rules.states import Audience, Kind, State
from shuping.documents.rules.content import Block, Document, from_plain
from shuping.meetings import queries as meetings
from shuping.meetings.rules import Scope
from shuping.organisations.queries import holders_below
from shuping.refusal import Words
from shuping.rounds import queries as rounds
from shuping.rounds.models import Round

__all__ = [
    "Link",
    "Records",
    "Source",
    "answering_for",
    "as_read_by",
    "at_address",
    "bulletins_of",
    "changed",
    "document_of",
    "parts_to_read",
    "private_in",
    "record_of",
    "records_of",
    "rounds_of",
    "shown_of",
    "slips_in",
    "sources_of",
    "standing_of",
    "telling_of",
    "told_below",
    "versions_of",
]


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


def standing_of(*those: Round) -> Mapping[int, Bulletin]:
    """Return by the key of its round what has gone out of each and still stands."""
    out = Bulletin.objects.filter(round__in=those, state=State.PUBLISHED)
    rows = out.filter(is_superseded=False).order_by("published_at", "pk")
    return {one.round_id: one for one in rows if one.round_id}


def told_below(round_: Round) -> Sequence[Bulletin]:
    """Return what the bodies below may read of a round, as it stands, latest first."""
    out = telling_of(round_).filter(state=State.PUBLISHED, is_superseded=False)
    return list(out.exclude(audience=Audience.INSIDE))


def at_address(*numbers: int) -> QuerySet[Bulletin]:
    """Return every version of the bulletins of these numbers."""
    # Not `__in`: a number from an address that no database holds would be an error.
    here = (Q(pk=one) | Q(first__pk=one) for one in numbers)
    return Bulletin.objects.filter(reduce(or_, here, Q(pk__in=())))


def versions_of(bulletin: Bulletin) -> Sequence[Bulletin]:
    """Return all versions of a bulletin, the latest first."""
    those = at_address(bulletin.number).select_related("written_by", "withdrawn_by")
    return list(those.order_by("-version"))


def changed(
    bulletin: Bulletin, records: Records
) -> Sequence[tuple[Round, facts.Change]]:
    """Return what changed in the record since somebody looked, with its round."""
    return [
        (round_, change)
        for (round_, now), before in zip(records, bulletin.facts, strict=False)
        for change in facts.changes(facts.from_plain(before), facts.facts_of(now))
    ]


def sources_of(
    bulletin: Bulletin, document: Document, those: Sequence[Round]
) -> list[Source]:
    """Return for each block of a bulletin where the record keeps what it tells.

    `those` are the rounds that the bulletin tells of, in its order.
    """
    kept = [
        (round_, facts.from_plain(values))
        for round_, values in zip(those, bulletin.facts, strict=False)
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
    names = {one.name for one in rounds.roster(*those)}
    return Private(
        names=frozenset(names - {""} | holders_below([one.convenor for one in those])),
        comments=frozenset(
            one.text
            for one in meetings.comments_of(*those)
            if one.scope == Scope.INDIVIDUAL and one.reporter
        ),
    )


def parts_to_read(bulletin: Bulletin, audience: Audience) -> Sequence[BulletinPart]:
    """Return the parts that hold what is perhaps to be kept from an audience.

    Who is named in what came from elsewhere, and of whom it speaks, no record says.
    """
    return list(bulletin.parts.filter(round=None)) if HIDES[audience] else []


def as_read_by(bulletin: Bulletin, audience: Audience) -> Redaction:
    """Return the bulletin as an audience would read it, and what it would not."""
    private = private_in(rounds_of(bulletin))
    return redacted(document_of(bulletin), audience, private)


def shown_of(bulletin: Bulletin) -> Document:
    """Return what went out, as its audience reads it."""
    return from_plain(bulletin.shown or bulletin.body)
