"""Which font file a font of a page is, and the part of it that a text needs."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cache

import typst
import uharfbuzz as harfbuzz

from shuping.documents.rules.ofd import Face
from shuping.documents.rules.pages import Page

_FAMILY, _POSTSCRIPT = 1, 6  # numbers of names in a font


def faces(pages: Sequence[Page], fonts: typst.Fonts) -> dict[str, Face]:
    """Return the fonts that pages use, each with what their text needs of it.

    A font that lies in no file here, as one of typst's own, is named only.
    """
    used: defaultdict[str, set[str]] = defaultdict(set)
    for page in pages:
        for run in page.runs:
            used[run.font].update(run.text)
    here = _by_name(fonts)
    return {
        name: _part(here[name], text) if name in here else Face(name)
        for name, text in sorted(used.items())
    }


@cache
def covered(fonts: typst.Fonts) -> frozenset[str]:
    """Return every character for which one of the fonts has a glyph."""
    return frozenset().union(*(_characters(font) for font in _opened(fonts)))


@cache
def _by_name(fonts: typst.Fonts) -> dict[str, harfbuzz.Face]:
    return {str(font.get_name(_POSTSCRIPT)): font for font in _opened(fonts)}


@cache
def _opened(fonts: typst.Fonts) -> tuple[harfbuzz.Face, ...]:
    return tuple(
        harfbuzz.Face(harfbuzz.Blob.from_file_path(one.path), one.index)
        for one in fonts.fonts()
        if one.path
    )


@cache
def _characters(font: harfbuzz.Face) -> frozenset[str]:
    return frozenset(map(chr, font.unicodes))


def _part(font: harfbuzz.Face, text: Iterable[str]) -> Face:
    wanted = harfbuzz.SubsetInput()
    wanted.unicode_set.update(map(ord, text))
    part = harfbuzz.subset(font, wanted)
    return Face(str(font.get_name(_FAMILY)), bytes(part.blob.data))
