"""The three lists (三张清单): problems, who answers for them, what is done."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from shuping.documents.rules.content import (
    Block,
    Document,
    Paragraph,
    Table,
    chinese_date,
)
from shuping.documents.rules.numerals import sections
from shuping.rectification.rules import Extent, Source, Status

_SOURCES: Mapping[Source, str] = {
    Source.SELF: "自查",
    Source.SUPERIOR: "上级指出",
    Source.MASSES: "群众反映",
}
_EXTENTS: Mapping[Extent, str] = {Extent.INDIVIDUAL: "个性", Extent.COMMON: "共性"}
_STANDS: Mapping[Status, str] = {
    Status.OPEN: "待定措施",
    Status.TASKED: "整改中",
    Status.EVIDENCED: "待核实",
    Status.CLOSED: "已销号",
    Status.REOPENED: "重新整改",
}


@dataclass(frozen=True, slots=True)
class Entry:
    """A problem as the lists tell it."""

    body: str
    text: str
    source: Source
    kind: Extent
    status: Status
    leader: str = ""
    unit: str = ""
    measure: str = ""
    deadline: dt.date | None = None


def three_lists(convenor: str, year: int, entries: Sequence[Entry]) -> Document:
    """Return the three lists of a year's problems; each keeps a problem's number."""
    parts = (
        ("问题清单", (_problems(entries),)),
        ("责任清单", (_owners(entries),)),
        ("整改清单", (_measures(entries),)),
    )
    blocks: tuple[Block, ...] = (Paragraph("目前没有列入清单的问题。"),)
    if entries:
        blocks = tuple(sections(parts))
    return Document(
        title=f"{convenor}{year}年度述职评议问题整改清单",
        marking="内部",
        blocks=blocks,
    )


def _problems(entries: Sequence[Entry]) -> Table:
    rows = tuple(
        (str(number), one.body, one.text, _SOURCES[one.source], _EXTENTS[one.kind])
        for number, one in enumerate(entries, 1)
    )
    return Table(("序号", "单位", "问题", "来源", "性质"), rows, (2, 5, 9, 4, 2))


def _owners(entries: Sequence[Entry]) -> Table:
    rows = tuple(
        (str(number), one.body, one.leader, one.unit)
        for number, one in enumerate(entries, 1)
    )
    return Table(("序号", "单位", "责任领导", "责任部门"), rows, (2, 6, 5, 6))


def _measures(entries: Sequence[Entry]) -> Table:
    rows = tuple(
        (
            str(number),
            one.body,
            one.measure,
            chinese_date(one.deadline) if one.deadline else "",
            _STANDS[one.status],
        )
        for number, one in enumerate(entries, 1)
    )
    columns = ("序号", "单位", "整改措施", "完成时限", "进展")
    return Table(columns, rows, (5, 14, 16, 15, 9))
