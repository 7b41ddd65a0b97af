"""A document as .docx: a zip of fixed parts and one part built here.

The same document gives the same bytes: the zip carries no time of its own.
"""

import zipfile
from collections.abc import Iterable, Iterator
from html import escape
from io import BytesIO

from shuping.documents.rules import docx_parts as parts
from shuping.documents.rules.content import (
    Block,
    Document,
    Heading,
    Table,
    chinese_date,
    printable,
)
from shuping.documents.rules.lines import insets, organ_points, title_lines

_BEGINNING_OF_ZIP = (1980, 1, 1, 0, 0, 0)
_CHARACTER = parts.INDENT // 2
_DEEPEST_HEADING = 3


def write(document: Document) -> bytes:
    """Return the document as the bytes of a .docx file."""
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w") as package:
        for name, content in (*parts.FIXED.items(), *_own_parts(document)):
            entry = zipfile.ZipInfo(name, _BEGINNING_OF_ZIP)
            entry.compress_type = zipfile.ZIP_DEFLATED
            package.writestr(entry, content, compresslevel=1)
    return packed.getvalue()


def _own_parts(document: Document) -> Iterator[tuple[str, str]]:
    title = "".join(title_lines(document.title))
    creator = printable(document.signer)
    core = parts.CORE.format(title=escape(title), creator=escape(creator))
    yield "docProps/core.xml", core
    body = "".join(_body(document))
    yield "word/document.xml", parts.DOCUMENT_OPENS + body + parts.DOCUMENT_CLOSES


def _body(document: Document) -> Iterator[str]:
    yield from _head(document)
    for line in title_lines(document.title):
        yield _paragraph("Title", line)
    yield from _line("Byline", document.byline)
    yield _paragraph("Normal", "")
    if printable(document.addressee):
        yield _paragraph("Addressee", f"{printable(document.addressee)}：")
    for block in document.blocks:
        yield _block(block)
    yield from _closing(document)


def _head(document: Document) -> Iterator[str]:
    yield from _line("Breadcrumb", " > ".join(document.breadcrumb))
    yield from _line("Marking", document.marking)
    if printable(document.organ):
        yield _organ(printable(document.organ))
        yield _paragraph("Number", printable(document.number))
        yield _paragraph("Normal", "") * 2
    elif printable(document.number):
        yield from _line("NumberAlone", document.number)
        yield _paragraph("Normal", "")


def _organ(name: str) -> str:
    size = 2 * organ_points(name)
    sized = f'<w:rPr><w:sz w:val="{size}"/><w:szCs w:val="{size}"/></w:rPr>'
    return _paragraph("Organ", name).replace("<w:r>", f"<w:r>{sized}", 1)


def _closing(document: Document) -> Iterator[str]:
    by, on = (round(inset * _CHARACTER) for inset in insets(document))
    if document.signer or document.date:
        yield _paragraph("Closing", "")
    if printable(document.signer):
        yield _paragraph("Closing", printable(document.signer), right=by)
    if document.date:
        yield _paragraph("Closing", chinese_date(document.date), right=on)


def _line(style: str, text: str) -> Iterator[str]:
    if shown := printable(text):
        yield _paragraph(style, shown)


def _block(block: Block) -> str:
    if isinstance(block, Table):
        return _table(block)
    if isinstance(block, Heading):
        level = min(block.level, _DEEPEST_HEADING)
        return _paragraph(f"Heading{level}", printable(block.text))
    return _paragraph("BodyText", printable(block.text))


def _paragraph(style: str, text: str, *, right: int = 0) -> str:
    inset = f'<w:ind w:right="{right}"/>' if right else ""
    run = f'<w:r><w:t xml:space="preserve">{_escaped(text)}</w:t></w:r>' if text else ""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{inset}</w:pPr>{run}</w:p>'


def _escaped(text: str) -> str:
    return escape(text, quote=False)


def _table(table: Table) -> str:
    widths = _twips(table)
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    header = _row("CellHead", table.columns, widths, "<w:cantSplit/><w:tblHeader/>")
    rows = (_row("Cell", row, widths, "<w:cantSplit/>") for row in table.rows)
    return (
        '<w:tbl><w:tblPr><w:tblStyle w:val="Grid"/>'
        f'<w:tblW w:w="{parts.TEXT_WIDTH}" w:type="dxa"/>'
        '<w:tblLayout w:type="fixed"/></w:tblPr>'
        f"<w:tblGrid>{columns}</w:tblGrid>{header}{''.join(rows)}</w:tbl>"
        + _paragraph("AfterTable", "")
    )


def _twips(table: Table) -> list[int]:
    shares = table.widths or (1,) * len(table.columns)
    return [parts.TEXT_WIDTH * share // sum(shares) for share in shares]


def _row(style: str, cells: Iterable[str], widths: list[int], terms: str) -> str:
    spelt = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>'
        f"{_paragraph(style, printable(cell))}</w:tc>"
        for cell, width in zip(cells, widths, strict=True)
    )
    return f"<w:tr><w:trPr>{terms}</w:trPr>{spelt}</w:tr>"
