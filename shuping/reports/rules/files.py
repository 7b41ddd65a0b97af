"""Reports as they arrive: .docx, Markdown or plain text, never trusted."""

import io
import re
import zipfile
from collections.abc import Iterator

from docx import Document
from docx.document import Document as DocxDocument
from docx.oxml.ns import qn
from docx.table import Table
from docx.text.paragraph import Paragraph as DocxParagraph

from shuping.refusal import Words, say
from shuping.reports.rules.text import Paragraph, bare, paragraphs
from shuping.wording.decoding import Unreadable, decode

_SAVE_AGAIN = say("save it again as .docx in the word processor")
_MOST_MEMBERS, _MOST_BYTES = 1000, 200 * 1024 * 1024
_HEADING_STYLE = re.compile(r"heading|title|标题", re.IGNORECASE)


def read_report(
    content: bytes, name: str, sections: frozenset[str] = frozenset()
) -> tuple[Paragraph, ...] | Unreadable:
    """Read a report by its file name's ending, or say why it is none.

    In a .docx a paragraph is a heading by its style, or because it is the name of a
    section.
    """
    if name.lower().endswith(".docx"):
        return _read_docx(content, sections)
    text = decode(content)
    return text if isinstance(text, Unreadable) else paragraphs(text)


def _read_docx(
    content: bytes, sections: frozenset[str]
) -> tuple[Paragraph, ...] | Unreadable:
    if problem := _unsafe(content):
        return Unreadable(1, *problem)
    try:
        document = Document(io.BytesIO(content))
        return tuple(_paragraphs(document, sections))
    except Exception:  # noqa: BLE001 - a broken file breaks the reader in many ways
        return Unreadable(1, say("the .docx cannot be read"), _SAVE_AGAIN)


def _unsafe(content: bytes) -> tuple[Words, Words] | None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError):
        return say("this is no .docx"), _SAVE_AGAIN
    if any(one.filename.lower().endswith("vbaproject.bin") for one in members):
        return say("the .docx holds macros"), say("save it without them")
    size = sum(one.file_size for one in members)
    if len(members) > _MOST_MEMBERS or size > _MOST_BYTES:
        return say("the .docx unpacks to too much"), say("send the text alone")
    return None


def _paragraphs(
    document: DocxDocument, sections: frozenset[str]
) -> Iterator[Paragraph]:
    for element in document.element.body.iterchildren():
        if element.tag == qn("w:p"):
            yield from _paragraph(DocxParagraph(element, document), sections)
        elif element.tag == qn("w:tbl"):
            for row in Table(element, document).rows:
                for cell in row.cells:
                    yield from (Paragraph(one) for one in _lines(cell.text))


def _paragraph(one: DocxParagraph, sections: frozenset[str]) -> Iterator[Paragraph]:
    style = one.style.name if one.style is not None else ""
    for text in _lines(one.text):
        named = text in sections or bare(text) in sections
        yield Paragraph(text, named or bool(_HEADING_STYLE.search(style or "")))


def _lines(text: str) -> Iterator[str]:
    yield from (line.strip() for line in text.splitlines() if line.strip())
