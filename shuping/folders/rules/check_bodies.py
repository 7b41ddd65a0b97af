"""Checks of the roster: each reporter below the convenor, and in one pool."""

from collections.abc import Mapping

from shuping.folders.rules.check_tree import TREE, is_outside, nowhere
from shuping.folders.rules.folder import Folder
from shuping.folders.rules.rows import RosterRow
from shuping.refusal import say
from shuping.rounds.rules.scheme import Scheme
from shuping.rounds.rules.scheme_appraisal import names_ballot
from shuping.rounds.rules.toml_lines import line_of
from shuping.tables.faults import Faults

ROSTER, SCHEME = "roster.csv", "scheme.toml"


def check_roster(folder: Folder, lines: Mapping[str, int], faults: Faults) -> None:
    """Check the convenor, and that each reporter stands once, below the convenor."""
    parents = folder.parents
    convenor = folder.convenor
    if convenor and convenor not in parents and not faults.lost(TREE, "code", convenor):
        line = line_of("round.convenor", lines)
        nowhere(faults, SCHEME, line, "round.convenor", convenor)
    for row in faults.rows(folder.of(RosterRow), ROSTER):
        code = row.organisation
        if code is None or faults.lost(TREE, "code", code):
            continue
        if code not in parents:
            nowhere(faults, ROSTER, row.line, "organisation", code)
        elif is_outside(code, convenor, parents) or code == convenor:
            faults.note(
                ROSTER,
                row.line,
                "organisation",
                say("{code} does not stand below the convenor", code=code),
                say("reporters stand below {code}", code=convenor),
            )
    _check_order(folder, faults)


def _check_order(folder: Folder, faults: Faults) -> None:
    orders: dict[int, int] = {}
    for row in folder.of(RosterRow):
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
