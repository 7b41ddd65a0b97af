"""What one box asks: its form, as the voter's page shows it and the opener reads it.

A ballot is one byte for each cell, reporter by reporter and item by item: the place of
a grade, or one of the marks below. The byte of a grade is the same as on typed paper.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

BLANK, UNKNOWN, MULTIPLE = 252, 253, 254
PHONE, PAPER = "phone", "paper"
CHANNELS = (PHONE, PAPER)


@dataclass(frozen=True, slots=True)
class Named:
    """A code with the name that people read; `note` stands small beside it."""

    code: str
    name: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class BoxForm:
    """The form of a box; frozen and hashed when the box is committed."""

    title: str
    categories: tuple[Named, ...]
    reporters: tuple[Named, ...]
    items: tuple[Named, ...]
    grades: tuple[Named, ...]
    unknown: bool = True
    one_by_one: bool = False
    rehearsal: bool = False

    @property
    def size(self) -> int:
        """Return how many cells, and so bytes, a ballot has."""
        return len(self.reporters) * len(self.items)

    @property
    def cells(self) -> bytes:
        """Return the bytes that a cell from a phone can have."""
        marks = [*range(len(self.grades)), BLANK]
        return bytes([*marks, UNKNOWN] if self.unknown else marks)

    def fits(self, marks: bytes, *, paper: bool = False) -> bool:
        """Tell whether marks are a ballot of this form; on paper, several in a cell."""
        known = self.cells + bytes([MULTIPLE]) if paper else self.cells
        return len(marks) == self.size and not marks.translate(None, known)

    def written(self) -> bytes:
        """Return the form as canonical JSON: sorted keys, no spaces, UTF-8."""
        return json.dumps(
            asdict(self), ensure_ascii=False, sort_keys=True, separators=(",", ":")
        ).encode()

    def digest(self) -> str:
        """Return the SHA-256 of the written form, as hex."""
        return hashlib.sha256(self.written()).hexdigest()


def form_from(written: bytes) -> BoxForm:
    """Return the form that was written down."""
    told: Mapping[str, Any] = json.loads(written)
    lists = ("categories", "reporters", "items", "grades")
    return BoxForm(**dict(told) | {name: _named(told[name]) for name in lists})


def _named(rows: Sequence[Mapping[str, str]]) -> tuple[Named, ...]:
    return tuple(Named(**row) for row in rows)
