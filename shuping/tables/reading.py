"""Reading one table into rows, noting every fault.

A class of rows is both the value of a row and the list of its table's columns: each
field's kind reads its cell.
"""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import Field, dataclass, field, fields
from types import MappingProxyType
from typing import Any, TypeVar

from shuping.refusal import Words, say
from shuping.tables.faults import WHOLE, Faults
from shuping.tables.kinds import Kind, Misfit
from shuping.wording.decoding import Unreadable, decode_table

Record = tuple[int, list[str]]
"""A line, from 1, and the cells that stand on it."""


def column(kind: Kind, *, optional: bool = False) -> Any:
    """Make a field that is a column; an optional one may be missing as a whole."""
    return field(metadata={"kind": kind, "optional": optional})


@dataclass(frozen=True, slots=True)
class Row:
    """A row and the line where it stands."""

    line: int


R = TypeVar("R", bound=Row)
_BLANK = " \u3000"
FORMULA = ("=", "@", "\t", "\r")
MOST_BYTES = 256 * 1024 * 1024


class Sheet:
    """A table opened: its header, and its records with their lines."""

    def __init__(self, file: str, records: Iterator[Record], faults: Faults) -> None:
        self.file = file
        self.faults = faults
        self._records = records
        self.header_line, self.header = next(records, (1, []))
        self.strange: dict[int, str] = {}

    def note(self, line: int, column: str, wrong: Words, right: Words) -> None:
        """Add a fault of this file."""
        self.faults.note(self.file, line, column, wrong, right)

    def at_the_head(self, column: str, wrong: Words, right: Words) -> None:
        """Add a fault of the header line."""
        self.note(self.header_line, column, wrong, right)

    def records(self) -> Iterator[Record]:
        """Yield (line, cells) of each record that is not wholly blank."""
        for line, row in self._records:
            if any(cell.strip(_BLANK) for cell in row):
                for place, name in self.strange.items():
                    self._strange(line, name, row[place : place + 1])
                yield line, row

    def _strange(self, line: int, name: str, cells: Sequence[str]) -> None:
        for cell in cells:
            if cell.startswith(FORMULA):
                self.formula(line, name, cell)

    def formula(self, line: int, column: str, cell: str) -> None:
        """Note a cell that a spreadsheet would run."""
        self.note(
            line,
            column,
            say("the cell begins with {mark}", mark=repr(cell[0])),
            say("write it without; a spreadsheet would take it for a formula"),
        )


def csv_records(
    file: str, content: bytes, faults: Faults, most: int = MOST_BYTES
) -> Iterator[Record] | None:
    """Yield the records of a CSV file; None where it is none, which is noted."""
    if len(content) > most:
        size = say("the file has {size} MB", size=len(content) >> 20)
        faults.note(file, 1, WHOLE, size, say("at most {most} MB", most=most >> 20))
        return None
    text = decode_table(content)
    if isinstance(text, Unreadable):
        faults.note(file, text.line, WHOLE, text.wrong, text.right)
        return None
    return _csv_records(file, text, faults)


def _csv_records(file: str, text: str, faults: Faults) -> Iterator[Record]:
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    line = 1
    try:
        for row in reader:
            yield line, row
            line = reader.line_num + 1
    except csv.Error as error:
        faults.note(
            file,
            line,
            WHOLE,
            say("not CSV: {reason}", reason=error),
            say("close every quote, and write a quote inside a cell twice"),
        )
        faults.unreadable.add(file)


def open_sheet(
    file: str, content: bytes, columns: Mapping[str, bool], faults: Faults
) -> tuple[Sheet, dict[str, int]] | None:
    """Open a CSV file; return it with the place of each column, None if it has none.

    `columns` maps each known column to whether it is optional. Where a column is
    missing or doubled the file is `unreadable`, but its other cells may be checked.
    """
    records = csv_records(file, content, faults, MOST_BYTES)
    return None if records is None else open_records(file, records, columns, faults)


def open_records(
    file: str,
    records: Iterator[Record],
    columns: Mapping[str, bool],
    faults: Faults,
    also: Mapping[str, str] = MappingProxyType({}),
) -> tuple[Sheet, dict[str, int]] | None:
    """Open records as they come, the header first; as `open_sheet` in all else.

    `also` maps other names of columns to ours.
    """
    sheet = Sheet(file, records, faults)
    places = _places(sheet, columns, also)
    return (sheet, places) if places else None


def _places(
    sheet: Sheet, columns: Mapping[str, bool], also: Mapping[str, str]
) -> dict[str, int]:
    header = [also.get(cell.strip(), cell.strip()) for cell in sheet.header]
    expected = ",".join(name for name, optional in columns.items() if not optional)
    right = say("the header line is {header}", header=expected)
    if not any(header):
        sheet.at_the_head(WHOLE, say("the file is empty"), right)
        return {}
    if len(header) == 1 and (";" in header[0] or "\t" in header[0]):
        sheet.note(
            sheet.header_line, WHOLE, say("columns are not separated by commas"), right
        )
        return {}
    places = _known_places(sheet, header, columns, right)
    for name, optional in columns.items():
        if not optional and name not in places:
            sheet.at_the_head(name, say("the column is missing"), right)
            sheet.faults.unreadable.add(sheet.file)
    return places


def _known_places(
    sheet: Sheet, header: Sequence[str], columns: Mapping[str, bool], right: Words
) -> dict[str, int]:
    places: dict[str, int] = {}
    known = say("known columns: {columns}", columns=", ".join(columns))
    for place, name in enumerate(header):
        if name in places:
            sheet.at_the_head(name, say("the column stands twice"), right)
            sheet.faults.unreadable.add(sheet.file)
        elif name in columns:
            places[name] = place
        else:
            empty = say("header cell {number} is empty", number=place + 1)
            sheet.note(
                sheet.header_line,
                name or WHOLE,
                say("unknown column") if name else empty,
                known,
            )
            sheet.strange[place] = name or WHOLE
    return places


def read_rows(
    file: str,
    content: bytes,
    kind: type[R],
    faults: Faults,
    key: Sequence[str] = (),
) -> list[R]:
    """Read a file into rows of its class; rows with a fault are left to `faults`.

    Where columns are a `key`, there is one row of each.
    """
    opened = open_sheet(file, content, columns_of(kind), faults)
    if opened is None:
        faults.unreadable.add(file)
        return []
    return rows_of(*opened, kind, key)


def columns_of(kind: type[Row]) -> dict[str, bool]:
    """Return the columns of a class of rows, and whether each is optional."""
    return {one.name: one.metadata["optional"] for one in _columns(kind)}


def _columns(kind: type[Row]) -> list[Field[object]]:
    return [one for one in fields(kind) if one.metadata]


def rows_of(
    sheet: Sheet, places: Mapping[str, int], kind: type[R], key: Sequence[str] = ()
) -> list[R]:
    """Read what is opened into rows of a class, as `read_rows` does."""
    columns, faults = _columns(kind), sheet.faults
    required = {one.name for one in columns if not one.metadata["optional"]}
    rows = []
    for line, cells in sheet.records():
        if not fits(sheet, line, cells):
            continue
        before = len(faults.found)
        row = kind(line=line, **_values(sheet, line, cells, columns, places))
        if len(faults.found) == before and places.keys() >= required:
            rows.append(row)
        else:
            faults.broken[sheet.file].append(row)
            for name, place in places.items():
                faults.spoil(sheet.file, name, [cells[place]])
    _refuse_doubles(sheet, rows, key)
    return rows


def fits(sheet: Sheet, line: int, cells: Sequence[str]) -> bool:
    """Note a record with too few or too many cells."""
    if len(cells) == len(sheet.header):
        return True
    sheet.faults.spoil(sheet.file, WHOLE, cells)
    one = say("1 cell")
    sheet.note(
        line,
        WHOLE,
        one if len(cells) == 1 else say("{count} cells", count=len(cells)),
        say("{count}, as in the header", count=len(sheet.header)),
    )
    return False


def _values(
    sheet: Sheet,
    line: int,
    cells: Sequence[str],
    columns: Sequence[Field[object]],
    places: Mapping[str, int],
) -> dict[str, object]:
    values: dict[str, object] = {}
    for one in columns:
        if one.name not in places:
            values[one.name] = (
                one.metadata["kind"]("") if one.metadata["optional"] else None
            )
            continue
        cell = cells[places[one.name]]
        if cell.startswith(FORMULA):
            sheet.formula(line, one.name, cell)
            values[one.name] = None
            continue
        value = one.metadata["kind"](cell.strip())
        if isinstance(value, Misfit):
            sheet.note(line, one.name, value.wrong, value.right)
            value = None
        values[one.name] = value
    return values


def _refuse_doubles(sheet: Sheet, rows: Sequence[Row], key: Sequence[str]) -> None:
    if not key:
        return
    seen: dict[tuple[object, ...], int] = {}
    for row in rows:
        value = tuple(getattr(row, name) for name in key)
        if value in seen:
            sheet.note(
                row.line,
                key[-1] if len(key) > 1 else key[0],
                say(
                    "{value} stands in line {line} already",
                    value=", ".join(map(str, value)),
                    line=seen[value],
                ),
                say("one row each"),
            )
        seen.setdefault(value, row.line)
