"""What an official document says, apart from how it is printed.

One `Document` goes out as .docx, PDF, OFD, HTML and Markdown; the writers know nothing
of letters or bulletins. Text is plain: no markup has a meaning in it.
"""

import datetime as dt
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, fields, is_dataclass
from types import UnionType
from typing import Any, get_args

# What XML 1.0 cannot hold, halves of surrogate pairs among it.
_UNPRINTABLE = re.compile(
    "[^\t\n\r\u0020-\u007e\u0085\u00a0-\ud7ff\ue000-\ufdcf\ufdf0-\ufffd\U00010000-\U0010ffff]"
)
# What JSON can say and no database keeps.
_UNKEPT = re.compile("[\0\ud800-\udfff]")
_LARGEST = 9999
_ENDING = "。；;，,、."
_SPACES = re.compile(r"[\t\n\r\u0085\u2028\u2029]+")


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading: level 1 is 一、, level 2 is （一）, level 3 is 1."""

    text: str
    level: int = 1


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of the body; its first line is indented by two characters.

    A label opens it in 黑体, as 出席： does in minutes.
    """

    text: str
    label: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A table with a header row; `widths` are relative, empty for equal ones.

    A row whose last cell is empty leaves room for a pen: `room` lines of it. One that
    is `whole` does not go on over the page, unless it is longer than one.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[int, ...] = ()
    room: int = 1
    whole: bool = False


Block = Heading | Paragraph | Table


@dataclass(frozen=True, slots=True)
class Attachment:
    """An attachment (附件): named after the body, and set from a new page.

    One without blocks is only named, as it goes out on its own. One that is not
    named is a part with its own title, as a report among many.
    """

    title: str
    blocks: tuple[Block, ...] = ()
    named: bool = True


@dataclass(frozen=True, slots=True)
class Imprint:
    """The block at the foot of the last page (版记).

    `to` are the recipients under their word: 抄送, or 报, 送 and 发 of a brief.
    """

    organ: str
    date: dt.date | None = None
    to: tuple[tuple[str, str], ...] = ()
    copies: int = 0


@dataclass(frozen=True, slots=True)
class Document:
    """A document from its marking to its imprint; what is empty is not printed.

    With an issuer it is a brief: the red name stands over number, issuer and date.
    """

    title: str
    blocks: tuple[Block, ...] = ()
    marking: str = ""  # 内部 …, top left
    organ: str = ""  # 发文机关标志, in red over the red line
    number: str = ""  # 发文字号, or 第1期 of a brief
    issuer: str = ""  # 编印单位 of a brief, left over the red line
    issued: dt.date | None = None  # right of it
    breadcrumb: tuple[str, ...] = ()  # where a web page stands: 党建首页, 基层党建
    byline: str = ""  # under the title: date and source
    addressee: str = ""  # 主送机关
    signer: str = ""  # 署名
    date: dt.date | None = None  # 成文日期
    attachments: tuple[Attachment, ...] = ()
    imprint: Imprint | None = None


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


def attachment_names(document: Document) -> tuple[str, ...]:
    """Return the lines that name the attachments: 附件：1.…, 2.…; no mark ends them."""
    those = [one for one in document.attachments if one.named]
    names = [printable(one.title).rstrip(_ENDING) for one in those]
    if len(names) < 2:  # noqa: PLR2004 - one is not numbered
        return tuple(f"附件：{name}" for name in names)
    first, *rest = (f"{number}.{name}" for number, name in enumerate(names, 1))
    return (f"附件：{first}", *rest)


def attached(document: Document) -> Iterator[tuple[Attachment, str]]:
    """Yield the attachments that follow, each with its mark: 附件, or 附件1 of several.

    The mark of a part that is not named is empty.
    """
    several = len(attachment_names(document)) > 1
    number = 0
    for one in document.attachments:
        number += one.named
        if one.blocks:
            mark = f"附件{number if several else ''}" if one.named else ""
            yield one, mark


def characters(document: Document) -> frozenset[str]:
    """Return every character that the document prints."""
    text = printable(json.dumps(plain(document), ensure_ascii=False))
    return frozenset(text.replace(" ", ""))


def plain(document: Document) -> dict[str, Any]:
    """Return the document as JSON values; `from_plain` reads them back."""
    values = asdict(document)
    values["date"], values["issued"] = _told(document.date), _told(document.issued)
    values["blocks"] = _plain_blocks(document.blocks)
    values["attachments"] = [
        {
            "title": one.title,
            "blocks": _plain_blocks(one.blocks),
            "named": one.named,
        }
        for one in document.attachments
    ]
    if document.imprint:
        values["imprint"]["date"] = _told(document.imprint.date)
    return values


def _plain_blocks(blocks: tuple[Block, ...]) -> list[dict[str, Any]]:
    return [{"is": type(one).__name__.lower(), **asdict(one)} for one in blocks]


def _told(day: dt.date | None) -> str | None:
    return day.isoformat() if day else None


def from_plain(values: Mapping[str, Any]) -> Document:
    """Return the document that `plain` wrote down, today or in an earlier year."""
    fields = dict(values)
    fields["breadcrumb"] = tuple(fields["breadcrumb"])
    fields["blocks"] = _blocks(fields["blocks"])
    fields["date"], fields["issued"] = _day(fields["date"]), _day(fields.get("issued"))
    fields["attachments"] = tuple(
        Attachment(one["title"], _blocks(one["blocks"]), one.get("named", True))
        for one in fields.get("attachments", ())
    )
    fields["imprint"] = _imprint(fields.get("imprint"))
    return Document(**fields)


def is_plain(values: object) -> bool:
    """Tell whether JSON values are a document as `plain` writes it down."""
    try:
        return _is(from_plain(values), Document)  # type: ignore[arg-type]
    except (LookupError, TypeError, ValueError):
        return False


def is_kept(text: object, most: int = 100_000) -> bool:
    """Tell whether a value is a text of so many characters that can be kept."""
    return isinstance(text, str) and len(text) <= most and not _UNKEPT.search(text)


def _is(value: Any, kind: Any) -> bool:
    """Tell whether a value, and all that it holds, is of the kind declared for it."""
    if isinstance(kind, UnionType):
        return any(_is(value, one) for one in get_args(kind))
    if kind is str:
        return is_kept(value)
    if kind is int:
        return type(value) is int and 0 <= value <= _LARGEST
    if named := get_args(kind):
        return _are(value, named)
    held = fields(kind) if is_dataclass(kind) else ()
    return type(value) is kind and all(
        _is(getattr(value, one.name), one.type) for one in held
    )


def _are(values: Any, kinds: tuple[Any, ...]) -> bool:
    """Tell whether a tuple is of one kind, or of one kind for each place."""
    if kinds[-1] is not Ellipsis:
        return len(values) == len(kinds) and all(map(_is, values, kinds))
    return isinstance(values, tuple) and all(_is(one, kinds[0]) for one in values)


def _imprint(values: Mapping[str, Any] | None) -> Imprint | None:
    if values is None:
        return None
    to = tuple((word, those) for word, those in values["to"])
    return Imprint(values["organ"], _day(values["date"]), to, values["copies"])


def _day(text: str | None) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None


def _blocks(rows: Iterable[Mapping[str, Any]]) -> tuple[Block, ...]:
    return tuple(_block(one) for one in rows)


def _block(values: Mapping[str, Any]) -> Block:
    if values["is"] == "heading":
        return Heading(values["text"], values["level"])
    if values["is"] == "paragraph":
        return Paragraph(values["text"], values.get("label", ""))
    return Table(
        columns=tuple(values["columns"]),
        rows=tuple(tuple(row) for row in values["rows"]),
        widths=tuple(values["widths"]),
        room=values.get("room", 1),
        whole=values.get("whole", False),
    )
