"""The page numbers: clause 7.5."""

import re
from collections.abc import Iterator

from shuping.documents.rules.measuring.elements import Known, Part
from shuping.documents.rules.measuring.faces import SONG, Profile
from shuping.documents.rules.measuring.looks import looks
from shuping.documents.rules.measuring.measured import ASCENT, POINT, Page
from shuping.documents.rules.measuring.paper import is_landscape
from shuping.documents.rules.measuring.roles import COPIES, FOLIO, ISSUED, ISSUER
from shuping.documents.rules.measuring.standard import (
    ALLOWED,
    BODY_SIZE,
    BOTTOM,
    FOLIO_UNDER_AREA,
    IN_CELL,
    SMALL_SIZE,
    Deviation,
    about,
    characters,
    quoted,
)
from shuping.refusal import say

_FOLIO = say("page number")
_WRITTEN = re.compile(r"[—―─－]\s*\d+\s*[—―─－]")
_MIDDLE = ASCENT - 0.5
"""How far over its base line a dash is, in sizes of type."""


def folios(known: Known, profile: Profile) -> Iterator[Deviation]:
    """Yield where a page number is missing, or not set or placed as wanted."""
    for number, page in enumerate(known.measured.pages, 1):
        if is_landscape(page):
            continue
        found = [part for part in known.of(FOLIO) if part.page == number]
        if not found:
            yield from _missing(known, number)
        for part in found[-1:]:
            yield from looks(part, _FOLIO, "7.5", (SMALL_SIZE, SONG, profile))
            yield from _written(part)
            yield from _beside(known, part)
            yield from _under(known, part, page)


def _missing(known: Known, number: int) -> Iterator[Deviation]:
    """Yield that a number is missing; a blank page and an imprint alone need none."""
    on_it = {part.role for part in known.parts if part.page == number}
    if on_it - {COPIES, ISSUER, ISSUED}:
        yield Deviation(
            number, _FOLIO, say("none found"), quoted(f"— {number} —"), "7.5"
        )


def _written(part: Part) -> Iterator[Deviation]:
    text = part.line.text
    if not _WRITTEN.fullmatch(text):
        right = f"— {''.join(re.findall(r'[0-9]+', text)[:1])} —"
        yield Deviation(part.page, _FOLIO, quoted(text), quoted(right), "7.5")


def _beside(known: Known, part: Part) -> Iterator[Deviation]:
    edges = known.edges_on(part.page)
    shown = int(re.findall(r"\d+", part.line.text)[0])
    left, right = edges.indent(part.line), edges.rest(part.line)
    span = characters(1, SMALL_SIZE, BODY_SIZE)
    if shown % 2:
        where = say("{place}, distance from the right edge", place=_FOLIO)
    else:
        where = say("{place}, distance from the left edge", place=_FOLIO)
    figure = right if shown % 2 else left
    if not span.holds(figure):
        wanted = say("{figure}, 1 character", figure=span.told(span.wanted))
        yield Deviation(part.page, where, span.told(figure), wanted, "7.5")


def _under(known: Known, part: Part, page: Page) -> Iterator[Deviation]:
    bottom = BOTTOM if page.area is None else page.area.top + page.area.height
    figure = part.line.base - _MIDDLE * part.line.size * POINT - bottom
    slack = IN_CELL if known.measured.is_computed else 0
    span = about(FOLIO_UNDER_AREA, ALLOWED + slack)
    if not span.holds(figure):
        where = say("{place}, distance from the type area", place=_FOLIO)
        yield Deviation(
            part.page, where, span.told(figure), span.told(span.wanted), "7.5"
        )
