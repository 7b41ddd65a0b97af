"""Documents out: .docx, PDF and Markdown of the same content."""

import io
import json
import threading
import zipfile
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from pathlib import Path

import typst
from django.conf import settings

from shuping.documents.rules import docx as docx_form
from shuping.documents.rules import fonts, setting
from shuping.documents.rules import markdown as markdown_form
from shuping.documents.rules.content import Document
from shuping.refusal import Refused, say

_LAYOUT = Path(__file__).with_name("layout.typ")
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


@cache
def _setter() -> tuple[typst.Compiler, str]:
    """Make the one compiler; looking through the fonts of a machine takes time."""
    own = settings.DATA_DIR / "fonts"
    folders = [folder for folder in (own, _TEX_FONTS) if folder.is_dir()]
    found = typst.Fonts(font_paths=folders)
    compiler = typst.Compiler(_LAYOUT, root=_LAYOUT.parent, font_paths=found)
    return compiler, json.dumps(fonts.chosen(found.families()))
