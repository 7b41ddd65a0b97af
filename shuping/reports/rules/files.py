"""Reports as they arrive: .docx, Markdown or plain text, never trusted."""

import io
import re
import zipfile
from collections.abc import Iterator
from typing import Any

from docx import Document
from docx.document import Document as DocxDocument
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph as DocxParagraph

from shuping.refusal import Words, say
from shuping.reports.rules.text import Paragraph, bare, paragraphs
from shuping.tables import archives
from shuping.wording.decoding import Unreadable, decode

_SAVE_AGAIN = say("save it again as .docx in the word processor")
_MC_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_LONGEST_NAME, _LONGEST_ENDING = 255, 10
_PARAGRAPH, _RUN, _TABLE = qn("w:p"), qn("w:r"), qn("w:tbl")
_LETTERS = qn("w:t")
_MARKS = {
    qn("w:tab"): "\t",
    qn("w:br"): "\n",
    qn("w:cr"): "\n",
    qn("w:noBreakHyphen"): "-",
}
# What a revision took away, and what stands beside the same text for old readers.
_NOT_TEXT = frozenset({qn("w:del"), qn("w:moveFrom"), _MC_FALLBACK})
_HEADING_STYLE = re.compile(r"heading|title|标题", re.IGNORECASE)


def kept_name(name: str) -> str:
    """Return a file name that can be kept: an over-long one loses its middle.

    Its ending stays, because that says what the file is.
    """
    stem, dot, ending = name.rpartition(".")
    if len(name) <= _LONGEST_NAME or not dot or len(ending) > _LONGEST_ENDING:
        return name[:_LONGEST_NAME]
    return f"{stem[: _LONGEST_NAME - len(ending) - 2]}….{ending}"[-_LONGEST_NAME:]


def read_report(
    content: bytes, name: str, sections: frozenset[str] = frozenset()
) -> tuple[Paragraph, ...] | Unreadable:
    """Read a report by its file name's ending, or say why it is none.

    In a .docx a paragraph is a heading by its style, or because it is the name of a
    section. Its text is read as it would be printed with all revisions accepted:
    tables, once for merged cells, content controls and text boxes too.
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
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError):
        return say("this is no .docx"), _SAVE_AGAIN
    if any(one.filename.lower().endswith("vbaproject.bin") for one in members):
        return say("the .docx holds macros"), say("save it without them")
    if archives.looked_over(members, len(content)):
        return say("the .docx unpacks to too much"), say("send the text alone")
    return None


def _paragraphs(
    document: DocxDocument, sections: frozenset[str]
) -> Iterator[Paragraph]:
    named = sections | {bare(one) for one in sections}
    for element in document.element.body.iter(_PARAGRAPH):
        above = {one.tag for one in element.iterancestors()}
        if not above.isdisjoint(_NOT_TEXT):
            continue
        styled = _TABLE not in above and _is_styled(DocxParagraph(element, document))
        for text in _lines("".join(_words(element))):
            is_name = _TABLE not in above and not named.isdisjoint({text, bare(text)})
            yield Paragraph(text, styled or is_name)


def _is_styled(one: DocxParagraph) -> bool:
    name = one.style.name if one.style is not None else ""
    return bool(_HEADING_STYLE.search(name or ""))


def _words(element: Any) -> Iterator[str]:
    for child in element:
        if child.tag == _LETTERS:
            yield child.text or ""
        elif child.tag in _MARKS and element.tag == _RUN:
            yield _MARKS[child.tag]
        elif child.tag not in _NOT_TEXT and child.tag != _PARAGRAPH:
            yield from _words(child)


def _lines(text: str) -> Iterator[str]:
    yield from (line.strip() for line in text.splitlines() if line.strip())
