"""The plan of a round (方案) and the sheet on which it is approved (呈批件)."""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass

from shuping.documents.rules.content import (
    Attachment,
    Block,
    Document,
    Paragraph,
    Table,
    chinese_date,
)
from shuping.documents.rules.numerals import numbered, sections

_DAY = re.compile(r"\d{4}-\d\d-\d\d")


@dataclass(frozen=True, slots=True)
class Planned:
    """A round as it is planned; `chapters` are the scheme in words, by name."""

    convenor: str
    name: str
    year: int
    deadline: dt.date | None
    oral: int
    written: int
    chapters: tuple[tuple[str, tuple[str, ...]], ...]


def plan(facts: Planned, on: dt.date) -> Document:
    """Return the plan of the round: who reports, and the scheme in plain words."""
    return Document(
        title=f"{facts.name}实施方案",
        blocks=(Paragraph(_lead(facts)), *_chapters(facts)),
        signer=facts.convenor,
        date=on,
    )


def _lead(facts: Planned) -> str:
    day = facts.deadline
    ends = f"各级述职评议于{chinese_date(day)}前全部完成。" if day else ""
    return (
        f"为做好{facts.year}年度述职评议考核工作，制定本方案。本次述职共"
        f"{facts.oral + facts.written}人，其中口头述职{facts.oral}人、书面述职"
        f"{facts.written}人。{ends}"
    )


def _chapters(facts: Planned) -> Iterator[Block]:
    return sections(
        (name, numbered(_DAY.sub(_as_documents_write, rule) for rule in rules))
        for name, rules in facts.chapters
    )


def _as_documents_write(day: re.Match[str]) -> str:
    return chinese_date(dt.date.fromisoformat(day[0]))


def approval(facts: Planned, on: dt.date) -> Document:
    """Return the sheet that goes to the leaders with the plan, with room to sign."""
    rows = (
        ("事由", f"关于报批《{facts.name}实施方案》的请示"),
        ("拟办意见", f"{_lead(facts)}方案附后，妥否，请批示。"),
        ("承办单位", ""),
        ("承办人", ""),
        ("呈报时间", chinese_date(on)),
        ("审核", ""),
        ("领导批示", ""),
    )
    whole = plan(facts, on)
    return Document(
        title="呈批件",
        marking="内部",
        blocks=(Table(("事项", "内容"), rows, (2, 9), 2),),
        attachments=(Attachment(whole.title, whole.blocks),),
    )
