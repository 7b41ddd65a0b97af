"""Lists of bodies and of posts as people send them: which columns, what fits a cell."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice
from typing import Any, Generic, TypeVar

from shuping.refusal import say
from shuping.tables import kinds
from shuping.tables.archives import MOST_PACKED
from shuping.tables.faults import WHOLE, Fault, Faults
from shuping.tables.kinds import Misfit, filled, up_to
from shuping.tables.markup import MOST_ROWS, letters
from shuping.tables.reading import (
    Record,
    Row,
    column,
    columns_of,
    csv_records,
    open_records,
    rows_of,
)
from shuping.tables.workbooks import workbook_records
from shuping.wording import cleaned

CODE, NAME, TITLE = 64, 200, 100
"""How many characters the record has room for: of a code, a body's name, a post."""
_WORKBOOK = (".xlsx", ".xlsm", ".xls", ".xlsb", ".et")
_DAY = re.compile(r"([12][0-9]{3})[-/.年]([0-9]{1,2})[-/.月]([0-9]{1,2})日?")
_YES, _NO = (
    frozenset({"是", "yes", "true", "1"}),
    frozenset({"", "否", "no", "false", "0"}),
)
R = TypeVar("R", bound=Row)


def code(text: str) -> str | Misfit:
    """Take a code; full-width letters and digits are the plain ones."""
    value: str | Misfit = kinds.code(unicodedata.normalize("NFKC", text))
    return value


def maybe_code(text: str) -> str | Misfit:
    """Take a code or none."""
    return code(text) if text else text


def maybe_day(text: str) -> date | Misfit | None:
    """Take a date as people write it, or none."""
    match = _DAY.fullmatch(text)
    if match:
        text = "{}-{:0>2}-{:0>2}".format(*match.groups())
    elif text:
        wrong = say("{value} does not fit", value=text[:60])
        return Misfit(wrong, say("a date, as 2020-01-15"))
    return kinds.maybe_day(text)


def yes_or_no(text: str) -> bool | Misfit:
    """Take yes or no; nothing is no."""
    if text.lower() in _YES | _NO:
        return text.lower() in _YES
    wrong = say("{value} does not fit", value=text[:60])
    return Misfit(wrong, say("是 or 否, yes or no"))


@dataclass(frozen=True, slots=True)
class BodyRow(Row):
    """One body; its parent is empty for the topmost only."""

    code: str = column(code)
    parent: str = column(maybe_code)
    name: str = column(up_to(NAME))
    kind: str = column(up_to(CODE), optional=True)
    sector: str = column(up_to(CODE), optional=True)


@dataclass(frozen=True, slots=True)
class TenureRow(Row):
    """Who holds which post of a body from when; an empty day is unknown."""

    organisation: str = column(code)
    post: str = column(up_to(TITLE, filled))
    holder: str = column(up_to(CODE, filled))
    since: date | None = column(maybe_day)
    until: date | None = column(maybe_day, optional=True)
    acting: bool = column(yes_or_no, optional=True)


@dataclass(frozen=True, slots=True)
class Layout(Generic[R]):
    """One kind of list: its rows, their Chinese headers, one row of which key."""

    row: type[R]
    headers: Mapping[str, str]
    key: tuple[str, ...]
    dated: frozenset[str] = frozenset()

    def template(self) -> list[str]:
        """Return the header of an empty list."""
        return list(self.headers)


BODIES = Layout(
    BodyRow,
    {
        "代码": "code",
        "上级": "parent",
        "名称": "name",
        "类别": "kind",
        "领域": "sector",
    },
    ("code",),
)
POSTS = Layout(
    TenureRow,
    {
        "单位": "organisation",
        "职务": "post",
        "姓名": "holder",
        "任职": "since",
        "离任": "until",
        "主持工作": "acting",
    },
    ("organisation", "post", "holder", "since"),
    frozenset({"since", "until", "任职", "离任"}),
)


@dataclass(frozen=True, slots=True)
class Arrived:
    """A file as records of clean text; in a workbook a fault names its cell."""

    file: str
    records: list[Record]
    workbook: bool


@dataclass(frozen=True, slots=True)
class Read(Generic[R]):
    """A list as rows, the columns that it has, and what is wrong so far."""

    rows: list[R]
    columns: Mapping[str, int]
    faults: Faults


def arrived(
    file: str, content: bytes, layout: Layout[Any]
) -> Arrived | tuple[Fault, ...]:
    """Return the records of a CSV or Excel file, or why it is none."""
    faults = Faults()
    workbook = content.startswith(b"PK") or file.lower().endswith(_WORKBOOK)
    records = (
        workbook_records(file, content, layout.dated, faults)
        if workbook
        else csv_records(file, content, faults, MOST_PACKED)
    )
    clean = list(islice(_clean(records or iter(())), MOST_ROWS + 1))
    if len(clean) > MOST_ROWS:
        wrong = say("there are more than {most} rows", most=MOST_ROWS)
        faults.note(file, clean[-1][0], WHOLE, wrong, say("send several files"))
    return faults.in_order() or Arrived(file, clean, workbook)


def _clean(records: Iterator[Record]) -> Iterator[Record]:
    """Yield the header, and every record after it that is not blank."""
    header = True
    for line, cells in records:
        clean = [cleaned(cell) for cell in cells]
        if header or any(cell.strip() for cell in clean):
            yield line, clean
        header = False


def read_list(list_: Arrived, layout: Layout[R]) -> Read[R]:
    """Read records into the rows of a layout."""
    faults = Faults()
    records = ((line, list(cells)) for line, cells in list_.records)
    opened = open_records(
        list_.file, records, columns_of(layout.row), faults, layout.headers
    )
    if opened is None:
        return Read([], {}, faults)
    sheet, places = opened
    return Read(rows_of(sheet, places, layout.row, layout.key), places, faults)


def told_at_cells(list_: Arrived, read: Read[Any]) -> tuple[Fault, ...]:
    """Return the faults by line; those of a workbook at cells such as B7."""
    found = read.faults.in_order()
    if not list_.workbook:
        return found
    return tuple(
        replace(one, column=f"{letters(read.columns[one.column])}{one.line}")
        if one.column in read.columns
        else one
        for one in found
    )
