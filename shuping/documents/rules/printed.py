"""What a page of a PDF prints, character by character."""

from collections.abc import Iterator
from typing import Any

from pypdfium2 import raw  # type: ignore[import-untyped]

_HIGH, _LOW, _PLANE = range(0xD800, 0xDC00), range(0xDC00, 0xE000), 0x10000


def printed(text: Any) -> Iterator[tuple[int, str]]:
    """Yield each character of a page's text as pdfium holds it, with its place.

    pdfium tells one outside the plane in two halves; its place is that of the second.
    What it adds itself, as line breaks, is not printed; what no font has is NUL.
    """
    high = 0
    for place in range(raw.FPDFText_CountChars(text)):
        unit = raw.FPDFText_GetUnicode(text, place)
        is_second = high and unit in _LOW
        whole = _PLANE + ((high & 0x3FF) << 10 | unit & 0x3FF) if is_second else unit
        high = unit if unit in _HIGH else 0
        if not high and raw.FPDFText_IsGenerated(text, place) != 1:
            yield place, chr(whole)
