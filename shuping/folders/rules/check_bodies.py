"""Checks of the tree, the roster and everything that names a body."""

from collections.abc import Iterable, Mapping

from shuping.folders.rules.faults import Faults
from shuping.folders.rules.folder import Folder
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
    OrganisationRow,
    ProblemRow,
    RequestRow,
    RosterRow,
    ScoreRow,
    TriggerRow,
)
from shuping.organisations.rules.trees import ancestors, cycles
from shuping.refusal import say
from shuping.rounds.rules.scheme import Scheme
from shuping.rounds.rules.scheme_appraisal import names_ballot
from shuping.rounds.rules.toml_lines import line_of

TREE, ROSTER, SCHEME = "organisations.csv", "roster.csv", "scheme.toml"
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


def check_tree(rows: Iterable[OrganisationRow], faults: Faults) -> None:
    """Check that the rows make one tree."""
    rows = list(rows)
    parents = {row.code: row.parent for row in rows}
    circling = set(cycles(parents))
    roots = [row for row in rows if not row.parent]
    if rows and not roots:
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
    for row in rows:
        if row.parent and row.parent not in parents:
            if not faults.lost(TREE, "code", row.parent):
                _unknown(faults, TREE, row.line, "parent", row.parent)
        elif row.code in circling:
            faults.note(
                TREE,
                row.line,
                "parent",
                say("{code} stands above itself", code=row.code),
                say("parents lead up to one root"),
            )


def _unknown(faults: Faults, file: str, line: int, column: str, code: str) -> None:
    faults.note(
        file,
        line,
        column,
        say("{code} is nowhere", code=code),
        say("a code of organisations.csv"),
    )


def check_roster(folder: Folder, lines: Mapping[str, int], faults: Faults) -> None:
    """Check the convenor, and that each reporter stands once, below the convenor."""
    parents = {row.code: row.parent for row in folder.of(OrganisationRow)}
    convenor = folder.scheme.round.convenor
    if convenor not in parents and not faults.lost(TREE, "code", convenor):
        line = line_of("round.convenor", lines)
        _unknown(faults, SCHEME, line, "round.convenor", convenor)
    above = {convenor, *ancestors(convenor, parents)}
    orders: dict[int, int] = {}
    for row in folder.of(RosterRow):
        if row.organisation not in parents:
            if not faults.lost(TREE, "code", row.organisation):
                _unknown(faults, ROSTER, row.line, "organisation", row.organisation)
        elif row.organisation in above:
            faults.note(
                ROSTER,
                row.line,
                "organisation",
                say("{code} does not stand below the convenor", code=row.organisation),
                say("reporters stand below {code}", code=convenor),
            )
        if row.order in orders:
            faults.note(
                ROSTER,
                row.line,
                "order",
                say(
                    "order {order} stands in line {line} already",
                    order=row.order,
                    line=orders[row.order],
                ),
                say("each protocol order once"),
            )
        orders.setdefault(row.order, row.line)


def check_pools(folder: Folder, lines: Mapping[str, int], faults: Faults) -> None:
    """Check that each reporter is in one pool, and pools fit what the ballot covers."""
    sectors = folder.sectors
    modes: dict[str, set[str]] = {}
    for row in folder.of(RosterRow):
        if row.organisation not in sectors:
            continue
        sector = sectors[row.organisation]
        pools = [
            pool.code
            for pool in folder.scheme.appraisal.pools
            if pool.takes(sector=sector, mode=row.mode)
        ]
        for code in pools:
            modes.setdefault(code, set()).add(row.mode)
        if len(pools) != 1:
            wrong = (
                say(
                    "{code} is in the pools {pools}",
                    code=row.organisation,
                    pools=", ".join(pools),
                )
                if pools
                else say("no pool takes {code}", code=row.organisation)
            )
            faults.note(
                ROSTER,
                row.line,
                "organisation",
                wrong,
                say("each reporter is in exactly one pool, by sector and mode"),
            )
    if folder.scheme.ballot.covers_oral_only:
        _check_modes(folder.scheme, modes, lines, faults)


def _check_modes(
    scheme: Scheme,
    modes: Mapping[str, set[str]],
    lines: Mapping[str, int],
    faults: Faults,
) -> None:
    """With covers = "oral" a pool has one mode, and no written one a ballot."""
    for number, pool in enumerate(scheme.appraisal.pools, 1):
        key = f"appraisal.pools[{number}]"
        if key not in lines:
            key = "ballot.covers"
        here = modes.get(pool.code, set())
        if len(here) > 1:
            wrong = say("pool {code} has oral and written reporters", code=pool.code)
            right = say('give each mode its pool, or set covers = "all"')
        elif here == {"written"} and names_ballot(pool.components):
            wrong = say("pool {code} has written reporters only", code=pool.code)
            right = say("leave ballot out of its components")
        else:
            continue
        faults.note(SCHEME, line_of(key, lines), key, wrong, right)


def check_bodies_named(folder: Folder, faults: Faults) -> None:
    """Check every other file that names a body."""
    parents = {row.code: row.parent for row in folder.of(OrganisationRow)}
    roster = {row.organisation for row in folder.of(RosterRow)}
    for file, kind in _ON_ROSTER.items():
        _check_codes(folder, file, kind, roster, faults)
    for file, kind in _IN_TREE.items():
        _check_codes(folder, file, kind, set(parents), faults)
    spoken_of = roster | {folder.scheme.round.convenor}
    _check_codes(folder, "comments.csv", CommentRow, spoken_of, faults)
    for row in folder.of(RequestRow):
        above = ancestors(row.organisation, parents)
        if (
            row.organisation in parents
            and row.owner not in above
            and not faults.lost(TREE, "code", row.owner)
        ):
            faults.note(
                "requests.csv",
                row.line,
                "owner",
                say(
                    "{owner} is not above {code}",
                    owner=row.owner,
                    code=row.organisation,
                ),
                say("a body above it in organisations.csv"),
            )
    categories = [one.code for one in folder.scheme.ballot.categories]
    for group in folder.of(GroupRow):
        if group.category and group.category not in categories:
            faults.note(
                "groups.csv",
                group.line,
                "category",
                say("{value} is no ballot class", value=group.category),
                say("one of {choices}, or empty", choices=", ".join(categories)),
            )


def _check_codes(
    folder: Folder, file: str, kind: type[BodyRow], codes: set[str], faults: Faults
) -> None:
    right = (
        say("an organisation of roster.csv")
        if file in _ON_ROSTER
        else say("a code of organisations.csv")
    )
    lost_in = ((ROSTER, "organisation"), (TREE, "code"))
    for row in [*folder.of(kind), *faults.broken[file]]:
        code = row.organisation
        if code is None or code in codes:
            continue
        if not any(faults.lost(where, column, code) for where, column in lost_in):
            faults.note(
                file,
                row.line,
                "organisation",
                say("{code} does not belong here", code=code),
                right,
            )
