"""The bulletin of one round, and the page that rounds up several."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

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


def round_up(records: Sequence[Record], head: Head) -> Document:
    """Return one page about several rounds, in the order given."""
    opening = f"（{head.dateline}）" if head.dateline else ""
    blocks: list[Block] = [Paragraph(opening + (head.lead or lead_of(records)))]
    for record in records:
        blocks.append(Heading(place(record.convenor)))
        blocks += [Paragraph(one) for one in paragraphs(record)]
    origin = f"　来源：{head.source}" if head.source else ""
    editor = f"　编辑：{head.editor}" if head.editor else ""
    return Document(
        title=head.title or joint_headline(records),
        breadcrumb=head.breadcrumb,
        byline=chinese_date(head.date) + origin + editor,
        blocks=tuple(blocks),
    )


def joint_headline(records: Sequence[Record]) -> str:
    """Return what a page about several rounds is called."""
    places = together([place(one.convenor) for one in records])
    subjects = {subject(one.round) for one in records}
    about = f"{subjects.pop()}工作" if subjects == {"基层党建"} else ""
    return f"{places}召开{about}述职评议会"


def lead_of(records: Sequence[Record]) -> str:
    """Return the opening that says of whom the page tells."""
    places = together([place(one.convenor) for one in records])
    return f"近期，{places}先后开展述职评议，有关情况如下。"
