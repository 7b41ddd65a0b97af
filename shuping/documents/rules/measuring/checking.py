"""A document measured against all clauses: the deviations, and what was passed over."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from types import MappingProxyType

from shuping.documents.rules.measuring import (
    closing,
    docx,
    folios,
    heads,
    imprints,
    ofd,
    paper,
    pdf,
    running,
)
from shuping.documents.rules.measuring.elements import Known, known
from shuping.documents.rules.measuring.faces import Profile
from shuping.documents.rules.measuring.measured import Measured, Unreadable
from shuping.documents.rules.measuring.packages import opened
from shuping.documents.rules.measuring.parting import Pages, part, parted
from shuping.documents.rules.measuring.roles import FOLIO, OTHER, TABLE, TITLE
from shuping.documents.rules.measuring.standard import Deviation
from shuping.refusal import Words, say
from shuping.tables import archives

MOST_BYTES = archives.MOST_PACKED
_OLD = b"\xd0\xcf\x11\xe0"
_TABLES = say("tables are not measured")
_SIDEWAYS = say("pages on their side are not measured")
_NO_TITLE = say("no title was recognised")
_NO_TEXT = say("there is no text on the page, or only its number")
_NO_LINE = say("no line of the document was recognised")
_NOTHING = say("No line of the document was recognised, so nothing was measured.")


@dataclass(frozen=True, slots=True)
class Checked:
    """What came of measuring: deviations, and notes of what was passed over.

    Pages count through the file; `documents` are the pages of each that it holds,
    `measured` those on which some text was known and measured.
    """

    documents: tuple[Pages, ...]
    deviations: tuple[Deviation, ...]
    notes: tuple[tuple[int, Words], ...]
    measured: tuple[int, ...]

    @property
    def pages(self) -> int:
        """Return how many pages the file has."""
        return self.documents[-1][-1]

    @property
    def is_sound(self) -> bool:
        """Tell whether some of each document was measured, and nothing deviates."""
        return not self.deviations and all(
            any(first <= page <= last for page in self.measured)
            for first, last in self.documents
        )

    def document_of(self, page: int) -> int:
        """Return to which document a page belongs, counted from 1."""
        return sum(first <= page for first, _ in self.documents)

    def where(self, page: int) -> Words:
        """Return the page, and which document it is of where there are several."""
        if len(self.documents) == 1:
            return say("Page {page}", page=page)
        number = self.document_of(page)
        first, last = self.documents[number - 1]
        if first == last:
            return say("Document {number}, page {page}", number=number, page=page)
        return say(
            "Document {number} (pages {pages}), page {page}",
            number=number,
            pages=f"{first}–{last}",
            page=page,
        )


def check(content: bytes, profile: Profile = MappingProxyType({})) -> Checked:
    """Measure a .docx, PDF or OFD; `Unreadable` is what is none, or tells nothing.

    `profile` names fonts that count as a face: `body`, `kai`, `hei`, `title`, `song`.
    Documents that stand one after the other in it are measured each on its own.
    """
    whole = measured(content)
    documents = parted(whole)
    deviations: list[Deviation] = []
    notes: list[tuple[int, Words]] = []
    shown: list[int] = []
    for pages in documents:
        before = pages[0] - 1
        document = known(part(whole, pages))
        found = _deviations_once(document, profile)
        deviations += (replace(one, page=one.page + before) for one in found)
        notes += ((page + before, words) for page, words in _notes(document))
        shown += sorted(page + before for page in document.pages_told())
    if not shown and not deviations:
        raise Unreadable(_NOTHING)
    return Checked(documents, tuple(deviations), tuple(notes), tuple(shown))


def measured(content: bytes) -> Measured:
    """Return what a file measures, by what it is and not by its name."""
    if not content:
        raise Unreadable(say("The file is empty."))
    if len(content) > MOST_BYTES:
        raise Unreadable(archives.TOO_MUCH)
    if content.startswith(_OLD):
        raise Unreadable(
            say("This is a .doc or a locked file; save it as .docx without a password.")
        )
    if b"%PDF-" in content[:1024]:
        return pdf.measured(content)
    if not content.startswith(b"PK"):
        raise Unreadable(say("This is no .docx, PDF or OFD."))
    return _package(content)


def _package(content: bytes) -> Measured:
    names = opened(content)
    if "OFD.xml" in names:
        return ofd.measured(content)
    if docx.MAIN in names:
        return docx.measured(content)
    raise Unreadable(say("This is no .docx, PDF or OFD."))


def _deviations_once(document: Known, profile: Profile) -> list[Deviation]:
    """Return the deviations by page, each that comes again only the first time."""
    seen: dict[tuple[object, ...], Deviation] = {}
    for one in _deviations(document, profile):
        seen.setdefault((one.place, one.measured, one.wanted, one.clause), one)
    return sorted(seen.values(), key=lambda one: one.page)


def _deviations(document: Known, profile: Profile) -> Iterator[Deviation]:
    yield from paper.paper(document)
    yield from paper.area(document)
    yield from running.body(document, profile)
    yield from paper.lines(document)
    yield from paper.across(document)
    yield from paper.colours(document)
    yield from heads.marks(document, profile)
    yield from heads.organ(document)
    yield from heads.number(document, profile)
    yield from heads.red_line(document)
    yield from heads.title(document, profile)
    yield from heads.addressee(document, profile)
    yield from running.levels(document, profile)
    yield from running.indents(document)
    yield from closing.attached(document, profile)
    yield from closing.annexes(document, profile)
    yield from closing.signed(document, profile)
    yield from imprints.rules(document)
    yield from imprints.copies(document, profile)
    yield from imprints.issued(document, profile)
    yield from folios.folios(document, profile)


def _notes(document: Known) -> Iterator[tuple[int, Words]]:
    yield from dict.fromkeys(document.measured.notes)
    for number, page in enumerate(document.measured.pages, 1):
        if paper.is_landscape(page):
            yield number, _SIDEWAYS
    yield from _silent(document)
    told = {one.page for one in document.of(TABLE)}
    told |= {n for n, page in enumerate(document.measured.pages, 1) if page.tabled}
    for number in sorted(told):
        yield number, _TABLES
    for one in document.of(OTHER):
        yield one.page, say("not recognised: “{text}”", text=one.line.text[:20])
    if not document.pages_told():
        yield 1, _NO_LINE
    elif not document.of(TITLE):
        yield 1, _NO_TITLE


def _silent(document: Known) -> Iterator[tuple[int, Words]]:
    """Yield the pages on which no text stands, as where they were scanned."""
    written = {one.page for one in document.parts if one.role != FOLIO}
    for number, page in enumerate(document.measured.pages, 1):
        if number not in written and not page.tabled:
            yield number, _NO_TEXT
