"""The imprint of a .docx where it is made as a table: its cells and rules."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from shuping.documents.rules.measuring.docx_lines import Room
from shuping.documents.rules.measuring.docx_sections import TWIP
from shuping.documents.rules.measuring.docx_styles import Styles, Terms, number, terms
from shuping.documents.rules.measuring.docx_text import Paragraph, paragraph
from shuping.documents.rules.measuring.measured import POINT
from shuping.documents.rules.measuring.packages import all_of, first

_IMPRINT = re.compile(r"抄\s*送[：:]|印发$")
_MARGIN = 108
_NONE = ("", "nil", "none")


@dataclass(frozen=True, slots=True)
class Row:
    """A row: paragraphs and the room of each cell, and how thick its rules are.

    `over` and `under` are millimetres, 0 where there is no rule.
    """

    cells: tuple[tuple[Room, tuple[Paragraph, ...]], ...]
    over: float
    under: float


def is_imprint(table: Element) -> bool:
    """Tell whether a table is an imprint by what it says."""
    return bool(_IMPRINT.search("".join(one.text or "" for one in table.iter("t"))))


def imprint(table: Element, styles: Styles, room: Room) -> Iterator[Row]:
    """Yield the rows of an imprint, set from the left edge of a room."""
    own = first(table, "tblPr")
    whole = terms(first(own, "tblBorders"))
    margins = terms(first(own, "tblCellMar"))
    rows = list(all_of(table, "tr"))
    for place, row in enumerate(rows):
        cells, at = [], room.left
        for cell in all_of(row, "tc"):
            wide = number(terms(first(cell, "tcPr")), "tcW.w") * TWIP or room.width
            left, right = (
                number(margins, f"{side}.w", _MARGIN) * TWIP
                for side in ("left", "right")
            )
            those = tuple(paragraph(one, styles) for one in all_of(cell, "p"))
            cells.append((Room(at + left, wide - left - right), those))
            at += wide
        borders = terms(first(row, "tc", "tcPr", "tcBorders"))
        is_last = place == len(rows) - 1
        yield Row(
            tuple(cells),
            _thick(whole, borders, ("insideH" if place else "top", "top")),
            _thick(whole, borders, ("bottom", "bottom")) if is_last else 0,
        )


def _thick(whole: Terms, own: Terms, sides: tuple[str, str]) -> float:
    held = {name: whole[name] for name in whole if name.startswith(f"{sides[0]}.")}
    side = sides[0]
    if f"{sides[1]}.val" in own:
        held, side = own, sides[1]
    if held.get(f"{side}.val", "") in _NONE:
        return 0
    return number(held, f"{side}.sz", 4) / 8 * POINT
