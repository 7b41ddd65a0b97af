"""The paragraphs of a .docx: their characters with what holds for each."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple
from xml.etree.ElementTree import Element

from shuping.documents.rules.measuring.docx_styles import (
    Stops,
    Styles,
    Terms,
    colour,
    is_on,
    joined,
    number,
    size,
    stops,
    terms,
)
from shuping.documents.rules.measuring.measured import Colour, Unreadable, is_wide
from shuping.documents.rules.measuring.packages import (
    MOST_LETTERS,
    TOO_LONG,
    first,
)

PAGE_BREAK, LINE_BREAK, TAB, PAGE_NUMBER = "\f", "\n", "\t", "\x00"
_UNSEEN = ("del", "moveFrom", "pPr", "AlternateContent", "drawing", "pict", "rPr")
_SIGNS = {"tab": TAB, "cr": LINE_BREAK, "noBreakHyphen": "-", "pgNum": PAGE_NUMBER}


class Sign(NamedTuple):
    """A character before it has a place; `wide` is how far it reaches, in points."""

    text: str
    size: float
    wide: float
    font: str
    bold: bool
    colour: Colour


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph: what holds for it, its characters, and its tab stops in twips."""

    held: Terms
    signs: tuple[Sign, ...]
    size: float
    stops: Stops = ()


def paragraph(element: Element, styles: Styles) -> Paragraph:
    """Return a paragraph with all that holds for it by styles and by itself."""
    own = first(element, "pPr")
    told = terms(own)
    name = told.get("pStyle.val", styles.normal)
    by_style, run = styles.held(name)
    mark = joined(run, terms(first(own, "rPr")))
    walk = _Walk(styles, run)
    walk.over(element)
    return Paragraph(
        joined(by_style, told),
        tuple(walk.signs),
        walk.signs[0].size if walk.signs else size(mark),
        styles.stops(name) + stops(own),
    )


class _Walk:
    """A walk over the runs of one paragraph; fields are told by what they ask for."""

    def __init__(self, styles: Styles, run: Terms) -> None:
        self.signs: list[Sign] = []
        self._styles, self._run = styles, run
        self._asked = ""
        self._depth, self._told = 0, False

    def over(self, element: Element) -> None:
        for child in element:
            if child.tag == "r":
                self._over_run(child)
            elif child.tag == "fldSimple" and _asks_page(child.get("instr", "")):
                self._page_number(next(child.iter("r"), child))
            elif child.tag not in _UNSEEN:
                self.over(child)

    def _held(self, run: Element) -> Terms:
        own = terms(first(run, "rPr"))
        by_style = self._styles.run_of(own.get("rStyle.val", ""))
        return joined(self._run, by_style, own)

    def _page_number(self, run: Element) -> None:
        self.signs += _signs(PAGE_NUMBER, self._held(run), self._styles)

    def _over_run(self, run: Element) -> None:
        held = self._held(run)
        if is_on(held, "vanish"):
            return
        for child in run:
            if child.tag == "fldChar":
                self._field(child.get("fldCharType", ""), run)
            elif child.tag == "instrText":
                self._asked += child.text or ""
            elif not (self._depth and self._told):
                self._show(_shown(child), held)

    def _show(self, text: str, held: Terms) -> None:
        if len(self.signs) + len(text) > MOST_LETTERS:
            raise Unreadable(TOO_LONG)
        self.signs += _signs(text, held, self._styles)

    def _field(self, step: str, run: Element) -> None:
        if step == "begin":
            self._depth, self._asked = self._depth + 1, ""
        elif step == "separate":
            self._number(run)
        elif step == "end":
            self._number(run)
            self._depth, self._told = max(0, self._depth - 1), False
            self._asked = ""

    def _number(self, run: Element) -> None:
        if not self._told and _asks_page(self._asked):
            self._page_number(run)
            self._told = True


def _asks_page(instruction: str) -> bool:
    return instruction.split()[:1] == ["PAGE"]


def _shown(child: Element) -> str:
    if child.tag == "t":
        return child.text or ""
    if child.tag == "br":
        return PAGE_BREAK if child.get("type") == "page" else LINE_BREAK
    return _SIGNS.get(child.tag, "")


def _signs(text: str, held: Terms, styles: Styles) -> Iterator[Sign]:
    points = size(held)
    more = number(held, "spacing.val") / 20
    share = number(held, "w.val", 100) / 100
    bold, shade = is_on(held, "b"), colour(held)
    fonts = {wide: styles.font(held, wide=wide) for wide in (True, False)}
    for one in text:
        wide = is_wide(one)
        reach = points * share * (1 if wide else 0.5) + more
        yield Sign(one, points, reach, fonts[wide], bold, shade)
