"""Writing the files of a round folder, so that reading gives back the same values."""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields
from datetime import date
from fractions import Fraction
from typing import Any

from shuping.folders.rules.rows import TABLES
from shuping.tables.reading import FORMULA
from shuping.wording import without_controls

_QUOTED = re.compile('[,"\r\n]')


def cell(value: object) -> str:
    """Return a value as a cell; what a spreadsheet would run begins with a space.

    Control characters are left out, as they are when a table is read.
    """
    if value is None:
        return ""
    if isinstance(value, Fraction):
        return decimal(value)
    if isinstance(value, date):
        return value.isoformat()
    text = without_controls(str(value))
    return f" {text}" if text.startswith(FORMULA) else text


def decimal(value: Fraction) -> str:
    """Return an exact decimal; only for values that were entered as decimals."""
    places = 0
    while (value * 10**places).denominator != 1:
        places += 1
    digits = str(abs(value.numerator) * 10**places // value.denominator)
    digits = digits.rjust(places + 1, "0")
    sign = "-" if value < 0 else ""
    if not places:
        return sign + digits
    return f"{sign}{digits[:-places]}.{digits[-places:]}"


def table(file: str, rows: Iterable[Sequence[object]]) -> bytes:
    """Return a CSV file with the columns of its kind, all of them."""
    columns = [one.name for one in fields(TABLES[file]) if one.metadata]
    lines = [columns, *([cell(value) for value in row] for row in rows)]
    return "".join(",".join(map(_quoted, line)) + "\n" for line in lines).encode()


def _quoted(text: str) -> str:
    # The csv writer leaves a lone \r bare, and its reader then ends the row there.
    return '"' + text.replace('"', '""') + '"' if _QUOTED.search(text) else text


def meetings(tables: Iterable[Mapping[str, Any]]) -> bytes:
    """Return meeting.toml; each table has texts, dates, lists of texts, and tables."""
    lines: list[str] = []
    for one in tables:
        lines += ["[[meeting]]", *_pairs(one), ""]
        lines += ["[meeting.visiting]", *_pairs(one["visiting"]), ""]
        for point in one["points"]:
            lines += ["[[meeting.points]]", *_pairs(point), ""]
    return "\n".join(lines).encode()


def _pairs(values: Mapping[str, Any]) -> list[str]:
    return [
        f"{name} = {_toml(value)}"
        for name, value in values.items()
        if name not in {"visiting", "points"} and value is not None
    ]


def _toml(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, (list, tuple)):
        return f"[{', '.join(map(_toml, value))}]"
    # A JSON string is a TOML string, but for one character that JSON leaves bare.
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
