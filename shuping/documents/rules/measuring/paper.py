"""Paper, type area, lines and characters of a page, colour: clauses 5.1 and 5.2."""

from collections.abc import Iterator
from itertools import pairwise
from statistics import median

from shuping.documents.rules.measuring.edges import is_ideograph
from shuping.documents.rules.measuring.elements import Known, Part, consecutive
from shuping.documents.rules.measuring.measured import (
    ASCENT,
    POINT,
    Line,
    Page,
    is_dark,
    most,
)
from shuping.documents.rules.measuring.roles import (
    FOLIO,
    ORGAN,
    OTHER,
    RUNNING,
    TABLE,
    tables,
)
from shuping.documents.rules.measuring.standard import (
    ADVANCE,
    ALLOWED,
    BINDING,
    BINDING_ALLOWED,
    BODY_SIZE,
    BOTTOM,
    CHARACTERS,
    HEAD,
    HEAD_ALLOWED,
    HEIGHT,
    LINES,
    PAPER,
    PITCH,
    WIDTH,
    Deviation,
    Span,
    about,
    measure,
)
from shuping.refusal import Words, say

_PAPER, _AREA = say("paper"), say("type area")
_LEFT, _TOP = say("left margin (订口)"), say("top margin (天头)")
_MIRRORED = 2.0
"""How much further left the type area stands on an even page bound on the right."""
_LOW = 0.8
"""How far down its line a word processor sets the base line of type at the most."""
_ENOUGH, _ENOUGH_STEPS = 3, 10
_NEAR = 2.6
"""Base lines further apart than so many sizes of type belong to no one paragraph."""


def is_landscape(page: Page) -> bool:
    """Tell whether a page lies on its side, as clause 8 has it for wide tables."""
    return page.width > page.height


def paper(known: Known) -> Iterator[Deviation]:
    """Yield where the paper is not A4."""
    wide, high = PAPER
    for number, page in enumerate(known.measured.pages, 1):
        shown = sorted((page.width, page.height))
        if any(
            abs(is_ - wanted) > ALLOWED
            for is_, wanted in zip(shown, PAPER, strict=True)
        ):
            told = say(
                "{wide} × {high} mm",
                wide=f"{page.width:.1f}",
                high=f"{page.height:.1f}",
            )
            wanted = say("{wide} × {high} mm", wide=f"{wide:.0f}", high=f"{high:.0f}")
            yield Deviation(number, _PAPER, told, wanted, "5.1")


def area(known: Known) -> Iterator[Deviation]:
    """Yield where the type area has not its place or its size."""
    for number, page in enumerate(known.measured.pages, 1):
        if is_landscape(page):
            continue
        if page.area is None:
            yield from _seen_area(known, number, page)
            continue
        box = page.area
        yield from _off(number, _TOP, box.top, about(HEAD, HEAD_ALLOWED))
        yield from _off(number, _LEFT, box.left, _binding(number))
        yield from _off(number, _across(), box.width, about(WIDTH))
        yield from _off(number, _down(), box.height, about(HEIGHT))


def _across() -> Words:
    return say("width of the {place}", place=_AREA)


def _down() -> Words:
    return say("height of the {place}", place=_AREA)


def _off(page: int, place: Words, figure: float, span: Span) -> Iterator[Deviation]:
    if not span.holds(figure):
        yield Deviation(page, place, span.told(figure), span.told(span.wanted), "5.2.1")


def _binding(page: int) -> Span:
    mirrored = _MIRRORED if page % 2 == 0 else 0
    return Span(
        BINDING, BINDING - BINDING_ALLOWED - mirrored, BINDING + BINDING_ALLOWED
    )


def _seen_area(known: Known, number: int, page: Page) -> Iterator[Deviation]:
    edges = known.edges_on(number)
    left, right = edges.seen
    if left:
        yield from _off(number, _LEFT, edges.left, _binding(number))
    if left and right:
        yield from _off(number, _across(), edges.right - edges.left, about(WIDTH))
    lines = [part for part in known.parts if part.page == number and part.role != FOLIO]
    if not lines:
        return
    top = min(lines, key=lambda part: part.line.base)
    # Only where text runs on from the page before must it begin at the very top.
    highest = _top(top.line) if number > 1 and top.role in RUNNING else page.height
    span = Span(HEAD, HEAD - HEAD_ALLOWED, highest)
    yield from _off(number, _TOP, top.line.top, span)
    low = max(part.line.bottom for part in lines)
    if low > BOTTOM + HEAD_ALLOWED:
        span = Span(HEIGHT, 0, HEIGHT + HEAD_ALLOWED)
        yield from _off(number, _down(), low - HEAD, span)


def _top(line: Line) -> float:
    """Return how low the first line may begin, set low in the line that is its own."""
    return HEAD + HEAD_ALLOWED + (_LOW * PITCH - ASCENT * line.size) * POINT


def pitch_of(known: Known) -> float:
    """Return how far apart lines stand in points, 0 where too few tell it."""
    steps = [round(step, 1) for _, step in _steps(known) if step < _NEAR * BODY_SIZE]
    pitch = most(steps) if len(steps) >= _ENOUGH else 0
    return pitch if pitch > 1 else 0


def _steps(known: Known) -> Iterator[tuple[Part, float]]:
    """Yield lines of running text with how far they stand under the one before."""
    between: dict[int, list[float]] = {}
    for part in known.of(OTHER, TABLE):
        between.setdefault(part.page, []).append(part.line.base)
    for number, page in enumerate(known.measured.pages, 1):
        for top, bottom in tables(page):
            between.setdefault(number, []).append((top + bottom) / 2)
    for one, below in consecutive(known.of(*RUNNING)):
        others = between.get(one.page, ())
        if not any(one.line.base < base < below.line.base for base in others):
            yield below, (below.line.base - one.line.base) / POINT


def lines(known: Known) -> Iterator[Deviation]:
    """Yield where a page does not hold 22 lines, evenly spaced."""
    pitch = pitch_of(known)
    if not pitch:
        return
    page = known.of(*RUNNING)[0].page
    span = about(PITCH, unit="pt")
    if not span.holds(pitch):
        told = say(
            "{pitch}, {count} lines a page",
            pitch=span.told(pitch),
            count=int(HEIGHT / POINT / pitch + 0.05),
        )
        wanted = say(
            "{pitch}, {count} lines a page", pitch=span.told(PITCH), count=LINES
        )
        yield Deviation(page, say("line pitch"), told, wanted, "5.2.3")
    for below, step in _steps(known):
        whole = max(1, round(step / pitch)) * pitch
        if abs(step - whole) > ALLOWED + 0.05:
            where = say("line “{text}…”", text=below.line.text[:8])
            yield Deviation(
                below.page,
                say("distance of {line} from the line above", line=where),
                measure(step, "pt"),
                measure(whole, "pt"),
                "5.2.3",
            )


def advance_of(known: Known) -> float:
    """Return how far apart characters stand in points, 0 where too few tell it.

    The last lines of paragraphs tell it best: no line of theirs is stretched.
    """
    ends, all_ = [], []
    for part in known.of(*RUNNING):
        steps = list(_advances(part.line))
        all_ += steps
        if known.edges_on(part.page).rest(part.line) > 2 * part.line.size * POINT:
            ends += steps
    told = ends if len(ends) >= _ENOUGH_STEPS else all_
    advance = median(told) if len(all_) >= CHARACTERS else 0
    return advance if advance > 1 else 0


def _advances(line: Line) -> Iterator[float]:
    for letter, after in pairwise(line.letters):
        if is_ideograph(letter.text) and is_ideograph(after.text):
            yield (after.left - letter.left) / POINT


def across(known: Known) -> Iterator[Deviation]:
    """Yield where a line does not hold 28 characters."""
    advance = advance_of(known)
    if not advance:
        return
    count = int(WIDTH / POINT / advance + 0.05)
    if count != CHARACTERS:
        yield Deviation(
            known.of(*RUNNING)[0].page,
            say("character pitch"),
            _characters(advance, count),
            _characters(ADVANCE, CHARACTERS),
            "5.2.3",
        )


def _characters(advance: float, count: int) -> Words:
    return say(
        "{pitch}, {count} characters a line",
        pitch=measure(advance, "pt"),
        count=count,
    )


def colours(known: Known) -> Iterator[Deviation]:
    """Yield where type that is not the organ's mark is not black."""
    for part in known.parts:
        if part.role == ORGAN or is_dark(part.line.colour):
            continue
        red, green, blue = part.line.colour
        yield Deviation(
            part.page,
            say("colour of “{text}…”", text=part.line.text[:8]),
            say("colour {code}", code=f"#{red:02x}{green:02x}{blue:02x}"),
            say("black"),
            "5.2.4",
        )
