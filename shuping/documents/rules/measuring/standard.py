"""The numbers of GB/T 9704-2012, and how a deviation from them is told.

Lengths are millimetres, sizes of type points. Where the standard gives no tolerance of
its own, half a millimetre or half a point is allowed.
"""

from dataclasses import dataclass

from shuping.documents.rules.measuring.measured import POINT
from shuping.refusal import Words, say

PAPER = 210.0, 297.0
HEAD, HEAD_ALLOWED = 37.0, 1.0
BINDING, BINDING_ALLOWED = 28.0, 1.0
WIDTH, HEIGHT = 156.0, 225.0
BOTTOM = HEAD + HEIGHT
LINES, CHARACTERS = 22, 28
PITCH = HEIGHT / LINES / POINT
"""From base line to base line, in points."""
ADVANCE = WIDTH / CHARACTERS / POINT
"""From character to character, in points."""
BODY_SIZE, TITLE_SIZE, SMALL_SIZE = 16.0, 22.0, 14.0
ORGAN_TOP = 35.0
RULE_UNDER_NUMBER = 4.0
FOLIO_UNDER_AREA = 7.0
OUTER_RULE, INNER_RULE, RULE_ALLOWED = 0.35, 0.25, 0.06
ALLOWED = 0.5
_FINE = 2
IN_CELL = 2.3
"""How much higher or lower in its line a word processor may set type."""


@dataclass(frozen=True, slots=True)
class Deviation:
    """What is not as the standard wants it: where, what is, what is wanted, by what."""

    page: int
    place: Words
    measured: Words
    wanted: Words
    clause: str


@dataclass(frozen=True, slots=True)
class Span:
    """What a measure may be: the one number that is told, and from where to where."""

    wanted: float
    least: float
    most: float
    unit: str = "mm"

    def holds(self, figure: float) -> bool:
        """Tell whether a figure is within, to a hundredth."""
        return self.least - 0.005 <= figure <= self.most + 0.005

    def told(self, figure: float) -> Words:
        """Return a figure with its unit."""
        return measure(figure, self.unit)


def about(wanted: float, allowed: float = ALLOWED, unit: str = "mm") -> Span:
    """Return what lies as far to both sides of a number as is allowed."""
    return Span(wanted, wanted - allowed, wanted + allowed, unit)


def characters(count: float, *sizes: float) -> Span:
    """Return so many characters in millimetres; a character may have several sizes."""
    widths = [count * size * POINT for size in sizes]
    return Span(widths[0], min(widths) - ALLOWED, max(widths) + ALLOWED)


def measure(figure: float, unit: str) -> Words:
    """Return a figure as it is told: what is small to a hundredth, else to a tenth."""
    if unit == "pt":
        return say("{figure} pt", figure=f"{figure:.1f}")
    if unit == "lines":
        return say("{figure} lines", figure=f"{figure:.1f}")
    fine = 2 if abs(figure) < _FINE else 1
    return say("{figure} mm", figure=f"{figure:.{fine}f}")


def quoted(text: str) -> Words:
    """Return what stands in the document, as it stands there."""
    return say("“{text}”", text=text)
