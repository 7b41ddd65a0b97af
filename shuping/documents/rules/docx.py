"""A document as .docx: a zip of fixed parts and one part built here.

The same document gives the same bytes: the zip carries no time of its own.
"""

import zipfile
from collections.abc import Iterator
from html import escape
from io import BytesIO

from shuping.documents.rules import docx_parts as parts
from shuping.documents.rules.content import (
    Document,
    attached,
    chinese_date,
    printable,
)
from shuping.documents.rules.docx_blocks import (
    TAB,
    blocks,
    imprint,
    line,
    paragraph,
    run,
)
from shuping.documents.rules.docx_styles import INDENT, ORGAN_BELOW, PITCH, size
from shuping.documents.rules.lines import (
    attachment_lines,
    closing,
    organ_points,
    title_lines,
)
from shuping.documents.rules.profiles import STANDARD, Profile

_BEGINNING_OF_ZIP = (1980, 1, 1, 0, 0, 0)
_CHARACTER = INDENT // 2
_UNDER_THE_MARK = '<w:spacing w:before="259" w:line="20"/>'


def write(document: Document, profile: Profile = STANDARD) -> bytes:
    """Return the document as the bytes of a .docx file."""
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w") as package:
        written = (*parts.fixed(profile).items(), *_own_parts(document, profile))
        for name, content in written:
            entry = zipfile.ZipInfo(name, _BEGINNING_OF_ZIP)
            entry.compress_type = zipfile.ZIP_DEFLATED
            package.writestr(entry, content, compresslevel=1)
    return packed.getvalue()


def _own_parts(document: Document, profile: Profile) -> Iterator[tuple[str, str]]:
    title = "".join(title_lines(document.title))
    creator = printable(document.signer)
    core = parts.CORE.format(title=escape(title), creator=escape(creator))
    yield "docProps/core.xml", core
    body = "".join(_body(document, profile))
    closes = parts.document_closes(profile)
    yield "word/document.xml", parts.DOCUMENT_OPENS + body + closes


def _body(document: Document, profile: Profile) -> Iterator[str]:
    wide = parts.text_width(profile)
    signed = bool(document.signer or document.date)
    yield from _head(document, profile)
    yield from _titled(document.title)
    yield from line("Byline", document.byline)
    yield paragraph("Normal", "")
    if printable(document.addressee):
        yield paragraph("Addressee", f"{printable(document.addressee)}：")
    held = signed and not document.attachments
    yield from blocks(document.blocks, wide, signed=held)
    yield from _attachment_names(document, held=signed)
    yield from _closing(document)
    yield from _attachments(document, wide)
    if document.imprint:
        yield imprint(document.imprint, profile)


def _titled(title: str, opening: str = "") -> Iterator[str]:
    for place, one in enumerate(title_lines(title)):
        yield paragraph("Title", one, terms="" if place else opening)


def _head(document: Document, profile: Profile) -> Iterator[str]:
    yield from line("Breadcrumb", " > ".join(document.breadcrumb))
    yield from line("Marking", document.marking)
    over = (*document.breadcrumb, document.marking, document.number)
    if printable(document.organ):
        yield _organ(document, profile)
        yield from _under_the_name(document)
        numbered = printable(document.number)
        yield paragraph("RedLine", "", terms="" if numbered else _UNDER_THE_MARK)
        yield paragraph("Normal", "") * 2
    elif printable("".join(over)):
        yield from line("NumberAlone", document.number)
        yield paragraph("Normal", "")


def _organ(document: Document, profile: Profile) -> str:
    """Return the red name: its upper edge stands 35 mm below that of the text.

    A brief's stands two lines below it.
    """
    name = printable(profile.letterhead or document.organ)
    whole = 2 * PITCH if document.issuer else ORGAN_BELOW
    over = (" > ".join(document.breadcrumb), document.marking)
    before = whole - PITCH * sum(bool(printable(one)) for one in over)
    points = organ_points(name)
    sized = f"<w:rPr>{size(2 * points)}</w:rPr>"
    spacing = f'<w:spacing w:before="{before}" w:line="{20 * points}"/>'
    return paragraph("Organ", "", terms=spacing, runs=run(name, sized))


def _under_the_name(document: Document) -> Iterator[str]:
    kind = "NumberOfBrief" if document.issuer else "Number"
    yield from line(kind, document.number)
    if issuer := printable(document.issuer):
        day = chinese_date(document.issued) if document.issued else ""
        yield paragraph("Issuer", "", runs=run(issuer) + run(day, before=TAB))


def _attachment_names(document: Document, *, held: bool) -> Iterator[str]:
    lines = attachment_lines(document)
    keep = "<w:keepNext/>" if held else ""
    if lines:
        yield paragraph("Normal", "", terms=keep)
    for name, begins, goes_on in lines:
        left = round(goes_on * _CHARACTER)
        hang = left - begins * _CHARACTER
        indent = f'<w:ind w:left="{left}" w:hanging="{hang}"/>'
        yield paragraph("Attachment", name, terms=keep + indent)


def _closing(document: Document) -> Iterator[str]:
    lines = closing(document)
    if lines:
        yield paragraph("Closing", "") * 2
    for told, inset in lines:
        indent = f'<w:ind w:right="{round(inset * _CHARACTER)}"/>'
        yield paragraph("Closing", told, terms=indent)


def _attachments(document: Document, wide: int) -> Iterator[str]:
    for one, mark in attached(document):
        if mark:
            yield paragraph("AttachmentMark", mark)
            yield paragraph("Normal", "")
        yield from _titled(one.title, "" if mark else "<w:pageBreakBefore/>")
        yield paragraph("Normal", "")
        yield from blocks(one.blocks, wide)
