"""Which line of a document is what: title, addressee, body, levels, signer, date …

A line is known by where it stands and what it says, not by its looks, so that wrong
looks are found. What is not known is `OTHER`, and is not measured.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from shuping.documents.rules.measuring.edges import Edges, edges_of, is_ideograph
from shuping.documents.rules.measuring.measured import (
    POINT,
    Line,
    Measured,
    Page,
)
from shuping.documents.rules.measuring.roles import (
    ADDRESSEE,
    ANNEX,
    ATTACHED,
    BODY,
    DATE,
    DATE_LINE,
    FOLIO,
    LEVELS,
    NUMBER,
    OTHER,
    RUNNING,
    SIGNER,
    TABLE,
    TITLE,
    head_role,
    imprint_from,
    imprint_role,
    is_folio,
    level,
    red_rule,
    says_title,
    tables,
    usual_size,
)

_BY_SIZE_TITLE = 18
_UNLIKE_ADDRESSEE = re.compile(r"如下|下列|以下|各位|同志们|[，。]")
_MOST_ADDRESSEE = 6
_MOST_SIGNER = 3
_APART, _BY_SIZE_APART = 15, 20
_NEAR, _DEEP = 3, 3.5
_ATTACHED = re.compile(r"附件\s*(\d+\s*[.．])?\s*[：:]")
_ANNEX = re.compile(r"附件\s*\d*")
_FREE = re.compile(r"(出席|请假|列席)[：:]|\w{2,15}$")
"""What may be in 黑体: the words of minutes, clause 10.3, a heading with no numeral."""


@dataclass(frozen=True, slots=True)
class Part:
    """A line and what it is; `starts` where a paragraph begins with it.

    `page` counts from 1; of a heading, `heads` is how many characters belong to it.
    """

    page: int
    line: Line
    role: str
    starts: bool = False
    heads: int = 0


@dataclass(frozen=True, slots=True)
class Known:
    """A document of which is known what its lines are, and where its text has edges."""

    measured: Measured
    parts: tuple[Part, ...]
    edges: tuple[Edges, ...]

    def of(self, *roles: str) -> list[Part]:
        """Return the lines of some roles in their order."""
        return [part for part in self.parts if part.role in roles]

    def pages_told(self) -> set[int]:
        """Return the pages on which a line in Chinese is known, not only its number."""
        return {
            one.page
            for one in self.parts
            if one.role not in (FOLIO, TABLE, OTHER)
            and any(is_ideograph(letter.text) for letter in one.line.letters)
        }

    def edges_on(self, page: int) -> Edges:
        """Return the edges of a page, from 1."""
        return self.edges[page - 1]


def known(measured: Measured) -> Known:
    """Return a document with the role of every line."""
    edges = edges_of(measured.pages)
    walk = _Walk(edges, usual_size(measured.pages))
    for number, page in enumerate(measured.pages, 1):
        walk.over(number, page)
    return Known(measured, tuple(walk.parts), edges)


class _Walk:
    """A walk down the lines; `step` is how far the document has come."""

    def __init__(self, edges: Sequence[Edges], usual: float) -> None:
        self.parts: list[Part] = []
        self._edges, self._usual = edges, usual
        self._step = self._before_title
        self._addressed = 0
        self._titled = 0.0

    def over(self, number: int, page: Page) -> None:
        lines = list(page.lines)
        red = red_rule(page)
        imprint = imprint_from(lines)
        self._titled = min(
            (line.base for line in lines if self._is_large_title(number, line)),
            default=0,
        )
        for place, line in enumerate(lines):
            if is_folio(line, is_last=place == len(lines) - 1):
                self._add(number, line, FOLIO)
            elif any(top <= line.base <= bottom for top, bottom in tables(page)):
                self._add(number, line, TABLE)
            elif imprint is not None and line.base >= imprint:
                self._add(number, line, imprint_role(line, lines))
            elif self._is_head(number, line, red):
                self._add(number, line, head_role(line))
            else:
                if self._is_title_again(number, line):
                    self._step = self._before_title
                self._step(number, line)

    def _is_title_again(self, page: int, line: Line) -> bool:
        """Tell whether a page begins with a title of its own, under 附件 or without."""
        above = [part.role for part in self.parts if part.page == page]
        return page > 1 and self._is_large_title(page, line) and above in ([], [ANNEX])

    def _is_large_title(self, page: int, line: Line) -> bool:
        large = line.size >= _BY_SIZE_TITLE and head_role(line) == OTHER
        return large and self._is_centred(page, line)

    def _add(self, page: int, line: Line, role: str, *, starts: bool = False) -> None:
        self.parts.append(Part(page, line, role, starts))

    def _is_head(self, page: int, line: Line, red: float) -> bool:
        if page > 1 or self._step != self._before_title:
            return False
        if line.base < red:
            return True
        headed = red > 0 or any(part.role == NUMBER for part in self.parts)
        return not headed and head_role(line) != OTHER

    def _before_title(self, page: int, line: Line) -> None:
        if self._is_centred(page, line) or self._says_title(page, line):
            self._add(page, line, TITLE)
            self._step = self._in_title
        elif line.size < self._usual - 1 or line.base < self._titled:
            self._add(page, line, OTHER)
        else:
            self._step = self._in_body
            self._in_body(page, line)

    def _says_title(self, page: int, line: Line) -> bool:
        """Tell whether the first line says it is a title, wherever it stands."""
        return page == 1 and not self._titled and says_title(line)

    def _in_title(self, page: int, line: Line) -> None:
        before = self.parts[-1].line
        alike = abs(line.size - before.size) < 1
        near = line.base - before.base < 2 * line.size * POINT
        if self._is_centred(page, line):
            self._add(page, line, TITLE if alike and near else OTHER)
        else:
            # Only the document as a whole has an addressee, not a part of it.
            self._step = self._in_body if page > 1 else self._after_title
            self._step(page, line)

    def _after_title(self, page: int, line: Line) -> None:
        """Take what stands flush for the addressee, until a colon or a short line."""
        edges, square = self._edges[page - 1], line.size * POINT
        flush = edges.indent(line) < square / 2 and "。" not in line.text
        ends = line.text.endswith(("：", ":"))
        if not flush and (not ends or _UNLIKE_ADDRESSEE.search(line.text)):
            self._step = self._in_body
            self._in_body(page, line)
            return
        self._add(page, line, ADDRESSEE, starts=not self._addressed)
        self._addressed += 1
        short = edges.rest(line) > 2 * square
        if ends or short or self._addressed == _MOST_ADDRESSEE:
            self._step = self._in_body

    def _in_body(self, page: int, line: Line) -> None:
        edges = self._edges[page - 1]
        text = line.text
        if DATE_LINE.match(text):
            self._close()
            self._add(page, line, DATE)
        elif _ATTACHED.match(text) or self._goes_on_attached(page, line):
            self._add(page, line, ATTACHED, starts=bool(_ATTACHED.match(text)))
        elif _ANNEX.fullmatch(text) or self._is_apart(edges, line):
            first = all(part.page < page for part in self.parts)
            annex = first and bool(_ANNEX.fullmatch(text))
            self._add(page, line, ANNEX if annex else OTHER)
        else:
            self.parts.append(self._running(page, line))

    def _goes_on_attached(self, page: int, line: Line) -> bool:
        """Tell whether a line lists more attachments, under the first of them."""
        before = self.parts[-1] if self.parts else None
        if before is None or (before.role, before.page) != (ATTACHED, page):
            return False
        near = line.base - before.line.base < 2 * line.size * POINT + _NEAR
        deep = self._edges[page - 1].indent(line) > _DEEP * line.size * POINT
        return near and deep

    def _close(self) -> None:
        """Make lines over the date the signer's, as far as they stand to the right."""
        above = [
            place
            for place, part in enumerate(self.parts)
            if part.role not in (FOLIO, TABLE)
        ]
        for place in reversed(above[-_MOST_SIGNER:]):
            part = self.parts[place]
            edges = self._edges[part.page - 1]
            right = edges.indent(part.line) > edges.rest(part.line)
            if part.role not in (*RUNNING, OTHER, ATTACHED) or not right:
                break
            self.parts[place] = replace(part, role=SIGNER, starts=False)

    def _running(self, page: int, line: Line) -> Part:
        before = next(
            (one for one in reversed(self.parts) if one.role not in (FOLIO, TABLE)),
            None,
        )
        starts = self._starts(page, line, before)
        end = line.text.find("。") + 1
        if not starts and before is not None and _goes_on(before):
            return Part(page, line, before.role, heads=end or len(line.text))
        role = level(line.text) if starts else None
        if role is None:
            free = _FREE.match(line.text) if starts else None
            return Part(page, line, BODY, starts, heads=free.end() if free else 0)
        return Part(page, line, role, starts=True, heads=end or len(line.text))

    def _starts(self, page: int, line: Line, before: Part | None) -> bool:
        if before is None or before.role not in RUNNING:
            return True
        square = line.size * POINT
        if self._edges[page - 1].indent(line) > square / 2:
            return True
        return self._edges[before.page - 1].rest(before.line) > 1.3 * square

    def _is_centred(self, page: int, line: Line) -> bool:
        edges = self._edges[page - 1]
        before, after = edges.indent(line), edges.rest(line)
        if line.size >= _BY_SIZE_TITLE:
            return min(before, after) > -line.size * POINT
        return abs(before - after) < line.size * POINT / 2 and before > 1

    def _is_apart(self, edges: Edges, line: Line) -> bool:
        """Tell whether a line stands alone in the middle of the body."""
        before, after = edges.indent(line), edges.rest(line)
        alone = before > _APART or line.size > _BY_SIZE_APART
        return abs(before - after) < line.size * POINT / 2 and alone


def _goes_on(part: Part) -> bool:
    """Tell whether a heading fills its line and may go on in the next."""
    return part.role in LEVELS and "。" not in part.line.text


def consecutive(parts: Sequence[Part]) -> Iterator[tuple[Part, Part]]:
    """Yield lines that follow each other on one page."""
    for one, below in pairwise(parts):
        if one.page == below.page:
            yield one, below
