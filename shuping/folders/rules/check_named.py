"""Checks of every other file that names a body."""

from collections.abc import Container, Mapping
from typing import Any

from shuping.folders.rules.check_bodies import ROSTER
from shuping.folders.rules.check_tree import TREE, is_outside, way_up
from shuping.folders.rules.folder import BALLOT, Folder
from shuping.folders.rules.rows import (
    AdjustmentRow,
    BodyRow,
    CommentRow,
    DecisionRow,
    FindingRow,
    FlagRow,
    GroupRow,
    HighlightRow,
    LowerRow,
    ProblemRow,
    RequestRow,
    RosterRow,
    ScoreRow,
    TriggerRow,
)
from shuping.refusal import Words, say
from shuping.tables.faults import Faults

COMMENTS, GROUPS = "comments.csv", "groups.csv"
PROBLEMS, REQUESTS = "problems.csv", "requests.csv"
_ON_ROSTER: Mapping[str, type[BodyRow]] = {
    "scores.csv": ScoreRow,
    "adjustments.csv": AdjustmentRow,
    "triggers.csv": TriggerRow,
    "flags.csv": FlagRow,
    "decisions.csv": DecisionRow,
}
_IN_TREE: Mapping[str, type[BodyRow]] = {
    "findings.csv": FindingRow,
    "highlights.csv": HighlightRow,
    "requests.csv": RequestRow,
    "problems.csv": ProblemRow,
    "lower.csv": LowerRow,
}


def check_bodies_named(folder: Folder, faults: Faults) -> None:
    """Check every other file that names a body."""
    tree = set(folder.parents)
    roster = {row.organisation for row in folder.of(RosterRow)}
    for file, kind in _IN_TREE.items():
        rows = _strangers(folder, file, kind, tree, faults)
        for row in rows:
            _misplaced(faults, file, row, say("a code of organisations.csv"))
    for file, kind in _ON_ROSTER.items():
        for row in _strangers(folder, file, kind, roster, faults):
            right = say("an organisation of roster.csv")
            _off_roster(faults, file, row, tree, right)
    if folder.convenor:
        spoken_of = roster | {folder.convenor}
        right = say("an organisation of roster.csv, or the convenor")
        for row in _strangers(folder, COMMENTS, CommentRow, spoken_of, faults):
            _off_roster(faults, COMMENTS, row, tree, right)
        _check_problems(folder, faults)
    _check_owners(folder, faults)
    if BALLOT not in folder.unsound:
        _check_groups(folder, faults)


def _strangers(
    folder: Folder, file: str, kind: type[BodyRow], codes: set[str], faults: Faults
) -> list[Any]:
    """Return the rows whose body is not among the codes, nor in a row that is lost."""
    return [
        row
        for row in faults.rows(folder.of(kind), file)
        if row.organisation is not None
        and row.organisation not in codes
        and not faults.lost(ROSTER, "organisation", row.organisation)
        and not faults.lost(TREE, "code", row.organisation)
    ]


def _misplaced(faults: Faults, file: str, row: Any, right: Words) -> None:
    code = row.organisation
    wrong = say("{code} does not belong here", code=code)
    faults.note(file, row.line, "organisation", wrong, right)


def _off_roster(
    faults: Faults, file: str, row: Any, tree: Container[str], right: Words
) -> None:
    if row.organisation not in tree:
        _misplaced(faults, file, row, right)
        return
    wrong = say("{code} is not on the roster", code=row.organisation)
    faults.note(file, row.line, "organisation", wrong, right)


def _check_problems(folder: Folder, faults: Faults) -> None:
    """Check that the ledger is of the convenor and of the bodies below it."""
    parents = folder.parents
    for row in faults.rows(folder.of(ProblemRow), PROBLEMS):
        if is_outside(row.organisation, folder.convenor, parents):
            faults.note(
                PROBLEMS,
                row.line,
                "organisation",
                say("{code} does not stand below the convenor", code=row.organisation),
                say("{code} or a body below it", code=folder.convenor),
            )


def _check_owners(folder: Folder, faults: Faults) -> None:
    parents = folder.parents
    for row in faults.rows(folder.of(RequestRow), REQUESTS):
        way = way_up(row.organisation, parents)
        if row.owner is not None and way and row.owner not in way[1:]:
            faults.note(
                REQUESTS,
                row.line,
                "owner",
                say(
                    "{owner} is not above {code}",
                    owner=row.owner,
                    code=row.organisation,
                ),
                say("a body above it in organisations.csv"),
            )


def _check_groups(folder: Folder, faults: Faults) -> None:
    codes = [one.code for one in folder.scheme.ballot.categories]
    faults.note_unknown(
        GROUPS,
        "category",
        faults.rows(folder.of(GroupRow), GROUPS),
        ["", *codes],
        lambda value: (
            say("{value} is no ballot class", value=value),
            say("one of {choices}, or empty", choices=", ".join(codes)),
        ),
    )
