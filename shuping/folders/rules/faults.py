"""What is wrong in a round folder, and where."""

from collections import defaultdict
from collections.abc import Callable
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
    of which no row could be read. A code that stands in what was lost is not reported
    as unknown elsewhere: one slip is told once.
    """

    def __init__(self) -> None:
        self.found: list[Fault] = []
        self.broken: defaultdict[str, list[Any]] = defaultdict(list)
        self.unreadable: set[str] = set()

    def lost(self, file: str, column: str, value: str) -> bool:
        """Tell whether a value stands, or may stand, in what was lost of a file."""
        return file in self.unreadable or any(
            getattr(row, column) == value for row in self.broken[file]
        )

    def note(
        self, file: str, line: int, column: str, wrong: Words, right: Words
    ) -> None:
        """Add a fault."""
        self.found.append(Fault(file, line, column, wrong, right))

    def in_order(self) -> tuple[Fault, ...]:
        """Return the faults by file as first met, then by line."""
        files = list(dict.fromkeys(fault.file for fault in self.found))
        return tuple(
            sorted(self.found, key=lambda fault: (files.index(fault.file), fault.line))
        )
