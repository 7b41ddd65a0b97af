"""What was measured on a document: characters and rules where they stand on pages.

Lengths are millimetres from the top left corner of the paper, sizes of type points.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple, TypeVar
from unicodedata import east_asian_width

from shuping.refusal import Words

POINT = 25.4 / 72
"""Millimetres in a point."""
ASCENT = 0.88
"""How much of a Chinese character's square stands over its base line."""
BLACK = (0, 0, 0)
Colour = tuple[int, int, int]
_DARK, _BRIGHT = 80, 140
_THIN = 1.5
_GAP = 8
_SQUARE = "“”‘’—…·"
T = TypeVar("T")


class Unreadable(Exception):
    """A file that cannot be measured; its words say why."""

    def __init__(self, words: Words) -> None:
        super().__init__(str(words))
        self.words = words


class Letter(NamedTuple):
    """A character as it is set; `base` is its base line, `right` where it ends."""

    text: str
    left: float
    right: float
    base: float
    size: float
    font: str
    bold: bool = False
    colour: Colour = BLACK


class Rule(NamedTuple):
    """A straight rule; a level one has `top` in its middle, `wide` across."""

    left: float
    top: float
    right: float
    bottom: float
    thick: float
    colour: Colour = BLACK

    @property
    def is_level(self) -> bool:
        """Tell whether it runs from left to right."""
        return self.bottom - self.top < _THIN < self.right - self.left


class Box(NamedTuple):
    """The type area that a file declares."""

    left: float
    top: float
    width: float
    height: float


@dataclass(frozen=True)
class Line:
    """Characters on one base line, from left to right, spaces at the ends not told."""

    letters: tuple[Letter, ...]

    @cached_property
    def text(self) -> str:
        """Return what the line says."""
        return "".join(letter.text for letter in self.letters)

    @property
    def left(self) -> float:
        """Return where it begins."""
        return self.letters[0].left

    @property
    def right(self) -> float:
        """Return where it ends."""
        return self.letters[-1].right

    @property
    def base(self) -> float:
        """Return its base line."""
        return self.letters[0].base

    @cached_property
    def size(self) -> float:
        """Return the size that most of its characters have, in points."""
        return most(round(letter.size, 2) for letter in self.letters)

    @property
    def top(self) -> float:
        """Return the upper edge of its characters' squares."""
        return self.base - ASCENT * self.size * POINT

    @property
    def bottom(self) -> float:
        """Return the lower edge of its characters' squares."""
        return self.base + (1 - ASCENT) * self.size * POINT

    @property
    def colour(self) -> Colour:
        """Return the colour that most of its characters have."""
        return most(letter.colour for letter in self.letters)


@dataclass(frozen=True, slots=True)
class Page:
    """A page; `area` only where the file declares it, else the text shows it."""

    width: float
    height: float
    lines: tuple[Line, ...]
    rules: tuple[Rule, ...] = ()
    area: Box | None = None
    tabled: tuple[tuple[float, float], ...] = ()
    """From where to where a page holds tables."""


@dataclass(frozen=True, slots=True)
class Measured:
    """A document as it was measured; what its reader passed over is told in `notes`."""

    pages: tuple[Page, ...]
    notes: tuple[tuple[int, Words], ...] = ()
    is_computed: bool = False
    """Whether lines and pages were broken by computing, as for a .docx."""


def most(values: Iterable[T]) -> T:
    """Return the value that comes most often, the first of several."""
    return Counter(values).most_common(1)[0][0]


def is_red(colour: Colour) -> bool:
    """Tell whether a colour is a red."""
    return colour[0] > _BRIGHT and max(colour[1:]) < _DARK


def is_dark(colour: Colour) -> bool:
    """Tell whether a colour passes for black in print."""
    return max(colour) < _DARK


def is_wide(text: str) -> bool:
    """Tell whether a character is set in a full square."""
    return text in _SQUARE or east_asian_width(text) in "WF"


def lines_of(letters: Iterable[Letter]) -> tuple[Line, ...]:
    """Return characters gathered into lines, from the top of the page down.

    Characters a third of their size higher or lower still stand on the line; a gap of
    more than eight characters parts two lines on one level.
    """
    rows: list[list[Letter]] = []
    for letter in sorted(letters, key=lambda one: (one.base, one.left)):
        near = letter.size * POINT / 3
        if rows and abs(rows[-1][-1].base - letter.base) < near:
            rows[-1].append(letter)
        else:
            rows.append([letter])
    return tuple(line for row in rows for line in _parted(row))


def _parted(row: list[Letter]) -> Iterator[Line]:
    row.sort(key=lambda one: one.left)
    kept: list[Letter] = []
    for letter in row:
        if kept and letter.left - kept[-1].right > _GAP * letter.size * POINT:
            yield from _bare(kept)
            kept = []
        kept.append(letter)
    yield from _bare(kept)


def _bare(letters: list[Letter]) -> Iterator[Line]:
    while letters and letters[0].text.isspace():
        letters = letters[1:]
    while letters and letters[-1].text.isspace():
        letters = letters[:-1]
    if letters:
        yield Line(tuple(letters))
