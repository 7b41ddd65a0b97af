"""The circular on a round's results (情况通报): situation, problems, what is asked."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from shuping.documents.rules.content import (
    Block,
    Document,
    Imprint,
    Paragraph,
)
from shuping.documents.rules.numerals import numbered, sections


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a circular tells of a round; no reporter's grade is among it.

    `grades` are how many were decided, best first; `problems` those of all.
    """

    convenor: str
    year: int
    oral: int
    written: int
    grades: tuple[tuple[str, int], ...] = ()
    affirmed: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()
    requests: tuple[str, ...] = ()


def circular(facts: Outcome, on: dt.date) -> Document:
    """Return the circular."""
    parts = [
        ("基本情况", _situation(facts)),
        ("主要成效", _sentences(facts.affirmed)),
        ("共性问题", _sentences(facts.problems)),
        ("下步要求", _sentences(facts.requests)),
    ]
    return Document(
        title=f"关于{facts.year}年度述职评议考核情况的通报",
        marking="内部",
        organ=f"{facts.convenor}文件",
        blocks=tuple(sections(parts)),
        signer=facts.convenor,
        date=on,
        imprint=Imprint(f"{facts.convenor}办公室", on),
    )


def _situation(facts: Outcome) -> tuple[Block, ...]:
    told = (
        f"{facts.year}年度述职评议考核已经结束，共{facts.oral + facts.written}人述职，"
        f"其中口头述职{facts.oral}人、书面述职{facts.written}人。"
    )
    grades = "、".join(f"“{name}”{count}人" for name, count in facts.grades if count)
    return (Paragraph(told + (f"综合评价等次为{grades}。" if grades else "")),)


def _sentences(items: Iterable[str]) -> tuple[Paragraph, ...]:
    """Return items as numbered sentences, each ended once."""
    bare = (item.rstrip("。；") for item in items)
    return numbered(f"{one}。" for one in bare if one.strip())
