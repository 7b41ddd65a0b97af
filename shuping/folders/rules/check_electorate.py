"""Checks of electorate.csv: turnout, and whether it fits the ballots."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from shuping.folders.rules.folder import BALLOT, Folder
from shuping.folders.rules.rows import BALLOTS, ElectorateRow
from shuping.refusal import say
from shuping.tables.faults import WHOLE, Faults

ELECTORATE = "electorate.csv"


def check_electorate(folder: Folder, faults: Faults) -> None:
    """Check that each class has its row and its numbers hold together."""
    rows = [*folder.of(ElectorateRow), *faults.broken[ELECTORATE]]
    if BALLOT not in folder.unsound:
        _check_classes(folder, rows, faults)
    for row in rows:
        _check_present(row, faults)
        _check_issued(row, faults)
    if BALLOTS in folder.files:
        _check_returned(folder, faults)
    elif not folder.has_counts:
        _check_nothing_returned(folder, faults)


def _check_classes(folder: Folder, rows: Sequence[Any], faults: Faults) -> None:
    codes = [one.code for one in folder.scheme.ballot.categories]
    faults.note_unknown(
        ELECTORATE,
        "category",
        rows,
        codes,
        lambda value: (
            say("{value} is no ballot class", value=value),
            say("one of {choices}", choices=", ".join(codes)),
        ),
    )
    needed = ELECTORATE in folder.files or folder.ballots or folder.has_counts
    written = {row.category for row in rows}
    for code in codes if needed else ():
        if code not in written and not faults.lost(ELECTORATE, "category", code):
            faults.note(
                ELECTORATE,
                1,
                "category",
                say("class {code} has no row", code=code),
                say("one row for each ballot class of the scheme"),
            )


def _more(one: int | None, other: int | None) -> bool:
    return one is not None and other is not None and one > other


def _check_present(row: ElectorateRow, faults: Faults) -> None:
    if _more(row.present, row.entitled):
        faults.note(
            ELECTORATE,
            row.line,
            "present",
            say(
                "{present} present of {entitled}",
                present=row.present,
                entitled=row.entitled,
            ),
            say("at most as many as are entitled"),
        )


def _check_issued(row: ElectorateRow, faults: Faults) -> None:
    if _more(row.returned, row.issued):
        faults.note(
            ELECTORATE,
            row.line,
            "returned",
            say(
                "{returned} returned of {issued}",
                returned=row.returned,
                issued=row.issued,
            ),
            say("recount the sheets: at most as many as were issued"),
        )


def _check_returned(folder: Folder, faults: Faults) -> None:
    """Check the returned against the ballots; not where a ballot's class is unsure."""
    piles = Counter(ballot.category for ballot in folder.ballots.values())
    strange = set(piles) - {one.code for one in folder.scheme.ballot.categories}
    known = BALLOT in folder.unsound or not strange
    if not known or "" in folder.ballots or not faults.whole(BALLOTS):
        return
    for row in folder.of(ElectorateRow):
        if row.returned != piles[row.category]:
            faults.note(
                ELECTORATE,
                row.line,
                "returned",
                say(
                    "{returned} returned, {ballots} in ballots.csv",
                    returned=row.returned,
                    ballots=piles[row.category],
                ),
                say("as many as ballots.csv has, a ballot without any mark included"),
            )


def _check_nothing_returned(folder: Folder, faults: Faults) -> None:
    """Refuse returned ballots that are nowhere, unless their box stays shut."""
    returned = sum(row.returned for row in folder.of(ElectorateRow))
    if returned and BALLOT not in folder.unsound and folder.quorum_holds:
        faults.note(
            BALLOTS,
            1,
            WHOLE,
            say("no such file, but {count} returned in electorate.csv", count=returned),
            say("add ballots.csv, or counts.csv and voids.csv"),
        )
