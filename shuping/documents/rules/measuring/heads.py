"""What stands over the body: organ's mark, number, red line, title, addressee."""

from collections.abc import Iterator

from shuping.documents.rules.measuring.edges import square
from shuping.documents.rules.measuring.elements import Known, Part
from shuping.documents.rules.measuring.faces import FANG, HEI, Profile
from shuping.documents.rules.measuring.faces import TITLE as SMALL_SONG
from shuping.documents.rules.measuring.looks import looks
from shuping.documents.rules.measuring.measured import POINT, Rule, is_red
from shuping.documents.rules.measuring.roles import (
    ADDRESSEE,
    DOCUMENT_NUMBER,
    MARKING,
    NUMBER,
    ORGAN,
    OTHER,
    TITLE,
    is_brief,
)
from shuping.documents.rules.measuring.standard import (
    ALLOWED,
    BODY_SIZE,
    HEAD,
    IN_CELL,
    ORGAN_TOP,
    PITCH,
    RULE_UNDER_NUMBER,
    TITLE_SIZE,
    WIDTH,
    Deviation,
    Span,
    about,
    quoted,
)
from shuping.refusal import Words, say

_ORGAN, _NUMBER = say("organ's mark"), say("document number")
_RULE, _TITLE, _ADDRESSEE = say("red line"), say("title"), say("addressee")
_MARKING = say("secrecy and urgency")
_LINE = PITCH * POINT
_ABOVE, _SHORT = 40.0, 50.0
"""How far under the number, or the mark, its line may stand, in millimetres."""


def _off(
    page: int, what: tuple[Words, str], figure: float, span: Span
) -> Iterator[Deviation]:
    place, clause = what
    if not span.holds(figure):
        yield Deviation(page, place, span.told(figure), span.told(span.wanted), clause)


def _centred(
    known: Known, part: Part, place: Words, clause: str
) -> Iterator[Deviation]:
    edges = known.edges_on(part.page)
    off = (edges.indent(part.line) - edges.rest(part.line)) / 2
    where = say("{place}, distance from the middle", place=place)
    # A mark at the end of a line may stand half a square out, so the rest a quarter.
    out = 0 if part.line.text[-1].isalnum() else square(part.line.size) / 4
    allowed = ALLOWED + out
    span = Span(0, -allowed, allowed)
    yield from _off(part.page, (where, clause), off, span)


def marks(known: Known, profile: Profile) -> Iterator[Deviation]:
    """Yield where secrecy and urgency are not set in 黑体 of 16 pt: 7.2.2, 7.2.3."""
    for part in known.of(MARKING):
        if not part.line.text.isdigit():
            yield from looks(part, _MARKING, "7.2.2", (BODY_SIZE, HEI, profile))


def organ(known: Known) -> Iterator[Deviation]:
    """Yield where the organ's mark is not red, not centred, or not in its place."""
    those = known.of(ORGAN)
    for part in those:
        yield from _centred(known, part, _ORGAN, "7.2.4")
        if not is_red(part.line.colour):
            place = say("colour of {place}", place=_ORGAN)
            code = "#{:02x}{:02x}{:02x}".format(*part.line.colour)
            told = say("colour {code}", code=code)
            yield Deviation(part.page, place, told, say("red"), "7.2.4")
    if those and not is_brief([part.line for part in known.of(OTHER)]):
        yield from _organ_top(known, those[0])


def _organ_top(known: Known, part: Part) -> Iterator[Deviation]:
    page = known.measured.pages[part.page - 1]
    top = HEAD if page.area is None else page.area.top
    # A character does not fill its square: its ink begins lower.
    ink = square(part.line.size) * 0.1
    slack = IN_CELL if known.measured.is_computed else 0
    span = Span(
        ORGAN_TOP, ORGAN_TOP - ink - ALLOWED - slack, ORGAN_TOP + ALLOWED + slack
    )
    where = say("{place}, distance from the top of the type area", place=_ORGAN)
    yield from _off(part.page, (where, "7.2.4"), part.line.top - top, span)


def number(known: Known, profile: Profile) -> Iterator[Deviation]:
    """Yield where the document number is not written or not set as wanted."""
    signed = any("签发人" in part.line.text for part in known.parts)
    for part in known.of(NUMBER)[:1]:
        yield from _written(part)
        yield from looks(part, _NUMBER, "7.2.5", (BODY_SIZE, FANG, profile))
        if not signed and known.of(ORGAN):
            yield from _centred(known, part, _NUMBER, "7.2.5")
        for above in known.of(ORGAN)[-1:]:
            blank = (part.line.top - above.line.bottom) / _LINE
            where = say("blank lines over the {place}", place=_NUMBER)
            yield from _off(part.page, (where, "7.2.5"), blank, _blanks(2))


def _blanks(count: int) -> Span:
    return Span(count, count - 0.5, count + 0.8, "lines")


def _written(part: Part) -> Iterator[Deviation]:
    match = DOCUMENT_NUMBER.match(part.line.text)
    assert match is not None  # noqa: S101 - the line is known by it
    year = match["year"] if len(match["year"]) > len("20") else f"20{match['year']}"
    right = f"{match['organ']}〔{year}〕{int(match['serial'])}号"
    if match[0].strip() != right:
        yield Deviation(
            part.page, _NUMBER, quoted(match[0].strip()), quoted(right), "7.2.5"
        )


def red_line(known: Known) -> Iterator[Deviation]:
    """Yield where the line under the number is missing, not red, or out of place."""
    for above in (known.of(NUMBER) or known.of(ORGAN))[:1]:
        if not known.of(ORGAN):
            return
        rules = known.measured.pages[above.page - 1].rules
        under = [rule for rule in rules if _is_under(rule, above)]
        if not under:
            yield Deviation(
                above.page,
                _RULE,
                say("none found"),
                say("under the document number"),
                "7.2.7",
            )
            return
        yield from _red_line(known, above, min(under, key=lambda rule: rule.top))


def _is_under(rule: Rule, above: Part) -> bool:
    below = rule.top - above.line.base
    return rule.is_level and 0 < below < _ABOVE and rule.right - rule.left > _SHORT


def _red_line(known: Known, above: Part, rule: Rule) -> Iterator[Deviation]:
    if not is_red(rule.colour):
        code = "#{:02x}{:02x}{:02x}".format(*rule.colour)
        place = say("colour of {place}", place=_RULE)
        told = say("colour {code}", code=code)
        yield Deviation(above.page, place, told, say("red"), "7.2.7")
    wide = rule.right - rule.left
    span = about(WIDTH)
    where = say("width of {place}", place=_RULE)
    yield from _off(above.page, (where, "7.2.7"), wide, span)
    if above.role != NUMBER:
        return
    middle = (rule.top + rule.bottom) / 2
    slack = IN_CELL if known.measured.is_computed else 0
    where = say("{place}, distance from the document number", place=_RULE)
    yield from _off(
        above.page,
        (where, "7.2.7"),
        middle - above.line.bottom,
        about(RULE_UNDER_NUMBER, ALLOWED + slack),
    )


def title(known: Known, profile: Profile) -> Iterator[Deviation]:
    """Yield where the title is not 小标宋 of 22 pt, centred, two lines down."""
    those = known.of(TITLE)
    for part in those:
        yield from looks(part, _TITLE, "7.3.1", (TITLE_SIZE, SMALL_SONG, profile))
        yield from _centred(known, part, _TITLE, "7.3.1")
    for part in those[:1]:
        red = [
            rule.bottom
            for rule in known.measured.pages[part.page - 1].rules
            if rule.is_level and is_red(rule.colour) and rule.top < part.line.base
        ]
        if red and known.of(ORGAN):
            blank = (part.line.top - max(red)) / _LINE
            where = say("blank lines over the {place}", place=_TITLE)
            yield from _off(part.page, (where, "7.3.1"), blank, _blanks(2))


def addressee(known: Known, profile: Profile) -> Iterator[Deviation]:
    """Yield where the addressee is not flush, or ends without a full-width colon."""
    those = known.of(ADDRESSEE)
    flush = Span(0, -ALLOWED, ALLOWED)
    for part in those:
        yield from looks(part, _ADDRESSEE, "7.3.2", (BODY_SIZE, FANG, profile))
        indent = known.edges_on(part.page).indent(part.line)
        where = say("{place}, distance from the left edge", place=_ADDRESSEE)
        yield from _off(part.page, (where, "7.3.2"), indent, flush)
    if those and not those[-1].line.text.endswith("："):
        yield Deviation(
            those[-1].page,
            say("end of {place}", place=_ADDRESSEE),
            quoted(those[-1].line.text[-1]),
            quoted("："),
            "7.3.2",
        )
