"""All reports of a round in one document (述职报告汇编)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from shuping.documents.rules import content
from shuping.documents.rules.content import Block, Document, Heading, Table
from shuping.documents.rules.numerals import numeral
from shuping.reports.rules.text import paragraphs


@dataclass(frozen=True, slots=True)
class Compiled:
    """One reporter's report as it was written, in Markdown."""

    reporter: str
    text: str


def compiled(round_: str, reports: Sequence[Compiled]) -> Document:
    """Return the reports in the order given, a list of contents in front."""
    blocks: tuple[Block, ...] = (content.Paragraph("目前没有报告。"),)
    if reports:
        blocks = (_contents(reports), *_reports(reports))
    return Document(title=f"{round_}述职报告汇编", marking="内部", blocks=blocks)


def _contents(reports: Sequence[Compiled]) -> Table:
    rows = tuple((str(n), one.reporter) for n, one in enumerate(reports, 1))
    return Table(("序号", "述职人"), rows, (1, 6))


def _reports(reports: Sequence[Compiled]) -> Iterator[Block]:
    for number, one in enumerate(reports, 1):
        yield Heading(f"{numeral(number)}、{one.reporter}")
        for part in paragraphs(one.text):
            if part.heading:
                yield Heading(part.text, 2)
            else:
                yield content.Paragraph(part.text)
