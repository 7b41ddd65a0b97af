"""Checks of electorate.csv: turnout, and whether it fits the ballots."""

from shuping.folders.rules.faults import Faults
from shuping.folders.rules.folder import Folder
from shuping.folders.rules.rows import BALLOTS, ElectorateRow
from shuping.refusal import Words, say

ELECTORATE = "electorate.csv"


def check_electorate(folder: Folder, faults: Faults) -> None:
    """Check that each class has its row and its numbers hold together."""
    categories = [one.code for one in folder.scheme.ballot.categories]
    rows = folder.of(ElectorateRow)
    needed = ELECTORATE in folder.files or folder.ballots or folder.has_counts
    missing = set(categories) - {row.category for row in rows} if needed else set()
    for code in (code for code in categories if code in missing):
        if faults.lost(ELECTORATE, "category", code):
            continue
        faults.note(
            ELECTORATE,
            1,
            "category",
            say("class {code} has no row", code=code),
            say("one row for each ballot class of the scheme"),
        )
    for row in rows:
        _check_class(folder, row, categories, faults)


def _check_class(
    folder: Folder, row: ElectorateRow, categories: list[str], faults: Faults
) -> None:
    def note(column: str, wrong: Words, right: Words) -> None:
        faults.note(ELECTORATE, row.line, column, wrong, right)

    if row.category not in categories:
        note(
            "category",
            say("{value} is no ballot class", value=row.category),
            say("one of {choices}", choices=", ".join(categories)),
        )
    if row.present > row.entitled:
        note(
            "present",
            say(
                "{present} present of {entitled}",
                present=row.present,
                entitled=row.entitled,
            ),
            say("at most as many as are entitled"),
        )
    if row.returned > row.issued:
        note(
            "returned",
            say(
                "{returned} returned of {issued}",
                returned=row.returned,
                issued=row.issued,
            ),
            say("recount the sheets: at most as many as were issued"),
        )
    if not folder.has_counts and BALLOTS not in faults.unreadable:
        ballots = len(folder.sheets(row.category))
        if ballots != row.returned:
            note(
                "returned",
                say(
                    "{returned} returned, {ballots} in ballots.csv",
                    returned=row.returned,
                    ballots=ballots,
                ),
                say("as many as ballots.csv has, a ballot without any mark included"),
            )
