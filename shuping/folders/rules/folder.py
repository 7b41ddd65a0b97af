"""A round folder that has been read: rows by kind, ballots, meetings, reports."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TypeVar, cast

from shuping.ballots.rules.form import Form, form_of
from shuping.ballots.rules.tally import ClassCount, Turnout, quorum_holds
from shuping.folders.rules.ballots import Ballot
from shuping.folders.rules.meetings import MeetingRow
from shuping.folders.rules.rows import (
    AdjustmentRow,
    CountRow,
    ElectorateRow,
    FlagRow,
    OrganisationRow,
    RosterRow,
    ScoreRow,
    TriggerRow,
    VoidRow,
)
from shuping.rounds.rules.scheme import Scheme
from shuping.tables.reading import Row

R = TypeVar("R", bound=Row)
ABSTAINED = "abstained"
BALLOT, APPRAISAL, CONVENOR = "ballot", "appraisal", "round.convenor"
PARTS = (BALLOT, APPRAISAL, CONVENOR)
"""The parts of the scheme that other files must fit."""


@dataclass(frozen=True, slots=True)
class ReportFile:
    """A report as it lies in reports/: its file name and bytes, and the oral text."""

    file: str
    content: bytes
    oral_file: str = ""
    oral_content: bytes = b""


@dataclass(frozen=True, slots=True)
class Folder:
    """A whole round as values. `files` are the names of the tables that exist.

    `unsound` are the parts of the scheme that have faults: nothing is asked of them.
    """

    scheme: Scheme
    scheme_file: bytes
    files: frozenset[str]
    rows: Mapping[type[Row], Sequence[Row]]
    ballots: Mapping[str, Ballot]
    meetings: tuple[MeetingRow, ...]
    reports: Mapping[str, ReportFile]
    unsound: frozenset[str] = frozenset()

    def of(self, kind: type[R]) -> Sequence[R]:
        """Return the rows of one kind, in file order."""
        return cast("Sequence[R]", self.rows.get(kind, ()))

    @property
    def has_figures(self) -> bool:
        """Tell whether anything is to be worked out (DESIGN section 5)."""
        return not self.files.isdisjoint({"electorate.csv", "scores.csv"})

    @property
    def has_counts(self) -> bool:
        """Tell whether counts stand instead of ballots."""
        return not self.files.isdisjoint({"counts.csv", "voids.csv"})

    @property
    def roster(self) -> list[RosterRow]:
        """Return the roster in protocol order."""
        return sorted(self.of(RosterRow), key=lambda row: row.order)

    @property
    def reporters(self) -> set[str]:
        """Return the organisations on the roster."""
        return {row.organisation for row in self.of(RosterRow)}

    @property
    def categories(self) -> list[str]:
        """Return the codes of the ballot classes."""
        return [one.code for one in self.scheme.ballot.categories]

    @property
    def form(self) -> Form:
        """Return the form of the ballot."""
        return form_of(
            self.scheme, [(row.organisation, row.mode) for row in self.roster]
        )

    @property
    def turnouts(self) -> dict[str, Turnout]:
        """Return the turnout of each class."""
        return {
            row.category: Turnout(row.entitled, row.present, row.issued, row.returned)
            for row in self.of(ElectorateRow)
        }

    @property
    def quorum_holds(self) -> bool:
        """Tell whether the box may be opened; without an electorate there is none."""
        quorum = self.scheme.ballot.validity.quorum
        return quorum_holds(self.turnouts.values(), quorum)

    @property
    def parents(self) -> dict[str, str]:
        """Return the parent of each organisation; the root's is empty."""
        return {row.code: row.parent for row in self.of(OrganisationRow)}

    @property
    def convenor(self) -> str:
        """Return the convenor's code; empty where the scheme does not tell it."""
        return "" if CONVENOR in self.unsound else self.scheme.round.convenor

    @property
    def sectors(self) -> dict[str, str]:
        """Return the sector of each organisation."""
        return {row.code: row.sector for row in self.of(OrganisationRow)}

    def sheets(self, category: str) -> list[bytes]:
        """Return the packed ballots of one class, in file order."""
        return [
            bytes(ballot.marks)
            for ballot in self.ballots.values()
            if ballot.category == category
        ]

    def scores(self) -> dict[str, dict[str, Fraction]]:
        """Return organisation -> component -> score."""
        scores: dict[str, dict[str, Fraction]] = {}
        for row in self.of(ScoreRow):
            scores.setdefault(row.organisation, {})[row.component] = row.score
        return scores

    def adjustments(self) -> dict[str, Fraction]:
        """Return the sum of each organisation's adjustments."""
        sums: dict[str, Fraction] = {}
        for row in self.of(AdjustmentRow):
            sums[row.organisation] = sums.get(row.organisation, Fraction()) + row.points
        return sums

    def flags(self) -> dict[str, frozenset[str]]:
        """Return the flags of each organisation."""
        return _sets((row.organisation, row.flag) for row in self.of(FlagRow))

    def triggers(self) -> dict[str, frozenset[str]]:
        """Return the triggers of each organisation."""
        return _sets((row.organisation, row.trigger) for row in self.of(TriggerRow))


def _sets(pairs: Iterable[tuple[str, str]]) -> dict[str, frozenset[str]]:
    sets: dict[str, frozenset[str]] = {}
    for code, value in pairs:
        sets[code] = sets.get(code, frozenset()) | {value}
    return sets


def counted_classes(folder: Folder) -> dict[str, ClassCount]:
    """Return what counts.csv and voids.csv say of each class, as they stand.

    A class that is not shown has no cells of its own; those of a pooled class stand
    under its pool, and are contained in the pool's cells already.
    """
    voids: dict[str, dict[str, int]] = {}
    for row in folder.of(VoidRow):
        voids.setdefault(row.category, {})[row.reason] = row.count
    cells = _cells(folder)
    classes = {}
    for code, turnout in folder.turnouts.items():
        reasons = dict(voids.get(code, {}))
        abstained = reasons.pop(ABSTAINED, 0)
        void = {reason: number for reason, number in sorted(reasons.items()) if number}
        valid = turnout.returned - abstained - sum(void.values())
        classes[code] = ClassCount(valid, abstained, void, cells.get(code, {}))
    return classes


def _cells(folder: Folder) -> dict[str, dict[str, dict[str, dict[str, int]]]]:
    form = folder.form
    marks = tuple(dict.fromkeys(form.mark_of.values()))
    classes = {row.category for row in folder.of(CountRow)}
    cells = {
        code: {
            reporter: {item: dict.fromkeys(marks, 0) for item in form.items}
            for reporter in form.reporters
        }
        for code in classes
    }
    for row in folder.of(CountRow):
        items = cells[row.category].get(row.organisation, {})
        if row.item in items:
            items[row.item][row.mark] = row.count
    return cells
