"""A report as paragraphs, some of them headings, from Markdown and back.

The marks of Markdown are not text: a report counts the same as .md and as .docx.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

_HEADING = re.compile(r" {0,3}#{1,6}(?:[ \t]+(?P<text>.*?))?(?:[ \t]+#+)?[ \t]*$")
_BULLET = re.compile(r"^\s*(?:[-*+]|>)\s+")
_EMPHASIS = re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1")
_NUMBERING = re.compile(
    r"^(?:第?[一二三四五六七八九十]+[、.．]|[（(][一二三四五六七八九十0-9]+[）)]|[0-9]+[、.．])\s*"
)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph of a report."""

    text: str
    heading: bool = False


def paragraphs(source: str) -> tuple[Paragraph, ...]:
    """Read Markdown: `#` makes a heading; bullets, `>` and `**` are left out."""
    found = []
    for line in source.splitlines():
        heading = _HEADING.match(line)
        if heading:
            text, is_heading = heading["text"] or "", True
        else:
            text, is_heading = _BULLET.sub("", line), False
        text = _EMPHASIS.sub(r"\2", text).strip()
        if text:
            found.append(Paragraph(text, is_heading))
    return tuple(found)


def written(those: Iterable[Paragraph]) -> str:
    """Write paragraphs as Markdown that `paragraphs` reads back alike."""
    lines = [f"# {one.text}" if one.heading else _plain(one.text) for one in those]
    return "".join(f"{line}\n" for line in lines)


def _plain(text: str) -> str:
    # What would be read as a mark is guarded by a bullet, which is left out again.
    marked = _HEADING.match(text) or _BULLET.match(text)
    return f"- {text}" if marked else text


def bare(heading: str) -> str:
    """Return a heading without numbering, spaces and a colon at its end."""
    text = _NUMBERING.sub("", heading.strip()).strip()
    return text.rstrip("：: \u3000")
