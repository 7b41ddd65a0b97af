"""What a list of bodies would change in the tree: worked out before anything is."""

import hashlib
from collections.abc import Collection, Mapping
from dataclasses import astuple, dataclass

from shuping.organisations.rules.layouts import BodyRow, Read
from shuping.organisations.rules.trees import DEEPEST, ancestors, cycles, depths
from shuping.refusal import Words, say
from shuping.tables.faults import Faults

FIELDS = ("parent", "name", "kind", "sector")


@dataclass(frozen=True, slots=True)
class Standing:
    """A body as it stands; `within` is whether whoever asks may keep it."""

    code: str
    parent: str
    name: str
    kind: str
    sector: str
    within: bool


@dataclass(frozen=True, slots=True)
class Change:
    """One field of one body that changes: `name` tells people which body it is."""

    code: str
    name: str
    field: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class TreePlan:
    """What is new, what changes, and how many rows change nothing."""

    new: tuple[BodyRow, ...]
    changes: tuple[Change, ...]
    same: int

    @property
    def digest(self) -> str:
        """Return what tells this plan from every other."""
        told = repr([list(map(astuple, self.new)), list(map(astuple, self.changes))])
        return hashlib.sha256(told.encode()).hexdigest()

    def __bool__(self) -> bool:
        """Tell whether anything is to be done."""
        return bool(self.new or self.changes)


def plan_bodies(
    read: Read[BodyRow], standing: Mapping[str, Standing], file: str
) -> TreePlan:
    """Work out what rows change; what they may not is noted at their cells.

    A column that is not there changes nothing; of a new body it is empty.
    """
    rows = read.rows
    check = _Check({row.code: row for row in rows}, standing, read.faults, file)
    check.each_row()
    check.whole_tree()
    changes = [
        change
        for row in rows
        if (old := standing.get(row.code))
        for change in _changes(row, old, read.columns)
    ]
    new = tuple(row for row in rows if row.code not in standing)
    same = len(rows) - len(new) - len({change.code for change in changes})
    return TreePlan(new, tuple(changes), same)


def _changes(row: BodyRow, old: Standing, columns: Collection[str]) -> list[Change]:
    return [
        Change(row.code, old.name, name, getattr(old, name), getattr(row, name))
        for name in FIELDS
        if name in columns and getattr(old, name) != getattr(row, name)
    ]


@dataclass(frozen=True, slots=True)
class _Check:
    """The checks of rows against what stands."""

    rows: Mapping[str, BodyRow]
    standing: Mapping[str, Standing]
    faults: Faults
    file: str

    def each_row(self) -> None:
        """Check that each row is about a body, and below one, that may be kept."""
        for row in self.rows.values():
            old = self.standing.get(row.code)
            if old and not old.within:
                told = say("{code} stands outside your bodies", code=row.code)
                self._note(row, "code", told, say("another code"))
            elif old is None or old.parent != row.parent:
                self._check_parent(row, old)

    def _check_parent(self, row: BodyRow, old: Standing | None) -> None:
        if not row.parent:
            told = say("{code} has no body above it", code=row.code)
            self._note(row, "parent", told, say("a body that stands or is in the list"))
        elif row.parent not in self.rows and not self._within(row.parent):
            told = say("{code} is nowhere", code=row.parent)
            self._note(row, "parent", told, say("a body that stands or is in the list"))
        elif old and not self._within(old.parent):
            told = say("you may not move {code}", code=row.code)
            self._note(row, "parent", told, _as_it_stands(old))

    def _within(self, code: str) -> bool:
        return code in self.standing and self.standing[code].within

    def whole_tree(self) -> None:
        """Check that nothing stands above itself, or too deep."""
        parents = {one.code: one.parent for one in self.standing.values()}
        parents |= {row.code: row.parent for row in self.rows.values()}
        circling = set(cycles(parents))
        for code in self.rows.keys() & circling:
            told = say("{code} stands above itself", code=code)
            self._note(
                self.rows[code], "parent", told, say("parents lead up to one root")
            )
        deep = {
            next(one for one in (code, *ancestors(code, parents)) if one in self.rows)
            for code, level in depths(parents, circling).items()
            if level == DEEPEST + 1
        }
        for code in deep:
            told = say("{code} stands too deep, or a body below it", code=code)
            most = say("at most {most} levels", most=DEEPEST)
            self._note(self.rows[code], "parent", told, most)

    def _note(self, row: BodyRow, column: str, wrong: Words, right: Words) -> None:
        self.faults.note(self.file, row.line, column, wrong, right)


def _as_it_stands(old: Standing) -> Words:
    if old.parent:
        return say("{parent}, as it stands", parent=old.parent)
    return say("leave it empty: it is the topmost body")
