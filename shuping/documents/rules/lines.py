"""Where the lines of a title break, and how far signature and date stand in."""

import re
import unicodedata
from collections.abc import Sequence
from itertools import combinations, pairwise

from shuping.documents.rules.content import (
    Document,
    attachment_names,
    chinese_date,
    printable,
)

TITLE_WIDTH = 20  # characters of 22 pt on a line of 156 mm
_NARROW = 0.5
_NARROW_AT_MOST = 0.6  # figures of the fonts that stand in are wider than half
_MOST_CUTS, _MOST_PLACES = 3, 20
ORGAN_POINTS = 36
_TEXT_WIDTH = 442  # points: 156 mm
_INDENT = 2
DATE_INSET = 4  # 右空四字
_LEAST_INSET = 2
_SIGNER_WIDTH = 22
# A title may break after these marks and before these words of the field.
_BREAK = re.compile(
    r"(?<=[、，）”》])(?![、，）”》“委书])"
    r"|(?=召开|关于|党委|党工委|党（工）委|抓|(?<![0-9])年度|述职评议|考核|结果|情况)"
)


def width(text: str, narrow: float = _NARROW) -> float:
    """Return how many full characters wide a text is set; a Latin one is `narrow`."""
    wide = unicodedata.east_asian_width
    return sum(1 if wide(one) in "WFA" else narrow for one in text)


def title_lines(title: str, limit: int = TITLE_WIDTH) -> list[str]:
    """Return the lines of a title; a line break in it is kept.

    A line that is too long breaks before words, or after marks, into as few lines as
    hold it: no line shorter than both its neighbours, and all as alike as can be. One
    that has no such places breaks in the middle.
    """
    lines = [printable(line) for line in title.splitlines()]
    return [part for line in lines if line for part in _broken(line, limit)]


def _broken(line: str, limit: int) -> list[str]:
    if width(line, _NARROW_AT_MOST) <= limit:
        return [line]
    places = [m.start() for m in _BREAK.finditer(line) if 0 < m.start() < len(line)]
    for cuts in range(1, _MOST_CUTS + 1):
        ways = combinations(places[:_MOST_PLACES], cuts)
        whole = [_cut(line, way) for way in ways]
        fitting = [one for one in whole if max(_widths(one)) <= limit]
        if fitting:
            return min(fitting, key=_unevenness)
    middle = len(line) / 2
    cut = min(places, key=lambda place: abs(place - middle), default=len(line) // 2)
    return [*_broken(line[:cut], limit), *_broken(line[cut:], limit)]


def _cut(line: str, places: Sequence[int]) -> list[str]:
    ends = (0, *places, len(line))
    return [line[start:end] for start, end in pairwise(ends)]


def _widths(lines: Sequence[str]) -> list[float]:
    return [width(line, _NARROW_AT_MOST) for line in lines]


def _unevenness(lines: Sequence[str]) -> tuple[bool, float]:
    """Return whether a line is shorter than both its neighbours, and how unlike all.

    The standard wants the lines of a title to form a trapezium or a rhombus.
    """
    wide = _widths(lines)
    steps = zip(wide, wide[1:], wide[2:], strict=False)
    waist = any(one < min(before, after) for before, one, after in steps)
    return waist, max(wide) - min(wide)


def organ_points(organ: str) -> int:
    """Return the size of the red name over the line, which stays on one line."""
    wide = max(width(printable(organ)), 1)
    return min(ORGAN_POINTS, int(_TEXT_WIDTH / wide))


def attachment_lines(document: Document) -> tuple[tuple[str, int, float], ...]:
    """Return the lines that name the attachments, where each begins and goes on.

    Both are characters from the edge of the text: 附件： stands two in, further names
    under the first; one that needs more lines goes on under itself.
    """
    names = attachment_names(document)
    first, later = _INDENT, _INDENT + len("附件：")
    return tuple(
        (
            name,
            later if number > 1 else first,
            later + (width(f"{number}.") if len(names) > 1 else 0),
        )
        for number, name in enumerate(names, 1)
    )


def closing(document: Document) -> tuple[tuple[str, float], ...]:
    """Return the lines of signer and date, and how far each stands from the right.

    Insets are characters. The signer is centred over the date, which stands four
    characters in; a signer wider than that pushes the date in further, and breaks
    into lines where one does not hold it.
    """
    signer = printable(document.signer)
    lines = _broken(signer, _SIGNER_WIDTH) if signer else []
    day = chinese_date(document.date) if document.date else ""
    widest = max(map(width, lines), default=0)
    excess = (widest - width(day)) / 2 if day else 0
    over = max(excess - (DATE_INSET - _LEAST_INSET), 0)
    told = [
        (line, DATE_INSET + over - excess + (widest - width(line)) / 2)
        for line in lines
    ]
    return (*told, *([(day, DATE_INSET + over)] if day else []))
