"""What is wrong in a round folder, and where."""

from collections import defaultdict
from collections.abc import Callable, Container, Iterable
from dataclasses import dataclass
from typing import Any

from shuping.refusal import Words

WHOLE = "-"


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault: file, 1-based line, column (`-` for a whole line), and the words."""

    file: str
    line: int
    column: str
    wrong: Words
    right: Words

    def told(self, translate: Callable[[str], str] = str) -> str:
        """Return `file:line: column: what is wrong; what would be right`."""
        wrong, right = self.wrong.told(translate), self.right.told(translate)
        return f"{self.file}:{self.line}: {self.column}: {wrong}; {right}"

    def __str__(self) -> str:
        return self.told()


class Faults:
    """The faults of a folder, in the order found, and what was lost by them.

    `broken` holds the rows that had a fault, None in its cells; `unreadable` the files
    of which some rows could not even be found. A code that stands in what was lost is
    not reported as unknown elsewhere: one slip is told once.
    """

    def __init__(self) -> None:
        self.found: list[Fault] = []
        self.broken: defaultdict[str, list[Any]] = defaultdict(list)
        self.unreadable: set[str] = set()
        self._spoilt: defaultdict[tuple[str, str], set[str]] = defaultdict(set)

    def spoil(self, file: str, column: str, cells: Iterable[str]) -> None:
        """Keep the cells of a row that is lost, `-` where their columns are unsure."""
        self._spoilt[file, column].update(cell.strip().lstrip("=@") for cell in cells)

    def lost(self, file: str, column: str, value: str) -> bool:
        """Tell whether a value stands, or may stand, in what was lost of a file."""
        return (
            file in self.unreadable
            or value in self._spoilt[file, column]
            or value in self._spoilt[file, WHOLE]
        )

    def torn(self, file: str) -> bool:
        """Tell whether rows were lost of which not even the columns are sure."""
        return file in self.unreadable or bool(self._spoilt[file, WHOLE])

    def at_fault(self, good: Iterable[Any], file: str) -> list[Any]:
        """Return the rows of a file on whose lines there is a fault."""
        lines = {fault.line for fault in self.of(file)}
        return [row for row in self.rows(good, file) if row.line in lines]

    def whole(self, file: str) -> bool:
        """Tell whether no row of a file was lost."""
        return file not in self.unreadable and not any(
            cells and name == file for (name, _), cells in self._spoilt.items()
        )

    def rows(self, good: Iterable[Any], file: str) -> list[Any]:
        """Return the good rows of a file and, after them, its broken ones."""
        return [*good, *self.broken[file]]

    def of(self, file: str) -> list[Fault]:
        """Return the faults of one file."""
        return [fault for fault in self.found if fault.file == file]

    def note(
        self, file: str, line: int, column: str, wrong: Words, right: Words
    ) -> None:
        """Add a fault."""
        self.found.append(Fault(file, line, column, wrong, right))

    def note_unknown(
        self,
        file: str,
        column: str,
        rows: Iterable[Any],
        known: Container[str],
        told: Callable[[str], tuple[Words, Words]],
    ) -> None:
        """Add a fault for each row whose cell is none of the known ones.

        A cell that is None has its fault already. `told` says what is wrong and right.
        """
        for row in rows:
            value = getattr(row, column)
            if value is not None and value not in known:
                self.note(file, row.line, column, *told(value))

    def in_order(self) -> tuple[Fault, ...]:
        """Return the faults by file as first met, then by line."""
        files = list(dict.fromkeys(fault.file for fault in self.found))
        return tuple(
            sorted(self.found, key=lambda fault: (files.index(fault.file), fault.line))
        )
