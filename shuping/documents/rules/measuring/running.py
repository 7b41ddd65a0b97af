"""The text that runs on: body and levels, clauses 5.2.2 and 7.3.3."""

import re
from collections.abc import Iterator

from shuping.documents.rules.measuring.edges import may_be_squeezed, square
from shuping.documents.rules.measuring.elements import Known, Part
from shuping.documents.rules.measuring.faces import FANG, HEI, KAI, Profile
from shuping.documents.rules.measuring.looks import looks
from shuping.documents.rules.measuring.roles import LEVELS, RUNNING
from shuping.documents.rules.measuring.standard import (
    ADVANCE,
    ALLOWED,
    BODY_SIZE,
    Deviation,
    Span,
    characters,
    measure,
    quoted,
)
from shuping.refusal import Words, say

_BODY = say("body")
PLACES = {
    "level1": say("heading of level 1"),
    "level2": say("heading of level 2"),
    "level3": say("heading of level 3"),
    "level4": say("heading of level 4"),
}
_FACES = {"level1": HEI, "level2": KAI, "level3": FANG, "level4": FANG}
_NUMERALS = {
    "level1": ("一、", re.compile(r"^[一二三四五六七八九十百零]+、")),
    "level2": ("（一）", re.compile(r"^（[一二三四五六七八九十百零]+）(?!、)")),
    "level3": ("1.", re.compile(r"^\d+[.．]")),
    "level4": ("（1）", re.compile(r"^（\d+）(?!、)")),
}


def body(known: Known, profile: Profile) -> Iterator[Deviation]:
    """Yield where the body is not set in 仿宋 of 16 pt."""
    for part in known.of(*RUNNING):
        rest = part.line.letters[part.heads :]
        yield from looks(part, _BODY, "5.2.2", (BODY_SIZE, FANG, profile), rest)


def levels(known: Known, profile: Profile) -> Iterator[Deviation]:
    """Yield where a heading has not the face or the numeral of its level."""
    for part in known.of(*LEVELS):
        place, head = PLACES[part.role], part.line.letters[: part.heads]
        wanted = (BODY_SIZE, _FACES[part.role], profile)
        yield from looks(part, place, "7.3.3", wanted, head)
        numeral, right = _NUMERALS[part.role]
        if part.starts and not right.match(part.line.text):
            yield Deviation(
                part.page,
                say("numeral of {place}", place=place),
                quoted(part.line.text[:4]),
                quoted(numeral),
                "7.3.3",
            )


def indents(known: Known) -> Iterator[Deviation]:
    """Yield where a paragraph begins not two characters in, or goes on not flush."""
    two = characters(2, ADVANCE, BODY_SIZE)
    for part in known.of(*RUNNING):
        indent = known.edges_on(part.page).indent(part.line)
        span = two if part.starts else Span(0, -ALLOWED, ALLOWED)
        half = square(part.line.size) / 2 if may_be_squeezed(part.line) else 0
        if not (span.holds(indent) or span.holds(indent + half)):
            yield Deviation(
                part.page,
                _where(part),
                span.told(indent),
                say("{figure}, 2 characters", figure=span.told(two.wanted))
                if part.starts
                else measure(0, "mm"),
                "7.3.3",
            )


def _where(part: Part) -> Words:
    if part.starts:
        return say("indent of “{text}…”", text=part.line.text[:8])
    return say("second and later lines of a paragraph")
