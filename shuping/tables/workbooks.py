"""An Excel workbook (.xlsx) as records of text: one shown sheet of plain values.

What a person would not see on the sheet, or not see as it is kept, is noted as a fault
at its cell and never guessed: formulas, hidden rows, merged cells, cells in error.
"""

import io
import zipfile
from collections.abc import Collection, Iterator
from datetime import date, datetime, time

from python_calamine import CalamineError, CalamineWorkbook

from shuping.refusal import Words, say
from shuping.tables.archives import is_zip, unpacked
from shuping.tables.faults import WHOLE, Faults
from shuping.tables.markup import Unfit, letters, passed_over, seen_in, sheets_of
from shuping.tables.reading import Record
from shuping.wording.decoding import what_is

_NEEDED = frozenset({"xl/workbook.xml", "xl/_rels/workbook.xml.rels"})
_OFFICE = "http://schemas.openxmlformats.org"
_TOP = f"""<Relationships xmlns="{_OFFICE}/package/2006/relationships"><Relationship
Id="rId1" Type="{_OFFICE}/officeDocument/2006/relationships/officeDocument"
Target="xl/workbook.xml"/></Relationships>"""
"""Where the reader begins: at the list of sheets that we have looked over."""
_MACROS = "vbaproject.bin"
_EXACT = 10**15
"""Excel keeps fifteen digits of a number; beyond that the last ones are lost."""
Value = str | float | bool | date | datetime | time | object


def workbook_records(
    file: str, content: bytes, dated: Collection[str], faults: Faults
) -> Iterator[Record] | None:
    """Return the records of a workbook as text; None where it is none, which is noted.

    Dates may stand in the columns that `dated` names, by their headers.
    """
    try:
        name, parts = _sheet(file, content, faults)
        values = _values(parts, name)
    except Unfit as unfit:
        faults.note(file, 1, WHOLE, unfit.words, _SAVE_AGAIN)
        return None
    return _records(file, values, dated, faults)


_SAVE_AGAIN = say("save one plain sheet as .xlsx, or as CSV")


def _sheet(file: str, content: bytes, faults: Faults) -> tuple[str, dict[str, bytes]]:
    parts = _parts(content)
    sheets = [one for one in sheets_of(parts) if one.part in parts]
    for one in sheets:
        if not one.shown:
            wrong = say("the sheet {name} is hidden", name=one.name)
            faults.note(file, 1, WHOLE, wrong, say("show it, or delete it"))
    seen = {one.name: seen_in(parts[one.part]) for one in sheets if one.shown}
    filled = [name for name, what in seen.items() if what.filled]
    if len(filled) > 1:
        wrong = say("{count} sheets are filled", count=len(filled))
        raise Unfit(wrong)
    if not filled:
        raise Unfit(say("no sheet holds anything"))
    for line, where, what in seen[filled[0]].odd:
        faults.note(file, line, where, what, say("write the plain value, in sight"))
    return filled[0], parts


def _parts(content: bytes) -> dict[str, bytes]:
    """Return the XML of a workbook by its names in small letters.

    Whoever reads on may not mind capitals, so two parts may not differ by them alone.
    """
    if not is_zip(content):
        what = what_is(content) or say("something else")
        raise Unfit(say("This is no Excel file (.xlsx) but {what}.", what=what))
    files = unpacked(content)
    if isinstance(files, Words):
        raise Unfit(files)
    parts = {name.lower(): part for name, part in files.items()}
    if any(name.endswith(_MACROS) for name in parts):
        raise Unfit(say("The Excel file holds macros."))
    if not parts.keys() >= _NEEDED or len(parts) < len(files):
        raise Unfit(say("This is a zip file, but no Excel file (.xlsx)."))
    markup = {
        name: part for name, part in parts.items() if name.endswith((".xml", ".rels"))
    }
    for part in markup.values():
        passed_over(part)
    return markup


def _values(parts: dict[str, bytes], name: str) -> list[list[Value]]:
    """Read the values from what we have unpacked ourselves, and from nothing else."""
    again = io.BytesIO()
    with zipfile.ZipFile(again, "w") as archive:
        for path, part in (parts | {"_rels/.rels": _TOP.encode()}).items():
            archive.writestr(path, part)
    try:
        again.seek(0)
        book = CalamineWorkbook.from_filelike(again)
        return list(
            map(list, book.get_sheet_by_name(name).to_python(skip_empty_area=False))
        )
    except (CalamineError, ValueError):
        raise Unfit(say("The Excel file is damaged.")) from None


def _records(
    file: str, values: list[list[Value]], dated: Collection[str], faults: Faults
) -> Iterator[Record]:
    days: frozenset[int] | None = None
    for line, row in enumerate(values, 1):
        cells = [str(value).strip() if days is None else "" for value in row]
        if days is None:
            if any(cells):
                days = frozenset(n for n, name in enumerate(cells) if name in dated)
                yield line, cells
            continue
        for place, value in enumerate(row):
            cells[place], wrong = _text(value, dated=place in days)
            if wrong:
                right = say("write it as text, or a date as 2020-01-15")
                faults.note(file, line, f"{letters(place)}{line}", wrong, right)
        yield line, cells


def _text(value: Value, *, dated: bool) -> tuple[str, Words | None]:
    """Return a value as text, and what is wrong where it is not plainly one."""
    if isinstance(value, (bool, str)):
        return str(value), None
    if isinstance(value, float):
        whole = value.is_integer() and abs(value) < _EXACT
        if dated or not whole:
            return "", say("there is the number {value}", value=f"{value:g}")
        return str(int(value)), None
    if dated and isinstance(value, date) and not isinstance(value, datetime):
        return value.isoformat(), None
    return "", say("there is the date or time {value}", value=value)
