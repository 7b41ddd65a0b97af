"""How the words of a bulletin are searched, and in which column it stands.

Chinese has no spaces to index by: what is sought is looked for as it is written, the
same way in every database, whatever the width and case of its letters.
"""

import unicodedata

from shuping.documents.rules.content import Document, Heading, Paragraph
from shuping.wording import cleaned

HOME, COLUMN = "党建首页", "基层党建"
_MOST_WORDS = 8
LONGEST = 100


def column_of(document: Document) -> str:
    """Return the column of a page: the last step of where it stands."""
    return document.breadcrumb[-1][:64] if document.breadcrumb else COLUMN


def crumbs_of(document: Document) -> tuple[str, ...]:
    """Return where a page stands; one that says nothing stands in the usual column."""
    return document.breadcrumb or (HOME, COLUMN)


def folded(document: Document) -> str:
    """Return all words of a document as they are searched."""
    told = [one.text for one in document.blocks if isinstance(one, Heading | Paragraph)]
    return _folded("\n".join((document.title, document.byline, *told)))


def sought(words: str) -> tuple[str, ...]:
    """Return what all must be in a page that is found; nothing finds every page."""
    return tuple(_folded(cleaned(words[:LONGEST])).split()[:_MOST_WORDS])


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold().replace("\0", "")
