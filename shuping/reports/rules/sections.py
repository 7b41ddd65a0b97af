"""A report in the sections of the scheme: taken apart to be read and written.

Lines stay as they were typed, and so does the heading that its writer chose for a
section, such as one with a number before the name.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from shuping.reports.rules.text import bare, by_name, heading_of, paragraphs, plain
from shuping.rounds.rules.scheme import Section

BEFORE = ""
"""The code of what stands before the first section."""


class Look(StrEnum):
    """What a paragraph is to whoever reads the report."""

    TITLE = "title"
    SECTION = "section"
    HEADING = "heading"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Shown:
    """A paragraph, and what it is."""

    text: str
    look: Look


@dataclass(frozen=True, slots=True)
class Part:
    """A section as it stands: its heading with its marks, and the lines below it."""

    heading: str
    body: str


def apart(text: str, sections: Sequence[Section]) -> dict[str, Part]:
    """Take a report apart: what stands before the sections, then each by its code."""
    named = _named(sections)
    headings: dict[str, str] = {}
    lines: dict[str, list[str]] = {BEFORE: []}
    lines |= {one.code: [] for one in sections}
    here = BEFORE
    for line in text.splitlines():
        code = _code(heading_of(line), named)
        if code:
            here = code
            headings.setdefault(code, line)
        else:
            lines[here].append(line)
    return {
        code: Part(headings.get(code, ""), _trimmed(those))
        for code, those in lines.items()
    }


def together(
    bodies: Mapping[str, str], sections: Sequence[Section], *, standing: str
) -> str:
    """Put a report together again under the headings that stand, or the names.

    A line that is nothing but a section's name becomes its heading, so that a whole
    report may be pasted at one place. A section without text has no heading.
    """
    named = _named(sections)
    headings = {code: part.heading for code, part in apart(standing, sections).items()}
    parts = [_marked(bodies.get(BEFORE, ""), named)]
    for one in sections:
        body = _marked(bodies.get(one.code, ""), named)
        heading = headings[one.code] or f"# {one.name}"
        parts.append(f"{heading}\n\n{body}" if body else "")
    return "".join(f"{part}\n\n" for part in parts if part).rstrip("\n") + "\n"


def shown(text: str, sections: Sequence[Section]) -> tuple[Shown, ...]:
    """Return a report as it is read: its title, its sections, headings and text."""
    named = _named(sections)
    begun = False
    found = []
    for one in paragraphs(text):
        look = Look.TEXT
        if one.heading and _code(one.text, named):
            look = Look.SECTION
        elif one.heading:
            look = Look.HEADING if begun else Look.TITLE
        begun = begun or look != Look.TITLE
        found.append(Shown(one.text, look))
    return tuple(found)


def _named(sections: Sequence[Section]) -> dict[str, str]:
    return by_name({one.name: one.code for one in sections})


def _code(heading: str | None, named: Mapping[str, str]) -> str:
    if not heading:
        return ""
    return named.get(heading, "") or named.get(bare(heading), "")


def _trimmed(lines: Sequence[str]) -> str:
    return "\n".join(lines).strip("\n")


def _marked(body: str, named: Mapping[str, str]) -> str:
    lines = (line.rstrip() for line in body.splitlines())
    return _trimmed(
        [
            f"# {line.strip()}"
            if heading_of(line) is None and _code(plain(line), named)
            else line
            for line in lines
        ]
    )
