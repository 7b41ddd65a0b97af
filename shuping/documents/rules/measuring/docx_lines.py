"""The lines of a paragraph of a .docx as a word processor would break them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from shuping.documents.rules.measuring.docx_sections import TWIP, Section
from shuping.documents.rules.measuring.docx_styles import is_on, number
from shuping.documents.rules.measuring.docx_text import (
    LINE_BREAK,
    PAGE_BREAK,
    TAB,
    Paragraph,
    Sign,
)
from shuping.documents.rules.measuring.measured import ASCENT, POINT, Letter

_CLOSING = "，。、；：？！）》”’】〕」』…,.;:?!)"
_NATURAL = 1.3
"""How much higher than its type an East Asian line is where nothing is said."""
_STOP = 720 * TWIP
_HALF = 0.5
Row = list[Sign]


@dataclass(frozen=True, slots=True)
class Room:
    """The room from left to right in which a paragraph is set."""

    left: float
    width: float


def rows(paragraph: Paragraph, section: Section, room: Room) -> list[tuple[Row, bool]]:
    """Return the rows of a paragraph, and for each whether the page ends after it."""
    width = inner(paragraph, room).width
    broken: list[tuple[Row, bool]] = []
    row: Row = []
    wide = _first(paragraph)
    for sign in paragraph.signs:
        if sign.text in (LINE_BREAK, PAGE_BREAK):
            broken.append((row, sign.text == PAGE_BREAK))
            row, wide = [], 0
            continue
        wide += reach(sign, section, paragraph)
        allowed = width + 0.1 + (sign.size * POINT if sign.text in _CLOSING else 0)
        if row and wide > allowed and not sign.text.isspace():
            broken.append((row, False))
            row, wide = [], reach(sign, section, paragraph)
        row.append(sign)
    if row or not broken:
        broken.append((row, False))
    return broken


def reach(sign: Sign, section: Section, paragraph: Paragraph) -> float:
    """Return how far a character reaches, with what the grid adds, in millimetres."""
    grid = section.wider if is_on(paragraph.held, "snapToGrid", otherwise=True) else 0
    half = 1 if sign.wide > sign.size * 0.6 else _HALF
    return (sign.wide + grid * half) * POINT


def height(paragraph: Paragraph, section: Section) -> float:
    """Return how high each line of a paragraph is."""
    told = number(paragraph.held, "spacing.line")
    kind = paragraph.held.get("spacing.lineRule", "auto")
    if told and kind == "exact":
        return told * TWIP
    natural = _natural(paragraph, section)
    if told and kind == "atLeast":
        return max(told * TWIP, natural)
    return natural * (told or 240) / 240


def _natural(paragraph: Paragraph, section: Section) -> float:
    natural = paragraph.size * _NATURAL * POINT
    if section.pitch and is_on(paragraph.held, "snapToGrid", otherwise=True):
        return section.pitch * max(1, -(-natural // section.pitch))
    return natural


def gap(paragraph: Paragraph, side: str, section: Section) -> float:
    """Return how much is kept free before or after a paragraph."""
    lines = number(paragraph.held, f"spacing.{side}Lines")
    pitch = section.pitch or 240 * TWIP
    return (
        lines / 100 * pitch
        if lines
        else number(paragraph.held, f"spacing.{side}") * TWIP
    )


def placed(
    row: Row, paragraph: Paragraph, section: Section, room: Room, at: tuple[float, bool]
) -> list[Letter]:
    """Return the characters of a row where they stand.

    `at` is its base line, and whether it is the first of its paragraph.
    """
    base, is_first = at
    left = inner(paragraph, room).left
    right = left + inner(paragraph, room).width
    left += _first(paragraph) if is_first else 0
    if any(sign.text == TAB for sign in row):
        return list(_tabbed(row, paragraph, section, (room.left, left, base)))
    wide = sum(reach(sign, section, paragraph) for sign in row)
    kind = paragraph.held.get("jc.val", "left")
    spread = 0.0
    if kind == "center":
        left += (right - left - wide) / 2
    elif kind in ("right", "end"):
        left = right - wide
    elif kind == "distribute" and len(row) > 1:
        spread = (right - left - wide) / (len(row) - 1)
    return list(_set(row, paragraph, section, (left, base, spread)))


def inner(paragraph: Paragraph, room: Room) -> Room:
    """Return the room that a paragraph has between its indents."""
    left, right = _inset(paragraph, "left"), _inset(paragraph, "right")
    return Room(room.left + left, room.width - left - right)


def _set(
    row: Sequence[Sign],
    paragraph: Paragraph,
    section: Section,
    at: tuple[float, float, float],
) -> Iterator[Letter]:
    left, base, spread = at
    for sign in row:
        wide = reach(sign, section, paragraph)
        yield Letter(
            sign.text,
            left,
            left + wide,
            base,
            sign.size,
            sign.font,
            sign.bold,
            sign.colour,
        )
        left += wide + spread


def _tabbed(
    row: Row, paragraph: Paragraph, section: Section, at: tuple[float, float, float]
) -> Iterator[Letter]:
    edge, left, base = at
    pieces = _pieces(row)
    for place, piece in enumerate(pieces):
        wide = sum(reach(sign, section, paragraph) for sign in piece)
        if place:
            stop, kind = _next_stop(paragraph, left - edge)
            share = {"right": 1.0, "end": 1.0, "center": 0.5}.get(kind, 0.0)
            left = edge + stop - share * wide
        yield from _set(piece, paragraph, section, (left, base, 0))
        left += wide


def _pieces(row: Row) -> list[Row]:
    pieces: list[Row] = [[]]
    for sign in row:
        if sign.text == TAB:
            pieces.append([])
        else:
            pieces[-1].append(sign)
    return pieces


def _next_stop(paragraph: Paragraph, after: float) -> tuple[float, str]:
    stops = sorted((twips * TWIP, kind) for twips, kind in paragraph.stops)
    further = [stop for stop in stops if stop[0] > after]
    return further[0] if further else ((after // _STOP + 1) * _STOP, "left")


def _inset(paragraph: Paragraph, side: str) -> float:
    other = "start" if side == "left" else "end"
    held = paragraph.held
    chars = number(held, f"ind.{side}Chars") or number(held, f"ind.{other}Chars")
    if chars:
        return chars / 100 * paragraph.size * POINT
    return (number(held, f"ind.{side}") or number(held, f"ind.{other}")) * TWIP


def _first(paragraph: Paragraph) -> float:
    held = paragraph.held
    chars = number(held, "ind.firstLineChars") - number(held, "ind.hangingChars")
    if chars:
        return chars / 100 * paragraph.size * POINT
    return (number(held, "ind.firstLine") - number(held, "ind.hanging")) * TWIP


def base_of(paragraph: Paragraph, top: float, high: float) -> float:
    """Return the base line of a row whose type stands in the middle of its height."""
    return top + (high - paragraph.size * POINT) / 2 + ASCENT * paragraph.size * POINT
