"""A table given out as CSV, for spreadsheets that run what looks like a formula."""

import csv
import io
from collections.abc import Iterable, Sequence

_RUN = ("=", "+", "-", "@", "\t", "\r", "\0")


def csv_file(rows: Iterable[Sequence[str]]) -> bytes:
    """Return rows as CSV in UTF-8 with a BOM, every cell quoted.

    What a spreadsheet would run stands behind an apostrophe, and is a text.
    """
    file = io.StringIO(newline="")
    writer = csv.writer(file, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerows([*map(_tamed, row)] for row in rows)
    return file.getvalue().encode("utf-8-sig")


def _tamed(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_RUN) else cell
