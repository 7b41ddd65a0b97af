"""Reports in .docx, made in memory, with what a word processor puts into them."""

import io
import zipfile
from collections.abc import Callable

import docx
from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

DOCUMENT = "word/document.xml"
_MC = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'


def saved(document: Document) -> bytes:
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def of_texts(*texts: str) -> bytes:
    document = docx.Document()
    for text in texts:
        document.add_paragraph(text)
    return saved(document)


def of_xml(*paragraphs: str) -> bytes:
    """Make a document whose body begins with these pieces of WordprocessingML."""
    document = docx.Document()
    for place, inner in enumerate(paragraphs):
        root = f"<w:p {nsdecls('w')} {_MC}>{inner}</w:p>"
        document.element.body.insert(place, parse_xml(root))
    return saved(document)


def run(text: str) -> str:
    return f"<w:r><w:t>{text}</w:t></w:r>"


def box(text: str) -> str:
    return f"<w:txbxContent><w:p>{run(text)}</w:p></w:txbxContent>"


def packed(members: dict[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return file.getvalue()


def changed(content: bytes, name: str, change: Callable[[bytes], bytes]) -> bytes:
    """Return the document with one of its members changed, or added."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        members = {one: archive.read(one) for one in archive.namelist()}
    return packed(members | {name: change(members.get(name, b""))})
