"""What stands under the body: attachments, signer, date. Clauses 7.3.4 and 7.3.5."""

import re
from collections.abc import Iterator
from itertools import takewhile

from shuping.documents.rules.measuring.edges import Edges, square
from shuping.documents.rules.measuring.elements import Known, Part
from shuping.documents.rules.measuring.faces import FANG, HEI, Profile
from shuping.documents.rules.measuring.looks import looks
from shuping.documents.rules.measuring.measured import Line
from shuping.documents.rules.measuring.roles import (
    ANNEX,
    ATTACHED,
    DATE,
    RUNNING,
    SIGNER,
)
from shuping.documents.rules.measuring.standard import (
    ADVANCE,
    ALLOWED,
    BODY_SIZE,
    PITCH,
    Deviation,
    Span,
    characters,
    measure,
    quoted,
)
from shuping.refusal import say

_ATTACHED, _SIGNER, _DATE = say("attachments"), say("signer"), say("date")
_ANNEX = say("“附件” over an attachment")
_LINE = square(PITCH)
_FIGURES = {one: str(at) for at, one in enumerate("〇一二三四五六七八九")} | {
    "零": "0",
    "○": "0",
}
_TENS = re.compile(r"^(.?)十(.?)$")
_MIDDLE = 1.5
"""How far from the middle a date may stand; figures are wider in some fonts."""
_MARKS = "。；，、;.,"


def attached(known: Known, profile: Profile) -> Iterator[Deviation]:
    """Yield where the note of attachments is not written or not placed as wanted."""
    for part in known.of(ATTACHED):
        yield from looks(part, _ATTACHED, "7.3.4", (BODY_SIZE, FANG, profile))
        if part.line.text[-1] in _MARKS:
            where = say("end of {place}", place=_ATTACHED)
            told = quoted(part.line.text[-1])
            yield Deviation(part.page, where, told, say("no mark"), "7.3.4")
        if part.starts:
            yield from _begun(known, part)
            yield from _blank_over(known, part)


def annexes(known: Known, profile: Profile) -> Iterator[Deviation]:
    """Yield where 附件 over an attachment is not 黑体 of 16 pt, flush left."""
    flush = Span(0, -ALLOWED, ALLOWED)
    for part in known.of(ANNEX):
        yield from looks(part, _ANNEX, "7.3.7", (BODY_SIZE, HEI, profile))
        indent = known.edges_on(part.page).indent(part.line)
        if not flush.holds(indent):
            where = say("{place}, distance from the left edge", place=_ANNEX)
            told = measure(indent, "mm"), measure(0, "mm")
            yield Deviation(part.page, where, *told, "7.3.7")


def _begun(known: Known, part: Part) -> Iterator[Deviation]:
    span = characters(2, ADVANCE, BODY_SIZE)
    indent = known.edges_on(part.page).indent(part.line)
    if not span.holds(indent):
        where = say("indent of {place}", place=_ATTACHED)
        told = say("{figure}, 2 characters", figure=span.told(span.wanted))
        yield Deviation(part.page, where, span.told(indent), told, "7.3.4")
    if ":" in part.line.text[:6]:
        where = say("colon of {place}", place=_ATTACHED)
        yield Deviation(part.page, where, quoted(":"), quoted("："), "7.3.4")


def _blank_over(known: Known, part: Part) -> Iterator[Deviation]:
    above = [
        one.line.base
        for one in known.of(*RUNNING)
        if one.page == part.page and one.line.base < part.line.base
    ]
    span = Span(1, 0.5, 1.5, "lines")
    if above and not span.holds(blank := (part.line.base - max(above)) / _LINE - 1):
        where = say("blank lines over the {place}", place=_ATTACHED)
        yield Deviation(part.page, where, span.told(blank), span.told(1), "7.3.4")


def signed(known: Known, profile: Profile) -> Iterator[Deviation]:
    """Yield where signer and date are not set or not placed as wanted."""
    for part in known.of(SIGNER):
        yield from looks(part, _SIGNER, "7.3.5.1", (BODY_SIZE, FANG, profile))
    for part in known.of(DATE):
        yield from looks(part, _DATE, "7.3.5.1", (BODY_SIZE, FANG, profile))
        yield from _placed(known, part)
        right = right_date(part.line.text)
        if part.line.text != right:
            told = quoted(part.line.text)
            yield Deviation(part.page, _DATE, told, quoted(right), "7.3.5.4")


def _placed(known: Known, date: Part) -> Iterator[Deviation]:
    edges = known.edges_on(date.page)
    those = known.of(SIGNER, DATE)
    above = list(takewhile(_is_signer, reversed(those[: those.index(date)])))
    # Of a signer in several lines the widest is measured.
    signer = max((one.line for one in above), key=_width, default=None)
    four = characters(4, ADVANCE, BODY_SIZE)
    rest = edges.rest(date.line)
    if four.holds(rest) or (signer and _as_unsealed(edges, signer, date.line)):
        return
    where = say("{place}, distance from the right edge", place=_DATE)
    told = say("{figure}, 4 characters", figure=measure(four.wanted, "mm"))
    yield Deviation(date.page, where, four.told(rest), told, "7.3.5.1")


def _is_signer(part: Part) -> bool:
    return part.role == SIGNER


def _width(line: Line) -> float:
    return line.right - line.left


def _as_unsealed(edges: Edges, signer: Line, date: Line) -> bool:
    """Tell whether the place is one without a seal, or with a long signer."""
    two = characters(2, ADVANCE, BODY_SIZE)
    if two.holds(edges.rest(date)) and _width(date) > _width(signer):
        return True
    centred = abs(signer.left + signer.right - date.left - date.right) / 2 < _MIDDLE
    return two.holds(edges.rest(signer)) and (
        centred or two.holds(date.left - signer.left)
    )


def right_date(text: str) -> str:
    """Return a date as the standard writes it: 2020年1月6日."""
    parts = re.split(r"[年月日./-]", text)[:3]
    return "{}年{}月{}日".format(*(_figures(part) for part in parts))


def _figures(text: str) -> str:
    if match := _TENS.match(text):
        text = f"{match[1] or '一'}{match[2] or '〇'}"
    return "".join(_FIGURES.get(one, one) for one in text).lstrip("0")
