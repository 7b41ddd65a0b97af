"""A document as the values that the page layout reads."""

import datetime as dt
import re
from typing import Any

from shuping.documents.rules.columns import column_widths
from shuping.documents.rules.content import (
    Document,
    Imprint,
    Paragraph,
    Table,
    attached,
    chinese_date,
    plain,
    printable,
)
from shuping.documents.rules.levels import opening
from shuping.documents.rules.lines import (
    attachment_lines,
    closing,
    organ_points,
    title_lines,
    width,
)
from shuping.documents.rules.profiles import STANDARD, Profile

_UNDATED = dt.date(1980, 1, 1)  # the same document gives the same file
_LONG_WORD = re.compile(r"[!-~]{12,}")
_SOFT = "\u200b"
_PAPER, _POINT = 210, 25.4 / 72
_IMPRINT_WIDTH = 28  # characters of 14 pt between the edges, one kept free


def values(
    document: Document, profile: Profile = STANDARD, faces: int = 0
) -> dict[str, Any]:
    """Return the document as JSON values, every text printable, lines broken.

    `faces` is the place of the profile's fonts in the list that the layout is given.
    """
    lines = title_lines(document.title)
    day = document.date or document.issued or _UNDATED
    told: dict[str, Any] = cleaned(plain(document))
    _, right, _, left = profile.margins
    wide = (_PAPER - right - left) / _POINT
    for part in (told, *told["attachments"]):
        part["blocks"] = [_set(one, wide) for one in _softened(part["blocks"])]
    told["attachments"] = [one for one in told["attachments"] if one["blocks"]]
    for one, (_, mark) in zip(told["attachments"], attached(document), strict=True):
        one |= {"mark": mark, "title-lines": title_lines(one["title"])}
    organ = printable((document.organ and profile.letterhead) or document.organ)
    return told | {
        "title": "".join(lines),
        "title-lines": lines,
        "date": _told(document.date),
        "issued": _told(document.issued),
        "dated": (day.year, day.month, day.day),
        "organ": organ,
        "organ-points": organ_points(organ),
        "closing": closing(document),
        "attachment-lines": attachment_lines(document),
        "imprint": cleaned(_imprint(document.imprint)) if document.imprint else None,
        "margins": profile.margins,
        "faces": faces,
    }


def _softened(value: Any) -> Any:
    """Return values in which words too long for a line or a cell may break."""
    if isinstance(value, str):
        return _LONG_WORD.sub(lambda word: _SOFT.join(word[0]), value)
    if isinstance(value, dict):
        return {key: _softened(one) for key, one in value.items()}
    if isinstance(value, list):
        return [_softened(one) for one in value]
    return value


def _set(block: dict[str, Any], wide: float) -> dict[str, Any]:
    """Return a block: a paragraph parted into what opens it and the rest.

    A table has the widths of its columns in points, together `wide`.
    """
    if block["is"] == "heading":
        return block
    if block["is"] == "table":
        table = Table(tuple(block["columns"]), (), tuple(block["widths"]))
        return block | {"widths": column_widths(table, wide)}
    face, opens, rest = opening(Paragraph(block["text"], block["label"]))
    return block | {"face": face, "opens": opens, "text": rest}


def _told(day: dt.date | None) -> str:
    return chinese_date(day) if day else ""


def _imprint(imprint: Imprint) -> dict[str, Any]:
    return {
        "to": recipients(imprint),
        "organ": imprint.organ,
        "date": printed_on(imprint),
        "copies": copies(imprint),
        "apart": stands_apart(imprint),
    }


def stands_apart(imprint: Imprint) -> bool:
    """Tell whether office and day are too long for one line of the imprint."""
    told = printable(imprint.organ) + printed_on(imprint)
    return width(told) > _IMPRINT_WIDTH


def issued_by(document: Document) -> str:
    """Return who issued a brief, and when, on one line."""
    return _beside(document.issuer, _told(document.issued))


def printed_by(imprint: Imprint) -> str:
    """Return who printed a document, and when, on one line."""
    return _beside(imprint.organ, printed_on(imprint))


def _beside(left: str, right: str) -> str:
    return "　".join(one for one in (printable(left), right) if one)


def recipients(imprint: Imprint) -> list[tuple[str, str]]:
    """Return the lines of recipients, each ended by a full stop."""
    shown = [(printable(word), printable(those)) for word, those in imprint.to]
    return [(word, f"{those.rstrip('。')}。") for word, those in shown if those]


def printed_on(imprint: Imprint) -> str:
    """Return the date of printing with its word: 2020年1月6日印发."""
    return f"{_told(imprint.date)}印发" if imprint.date else ""


def copies(imprint: Imprint) -> str:
    """Return how many copies are printed, where it is said: （共印30份）."""
    return f"（共印{imprint.copies}份）" if imprint.copies else ""


def cleaned(value: Any) -> Any:
    """Return JSON values with every text in them printable."""
    if isinstance(value, str):
        return printable(value)
    if isinstance(value, dict):
        return {key: cleaned(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [cleaned(one) for one in value]
    return value
