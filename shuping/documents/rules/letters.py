"""The feedback letter (反馈函): one reporter, one sheet."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from shuping.documents.rules.content import (
    Block,
    Document,
    Paragraph,
    Table,
    chinese_date,
    paragraphs,
)
from shuping.documents.rules.numerals import numbered, sections


@dataclass(frozen=True, slots=True)
class Problem:
    """A problem that the reporter is to put right."""

    text: str
    measure: str = ""
    deadline: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Feedback:
    """What one reporter is told; what is empty is left out of the letter."""

    organisation: str
    post: str
    year: int
    convenor: str
    grade: str = ""
    opinion: str = ""
    affirmed: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
    requests: tuple[str, ...] = ()
    number: str = ""
    marking: str = "内部"
    rectify_by: dt.date | None = None
    review_until: dt.date | None = None
    date: dt.date | None = None


def feedback(facts: Feedback) -> Document:
    """Return the letter to one reporter."""
    return Document(
        title=f"关于{facts.year}年度述职评议考核结果的反馈函",
        marking=facts.marking,
        number=facts.number,
        addressee=f"{facts.organisation}{facts.post}",
        blocks=tuple(_blocks(facts)),
        signer=facts.convenor,
        date=facts.date,
    )


def _blocks(facts: Feedback) -> Iterator[Block]:
    yield Paragraph(
        f"{facts.year}年度述职评议考核已经结束。经{facts.convenor}研究，"
        "现将你的综合评价意见和整改要求反馈如下，请对照办理。"
    )
    parts = [
        ("综合评价", tuple(_verdict(facts))),
        ("肯定的工作", numbered(facts.affirmed)),
        ("需要整改的问题", _problems(facts.problems)),
        ("改进要求", numbered(facts.requests)),
    ]
    yield from sections(parts)
    yield from _dates(facts)


def _verdict(facts: Feedback) -> Iterator[Block]:
    if facts.grade:
        yield Paragraph(f"综合评价等次：{facts.grade}。")
    yield from paragraphs(facts.opinion)


def _problems(problems: tuple[Problem, ...]) -> tuple[Block, ...]:
    if not problems:
        return ()
    rows = tuple(
        (
            str(number),
            one.text,
            one.measure,
            chinese_date(one.deadline) if one.deadline else "",
        )
        for number, one in enumerate(problems, 1)
    )
    return (Table(("序号", "问题", "整改措施", "完成时限"), rows, (2, 8, 6, 6)),)


def _dates(facts: Feedback) -> Iterator[Block]:
    if facts.rectify_by:
        yield Paragraph(
            f"请认真对照检查，逐项落实整改，于{chinese_date(facts.rectify_by)}前"
            "书面报告整改情况。整改结果由反馈单位核实后销号。"
        )
    if facts.review_until:
        yield Paragraph(
            f"对以上意见有不同看法的，可在{chinese_date(facts.review_until)}前"
            "书面申请复核；复核期间不停止整改。"
        )
