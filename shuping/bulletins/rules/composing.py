"""The bulletin of one round, and the page that rounds up several."""

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from shuping.bulletins.rules.phrases import own_title, place, subject, together
from shuping.bulletins.rules.record import Record
from shuping.bulletins.rules.telling import paragraphs
from shuping.documents.rules.content import (
    Block,
    Document,
    Heading,
    Paragraph,
    chinese_date,
)


def compose(record: Record, *, title: str = "", marking: str = "内部") -> Document:
    """Return the bulletin of one round."""
    return Document(
        title=title or headline(record),
        marking=marking,
        blocks=tuple(Paragraph(one) for one in paragraphs(record)),
    )


def headline(record: Record) -> str:
    """Return what a bulletin of one round is called."""
    name = place(record.convenor)
    if not record.meetings:
        return f"{name}开展{record.year}年度{subject(record.round)}述职评议"
    return f"{name}召开{own_title(record.meetings[0].title, record.convenor)}"


def part(record: Record, own: Sequence[Block] = ()) -> tuple[Block, ...]:
    """Return what a round-up tells of one round, under the name of its place.

    Where a bulletin of the round has gone out, `own` are its blocks, and they stand.
    """
    told = own or [Paragraph(one) for one in paragraphs(record)]
    return (Heading(place(record.convenor)), *(_below(one) for one in told))


def _below(block: Block) -> Block:
    return replace(block, level=2) if isinstance(block, Heading) else block


@dataclass(frozen=True, slots=True)
class Head:
    """What stands over a round-up; an empty title or lead is made of the rounds."""

    date: dt.date
    title: str = ""
    breadcrumb: tuple[str, ...] = ()
    source: str = ""
    dateline: str = ""
    lead: str = ""
    editor: str = ""


def round_up(
    records: Sequence[Record], head: Head, own: Sequence[Sequence[Block]] = ()
) -> Document:
    """Return one page about several rounds, in the order given.

    `own` are the blocks of the bulletins that have gone out, empty where none has.
    """
    opening = f"（{head.dateline}）" if head.dateline else ""
    places = [place(one.convenor) for one in records]
    blocks: list[Block] = [Paragraph(opening + (head.lead or lead_of(places)))]
    for record, words in zip(records, own or [()] * len(records), strict=True):
        blocks += part(record, words)
    subjects = {subject(one.round) for one in records}
    origin = f"　来源：{head.source}" if head.source else ""
    editor = f"　编辑：{head.editor}" if head.editor else ""
    return Document(
        title=head.title or joint_headline(places, subjects),
        breadcrumb=head.breadcrumb,
        byline=chinese_date(head.date) + origin + editor,
        blocks=tuple(blocks),
    )


def joint_headline(places: Sequence[str], subjects: Collection[str]) -> str:
    """Return what a page about several places is called."""
    about = f"{next(iter(subjects))}工作" if set(subjects) == {"基层党建"} else ""
    return f"{together(places)}召开{about}述职评议会"


def lead_of(places: Sequence[str]) -> str:
    """Return the opening that says of whom the page tells."""
    return f"近期，{together(places)}先后开展述职评议，有关情况如下。"
