"""The form of a ballot, and one sheet packed into bytes: a byte for each cell.

A cell is one reporter x one item. A packed sheet is far smaller than a row a cell,
and whole classes are counted by slicing bytes.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from shuping.rounds.rules.scheme import BLANK, MULTIPLE, UNKNOWN, Scheme

ABSENT_CELL, MULTIPLE_CELL, UNKNOWN_CELL, BLANK_CELL = 255, 254, 253, 252
SILENT_CELLS = bytes((ABSENT_CELL, MULTIPLE_CELL, UNKNOWN_CELL, BLANK_CELL))
MOST_GRADES = BLANK_CELL


@dataclass(frozen=True)
class Form:
    """What stands on the ballot: reporters in protocol order, items, grades."""

    reporters: tuple[str, ...]
    items: tuple[str, ...]
    grades: tuple[str, ...]
    unknown: bool = True

    @cached_property
    def size(self) -> int:
        """How many cells a sheet has."""
        return len(self.reporters) * len(self.items)

    @cached_property
    def start(self) -> Mapping[str, int]:
        """Where each reporter's cells begin on a sheet."""
        width = len(self.items)
        return {code: place * width for place, code in enumerate(self.reporters)}

    @cached_property
    def item_place(self) -> Mapping[str, int]:
        """Where each item stands among a reporter's cells."""
        return {code: place for place, code in enumerate(self.items)}

    @cached_property
    def cell_of(self) -> Mapping[str, int]:
        """Map each single mark to its byte; the empty mark is blank."""
        cells = {code: place for place, code in enumerate(self.grades)}
        cells |= {"": BLANK_CELL}
        return cells | ({UNKNOWN: UNKNOWN_CELL} if self.unknown else {})

    @cached_property
    def mark_of(self) -> Mapping[int, str]:
        """Map each byte to the name under which it is counted."""
        marks = dict(enumerate(self.grades))
        return marks | {
            BLANK_CELL: BLANK,
            ABSENT_CELL: BLANK,
            UNKNOWN_CELL: UNKNOWN,
            MULTIPLE_CELL: MULTIPLE,
        }

    @cached_property
    def byte_of(self) -> Mapping[str, int]:
        """Map each counted mark to the byte that is typed for it."""
        marks = self.mark_of.items()
        return {mark: cell for cell, mark in marks if cell != ABSENT_CELL}

    def cell(self, mark: str) -> int | None:
        """Return the byte of a written mark, several joined by `+`; None is no mark.

        More than one mark makes the cell void (DESIGN 4.1).
        """
        parts = [part.strip() for part in mark.split("+")]
        if any(part not in self.cell_of for part in parts):
            return None
        if len(parts) == 1:
            return self.cell_of[parts[0]]
        return None if "" in parts else MULTIPLE_CELL

    def empty_sheet(self) -> bytearray:
        """Return a sheet without a single row."""
        return bytearray([ABSENT_CELL]) * self.size


def form_of(scheme: Scheme, roster: Sequence[tuple[str, str]]) -> Form:
    """Return the form of a scheme's ballot for a roster of (organisation, mode).

    With covers = "oral" the ballot lists the oral reporters only.
    """
    oral_only = scheme.ballot.covers_oral_only
    return Form(
        reporters=tuple(
            code for code, mode in roster if mode == "oral" or not oral_only
        ),
        items=tuple(item.code for item in scheme.ballot.items),
        grades=tuple(grade.code for grade in scheme.ballot.grades),
        unknown=scheme.ballot.validity.unknown,
    )
