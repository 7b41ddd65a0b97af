"""A bulletin's words as one text that a person edits, and back.

Each paragraph stands on a line of its own; a heading begins with `## `, a smaller one
with `### `. What is not words, such as the marking, stays as it is.
"""

from dataclasses import replace

from shuping.documents.rules.content import (
    Block,
    Document,
    Heading,
    Paragraph,
    printable,
)

_HEADINGS = {"## ": 1, "### ": 2}
_SIGNS = {level: sign for sign, level in _HEADINGS.items()}


def text_of(document: Document) -> str:
    """Return the body as text; a bulletin has no tables."""
    lines = [
        _SIGNS.get(one.level, "") + one.text if isinstance(one, Heading) else one.text
        for one in document.blocks
        if isinstance(one, Heading | Paragraph)
    ]
    return "\n\n".join(lines)


def with_words(document: Document, title: str, text: str) -> Document:
    """Return the document with another title and body."""
    lines = [printable(line) for line in text.splitlines()]
    return replace(
        document,
        title=printable(title),
        blocks=tuple(_block(line) for line in lines if line),
    )


def _block(line: str) -> Block:
    for sign, level in _HEADINGS.items():
        if line.startswith(sign):
            return Heading(line.removeprefix(sign).strip(), level)
    return Paragraph(line)
