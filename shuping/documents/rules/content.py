"""What an official document says, apart from how it is printed.

One `Document` goes out as .docx, as PDF and as Markdown; the three writers know
nothing of letters or bulletins. Text is plain: no markup has a meaning in it.
"""

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

# What XML 1.0 cannot hold, halves of surrogate pairs among it.
_UNPRINTABLE = re.compile(
    "[^\t\n\r\u0020-\u007e\u0085\u00a0-\ud7ff\ue000-\ufdcf\ufdf0-\ufffd\U00010000-\U0010ffff]"
)
_SPACES = re.compile(r"[\t\n\r\u0085\u2028\u2029]+")


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading: level 1 is 一、, level 2 is （一）, level 3 is 1."""

    text: str
    level: int = 1


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of the body; its first line is indented by two characters."""

    text: str


@dataclass(frozen=True, slots=True)
class Table:
    """A table with a header row; `widths` are relative, empty for equal ones."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[int, ...] = ()


Block = Heading | Paragraph | Table


@dataclass(frozen=True, slots=True)
class Document:
    """A document from its marking to its date; what is empty is not printed."""

    title: str
    blocks: tuple[Block, ...] = ()
    marking: str = ""  # 内部 …, top left
    organ: str = ""  # 发文机关标志, in red over the red line
    number: str = ""  # 发文字号
    breadcrumb: tuple[str, ...] = ()  # where a web page stands: 党建首页, 基层党建
    byline: str = ""  # under the title: date and source
    addressee: str = ""  # 主送机关
    signer: str = ""  # 署名
    date: dt.date | None = None  # 成文日期


def printable(text: str) -> str:
    """Return the text without what no document can hold; a line break is a space."""
    return _SPACES.sub(" ", _UNPRINTABLE.sub("", text)).strip(" ")


def paragraphs(text: str) -> tuple[Paragraph, ...]:
    """Return each line of a text that has something on it as a paragraph."""
    lines = (printable(line) for line in text.splitlines())
    return tuple(Paragraph(line) for line in lines if line)


def chinese_date(day: dt.date) -> str:
    """Return the date as documents write it, without leading zeros: 2020年1月6日."""
    return f"{day.year}年{day.month}月{day.day}日"


def plain(document: Document) -> dict[str, Any]:
    """Return the document as JSON values; `from_plain` reads them back."""
    values = asdict(document)
    values["date"] = document.date.isoformat() if document.date else None
    values["blocks"] = [
        {"is": type(block).__name__.lower(), **asdict(block)}
        for block in document.blocks
    ]
    return values


def from_plain(values: Mapping[str, Any]) -> Document:
    """Return the document that `plain` wrote down."""
    fields = dict(values)
    fields["breadcrumb"] = tuple(fields["breadcrumb"])
    fields["blocks"] = tuple(_block(one) for one in fields["blocks"])
    fields["date"] = dt.date.fromisoformat(fields["date"]) if fields["date"] else None
    return Document(**fields)


def _block(values: Mapping[str, Any]) -> Block:
    if values["is"] == "heading":
        return Heading(values["text"], values["level"])
    if values["is"] == "paragraph":
        return Paragraph(values["text"])
    return Table(
        columns=tuple(values["columns"]),
        rows=tuple(tuple(row) for row in values["rows"]),
        widths=tuple(values["widths"]),
    )
