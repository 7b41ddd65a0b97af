"""All reports of a round in one document (述职报告汇编)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from shuping.documents.rules import content
from shuping.documents.rules.content import Attachment, Block, Document, Heading, Table
from shuping.documents.rules.levels import level_of
from shuping.documents.rules.numerals import heading
from shuping.reports.rules.text import Paragraph, paragraphs


@dataclass(frozen=True, slots=True)
class Compiled:
    """One reporter's report as it was written, in Markdown."""

    reporter: str
    text: str


def compiled(round_: str, reports: Sequence[Compiled]) -> Document:
    """Return the reports in the order given, a list of contents in front.

    Each report begins a page with a title of its own.
    """
    none: tuple[Block, ...] = (content.Paragraph("目前没有报告。"),)
    return Document(
        title=f"{round_}述职报告汇编",
        marking="内部",
        blocks=(_contents(reports),) if reports else none,
        attachments=tuple(_report(one) for one in reports),
    )


def _contents(reports: Sequence[Compiled]) -> Table:
    rows = tuple((str(n), one.reporter) for n, one in enumerate(reports, 1))
    return Table(("序号", "述职人"), rows, (1, 6))


def _report(one: Compiled) -> Attachment:
    title, parts = f"{one.reporter}述职报告", paragraphs(one.text)
    if parts and parts[0].heading and "述职" in parts[0].text:
        title, parts = parts[0].text, parts[1:]
    return Attachment(title, tuple(_blocks(parts)), named=False)


def _blocks(parts: Sequence[Paragraph]) -> Iterator[Block]:
    """Yield headings at the level of their numerals; where none has one, all get it."""
    numbered = any(part.heading and level_of(part.text) for part in parts)
    count = 0
    for part in parts:
        if not part.heading:
            yield content.Paragraph(part.text)
        elif numbered:
            yield Heading(part.text, level_of(part.text) or 3)
        else:
            count += 1
            yield heading(count, part.text)
