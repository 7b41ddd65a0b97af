"""A report as paragraphs, some of them headings, from Markdown and back.

The marks of Markdown are not text: a report counts the same as .md and as .docx.
"""

import re
from collections.abc import Iterable, Mapping
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
        heading = heading_of(line)
        text = plain(line) if heading is None else heading
        if text:
            found.append(Paragraph(text, heading is not None))
    return tuple(found)


def heading_of(line: str) -> str | None:
    """Return the text of a line that is a heading, None of any other."""
    heading = _HEADING.match(line)
    return _plainly(heading["text"] or "").strip() if heading else None


def plain(line: str) -> str:
    """Return the text of a line that is no heading, without its marks."""
    return _plainly(_BULLET.sub("", line)).strip()


def _plainly(text: str) -> str:
    # Emphasis may stand in emphasis; what is left has none, so it reads back alike.
    while (less := _EMPHASIS.sub(r"\2", text)) != text:
        text = less
    return text


def written(those: Iterable[Paragraph]) -> str:
    """Write paragraphs as Markdown that `paragraphs` reads back alike."""
    lines = [_marked(one.text) if one.heading else _plain(one.text) for one in those]
    return "".join(f"{line}\n" for line in lines)


def _marked(text: str) -> str:
    # A last # that belongs to the text is kept by a closing one behind it.
    return f"# {text} #" if text.endswith("#") else f"# {text}"


def _plain(text: str) -> str:
    # What would be read as a mark is guarded by a bullet, which is left out again.
    marked = _HEADING.match(text) or _BULLET.match(text)
    return f"- {text}" if marked else text


def by_name(names: Mapping[str, str]) -> dict[str, str]:
    """Return what each section's name leads to, also by the name without numbering."""
    return {bare(name): code for name, code in names.items()} | dict(names)


def bare(heading: str) -> str:
    """Return a heading without numbering, spaces and a colon at its end."""
    text = _NUMBERING.sub("", heading.strip()).strip()
    return text.rstrip("：: \u3000")
