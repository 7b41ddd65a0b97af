"""Reading ballots.csv, the one file that may hold a million rows.

Each ballot is packed as it is read. The loop does little a row: it remembers which
cells it has seen, and goes into detail only where something is new or wrong.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from operator import itemgetter

from shuping.ballots.rules.form import ABSENT_CELL, Form
from shuping.folders.rules.rows import BALLOT_COLUMNS, BALLOTS, CODE
from shuping.refusal import Words, say
from shuping.rounds.rules.scheme import Category
from shuping.tables.faults import WHOLE, Faults
from shuping.tables.kinds import Misfit, up_to
from shuping.tables.reading import FORMULA, Sheet, fits, open_sheet

_AUTHOR = "author"
_NEEDED = tuple(name for name in BALLOT_COLUMNS if name != _AUTHOR)


@dataclass(slots=True)
class Ballot:
    """One ballot as it is read: its class, author (signed only) and packed cells."""

    category: str
    author: str
    marks: bytearray


@dataclass(frozen=True, slots=True)
class Known:
    """What a row may name; without a `form` its class, item and mark are not asked."""

    form: Form | None
    categories: Mapping[str, Category]
    roster: frozenset[str]
    lost: Callable[[str], bool] = field(default=lambda _: False)


def _picker(places: list[int]) -> Callable[[list[str]], tuple[str, ...]]:
    if len(places) == 1:
        return lambda cells: (cells[places[0]],)
    return itemgetter(*places)


@dataclass(slots=True)
class _Reader:
    sheet: Sheet
    known: Known
    places: Mapping[str, int]
    ballots: dict[str, Ballot] = field(default_factory=dict)

    def note(self, line: int, column: str, wrong: Words, right: Words) -> None:
        self.sheet.note(line, column, wrong, right)

    def rows(self) -> Iterator[tuple[int, tuple[str, ...]]]:
        """Yield (line, cells in the order of BALLOT_COLUMNS), checked for form."""
        columns = [name for name in BALLOT_COLUMNS if name in self.places]
        pick = _picker([self.places[name] for name in columns])
        extra = () if _AUTHOR in self.places else ("",)
        clean: set[str] = set()
        width = len(self.sheet.header)
        for line, cells in self.sheet.records():
            if len(cells) != width:
                fits(self.sheet, line, cells)
                continue
            picked = pick(cells)
            if not clean.issuperset(picked):
                if not self._clean(line, columns, picked):
                    self.sheet.faults.spoil(BALLOTS, WHOLE, picked)
                    continue
                clean.update(cell for cell in picked if cell == cell.strip())
                picked = tuple(cell.strip() for cell in picked)
            yield line, picked + extra

    def _clean(self, line: int, columns: list[str], cells: tuple[str, ...]) -> bool:
        good = True
        for name, cell in zip(columns, cells, strict=True):
            if cell.startswith(FORMULA):
                self.sheet.formula(line, name, cell)
                good = False
        return good

    def read(self) -> None:
        """Pack every row into its ballot, or check it as far as that goes."""
        form = self.known.form
        if not self.places.keys() >= set(_NEEDED):
            for _ in self.rows():
                pass
        elif form is None:
            self._read_loosely()
        else:
            self._read(form)

    def _read_loosely(self) -> None:
        for line, (number, category, who, _, _, author) in self.rows():
            if number not in self.ballots:
                self._check_number(line, number)
                self._check_author_fits(line, author)
                self.ballots[number] = Ballot(category, author, bytearray())
            self._on_roster(line, who)

    def _read(self, form: Form) -> None:
        ballots = self.ballots
        start, place = form.start, form.item_place
        cells: dict[str, int | None] = {}
        for line, (number, category, who, item, mark, author) in self.rows():
            ballot = ballots.get(number)
            if ballot is None:
                ballot = self._new(form, line, number, category, author)
            elif ballot.category != category or ballot.author != author:
                self._differs(line, number, ballot, category, author)
                continue
            if mark not in cells:
                cells[mark] = form.cell(mark)
            cell = cells[mark]
            if who not in start or item not in place or cell is None:
                self._unknown(form, line, who, item, mark, cell)
                continue
            here = start[who] + place[item]
            if ballot.marks[here] != ABSENT_CELL:
                self._doubled(line, number, who, item)
            ballot.marks[here] = cell

    def _check_number(self, line: int, number: str) -> None:
        if not number:
            self.note(line, "ballot", say("empty"), say("number each ballot"))

    def _check_author_fits(self, line: int, author: str) -> None:
        misfit = up_to(CODE)(author)
        if isinstance(misfit, Misfit):
            self.note(line, _AUTHOR, misfit.wrong, misfit.right)

    def _new(
        self, form: Form, line: int, number: str, category: str, author: str
    ) -> Ballot:
        self._check_number(line, number)
        self._check_author_fits(line, author)
        known = self.known.categories.get(category)
        if known is None:
            codes = ", ".join(self.known.categories)
            self.note(
                line,
                "category",
                say("{value} is no ballot class", value=category or '""'),
                say("one of {choices}", choices=codes),
            )
        else:
            self._check_author(line, known, author)
        ballot = Ballot(category, author, form.empty_sheet())
        self.ballots[number] = ballot
        return ballot

    def _check_author(self, line: int, category: Category, author: str) -> None:
        if category.signed and not author:
            self.note(
                line,
                _AUTHOR,
                say("a signed ballot without its author"),
                say("write who signed it"),
            )
        if author and not category.signed:
            self.note(
                line,
                _AUTHOR,
                say("an author on a secret ballot"),
                say("leave it empty; class {code} is secret", code=category.code),
            )

    def _differs(
        self, line: int, number: str, ballot: Ballot, category: str, author: str
    ) -> None:
        if ballot.category != category:
            self.note(
                line,
                "category",
                say(
                    "ballot {number} stands in class {code} too",
                    number=number,
                    code=ballot.category,
                ),
                say("a ballot belongs to one class"),
            )
        if ballot.author != author:
            self.note(
                line,
                _AUTHOR,
                say("ballot {number} has another author too", number=number),
                say("a ballot has one author"),
            )

    def _on_roster(self, line: int, who: str) -> bool:
        if who in self.known.roster or self.known.lost(who):
            return True
        self.note(
            line,
            "organisation",
            say("{value} is not on the roster", value=who or '""'),
            say("an organisation of roster.csv"),
        )
        return False

    def _unknown(
        self, form: Form, line: int, who: str, item: str, mark: str, cell: int | None
    ) -> None:
        if who not in form.start and self._on_roster(line, who):
            self._in_writing(line, who)
        if item not in form.item_place:
            self.note(
                line,
                "item",
                say("{value} is no item", value=item or '""'),
                say("one of {choices}", choices=", ".join(form.items)),
            )
        if cell is None:
            marks = ", ".join(mark for mark in form.cell_of if mark)
            self.note(
                line,
                "mark",
                say("{value} is no mark", value=mark),
                say("one of {choices}, empty, or several joined by +", choices=marks),
            )

    def _in_writing(self, line: int, who: str) -> None:
        if who in self.known.roster:
            self.note(
                line,
                "organisation",
                say("{value} reports in writing", value=who),
                say("the ballot covers oral reporters only"),
            )

    def _doubled(self, line: int, number: str, who: str, item: str) -> None:
        self.note(
            line,
            "item",
            say(
                "ballot {number} has {who}, {item} already",
                number=number,
                who=who,
                item=item,
            ),
            say("one row each cell; several marks are joined by +"),
        )


def read_ballots(content: bytes, known: Known, faults: Faults) -> dict[str, Ballot]:
    """Read ballots.csv; return the packed ballots by number, in file order."""
    columns = {name: name == _AUTHOR for name in BALLOT_COLUMNS}
    opened = open_sheet(BALLOTS, content, columns, faults)
    if opened is None:
        faults.unreadable.add(BALLOTS)
        return {}
    sheet, places = opened
    reader = _Reader(sheet, known, places)
    reader.read()
    return reader.ballots
