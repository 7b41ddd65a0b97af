"""Checks of organisations.csv: the rows make one tree."""

from collections.abc import Iterable, Mapping, Sequence

from shuping.folders.rules.rows import OrganisationRow
from shuping.organisations.rules.trees import DEEPEST, ancestors, cycles, depths
from shuping.refusal import say
from shuping.tables.faults import Faults

TREE = "organisations.csv"


def check_tree(good: Iterable[OrganisationRow], faults: Faults) -> None:
    """Check that the rows make one tree, not too deep; broken rows stand in it too."""
    broken = [row for row in faults.broken[TREE] if None not in {row.code, row.parent}]
    rows = sorted([*good, *broken], key=lambda row: row.line)
    roots = [row for row in rows if not row.parent]
    if rows and not roots and faults.whole(TREE):
        faults.note(
            TREE,
            1,
            "parent",
            say("there is no root"),
            say("the topmost body has an empty parent"),
        )
    for row in roots[1:]:
        faults.note(
            TREE,
            row.line,
            "parent",
            say("{code} is a second root", code=row.code),
            say("only the topmost body has an empty parent"),
        )
    _check_parents(rows, faults)


def _check_parents(rows: Sequence[OrganisationRow], faults: Faults) -> None:
    parents = {row.code: row.parent for row in rows}
    circling = set(cycles(parents))
    levels = depths(parents, circling)
    for row in rows:
        if row.parent and row.parent not in parents:
            if not faults.lost(TREE, "code", row.parent):
                nowhere(faults, TREE, row.line, "parent", row.parent)
        elif row.code in circling:
            faults.note(
                TREE,
                row.line,
                "parent",
                say("{code} stands above itself", code=row.code),
                say("parents lead up to one root"),
            )
        elif levels[row.code] == DEEPEST + 1:
            faults.note(
                TREE,
                row.line,
                "parent",
                say("{code} stands too deep", code=row.code),
                say("at most {most} levels", most=DEEPEST),
            )


def nowhere(faults: Faults, file: str, line: int, column: str, code: str) -> None:
    """Note a code that organisations.csv does not have."""
    faults.note(
        file,
        line,
        column,
        say("{code} is nowhere", code=code),
        say("a code of organisations.csv"),
    )


def way_up(code: str, parents: Mapping[str, str]) -> list[str]:
    """Return a body and those above it, to the root; empty where the way is broken."""
    way = [code, *ancestors(code, parents)]
    return [] if parents.get(way[-1]) else way if way[-1] in parents else []


def is_outside(code: str, convenor: str, parents: Mapping[str, str]) -> bool:
    """Tell whether a body stands neither below the convenor nor is the convenor."""
    way = way_up(code, parents)
    return bool(way) and convenor in parents and convenor not in way
