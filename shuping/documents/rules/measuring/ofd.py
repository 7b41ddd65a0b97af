"""The characters and rules of an OFD (GB/T 33190), where they stand."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import chain, islice
from xml.etree.ElementTree import Element

from shuping.documents.rules.measuring.faces import is_bold_name
from shuping.documents.rules.measuring.measured import (
    BLACK,
    POINT,
    Colour,
    Letter,
    Measured,
    Page,
    Rule,
    Unreadable,
    is_wide,
    lines_of,
)
from shuping.documents.rules.measuring.packages import (
    MOST_PAGES,
    TOO_LONG,
    Parts,
    all_of,
    beside,
    figure,
    first,
    floats,
    opened,
    tree,
    within_limits,
)
from shuping.refusal import say

_ENTRY = "OFD.xml"
_NO_OFD = say("The OFD file is damaged.")
_SCANNED = say("There is no text in the OFD; a scanned page cannot be measured.")
_MOST_ON_PAGE = 20_000
_STROKE = 0.353
"""How thick a line is drawn where the file does not say, in millimetres."""
_LIGHT_TO_BOLD = 600
Six = tuple[float, float, float, float, float, float]


@dataclass(frozen=True, slots=True)
class _Font:
    name: str
    bold: bool


@dataclass(frozen=True, slots=True)
class _Found:
    """What the pages of a file share."""

    fonts: Mapping[str, _Font]
    templates: Mapping[str, Element]
    paper: list[float]


def measured(content: bytes) -> Measured:
    """Return what an OFD measures; `Unreadable` is what has no text or no pages."""
    parts = opened(content)
    root = first(tree(parts, _ENTRY), "DocBody", "DocRoot")
    where = beside(_ENTRY, _text(root))
    document = tree(parts, where)
    listed = list(all_of(document, "Pages", "Page"))
    if len(listed) > MOST_PAGES:
        raise Unreadable(TOO_LONG)
    found = _found(parts, where, document)
    pages = within_limits(
        _page(tree(parts, beside(where, one.get("BaseLoc", ""))), found)
        for one in listed
    )
    if not any(page.lines for page in pages):
        raise Unreadable(_SCANNED)
    return Measured(pages)


def _text(element: Element | None) -> str:
    if element is None or not element.text:
        raise Unreadable(_NO_OFD)
    return element.text.strip()


def _found(parts: Parts, where: str, document: Element) -> _Found:
    common = first(document, "CommonData")
    if common is None:
        raise Unreadable(_NO_OFD)
    fonts: dict[str, _Font] = {}
    for kind in ("PublicRes", "DocumentRes"):
        for listed in all_of(common, kind):
            resources = tree(parts, beside(where, _text(listed)))
            fonts |= dict(map(_font, all_of(resources, "Fonts", "Font")))
    templates = {
        one.get("ID", ""): tree(parts, beside(where, one.get("BaseLoc", "")))
        for one in all_of(common, "TemplatePage")
    }
    return _Found(fonts, templates, _box(first(common, "PageArea", "PhysicalBox")))


def _font(one: Element) -> tuple[str, _Font]:
    name = one.get("FontName", "") or one.get("FamilyName", "")
    return one.get("ID", ""), _Font(
        name, one.get("Bold") == "true" or is_bold_name(name)
    )


def _box(element: Element | None) -> list[float]:
    return floats(element.text or "") if element is not None else []


def _page(page: Element, found: _Found) -> Page:
    paper = _box(first(page, "Area", "PhysicalBox")) or found.paper
    if len(paper) != 4:  # noqa: PLR2004 - left, top, width, height
        raise Unreadable(_NO_OFD)
    under = [found.templates.get(one.get("TemplateID", "")) for one in page]
    drawn = [*(one for one in under if one is not None), page]
    objects = [shown for one in drawn for shown in _objects(first(one, "Content"))]
    texts = (one for one in objects if one.tag == "TextObject")
    found_letters = chain.from_iterable(_letters(one, found.fonts) for one in texts)
    letters = list(islice(found_letters, _MOST_ON_PAGE + 1))
    if len(letters) > _MOST_ON_PAGE:
        raise Unreadable(TOO_LONG)
    rules = [rule for one in objects if one.tag == "PathObject" for rule in _rules(one)]
    return Page(paper[2], paper[3], lines_of(letters), tuple(rules))


def _objects(element: Element | None) -> Iterator[Element]:
    for child in () if element is None else element:
        if child.tag in ("Layer", "PageBlock"):
            yield from _objects(child)
        else:
            yield child


def _placed(shown: Element) -> tuple[list[float], Six]:
    """Return where an object stands, and how it is turned and stretched."""
    box = floats(shown.get("Boundary", ""))
    turned = floats(shown.get("CTM", "")) or [1, 0, 0, 1, 0, 0]
    if len(box) != 4 or len(turned) != 6:  # noqa: PLR2004 - as the standard has them
        raise Unreadable(_NO_OFD)
    a, b, c, d, e, f = turned
    return box, (a, b, c, d, e, f)


def _number(element: Element, name: str, otherwise: float) -> float:
    return (floats(element.get(name, "")) or [otherwise])[0]


def _letters(shown: Element, fonts: Mapping[str, _Font]) -> Iterator[Letter]:
    box, (a, _, _, d, e, f) = _placed(shown)
    font = fonts.get(shown.get("Font", ""), _Font("", bold=False))
    size = _number(shown, "Size", 0)
    wide = abs(a) * size * _number(shown, "HScale", 1)
    bold = font.bold or _number(shown, "Weight", 400) >= _LIGHT_TO_BOLD
    colour = _colour(first(shown, "FillColor"))
    for code in all_of(shown, "TextCode"):
        text = code.text or ""
        steps = _steps(code.get("DeltaX", ""), len(text))
        x, y = _number(code, "X", 0), _number(code, "Y", 0)
        told = dict(zip(reversed(text[:-1]), reversed(steps), strict=False))
        for place, character in enumerate(text):
            left = box[0] + a * x + e
            width = wide if is_wide(character) else wide / 2
            # A step from the same character tells better how wide the font has it.
            right = left + min(abs(a) * told.get(character, width / a), width)
            base = box[1] + d * y + f
            points = abs(d) * size / POINT
            yield Letter(character, left, right, base, points, font.name, bold, colour)
            x += steps[place] if place < len(steps) else width / a


def _steps(text: str, count: int) -> list[float]:
    """Return the steps from character to character; `g 3 5` is three of five."""
    steps: list[float] = []
    words = iter(text.split())
    for word in words:
        if len(steps) >= count:
            break
        if word == "g":
            times, step = figure(next(words, "")), figure(next(words, ""))
            steps += [step or 0] * min(int(times or 0), count)
        else:
            steps.append(figure(word) or 0)
    return steps


def _colour(element: Element | None) -> Colour:
    parts = floats(element.get("Value", "")) if element is not None else []
    if len(parts) == 1:
        parts *= 3
    if len(parts) != 3:  # noqa: PLR2004 - red, green and blue
        return BLACK
    red, green, blue = (int(part) for part in parts)
    return red, green, blue


def _rules(shown: Element) -> Iterator[Rule]:
    box, (a, _, _, d, e, f) = _placed(shown)
    thick = _number(shown, "LineWidth", _STROKE)
    stroked = shown.get("Stroke", "true") == "true"
    colour = _colour(first(shown, "StrokeColor" if stroked else "FillColor"))
    data = first(shown, "AbbreviatedData")
    points = _points(data.text or "" if data is not None else "")
    if not points:
        return
    across = [box[0] + a * x + e for x, _ in points]
    down = [box[1] + d * y + f for _, y in points]
    left, right, top, bottom = min(across), max(across), min(down), max(down)
    wide = thick if stroked else min(right - left, bottom - top)
    yield Rule(left, top, right, bottom, wide, colour)


def _points(path: str) -> list[tuple[float, float]]:
    numbers = floats(re.sub(r"[A-Za-z]", " ", path))
    return list(zip(numbers[::2], numbers[1::2], strict=False))
