"""Workbooks made by hand, for tests: as small as Excel would still open."""

import io
import zipfile
from collections.abc import Mapping, Sequence
from xml.sax.saxutils import escape

from shuping.tables.markup import letters

_MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RELATED = "http://schemas.openxmlformats.org/package/2006/relationships"
SHEET = "xl/worksheets/sheet1.xml"
DATE_STYLE = 1


def cell(where: str, value: object) -> str:
    """Return one cell: text in line, a number as it is, anything else as given."""
    if isinstance(value, str):
        inside = f"<is><t xml:space='preserve'>{escape(value)}</t></is>"
        return f'<c r="{where}" t="inlineStr">{inside}</c>'
    return f'<c r="{where}"><v>{value}</v></c>'


def date_cell(where: str, serial: float) -> str:
    return f'<c r="{where}" s="{DATE_STYLE}"><v>{serial}</v></c>'


def rows_xml(rows: Sequence[Sequence[object]]) -> str:
    lines = []
    for line, row in enumerate(rows, 1):
        cells = "".join(
            value
            if isinstance(value, str) and value.startswith("<c ")
            else cell(f"{letters(place)}{line}", value)
            for place, value in enumerate(row)
            if value != ""
        )
        lines.append(f'<row r="{line}">{cells}</row>')
    return "".join(lines)


def sheet_xml(inside: str, before: str = "", behind: str = "") -> str:
    data = f"<sheetData>{inside}</sheetData>"
    return f"<worksheet {_MAIN}>{before}{data}{behind}</worksheet>"


def parts(*sheets: str, states: Sequence[str] = ()) -> dict[str, str]:
    """Return the parts of a workbook of these sheets."""
    listed, related, made = "", "", {}
    for number, sheet in enumerate(sheets, 1):
        state = f'state="{states[number - 1]}"' if states else ""
        listed += (
            f'<sheet name="Sheet{number}" sheetId="{number}" {state} r:id="r{number}"/>'
        )
        related += (
            f'<Relationship Id="r{number}" Type="{_OFFICE}/worksheet" '
            f'Target="worksheets/sheet{number}.xml"/>'
        )
        made[f"xl/worksheets/sheet{number}.xml"] = sheet
    related += f'<Relationship Id="s" Type="{_OFFICE}/styles" Target="/xl/styles.xml"/>'
    return {
        "[Content_Types].xml": "<Types/>",
        "xl/workbook.xml": (
            f'<workbook {_MAIN} xmlns:r="{_OFFICE}">'
            f"<sheets>{listed}</sheets></workbook>"
        ),
        "xl/_rels/workbook.xml.rels": (
            f'<Relationships xmlns="{_RELATED}">{related}</Relationships>'
        ),
        "xl/styles.xml": (
            f'<styleSheet {_MAIN}><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/>'
            '<xf numFmtId="22"/></cellXfs></styleSheet>'
        ),
        **made,
    }


def packed(files: Mapping[str, str | bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return file.getvalue()


def book(*rows: Sequence[object], before: str = "", behind: str = "") -> bytes:
    """Return a workbook of one sheet with these rows."""
    return packed(parts(sheet_xml(rows_xml(rows), before, behind)))
