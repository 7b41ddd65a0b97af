"""Ballots on paper: what stands on which page, and where the tick boxes are.

Every sheet of a class is the same, to the last mark: nothing numbers it. The places are
fixed, in millimetres from the top left corner, so that pages can be laid one over the
other by hand and a reader can find the boxes from the four marks in the corners.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby
from typing import Any

from shuping.ballots.rules.slips import told
from shuping.urn.form import BoxForm, Named

UNKNOWN, BLANK, SUM = "不了解", "空白", "合计"
_LEFT, _RIGHT, _TOP, _BOTTOM = 14.0, 196.0, 66.0, 276.0
_LEAST_NAME = 62.0


class Edition(StrEnum):
    """How a class is printed: to vote, to vote in large type, to count by strokes."""

    PLAIN = "plain"
    LARGE = "large"
    TALLY = "tally"


@dataclass(frozen=True, slots=True)
class _Size:
    row: float
    box: float
    column: float


_SIZES: Mapping[Edition, _Size] = {
    Edition.PLAIN: _Size(row=9, box=4.6, column=18),
    Edition.LARGE: _Size(row=13, box=6.6, column=21),
    Edition.TALLY: _Size(row=9, box=0, column=20),
}


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a page: a reporter's name over the items, or a line to be ticked."""

    number: int
    name: str
    ticked: bool


@dataclass(frozen=True, slots=True)
class Papers:
    """The paper of one class; `signed` where the author writes a name on it."""

    form: BoxForm
    category: Named
    edition: Edition = Edition.PLAIN
    signed: bool = False

    @property
    def columns(self) -> list[str]:
        """Return the heads of the columns that are ticked, or counted."""
        names = [one.name for one in self.form.grades]
        names += [UNKNOWN] if self.form.unknown else []
        return [*names, BLANK, SUM] if self.edition is Edition.TALLY else names

    @property
    def row_height(self) -> float:
        """Return the height of a row: all items of a reporter go on one page."""
        block = len(self.form.items) + 1
        return min(_SIZES[self.edition].row, (_BOTTOM - _TOP) / block)

    def pages(self) -> list[list[Row]]:
        """Return the rows of each page; a reporter's items stay together."""
        size = int((_BOTTOM - _TOP) / self.row_height)
        pages: list[list[Row]] = []
        for _, rows in groupby(self._rows(), key=lambda row: row.number):
            block = list(rows)
            if not pages or len(pages[-1]) + len(block) > size:
                pages.append([])
            pages[-1] += block
        return pages

    def _rows(self) -> Iterator[Row]:
        several = len(self.form.items) > 1
        for number, one in enumerate(self.form.reporters, 1):
            name = f"{one.name}　{one.note}" if one.note else one.name
            yield Row(number, name, ticked=not several)
            for item in self.form.items if several else ():
                yield Row(number, item.name, ticked=True)

    def values(self) -> dict[str, Any]:
        """Return the values of the layout `papers`."""
        size, columns = _SIZES[self.edition], self.columns
        width = min(size.column, (_RIGHT - _LEFT - _LEAST_NAME) / len(columns))
        return {
            "title": self.form.title,
            "class": told(self.category),
            "signed": self.signed,
            "tally": self.edition is Edition.TALLY,
            "large": self.edition is Edition.LARGE,
            "rehearsal": self.form.rehearsal,
            "form": form_id(self.form),
            "single": len(self.form.items) == 1,
            "columns": columns,
            "left": _LEFT,
            "top": _TOP,
            "name": _RIGHT - _LEFT - width * len(columns),
            "column": width,
            "row": self.row_height,
            "box": min(size.box, width - 2, self.row_height - 2),
            "pages": [_plain(rows) for rows in self.pages()],
        }


def _plain(rows: Sequence[Row]) -> list[dict[str, Any]]:
    return [
        {"number": one.number, "name": one.name, "ticked": one.ticked} for one in rows
    ]


def form_id(form: BoxForm) -> str:
    """Return six digits by which people tell one form from another."""
    return f"{int(form.digest()[:12], 16) % 10**6:06}"
