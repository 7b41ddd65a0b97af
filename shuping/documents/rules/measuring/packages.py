"""Files of XML in a zip, opened without trust.

No part may declare a document type, so nothing is fetched and nothing swells; a part
may not be nested deeper or hold more elements than a document needs.
"""

from collections.abc import Iterable, Iterator, Mapping
from posixpath import join, normpath
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat  # document types are refused, see below

from shuping.documents.rules.measuring.measured import Page, Unreadable
from shuping.refusal import Words, say
from shuping.tables import archives

MOST_PAGES = 600
MOST_LETTERS = 400_000
TOO_LONG = say("The document has more than {most} pages.", most=MOST_PAGES)
_MOST_ELEMENTS = 1_000_000
_DEEPEST = 100
_MOST_BYTES = 32 * 1024 * 1024
_MOST_FIGURE = 1e6
_TOO_LARGE = say("The file is too large or too deep to be measured.")
_DAMAGED = say("The file is damaged.")
Parts = Mapping[str, bytes]


def opened(content: bytes) -> Parts:
    """Return the parts of a package by path; `Unreadable` is what is not unpacked."""
    parts = archives.unpacked(content)
    if isinstance(parts, Words):
        raise Unreadable(parts)
    return parts


def tree(parts: Parts, name: str) -> Element:
    """Return a part as elements with their local names; `Unreadable` is no XML."""
    if name not in parts:
        raise Unreadable(say("A part is missing in the file: {name}.", name=name))
    if len(parts[name]) > _MOST_BYTES:
        raise Unreadable(_TOO_LARGE)
    walk = _Walk()
    try:
        return walk.over(parts[name])
    except (expat.ExpatError, ValueError, LookupError):
        raise Unreadable(_DAMAGED) from None


def within_limits(pages: Iterable[Page]) -> tuple[Page, ...]:
    """Return pages as they are read, unless they hold more than a document may."""
    read: list[Page] = []
    count = 0
    for page in pages:
        count += sum(len(line.letters) for line in page.lines)
        if count > MOST_LETTERS:
            raise Unreadable(TOO_LONG)
        read.append(page)
    return tuple(read)


def beside(base: str, target: str) -> str:
    """Return the path in a package that a part at `base` means by a target."""
    if target.startswith("/"):
        return normpath(target[1:])
    return normpath(join(base.rpartition("/")[0], target))


def all_of(element: Element, *path: str) -> Iterator[Element]:
    """Yield what stands at a path of names below an element."""
    if not path:
        yield element
        return
    for child in element:
        if child.tag == path[0]:
            yield from all_of(child, *path[1:])


def first(element: Element | None, *path: str) -> Element | None:
    """Return the first of what stands at a path, None where nothing does."""
    return None if element is None else next(all_of(element, *path), None)


def floats(text: str) -> list[float]:
    """Return numbers with spaces between them; none where one is no number."""
    found = [figure(one) for one in text.split()]
    return [] if None in found else [one for one in found if one is not None]


def figure(text: str) -> float | None:
    """Return a number that may stand on a page, None where it is none."""
    try:
        number = float(text)
    except ValueError:
        return None
    return number if abs(number) < _MOST_FIGURE else None


class _Walk:
    """One pass through a part, building its elements."""

    def __init__(self) -> None:
        self._builder = TreeBuilder()
        self._count = self._depth = 0

    def over(self, part: bytes) -> Element:
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartDoctypeDeclHandler = self._refuse
        parser.StartElementHandler = self._begin
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._builder.data
        parser.Parse(part, True)  # noqa: FBT003 - the parser takes it so
        return self._builder.close()

    def _refuse(self, *_: object) -> None:
        raise Unreadable(say("The file declares a document type; none is read."))

    def _begin(self, tag: str, given: dict[str, str]) -> None:
        self._count += 1
        self._depth += 1
        if self._count > _MOST_ELEMENTS or self._depth > _DEEPEST:
            raise Unreadable(_TOO_LARGE)
        told = {name.rpartition(":")[2]: value for name, value in given.items()}
        self._builder.start(tag.rpartition(":")[2], told)

    def _end(self, tag: str) -> None:
        self._depth -= 1
        self._builder.end(tag.rpartition(":")[2])
