"""Documents out: .docx, PDF and Markdown of the same content."""

import io
import json
import threading
import zipfile
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import typst
from django.conf import settings

from shuping.documents.rules import docx as docx_form
from shuping.documents.rules import fonts, setting
from shuping.documents.rules import markdown as markdown_form
from shuping.documents.rules import ofd as ofd_form
from shuping.documents.rules.content import Document
from shuping.documents.rules.lines import title_lines
from shuping.documents.rules.ofd import About
from shuping.documents.rules.pages import read
from shuping.documents.services import embedding
from shuping.refusal import Refused, say

_LAYOUT = Path(__file__).parent.parent / "layout.typ"
_HOUSE = _LAYOUT.parent.parent
# Debian keeps the free 仿宋, 楷体 and 小标宋 of TeX where no font list looks.
_TEX_FONTS = Path("/usr/share/texlive/texmf-dist/fonts/opentype/public/fandol")
_one_at_a_time = threading.Lock()
_DAY = (1980, 1, 1, 0, 0, 0)


def docx(document: Document) -> bytes:
    """Return the document as a .docx file."""
    return docx_form.write(document)


def markdown(document: Document) -> str:
    """Return the document as Markdown."""
    return markdown_form.write(document)


def pdf(documents: Sequence[Document]) -> bytes:
    """Return the documents as one PDF, each from a new page numbered 1.

    It is PDF/A-2b where the fonts here can show every character; otherwise a plain
    PDF, in which a character that no font has is an empty box.
    """
    if not documents:
        raise Refused(say("There is no document to print."))
    compiler, faces = _setter()
    given = json.dumps([setting.values(one) for one in documents])
    inputs = {"documents": given, "fonts": faces}
    with _one_at_a_time:
        try:
            printed = compiler.compile(
                format="pdf", sys_inputs=inputs, pdf_standards="a-2b", timestamp=0
            )
        except typst.TypstError:
            printed = compiler.compile(format="pdf", sys_inputs=inputs, timestamp=0)
    assert isinstance(printed, bytes)  # noqa: S101 - a PDF is one file
    return printed


def ofd(documents: Sequence[Document]) -> bytes:
    """Return the documents as one OFD, on the very pages of their PDF."""
    pages = read(pdf(documents))
    first = documents[0]
    about = About(
        title="".join(title_lines(first.title)),
        author=first.signer,
        date=first.date.isoformat() if first.date else "",
    )
    return ofd_form.write(pages, embedding.faces(pages, _fonts()), about)


def bundle(
    documents: Mapping[str, Document],
    together: str,
    *,
    watch: Callable[[int, int], object] = lambda *_: None,
) -> bytes:
    """Return a zip with each document as .docx by its name, and all as one PDF.

    `together` names the PDF. `watch` is told the steps done, and of how many.
    """
    steps = len(documents) + 1
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for step, (name, document) in enumerate(documents.items(), 1):
            archive.writestr(zipfile.ZipInfo(f"{name}.docx", _DAY), docx(document))
            watch(step, steps)
        printed = pdf(list(documents.values()))
        archive.writestr(zipfile.ZipInfo(together, _DAY), printed)
    watch(steps, steps)
    return packed.getvalue()


def printed(layout: Path, given: Mapping[str, Any]) -> bytes:
    """Return the pages that a layout of a room sets from values, as a PDF.

    The layout finds them in `sys.inputs.given`; text in them is data, never markup.
    """
    compiler, faces = _setter(layout)
    inputs = {"given": json.dumps(setting.cleaned(given)), "fonts": faces}
    with _one_at_a_time:
        pages = compiler.compile(format="pdf", sys_inputs=inputs, timestamp=0)
    assert isinstance(pages, bytes)  # noqa: S101 - a PDF is one file
    return pages


def sets_chinese() -> bool:
    """Tell whether this machine has a font for Chinese; the first look takes time."""
    return fonts.sets_chinese(_fonts().families())


@cache
def _setter(layout: Path = _LAYOUT) -> tuple[typst.Compiler, str]:
    """Make the one compiler of a layout."""
    found = _fonts()
    compiler = typst.Compiler(layout, root=_HOUSE, font_paths=found)
    return compiler, json.dumps(fonts.chosen(found.families()))


@cache
def _fonts() -> typst.Fonts:
    """Look through the fonts of the machine, once: it takes time."""
    own = settings.DATA_DIR / "fonts"
    folders = [folder for folder in (own, _TEX_FONTS) if folder.is_dir()]
    return typst.Fonts(font_paths=folders)
