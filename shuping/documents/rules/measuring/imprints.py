"""The imprint 版记: its rules, copies, issuing office and day. Clause 7.4."""

import re
from collections.abc import Iterator, Sequence

from shuping.documents.rules.measuring.closing import right_date
from shuping.documents.rules.measuring.elements import Known, Part
from shuping.documents.rules.measuring.faces import FANG, Profile
from shuping.documents.rules.measuring.looks import looks
from shuping.documents.rules.measuring.measured import Rule
from shuping.documents.rules.measuring.roles import COPIES, ISSUED, ISSUER, tables
from shuping.documents.rules.measuring.standard import (
    BODY_SIZE,
    BOTTOM,
    INNER_RULE,
    OUTER_RULE,
    RULE_ALLOWED,
    SMALL_SIZE,
    WIDTH,
    Deviation,
    Span,
    about,
    characters,
    quoted,
)
from shuping.refusal import Words, say

_COPIES, _ISSUER = say("copies (抄送)"), say("issuing office")
_ISSUED, _RULES = say("day of issue"), say("rules of the imprint")
_NEAR, _LONG, _SAME = 15.0, 100.0, 0.2
_MOST_IN_DAY = 20
_DAY = re.compile(r"[\d]+[年.-]\s*\d+\s*[月.-]\s*\d+\s*日?")


def copies(known: Known, profile: Profile) -> Iterator[Deviation]:
    """Yield where 抄送 is not set, placed or marked as wanted."""
    those = known.of(COPIES)
    for part in those:
        yield from looks(part, _COPIES, "7.4.2", (SMALL_SIZE, FANG, profile))
    for part in those[:1]:
        yield from _one_in(known, part, _COPIES, "7.4.2")
        if re.match(r"..?\s*.:", part.line.text):
            where = say("colon of {place}", place=_COPIES)
            yield Deviation(part.page, where, quoted(":"), quoted("："), "7.4.2")
    if those and not those[-1].line.text.endswith("。"):
        end = those[-1]
        where = say("end of {place}", place=_COPIES)
        told = quoted(end.line.text[-1])
        yield Deviation(end.page, where, told, quoted("。"), "7.4.2")


def _one_in(
    known: Known, part: Part, place: Words, clause: str, *, right: bool = False
) -> Iterator[Deviation]:
    edges = known.edges_on(part.page)
    figure = edges.rest(part.line) if right else edges.indent(part.line)
    span = characters(1, SMALL_SIZE, BODY_SIZE)
    if span.holds(figure):
        return
    wanted = say("{figure}, 1 character", figure=span.told(span.wanted))
    if right:
        where = say("{place}, distance from the right edge", place=place)
    else:
        where = say("{place}, distance from the left edge", place=place)
    yield Deviation(part.page, where, span.told(figure), wanted, clause)


def issued(known: Known, profile: Profile) -> Iterator[Deviation]:
    """Yield where issuing office and day are not set, placed or written as wanted."""
    for part in known.of(ISSUER):
        yield from looks(part, _ISSUER, "7.4.3", (SMALL_SIZE, FANG, profile))
        yield from _one_in(known, part, _ISSUER, "7.4.3")
    for part in known.of(ISSUED):
        yield from looks(part, _ISSUED, "7.4.3", (SMALL_SIZE, FANG, profile))
        yield from _one_in(known, part, _ISSUED, "7.4.3", right=True)
        text = part.line.text
        day = _DAY.search(text[-_MOST_IN_DAY:])
        right = f"{right_date(day[0]) if day else ''}印发"
        if not text.endswith(right):
            told = day.string[day.start() :] if day else text
            yield Deviation(part.page, _ISSUED, quoted(told), quoted(right), "7.4.3")


def rules(known: Known) -> Iterator[Deviation]:
    """Yield where the rules of the imprint are missing, too thick, thin or short."""
    those = known.of(COPIES, ISSUER, ISSUED)
    if not those:
        return
    page = those[-1].page
    found = _found(known, [part for part in those if part.page == page])
    if not found:
        told = say("over and under the imprint")
        yield Deviation(page, _RULES, say("none found"), told, "7.4.1")
    for place, rule in enumerate(found):
        outer = place in (0, len(found) - 1)
        span = about(OUTER_RULE if outer else INNER_RULE, RULE_ALLOWED)
        where = say("rule {number} of the imprint", number=place + 1)
        yield from _off(page, where, rule.thick, span)
        wide = rule.right - rule.left
        span = about(WIDTH)
        yield from _off(page, say("width of {place}", place=where), wide, span)
    if found and not known.measured.is_computed:
        where = say("last rule of the imprint, distance from the top of the type area")
        yield from _off(page, where, found[-1].top - 37, about(BOTTOM - 37, 1))


def _off(page: int, place: Words, figure: float, span: Span) -> Iterator[Deviation]:
    if not span.holds(figure):
        yield Deviation(page, place, span.told(figure), span.told(span.wanted), "7.4.1")


def _found(known: Known, parts: Sequence[Part]) -> list[Rule]:
    top, bottom = parts[0].line.top - _NEAR, parts[-1].line.bottom + _NEAR
    tabled = tables(known.measured.pages[parts[0].page - 1])
    level = sorted(
        (
            rule
            for rule in known.measured.pages[parts[0].page - 1].rules
            if rule.is_level
            and not any(over < rule.top < under for over, under in tabled)
            and top < rule.top < bottom
            and rule.right - rule.left > _LONG
        ),
        key=lambda rule: rule.top,
    )
    # A rule that is drawn twice is one.
    return [
        rule
        for place, rule in enumerate(level)
        if place == 0 or rule.top - level[place - 1].top > _SAME
    ]
