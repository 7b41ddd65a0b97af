"""A .docx set into pages by its own measures, without a word processor.

Where lines and pages break is computed, so what depends on it is near, not exact.
"""

from collections.abc import Iterator, Sequence
from itertools import islice
from xml.etree.ElementTree import Element

from shuping.documents.rules.measuring import docx_lines as setting
from shuping.documents.rules.measuring import docx_sections as sections
from shuping.documents.rules.measuring import docx_tables as tables
from shuping.documents.rules.measuring.docx_lines import Room
from shuping.documents.rules.measuring.docx_sections import Section
from shuping.documents.rules.measuring.docx_styles import (
    Styles,
    hexed,
    is_on,
    number,
    read,
    terms,
)
from shuping.documents.rules.measuring.docx_text import (
    PAGE_NUMBER,
    Paragraph,
    paragraph,
)
from shuping.documents.rules.measuring.measured import (
    POINT,
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
    Parts,
    all_of,
    first,
    opened,
    tree,
)
from shuping.refusal import Words, say

MAIN = "word/document.xml"
_SETTINGS = "word/settings.xml"
_NEAR = 0.3
_MOST_IN_FOOT = 10
_LISTS = say("automatic numbering is not read")
_BOXES = say("text boxes and pictures are not measured")
_EMPTY = say("There is no text in the document.")


def measured(content: bytes) -> Measured:
    """Return what a .docx measures; `Unreadable` is what cannot be opened."""
    parts = opened(content)
    body = first(tree(parts, MAIN), "body")
    if body is None:
        raise Unreadable(_EMPTY)
    press = _Press(parts)
    press.over(body)
    if not any(page.lines or page.tabled for page in press.pages):
        raise Unreadable(_EMPTY)
    return Measured(tuple(press.pages), tuple(press.notes), is_computed=True)


class _Press:
    """Sets block after block, and begins a page where one is full."""

    def __init__(self, parts: Parts) -> None:
        self.pages: list[Page] = []
        self.notes: list[tuple[int, Words]] = []
        self._parts = parts
        self._styles: Styles = read(parts)
        told = terms(tree(parts, _SETTINGS)) if _SETTINGS in parts else {}
        self._parity = is_on(told, "evenAndOddHeaders")
        self._section = Section({}, {})
        self._letters: list[Letter] = []
        self._rules: list[Rule] = []
        self._tabled: list[tuple[float, float]] = []
        self._down = 0.0
        self._first = self._number = 1
        self._feet: dict[str, list[Paragraph]] = {}

    def over(self, body: Element) -> None:
        for number_, (section, blocks) in enumerate(self._sections(body)):
            if number_ and not section.goes_on:
                self._end_page()
            if number_ == 0 or not section.goes_on:
                self._section, self._first = section, len(self.pages) + 1
                self._number = section.begins or self._number
                self._down = section.area.top
            for block in blocks:
                self._set_block(block)
        self._end_page()

    def _sections(self, body: Element) -> list[tuple[Section, list[Element]]]:
        targets = sections.related(self._parts, MAIN)
        found: list[tuple[Section, list[Element]]] = []
        last, blocks = Section({}, {}), list[Element]()
        for block in _blocks(body):
            ends = block if block.tag == "sectPr" else first(block, "pPr", "sectPr")
            if block.tag != "sectPr":
                blocks.append(block)
            if ends is not None:
                last = sections.section(ends, targets, last)
                found.append((last, blocks))
                blocks = []
        return [*found, (last, blocks)] if blocks else found

    def _set_block(self, block: Element) -> None:
        if block.tag == "tbl":
            self._set_table(block)
        elif block.tag == "p":
            self._note(block)
            self._set_paragraph(paragraph(block, self._styles))

    def _note(self, block: Element) -> None:
        page = len(self.pages) + 1
        if first(block, "pPr", "numPr") is not None:
            self.notes.append((page, _LISTS))
        if any(one.tag in ("drawing", "pict", "txbxContent") for one in block.iter()):
            self.notes.append((page, _BOXES))

    def _set_paragraph(self, one: Paragraph) -> None:
        section, area = self._section, self._section.area
        if is_on(one.held, "pageBreakBefore"):
            self._end_page()
        high = setting.height(one, section)
        room = Room(area.left, area.width)
        if self._down > area.top or not self.pages:
            self._down += setting.gap(one, "before", section)
        top = self._down
        for place, (row, breaks) in enumerate(setting.rows(one, section, room)):
            if self._down + high > area.top + area.height + _NEAR:
                self._end_page()
                top = self._down
            base = setting.base_of(one, self._down, high)
            self._letters += setting.placed(row, one, section, room, (base, place == 0))
            self._down += high
            if breaks:
                self._end_page()
                top = self._down
        self._rules += _borders(one, setting.inner(one, room), (top, self._down))
        self._down += setting.gap(one, "after", section)

    def _set_table(self, table: Element) -> None:
        """Keep room for a table; only an imprint is measured in one."""
        if tables.is_imprint(table):
            self._set_imprint(table)
            return
        section = self._section
        top = self._down
        for row in all_of(table, "tr"):
            cells = [
                [paragraph(one, self._styles) for one in cell.iter("p")]
                for cell in all_of(row, "tc")
            ]
            high = max((_depth(cell, section, len(cells)) for cell in cells), default=0)
            if self._down + high > section.area.top + section.area.height + _NEAR:
                self._tabled.append((top, self._down))
                self._end_page()
                top = self._down
            self._down += high
        self._tabled.append((top, self._down))

    def _set_imprint(self, table: Element) -> None:
        area = self._section.area
        for row in tables.imprint(table, self._styles, Room(area.left, area.width)):
            self._rule(row.over)
            downs = [self._set_cell(room, cell) for room, cell in row.cells]
            self._down = max(downs, default=self._down)
            self._rule(row.under)

    def _set_cell(self, room: Room, cell: Sequence[Paragraph]) -> float:
        section, down = self._section, self._down
        for one in cell:
            high = setting.height(one, section)
            for place, (row, _) in enumerate(setting.rows(one, section, room)):
                at = setting.base_of(one, down, high), place == 0
                self._letters += setting.placed(row, one, section, room, at)
                down += high
        return down

    def _rule(self, thick: float) -> None:
        if thick:
            area, down = self._section.area, self._down
            right = area.left + area.width
            self._rules.append(Rule(area.left, down, right, down, thick))

    def _end_page(self) -> None:
        page = len(self.pages) + 1
        if page > MOST_PAGES:
            raise Unreadable(TOO_LONG)
        section = self._section
        letters = [*self._letters, *self._foot(page)]
        self.pages.append(
            Page(
                section.width,
                section.height,
                lines_of(letters),
                tuple(self._rules),
                section.area,
                tuple(self._tabled),
            )
        )
        self._number += 1
        self._letters, self._rules, self._tabled = [], [], []
        self._down = section.area.top

    def _foot(self, page: int) -> Iterator[Letter]:
        section = self._section
        is_first, shown_number = page == self._first, self._number
        part = section.foot_of(shown_number, is_first=is_first, parity=self._parity)
        if part not in self._parts:
            return
        those = self._foot_paragraphs(part)
        flowing = [one for one in those if not _is_framed(one)] or those
        room = Room(section.area.left, section.area.width)
        down = section.height - section.foot
        down -= sum(_depth([one], section, 1) for one in flowing)
        for one in those:
            high = setting.height(one, section)
            base = setting.base_of(one, down, high)
            shown = _numbered(_aligned(one, shown_number), shown_number)
            for row, _ in setting.rows(shown, section, room)[:1]:
                yield from setting.placed(row, shown, section, room, (base, True))
            if one in flowing:
                down += _depth([one], section, 1)

    def _foot_paragraphs(self, part: str) -> list[Paragraph]:
        if part not in self._feet:
            found = islice(tree(self._parts, part).iter("p"), _MOST_IN_FOOT)
            self._feet[part] = [paragraph(one, self._styles) for one in found]
        return self._feet[part]


def _blocks(body: Element) -> Iterator[Element]:
    for child in body:
        inner = first(child, "sdtContent") if child.tag == "sdt" else None
        if inner is None:
            yield child
        else:
            yield from _blocks(inner)


def _depth(cell: list[Paragraph], section: Section, columns: int) -> float:
    room = Room(0, section.area.width / max(1, columns))
    return sum(
        setting.height(one, section) * len(setting.rows(one, section, room))
        + setting.gap(one, "before", section)
        + setting.gap(one, "after", section)
        for one in cell
    )


def _borders(
    one: Paragraph, room: Room, between: tuple[float, float]
) -> Iterator[Rule]:
    for side, sign, level in (("top", -1, between[0]), ("bottom", 1, between[1])):
        if one.held.get(f"{side}.val", "nil") in ("nil", "none"):
            continue
        thick = number(one.held, f"{side}.sz", 4) / 8 * POINT
        at = level + sign * number(one.held, f"{side}.space") * POINT
        shade = hexed(one.held.get(f"{side}.color", ""))
        yield Rule(room.left, at, room.left + room.width, at, thick, shade)


def _is_framed(one: Paragraph) -> bool:
    return any(name.startswith("framePr.") for name in one.held)


def _aligned(one: Paragraph, page: int) -> Paragraph:
    """Return a paragraph in a frame as one that is aligned like the frame."""
    kind = one.held.get("framePr.xAlign", "")
    if not kind:
        return one
    outside = "right" if page % 2 else "left"
    inside = "left" if page % 2 else "right"
    kind = {"outside": outside, "inside": inside}.get(kind, kind)
    return Paragraph(one.held | {"jc.val": kind}, one.signs, one.size, one.stops)


def _numbered(one: Paragraph, page: int) -> Paragraph:
    signs = tuple(
        sign._replace(text=digit) if sign.text == PAGE_NUMBER else sign
        for sign in one.signs
        for digit in (str(page) if sign.text == PAGE_NUMBER else sign.text)
    )
    return Paragraph(one.held, signs, one.size, one.stops)
