"""A document as the values that the page layout reads."""

import datetime as dt
from typing import Any

from shuping.documents.rules.content import Document, chinese_date, plain, printable
from shuping.documents.rules.lines import insets, organ_points, title_lines

_UNDATED = dt.date(1980, 1, 1)  # the same document gives the same file


def values(document: Document) -> dict[str, Any]:
    """Return the document as JSON values, every text printable, lines broken."""
    lines = title_lines(document.title)
    day = document.date or _UNDATED
    told: dict[str, Any] = cleaned(plain(document))
    return told | {
        "title": "".join(lines),
        "title-lines": lines,
        "date": chinese_date(document.date) if document.date else "",
        "dated": (day.year, day.month, day.day),
        "organ-points": organ_points(document.organ),
        "insets": insets(document),
    }


def cleaned(value: Any) -> Any:
    """Return JSON values with every text in them printable."""
    if isinstance(value, str):
        return printable(value)
    if isinstance(value, dict):
        return {key: cleaned(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [cleaned(one) for one in value]
    return value
