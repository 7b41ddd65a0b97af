"""Setting pages with typst: one compiler for each layout, one at a time."""

import json
import threading
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import typst
from django.conf import settings

from shuping.documents.rules import fonts, setting
from shuping.documents.rules.content import Document
from shuping.documents.rules.profiles import profile_of
from shuping.documents.services.profiles import profiles

_LAYOUT = Path(__file__).parent.parent / "layout.typ"
_HOUSE = _LAYOUT.parent.parent
# Debian keeps the free 仿宋, 楷体 and 小标宋 of TeX where no font list looks.
_TEX_FONTS = Path("/usr/share/texlive/texmf-dist/fonts/opentype/public/fandol")
_one_at_a_time = threading.Lock()


def documents_set(documents: Sequence[Document]) -> bytes:
    """Return the documents as one PDF, PDF/A-2b where a font has every character."""
    known = profiles()
    used = [profile_of(one, known) for one in documents]
    apart = [one for place, one in enumerate(used) if one not in used[:place]]
    given = [
        setting.values(one, own, apart.index(own))
        for one, own in zip(documents, used, strict=True)
    ]
    families = found().families()
    faces = [fonts.chosen(families, one.fonts) for one in apart]
    inputs = {"documents": json.dumps(given), "fonts": json.dumps(faces)}
    compiler = _compiler(_LAYOUT)
    with _one_at_a_time:
        try:
            pages = compiler.compile(
                format="pdf", sys_inputs=inputs, pdf_standards="a-2b", timestamp=0
            )
        except typst.TypstError:
            pages = compiler.compile(format="pdf", sys_inputs=inputs, timestamp=0)
    assert isinstance(pages, bytes)  # noqa: S101 - a PDF is one file
    return pages


def printed(layout: Path, given: Mapping[str, Any]) -> bytes:
    """Return the pages that a layout of a room sets from values, as a PDF.

    The layout finds them in `sys.inputs.given`; text in them is data, never markup.
    """
    faces = json.dumps(fonts.chosen(found().families()))
    inputs = {"given": json.dumps(setting.cleaned(given)), "fonts": faces}
    compiler = _compiler(layout)
    with _one_at_a_time:
        pages = compiler.compile(format="pdf", sys_inputs=inputs, timestamp=0)
    assert isinstance(pages, bytes)  # noqa: S101 - a PDF is one file
    return pages


def sets_chinese() -> bool:
    """Tell whether this machine has a font for Chinese; the first look takes time."""
    return fonts.sets_chinese(found().families())


@cache
def _compiler(layout: Path) -> typst.Compiler:
    return typst.Compiler(layout, root=_HOUSE, font_paths=found())


@cache
def found() -> typst.Fonts:
    """Look through the fonts of the machine, once: it takes time."""
    own = settings.DATA_DIR / "fonts"
    folders = [folder for folder in (own, _TEX_FONTS) if folder.is_dir()]
    return typst.Fonts(font_paths=folders)
