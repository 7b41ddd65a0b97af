"""A document as Markdown: what a person may read without a word processor."""

import re
from collections.abc import Iterator

from shuping.documents.rules.content import (
    Block,
    Document,
    Heading,
    Imprint,
    Table,
    attached,
    attachment_names,
    chinese_date,
    printable,
)
from shuping.documents.rules.lines import title_lines
from shuping.documents.rules.setting import (
    copies,
    issued_by,
    printed_by,
    recipients,
)

_SPECIAL = re.compile(r"([\\*_`\[<])")
_LINE_START = re.compile(r"^([#>+\-=~]|\d+(?=[.)]))")


def write(document: Document) -> str:
    """Return the document as Markdown, one blank line between its parts."""
    return "\n\n".join(_parts(document)) + "\n"


def _parts(document: Document) -> Iterator[str]:
    title = "".join(_escaped(line) for line in title_lines(document.title))
    above = (document.marking, document.organ, document.number, issued_by(document))
    yield from _standing(" > ".join(_escaped(step) for step in document.breadcrumb))
    yield from (f"**{_escaped(line)}**" for line in above if printable(line))
    yield f"# {title}"
    yield from _standing(_escaped(document.byline))
    yield from (f"{line}：" for line in _standing(_escaped(document.addressee)))
    yield from (_block(block) for block in document.blocks)
    yield from (_escaped(name) for name in attachment_names(document))
    yield from _standing(_escaped(document.signer))
    yield from _standing(chinese_date(document.date) if document.date else "")
    for one, mark in attached(document):
        yield from _standing(f"**{mark}**" if mark else "")
        yield f"## {_escaped(one.title)}"
        yield from (_block(block) for block in one.blocks)
    if document.imprint:
        yield from _imprint(document.imprint)


def _imprint(imprint: Imprint) -> Iterator[str]:
    yield "---"
    for word, those in recipients(imprint):
        yield f"{_escaped(word)}：{_escaped(those)}"
    yield from _standing(_escaped(printed_by(imprint)))
    yield from _standing(copies(imprint))


def _standing(text: str) -> Iterator[str]:
    if text:
        yield text


def _block(block: Block) -> str:
    if isinstance(block, Heading):
        return "#" * (block.level + 1) + " " + _escaped(block.text)
    if isinstance(block, Table):
        rule = tuple("---" for _ in block.columns)
        return "\n".join(_row(row) for row in (block.columns, rule, *block.rows))
    label = _escaped(block.label)
    return f"**{label}**{_escaped(block.text)}" if label else _escaped(block.text)


def _row(cells: tuple[str, ...]) -> str:
    shown = (
        cell if cell == "---" else _escaped(cell).replace("|", r"\|") for cell in cells
    )
    return "| " + " | ".join(shown) + " |"


def _escaped(text: str) -> str:
    escaped = _SPECIAL.sub(r"\\\1", printable(text))
    return _LINE_START.sub(_held, escaped)


def _held(start: re.Match[str]) -> str:
    mark = start[1]
    return f"{mark}\\" if mark.isdigit() else f"\\{mark}"
