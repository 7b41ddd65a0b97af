"""Documents out: .docx, PDF, OFD, HTML and Markdown of the same content."""

import io
import zipfile
from collections.abc import Callable, Mapping, Sequence

from shuping.documents.rules import docx as docx_form
from shuping.documents.rules import hypertext
from shuping.documents.rules import markdown as markdown_form
from shuping.documents.rules import ofd as ofd_form
from shuping.documents.rules.content import Document, characters
from shuping.documents.rules.lines import title_lines
from shuping.documents.rules.ofd import About
from shuping.documents.rules.pages import read
from shuping.documents.rules.profiles import profile_of
from shuping.documents.services import embedding, typesetting
from shuping.documents.services.profiles import profiles
from shuping.documents.services.typesetting import printed, sets_chinese
from shuping.refusal import Refused, Words, say

__all__ = [
    "bundle",
    "docx",
    "html",
    "lacking",
    "markdown",
    "ofd",
    "paged",
    "pdf",
    "printed",
    "sets_chinese",
]
_DAY = (1980, 1, 1, 0, 0, 0)
_NAMED = 3


def docx(document: Document) -> bytes:
    """Return the document as a .docx file."""
    return docx_form.write(document, profile_of(document, profiles()))


def html(document: Document) -> str:
    """Return the document as a fragment of HTML."""
    return hypertext.write(document)


def markdown(document: Document) -> str:
    """Return the document as Markdown."""
    return markdown_form.write(document)


def pdf(documents: Sequence[Document]) -> bytes:
    """Return the documents as one PDF, each from a new page numbered 1.

    It is PDF/A-2b where the fonts here can show every character; otherwise a plain
    PDF, in which a character that no font has is an empty box; `lacking` tells which.
    """
    if not documents:
        raise Refused(say("There is no document to print."))
    return typesetting.documents_set(documents)


def ofd(documents: Sequence[Document]) -> bytes:
    """Return the documents as one OFD, on the very pages of their PDF."""
    return paged(documents)[1]


def paged(documents: Sequence[Document]) -> tuple[bytes, bytes]:
    """Return the documents as one PDF and as one OFD; they are set once."""
    set_ = pdf(documents)
    pages, first = read(set_), documents[0]
    about = About(
        title="".join(title_lines(first.title)),
        author=first.signer,
        date=first.date.isoformat() if first.date else "",
    )
    faces = embedding.faces(pages, typesetting.found())
    return set_, ofd_form.write(pages, faces, about)


def lacking(*documents: Document) -> Words | None:
    """Say which characters of documents no font here can print; None where all can.

    In .docx, HTML and Markdown they stand; a PDF and an OFD show an empty box that
    can still be copied.
    """
    here = embedding.covered(typesetting.found())
    lacked = {one: gone for one in documents if (gone := characters(one) - here)}
    if not lacked:
        return None
    without = sorted(frozenset().union(*lacked.values()))
    return say(
        "No font here has {characters}, which stand in {title}: the page shows an "
        "empty box. Add a font that has them to the folder fonts, or use the .docx.",
        characters="、".join(f"{one}（U+{ord(one):04X}）" for one in without),
        title=_known(list(lacked)),
    )


def _known(documents: Sequence[Document]) -> Words | str:
    """Return what the first documents are known as, and how many more there are."""
    names = "、".join(map(_known_as, documents[:_NAMED]))
    if len(documents) <= _NAMED:
        return names
    more = len(documents) - _NAMED
    return say("{names} and {more} more", names=names, more=more)


def _known_as(document: Document) -> str:
    """Return the title, and whom it goes to: many letters have the same title."""
    title = "".join(title_lines(document.title))
    return f"{title}（{document.addressee}）" if document.addressee else title


def bundle(
    documents: Mapping[str, Document],
    together: str,
    *,
    watch: Callable[[int, int], object] = lambda *_: None,
) -> bytes:
    """Return a zip with each document as .docx by its name, and all as PDF and OFD.

    `together` names both. `watch` is told the steps done, and of how many.
    """
    steps = len(documents) + 1
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for step, (name, document) in enumerate(documents.items(), 1):
            archive.writestr(zipfile.ZipInfo(f"{name}.docx", _DAY), docx(document))
            watch(step, steps)
        for form, pages in zip(
            ("pdf", "ofd"), paged(list(documents.values())), strict=True
        ):
            archive.writestr(zipfile.ZipInfo(f"{together}.{form}", _DAY), pages)
    watch(steps, steps)
    return packed.getvalue()
