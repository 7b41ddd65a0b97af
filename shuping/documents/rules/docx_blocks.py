"""The paragraphs and tables of a .docx, each a piece of its main part."""

from collections.abc import Iterable, Iterator, Sequence
from html import escape

from shuping.documents.rules.columns import column_widths
from shuping.documents.rules.content import (
    Block,
    Heading,
    Imprint,
    Paragraph,
    Table,
    printable,
)
from shuping.documents.rules.docx_parts import MILLIMETRE, text_width
from shuping.documents.rules.docx_styles import EDGE
from shuping.documents.rules.levels import opening
from shuping.documents.rules.profiles import Profile
from shuping.documents.rules.setting import (
    copies,
    printed_on,
    recipients,
    stands_apart,
)

_DEEPEST_HEADING = 3
_SMALL = 280  # a character of 14 pt
_OUTER, _INNER = 8, 6  # eighths of a point: 0.35 and 0.25 mm
_RULES = (
    EDGE.format("top", _OUTER, 0, "auto")
    + EDGE.format("bottom", _OUTER, 0, "auto")
    + EDGE.format("insideH", _INNER, 0, "auto")
)
_CELL_LINE, _CELL_EDGES = 430, 80
# LibreOffice sets a table as wide as the text at the foot only when it is so anchored.
_PLACED = (
    '<w:tblpPr w:leftFromText="0" w:rightFromText="0" w:vertAnchor="margin"'
    ' w:horzAnchor="page" w:tblpX="{}" w:tblpYSpec="bottom"/>'
)
_OPENING = {
    face: f'<w:rPr><w:rStyle w:val="{style}"/></w:rPr>'
    for face, style in (("hei", "Opening1"), ("kai", "Opening2"))
}
TAB = "<w:tab/>"
_RIGHT = '<w:jc w:val="right"/>'


def run(text: str, terms: str = "", before: str = "") -> str:
    """Return a run of text, its terms and what stands in it before the text."""
    spelt = escape(text, quote=False)
    return f'<w:r>{terms}{before}<w:t xml:space="preserve">{spelt}</w:t></w:r>'


def paragraph(style: str, text: str, *, terms: str = "", runs: str = "") -> str:
    """Return a paragraph of a style; `runs` take the place of its one run of text."""
    inside = runs or (run(text) if text else "")
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{terms}</w:pPr>{inside}</w:p>'


def line(style: str, text: str) -> Iterator[str]:
    """Yield a paragraph where the text has something to print."""
    if shown := printable(text):
        yield paragraph(style, shown)


def blocks(those: Sequence[Block], wide: int, *, signed: bool = False) -> Iterator[str]:
    """Yield the blocks on a text `wide`; where it is signed, the last one is held.

    Under a table that nothing follows stands a line too low to begin a page.
    """
    for number, block in enumerate(those, 1):
        if isinstance(block, Table):
            yield _table(block, wide)
            ends = number == len(those) and not signed
            yield paragraph("End" if ends else "AfterTable", "")
        elif isinstance(block, Heading):
            level = min(block.level, _DEEPEST_HEADING)
            yield paragraph(f"Heading{level}", printable(block.text))
        else:
            yield _body(block, held=signed and number == len(those))


def _body(block: Paragraph, *, held: bool) -> str:
    face, opens, rest = opening(block)
    runs = run(opens, _OPENING[face]) if opens else ""
    return paragraph(
        "BodyText",
        "",
        terms="<w:keepNext/>" if held else "",
        runs=runs + (run(rest) if rest or not runs else ""),
    )


def _table(table: Table, wide: int) -> str:
    widths = _twips(table, wide)
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    header = _row("CellHead", table.columns, widths, "<w:cantSplit/><w:tblHeader/>")
    held, last = ("CellHeld" if table.whole else "Cell"), len(table.rows)
    rows = (
        _row("Cell" if n == last else held, row, widths, _terms(row, table.room))
        for n, row in enumerate(table.rows, 1)
    )
    return (
        '<w:tbl><w:tblPr><w:tblStyle w:val="Grid"/>'
        f'<w:tblW w:w="{wide}" w:type="dxa"/>'
        '<w:tblLayout w:type="fixed"/></w:tblPr>'
        f"<w:tblGrid>{columns}</w:tblGrid>{header}{''.join(rows)}</w:tbl>"
    )


def _twips(table: Table, wide: int) -> list[int]:
    return [int(20 * one) for one in column_widths(table, wide / 20)]


def _terms(row: Sequence[str], room: int) -> str:
    height = room * _CELL_LINE + _CELL_EDGES
    open_ = f'<w:trHeight w:val="{height}" w:hRule="atLeast"/>'
    return "<w:cantSplit/>" + ("" if row[-1] else open_)


def _row(style: str, cells: Iterable[str], widths: list[int], terms: str) -> str:
    spelt = "".join(
        _cell(width, paragraph(style, printable(cell), terms=_set(cell)))
        for cell, width in zip(cells, widths, strict=True)
    )
    return f"<w:tr><w:trPr>{terms}</w:trPr>{spelt}</w:tr>"


def _set(cell: str) -> str:
    return '<w:jc w:val="center"/>' if cell.isdecimal() else ""


def _cell(width: int, inside: str) -> str:
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{inside}</w:tc>'


def imprint(facts: Imprint, profile: Profile) -> str:
    """Return the imprint: a table between rules, its last one on the text's edge."""
    wide = text_width(profile)
    rows = [_recipients(word, those) for word, those in recipients(facts)]
    rows.append("".join(_printed_by(facts)))
    if told := copies(facts):
        rows.append(paragraph("Imprint", told, terms=_RIGHT))
    left = round(profile.margins[-1] * MILLIMETRE)
    spelt = "".join(
        f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{_cell(wide, row)}</w:tr>"
        for row in rows
    )
    return (
        f'<w:tbl><w:tblPr>{_PLACED.format(left)}<w:tblW w:w="{wide}" w:type="dxa"/>'
        f'<w:tblBorders>{_RULES}</w:tblBorders><w:tblLayout w:type="fixed"/>'
        f'<w:tblCellMar><w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/>'
        f'</w:tblCellMar></w:tblPr><w:tblGrid><w:gridCol w:w="{wide}"/></w:tblGrid>'
        f"{spelt}</w:tbl>" + paragraph("End", "")
    )


def _printed_by(facts: Imprint) -> Iterator[str]:
    organ, day = printable(facts.organ), printed_on(facts)
    if stands_apart(facts):
        yield paragraph("Imprint", organ)
        yield paragraph("Imprint", day, terms=_RIGHT)
    else:
        yield paragraph("Imprint", "", runs=run(organ) + run(day, before=TAB))


def _recipients(word: str, those: str) -> str:
    hang = (len(word) + 1) * _SMALL
    indent = f'<w:ind w:left="{_SMALL + hang}" w:right="{_SMALL}" w:hanging="{hang}"/>'
    return paragraph("Imprint", f"{word}：{those}", terms=indent)
