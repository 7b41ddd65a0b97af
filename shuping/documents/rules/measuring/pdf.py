"""The characters and rules of a PDF, where they stand."""

import ctypes
from collections.abc import Iterator, Sequence
from typing import Any

import pypdfium2  # type: ignore[import-untyped]
from pypdfium2 import raw

from shuping.documents.rules.measuring.faces import is_bold_name, named
from shuping.documents.rules.measuring.measured import (
    BLACK,
    POINT,
    Colour,
    Letter,
    Measured,
    Page,
    Rule,
    Unreadable,
    lines_of,
)
from shuping.documents.rules.measuring.packages import (
    MOST_PAGES,
    TOO_LONG,
    within_limits,
)
from shuping.documents.rules.printed import printed
from shuping.refusal import say

_LOCKED = say("The PDF is locked with a password.")
_DAMAGED = say("The PDF is damaged.")
_SCANNED = say("There is no text in the PDF; a scanned page cannot be measured.")
_MOST_LETTERS = 20_000
_NAME_BYTES = 256
_MOST_POINTS = 100
_STROKED = (raw.FPDF_TEXTRENDERMODE_FILL_STROKE, raw.FPDF_TEXTRENDERMODE_STROKE)


def measured(content: bytes) -> Measured:
    """Return what a PDF measures; `Unreadable` is what has no text or no pages."""
    try:
        opened = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        locked = "assword" in str(error)
        raise Unreadable(_LOCKED if locked else _DAMAGED) from None
    try:
        return _measured(opened)
    except pypdfium2.PdfiumError:
        raise Unreadable(_DAMAGED) from None
    finally:
        opened.close()


def _measured(opened: Any) -> Measured:
    if len(opened) > MOST_PAGES:
        raise Unreadable(TOO_LONG)
    pages = within_limits(_page(opened[number]) for number in range(len(opened)))
    if not any(page.lines for page in pages):
        raise Unreadable(_SCANNED)
    return Measured(pages)


def _page(page: Any) -> Page:
    left, bottom, right, top = page.get_cropbox()
    corner = left, top
    text = page.get_textpage()
    letters = list(_letters(text.raw, corner))
    text.close()
    rules = tuple(_rules(page, corner))
    shown = Page(
        (right - left) * POINT, (top - bottom) * POINT, lines_of(letters), rules
    )
    page.close()
    return shown


class _Look:
    """How the characters of one object of text look."""

    def __init__(self, text: Any, place: int) -> None:
        self.font = _font(text, place)
        matrix = raw.FS_MATRIX()
        raw.FPDFText_GetMatrix(text, place, matrix)
        self.size = raw.FPDFText_GetFontSize(text, place) * abs(matrix.d or matrix.c)
        shown = raw.FPDFText_GetTextObject(text, place)
        stroked = raw.FPDFTextObj_GetTextRenderMode(shown) in _STROKED
        self.bold = stroked or is_bold_name(self.font)
        self.colour = _colour(raw.FPDFText_GetFillColor, text, place)


def _letters(text: Any, corner: tuple[float, float]) -> Iterator[Letter]:
    if raw.FPDFText_CountChars(text) > _MOST_LETTERS:
        raise Unreadable(say("A page of the PDF holds too much text to be a document."))
    looks: dict[int, _Look] = {}
    x, y, box = ctypes.c_double(), ctypes.c_double(), raw.FS_RECTF()
    for place, shown in filter(_is_seen, printed(text)):
        key = ctypes.addressof(raw.FPDFText_GetTextObject(text, place).contents)
        look = looks.get(key) or looks.setdefault(key, _Look(text, place))
        raw.FPDFText_GetCharOrigin(text, place, x, y)
        raw.FPDFText_GetLooseCharBox(text, place, box)
        yield Letter(
            shown,
            (x.value - corner[0]) * POINT,
            (box.right - corner[0]) * POINT,
            (corner[1] - y.value) * POINT,
            look.size,
            look.font,
            look.bold,
            look.colour,
        )


def _is_seen(printed: tuple[int, str]) -> bool:
    return printed[1].isprintable()


def _font(text: Any, place: int) -> str:
    name = ctypes.create_string_buffer(_NAME_BYTES)
    flags = ctypes.c_int()
    raw.FPDFText_GetFontInfo(text, place, name, _NAME_BYTES, flags)
    try:
        return named(name.value.decode())
    except UnicodeDecodeError:
        return named(name.value.decode("gb18030", "replace"))


def _colour(ask: Any, *of: Any) -> Colour:
    red, green, blue, _ = parts = [ctypes.c_uint() for _ in range(4)]
    return (red.value, green.value, blue.value) if ask(*of, *parts) else BLACK


def _rules(page: Any, corner: tuple[float, float]) -> Iterator[Rule]:
    for drawn in page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH]):
        thick = ctypes.c_float()
        fill, stroke = ctypes.c_int(), ctypes.c_int()
        raw.FPDFPath_GetDrawMode(drawn, fill, stroke)
        raw.FPDFPageObj_GetStrokeWidth(drawn, thick)
        matrix = drawn.get_matrix().get()
        stroked = bool(stroke.value)
        left, bottom, right, top = (
            _ends(drawn, matrix) if stroked else drawn.get_bounds()
        )
        ask = (
            raw.FPDFPageObj_GetStrokeColor if stroked else raw.FPDFPageObj_GetFillColor
        )
        wide = min(top - bottom, right - left)
        yield Rule(
            (left - corner[0]) * POINT,
            (corner[1] - top) * POINT,
            (right - corner[0]) * POINT,
            (corner[1] - bottom) * POINT,
            (thick.value * abs(matrix[3]) if stroked else wide) * POINT,
            _colour(ask, drawn),
        )


def _ends(drawn: Any, matrix: Sequence[float]) -> tuple[float, float, float, float]:
    """Return how far the points of a stroked path reach, without its thickness."""
    a, b, c, d, e, f = matrix
    x, y = ctypes.c_float(), ctypes.c_float()
    across, down = [e], [f]
    for place in range(min(raw.FPDFPath_CountSegments(drawn), _MOST_POINTS)):
        point = raw.FPDFPath_GetPathSegment(drawn, place)
        raw.FPDFPathSegment_GetPoint(point, x, y)
        across.append(a * x.value + c * y.value + e)
        down.append(b * x.value + d * y.value + f)
    across, down = across[1:] or across, down[1:] or down
    return min(across), min(down), max(across), max(down)
