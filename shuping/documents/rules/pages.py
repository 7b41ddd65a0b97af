"""The pages of a PDF as it was set: which text stands where, and which lines.

Measures are points from the top left corner, `y` of a text being its base line. Only
what our own layouts set is read: upright text and straight lines.
"""

import ctypes
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import pypdfium2 as pdfium  # type: ignore[import-untyped]
from pypdfium2 import raw

from shuping.documents.rules.printed import printed

Colour = tuple[int, int, int]
_LONGEST_NAME = 128
_SAME_LINE = 0.01
_FURTHEST = 2.5  # em; the cells of a table stand further from each other
_PLANE, _UNKNOWN = "\U00010000", "\ufffd"


@dataclass(frozen=True, slots=True)
class Run:
    """Characters of one font on one line; `steps` lead from each to the next."""

    text: str
    font: str
    size: float
    x: float
    y: float
    steps: tuple[float, ...] = ()
    colour: Colour = (0, 0, 0)


@dataclass(frozen=True, slots=True)
class Line:
    """A straight line from one point to another."""

    start: tuple[float, float]
    end: tuple[float, float]
    width: float
    colour: Colour = (0, 0, 0)


@dataclass(frozen=True, slots=True)
class Page:
    """A page with its text in reading order."""

    width: float
    height: float
    runs: tuple[Run, ...]
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class _Glyph:
    character: str
    font: str
    size: float
    x: float
    y: float
    colour: Colour


def read(pdf: bytes) -> tuple[Page, ...]:
    """Return the pages of a PDF that one of our layouts set."""
    with closing(pdfium.PdfDocument(pdf)) as document:
        return tuple(_page(document[number]) for number in range(len(document)))


def _page(page: Any) -> Page:
    width, height = page.get_size()
    with closing(page), closing(page.get_textpage()) as text:
        runs = tuple(_runs(_glyphs(text, height)))
        return Page(width, height, runs, tuple(_lines(page, height)))


def _glyphs(text: Any, height: float) -> Iterator[_Glyph]:
    """Yield what is printed.

    Of several characters that no font has pdfium may know one only; the others are
    U+FFFD.
    """
    for at, shown in printed(text.raw):
        yield _glyph(text, at, shown if shown != "\0" else _UNKNOWN, height)


def _glyph(text: Any, at: int, character: str, height: float) -> _Glyph:
    x, y = ctypes.c_double(), ctypes.c_double()
    raw.FPDFText_GetCharOrigin(text, at, x, y)
    name = ctypes.create_string_buffer(_LONGEST_NAME)
    raw.FPDFText_GetFontInfo(text, at, name, _LONGEST_NAME, ctypes.c_int())
    parts = [ctypes.c_uint() for _ in range(4)]
    raw.FPDFText_GetFillColor(text, at, *parts)
    return _Glyph(
        character,
        name.value.decode(errors="replace").partition("+")[2],
        raw.FPDFText_GetFontSize(text, at),
        x.value,
        height - y.value,
        (parts[0].value, parts[1].value, parts[2].value),
    )


def _runs(glyphs: Iterator[_Glyph]) -> Iterator[Run]:
    together: list[_Glyph] = []
    for glyph in glyphs:
        if together and not _follows(together[-1], glyph):
            yield _run(together)
            together = []
        together.append(glyph)
    if together:
        yield _run(together)


def _follows(before: _Glyph, after: _Glyph) -> bool:
    """Tell whether two characters belong to one run.

    A character outside the plane stands alone: readers do not agree whether it
    takes one step or two.
    """
    return (
        (before.font, before.size, before.colour)
        == (after.font, after.size, after.colour)
        and abs(before.y - after.y) < _SAME_LINE
        and 0 < after.x - before.x < _FURTHEST * after.size
        and max(before.character, after.character) < _PLANE
    )


def _run(glyphs: list[_Glyph]) -> Run:
    first = glyphs[0]
    pairs = pairwise(glyphs)
    return Run(
        "".join(one.character for one in glyphs),
        first.font,
        first.size,
        first.x,
        first.y,
        tuple(after.x - before.x for before, after in pairs),
        first.colour,
    )


def _lines(page: Any, height: float) -> Iterator[Line]:
    for path in page.get_objects([raw.FPDF_PAGEOBJ_PATH]):
        width, parts = ctypes.c_float(), [ctypes.c_uint() for _ in range(4)]
        raw.FPDFPageObj_GetStrokeWidth(path, width)
        raw.FPDFPageObj_GetStrokeColor(path, *parts)
        colour = (parts[0].value, parts[1].value, parts[2].value)
        turn = path.get_matrix()
        points = [
            turn.on_point(*_point(path, number))
            for number in range(raw.FPDFPath_CountSegments(path))
        ]
        for start, end in pairwise(points):
            flipped = [(x, height - y) for x, y in (start, end)]
            yield Line(flipped[0], flipped[1], width.value, colour)


def _point(path: Any, number: int) -> tuple[float, float]:
    x, y = ctypes.c_float(), ctypes.c_float()
    raw.FPDFPathSegment_GetPoint(raw.FPDFPath_GetPathSegment(path, number), x, y)
    return x.value, y.value
