"""Where the text of a page has its left and right edge.

A .docx declares them. Elsewhere the lines that run on show them; a page with too few
of those shows nothing, and then the edges of the standard are taken for places only.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from shuping.documents.rules.measuring.measured import POINT, Line, Page, is_wide, most
from shuping.documents.rules.measuring.roles import imprint_from, tables
from shuping.documents.rules.measuring.standard import (
    BINDING,
    BODY_SIZE,
    CHARACTERS,
    WIDTH,
)

_LONG = 110.0
_TITLE = 18
_SAME = 0.3
_ENOUGH = 3
_OPENING = "（《“‘〔【「『(["
_IDEOGRAPHS = (
    range(0x3400, 0xA000),
    range(0xF900, 0xFB00),
    range(0x20000, 0x33480),
)


@dataclass(frozen=True, slots=True)
class Edges:
    """The edges of a page; `seen` tells which of the two the page itself shows."""

    left: float
    right: float
    seen: tuple[bool, bool] = (False, False)

    def indent(self, line: Line) -> float:
        """Return how far a line stands in from the left."""
        return line.left - self.left

    def rest(self, line: Line) -> float:
        """Return how much is free to the right of a line."""
        return self.right - line.right


def is_ideograph(text: str) -> bool:
    """Tell whether a character is a Chinese one."""
    return any(ord(text) in block for block in _IDEOGRAPHS)


def may_be_squeezed(line: Line) -> bool:
    """Tell whether a line begins with a mark that may stand half a square out."""
    return line.text[0] in _OPENING


def edges_of(pages: Sequence[Page]) -> tuple[Edges, ...]:
    """Return the edges of each page; one that shows none has those of the others."""
    found = [_edges(page) for page in pages]
    lefts = [round(one.left, 1) for one in found if one.seen[0]]
    widths = [round(one.right - one.left, 1) for one in found if all(one.seen)]
    left = most(lefts) if lefts else BINDING
    width = most(widths) if widths else WIDTH
    return tuple(_with(one, left, width) for one in found)


def _with(edges: Edges, left: float, width: float) -> Edges:
    if all(edges.seen):
        return edges
    left = edges.left if edges.seen[0] else left
    return Edges(left, left + width, edges.seen)


def _edges(page: Page) -> Edges:
    if page.area is not None:
        area = page.area
        return Edges(area.left, area.left + area.width, (True, True))
    foot = imprint_from(page.lines) or page.height
    long = [
        line
        for line in page.lines
        if line.base < foot
        if line.right - line.left > _LONG and line.size < _TITLE
        if not any(top <= line.base <= bottom for top, bottom in tables(page))
    ]
    left, right = _left(long), _right(long)
    start = BINDING if left is None else left
    return Edges(
        start,
        start + WIDTH if right is None else right,
        (left is not None, right is not None),
    )


def _left(long: Sequence[Line]) -> float | None:
    """Return where lines that run on begin; two of them must agree."""
    flush = [
        after.left
        for before, after in pairwise(long)
        if after.left < before.left + _SAME and not may_be_squeezed(after)
    ]
    if not flush:
        return None
    least = min(flush)
    if any(line.left > least + 5 * _SAME for line in long):
        return least
    # Lines that all begin alike two characters in are paragraphs of one line each.
    agreeing = [one for one in flush if one < least + _SAME]
    indented = abs(least - BINDING - square(2 * BODY_SIZE)) < 5 * _SAME
    return least if len(agreeing) >= _ENOUGH and not indented else None


def _right(long: Sequence[Line]) -> float | None:
    """Return where justified lines end; none where too few end alike."""
    ends = [
        line.right
        for line in long
        if is_ideograph(line.text[-1]) and _squares(line) > CHARACTERS - 1
    ]
    last = max(ends, default=0)
    agreeing = [one for one in ends if one > last - _SAME]
    return last if len(agreeing) >= _ENOUGH else None


def _squares(line: Line) -> float:
    """Return how many characters a line holds, a narrow one being half."""
    return sum(1 if is_wide(letter.text) else 0.5 for letter in line.letters)


def square(size: float) -> float:
    """Return the width of a character of a size in points."""
    return size * POINT
