"""Reading one CSV file into rows, noting every fault."""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import Field, fields
from typing import TypeVar

from shuping.folders.rules.faults import WHOLE, Faults
from shuping.folders.rules.kinds import Misfit
from shuping.folders.rules.rows import KEYS, Row
from shuping.refusal import Words, say
from shuping.wording.decoding import Unreadable, decode

R = TypeVar("R", bound=Row)
_BLANK = " \u3000"
FORMULA = ("=", "@", "\t", "\r")
MOST_BYTES = 256 * 1024 * 1024


class Sheet:
    """A CSV file opened: its header, and its records with their lines."""

    def __init__(self, file: str, text: str, faults: Faults) -> None:
        self.file = file
        self.faults = faults
        self._reader = csv.reader(io.StringIO(text, newline=""), strict=True)
        self.header: list[str] = next((row for _, row in self._records()), [])
        self.strange: dict[int, str] = {}

    def note(self, line: int, column: str, wrong: Words, right: Words) -> None:
        """Add a fault of this file."""
        self.faults.note(self.file, line, column, wrong, right)

    def _records(self) -> Iterator[tuple[int, list[str]]]:
        line = self._reader.line_num + 1
        try:
            for row in self._reader:
                yield line, row
                line = self._reader.line_num + 1
        except csv.Error as error:
            self.note(
                line,
                WHOLE,
                say("not CSV: {reason}", reason=error),
                say("close every quote, and write a quote inside a cell twice"),
            )
            self.faults.unreadable.add(self.file)

    def records(self) -> Iterator[tuple[int, list[str]]]:
        """Yield (line, cells) of each record that is not wholly blank."""
        for line, row in self._records():
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


def open_sheet(
    file: str, content: bytes, columns: Mapping[str, bool], faults: Faults
) -> tuple[Sheet, dict[str, int]] | None:
    """Open a CSV file; return it with the place of each column, None if it has none.

    `columns` maps each known column to whether it is optional. Where a column is
    missing or doubled the file is `unreadable`, but its other cells may be checked.
    """
    if len(content) > MOST_BYTES:
        size = say("the file has {size} MB", size=len(content) >> 20)
        faults.note(file, 1, WHOLE, size, say("at most 256 MB"))
        return None
    text = decode(content)
    if isinstance(text, Unreadable):
        faults.note(file, text.line, WHOLE, text.wrong, text.right)
        return None
    sheet = Sheet(file, text, faults)
    places = _places(sheet, columns)
    return (sheet, places) if places else None


def _places(sheet: Sheet, columns: Mapping[str, bool]) -> dict[str, int]:
    header = [cell.strip() for cell in sheet.header]
    expected = ",".join(name for name, optional in columns.items() if not optional)
    right = say("the header line is {header}", header=expected)
    if not any(header):
        sheet.note(1, WHOLE, say("the file is empty"), right)
        return {}
    if len(header) == 1 and (";" in header[0] or "\t" in header[0]):
        sheet.note(1, WHOLE, say("columns are not separated by commas"), right)
        return {}
    places = _known_places(sheet, header, columns, right)
    for name, optional in columns.items():
        if not optional and name not in places:
            sheet.note(1, name, say("the column is missing"), right)
            sheet.faults.unreadable.add(sheet.file)
    return places


def _known_places(
    sheet: Sheet, header: Sequence[str], columns: Mapping[str, bool], right: Words
) -> dict[str, int]:
    places: dict[str, int] = {}
    known = say("known columns: {columns}", columns=", ".join(columns))
    for place, name in enumerate(header):
        if name in places:
            sheet.note(1, name, say("the column stands twice"), right)
            sheet.faults.unreadable.add(sheet.file)
        elif name in columns:
            places[name] = place
        else:
            empty = say("header cell {number} is empty", number=place + 1)
            sheet.note(
                1, name or WHOLE, say("unknown column") if name else empty, known
            )
            sheet.strange[place] = name or WHOLE
    return places


def read_rows(file: str, content: bytes, kind: type[R], faults: Faults) -> list[R]:
    """Read a file into rows of its class; rows with a fault are left to `faults`."""
    columns = [one for one in fields(kind) if one.metadata]
    opened = open_sheet(
        file, content, {one.name: one.metadata["optional"] for one in columns}, faults
    )
    if opened is None:
        faults.unreadable.add(file)
        return []
    sheet, places = opened
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
            faults.broken[file].append(row)
            for name, place in places.items():
                faults.spoil(file, name, [cells[place]])
    _refuse_doubles(sheet, rows, KEYS.get(file, ()))
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
