"""The XML of a workbook, passed over once for what a reader of values hides.

Formulas, hidden rows and columns, merged cells and cells in error stand in the XML
only. No part may declare a document type, so nothing is fetched and nothing swells.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from posixpath import join, normpath
from xml.parsers import expat  # document types are refused, see below

from shuping.refusal import Words, say

MOST_ROWS, MOST_COLUMNS = 20_000, 64
_MOST_ELEMENTS = 2_000_000
_MOST_TOLD = 500
_REFERENCE = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")
_COUNT = re.compile(r"[1-9][0-9]{0,6}")
_LETTERS = 26
_TRUE = frozenset({"1", "true"})
_DAMAGED = say("The Excel file is damaged.")
Attributes = Mapping[str, str]


class Unfit(Exception):
    """A part of a workbook that is not read; its words say why."""

    def __init__(self, words: Words) -> None:
        super().__init__(str(words))
        self.words = words


def letters(place: int) -> str:
    """Return a column as spreadsheets name it, from 0: A, B … Z, AA."""
    name = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, _LETTERS)
        name = chr(ord("A") + rest) + name
    return name


def _place(name: str) -> int:
    place = 0
    for letter in name:
        place = place * _LETTERS + ord(letter) - ord("A") + 1
    return place - 1


@dataclass(frozen=True, slots=True)
class Listed:
    """A sheet as the workbook lists it: its name, whether it is shown, its part."""

    name: str
    shown: bool
    part: str


@dataclass(slots=True)
class Seen:
    """What a sheet holds besides values; lines from 1, places of columns from 0."""

    filled: bool = False
    odd: list[tuple[int, str, Words]] = field(default_factory=list)
    """What is no plain value: line, address, what it is."""


def sheets_of(parts: Mapping[str, bytes]) -> list[Listed]:
    """Return the sheets of a workbook in order; `Unfit` is what is no workbook.

    `parts` are named in small letters.
    """
    targets: dict[str, str] = {}
    found: list[tuple[str, bool, str]] = []

    def related(tag: str, given: Attributes) -> None:
        if tag == "Relationship":
            target = given.get("Target", "")
            inside = target[1:] if target[:1] == "/" else join("xl", target)
            key = given.get("Id", "")
            if key in targets:
                raise Unfit(_DAMAGED)
            targets[key] = normpath(inside).lower()

    def listed(tag: str, given: Attributes) -> None:
        if tag == "sheet":
            shown = given.get("state", "visible") == "visible"
            found.append((given.get("name", ""), shown, given.get("id", "")))

    passed_over(parts["xl/_rels/workbook.xml.rels"], related)
    passed_over(parts["xl/workbook.xml"], listed)
    if len({name for name, *_ in found}) < len(found):
        raise Unfit(_DAMAGED)
    return [Listed(name, shown, targets.get(key, "")) for name, shown, key in found]


def seen_in(sheet: bytes) -> Seen:
    """Return what a sheet holds besides values; `Unfit` is what would not be read."""
    walk = _Walk()
    passed_over(sheet, walk.begin)
    return walk.seen


def passed_over(
    part: bytes,
    begin: Callable[[str, Attributes], None] = lambda _tag, _given: None,
) -> None:
    """Call back for each element of a part of a workbook, by its local name.

    `Unfit` is what is no XML, and what declares a document type.
    """
    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = _refuse_types
    parser.StartElementHandler = lambda tag, given: begin(
        _local(tag), {_local(name): value for name, value in given.items()}
    )
    try:
        parser.Parse(part, True)  # noqa: FBT003 - the parser takes it so
    except (expat.ExpatError, ValueError, LookupError):
        raise Unfit(_DAMAGED) from None


def _local(name: str) -> str:
    return name.rpartition(":")[2]


def _refuse_types(*_: object) -> None:
    raise Unfit(say("The Excel file declares a document type; none is read."))


class _Walk:
    """A walk through the XML of one sheet, cell by cell."""

    def __init__(self) -> None:
        self.seen = Seen()
        self._elements = 0
        self._line, self._place = 0, -1
        self._hidden_line = False
        self._hidden_places: list[range] = []
        self._met: dict[str, Callable[[Attributes], None]] = {
            "col": self._met_columns,
            "row": self._met_row,
            "c": self._met_cell,
            "f": self._met_formula,
            "v": self._met_value,
            "t": self._met_value,
            "mergeCell": self._met_merged,
        }

    def begin(self, tag: str, given: Attributes) -> None:
        self._elements += 1
        if self._elements > _MOST_ELEMENTS:
            raise Unfit(say("The sheet has too many empty cells; delete them."))
        if tag in self._met:
            self._met[tag](given)

    def _met_columns(self, given: Attributes) -> None:
        if given.get("hidden") in _TRUE:
            first, last = _number(given.get("min")), _number(given.get("max"))
            self._hidden_places.append(range(first - 1, last))

    def _met_row(self, given: Attributes) -> None:
        self._line = _number(given["r"]) if "r" in given else self._line + 1
        self._place = -1
        self._hidden_line = given.get("hidden") in _TRUE

    def _met_cell(self, given: Attributes) -> None:
        self._place += 1
        if "r" in given:
            match = _REFERENCE.fullmatch(given["r"])
            if match is None or int(match[2]) != self._line:
                raise Unfit(_DAMAGED)
            self._place = _place(match[1])
        if given.get("t") == "e":
            self._odd(say("the cell shows an error"))

    def _met_formula(self, _: Attributes) -> None:
        self._odd(say("the cell is worked out by a formula"))

    def _met_merged(self, given: Attributes) -> None:
        where = given.get("ref", "")
        match = _REFERENCE.match(where)
        if match is None:
            raise Unfit(_DAMAGED)
        self._note(int(match[2]), where, say("cells are merged"))

    def _met_value(self, _: Attributes) -> None:
        self.seen.filled = True
        if self._line > MOST_ROWS:
            raise Unfit(say("The sheet has more than {most} rows.", most=MOST_ROWS))
        if self._place >= MOST_COLUMNS:
            most = say("The sheet has more than {most} columns.", most=MOST_COLUMNS)
            raise Unfit(most)
        if self._hidden_line:
            self._odd(say("the row is hidden"))
        elif any(self._place in hidden for hidden in self._hidden_places):
            self._odd(say("the column is hidden"))

    def _odd(self, what: Words) -> None:
        self._note(self._line, f"{letters(self._place)}{self._line}", what)

    def _note(self, line: int, where: str, what: Words) -> None:
        if len(self.seen.odd) < _MOST_TOLD:
            self.seen.odd.append((line, where, what))


def _number(text: str | None) -> int:
    if text is None or not _COUNT.fullmatch(text):
        raise Unfit(_DAMAGED)
    return int(text)
