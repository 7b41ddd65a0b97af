"""Section 4 of DESIGN worked again, slowly and plainly, from the files of a folder.

`expected(files)` is results.json without `checks` and `problems`, or the word "error"
where DESIGN says that the figures cannot be had. Each step bears the number that it has
there. Nothing here is clever; nothing here is shared with the product.
"""

import hashlib
from collections.abc import Mapping
from fractions import Fraction
from math import floor
from typing import Any

from tests.oracle import plain
from tests.oracle.counting import (
    NoFigureError,
    ballot_score,
    opened,
    pool_small_classes,
    shown_class,
)
from tests.oracle.plain import Rule
from tests.oracle.proposing import propose


def expected(files: Mapping[str, bytes]) -> dict[str, Any] | str:
    """Return results.json without checks and problems, or "error"."""
    try:
        return _results(files)
    except NoFigureError:
        return "error"


def _results(files: Mapping[str, bytes]) -> dict[str, Any]:
    scheme, roster = plain.scheme(files), plain.roster(files)
    electorate = {row["category"]: row for row in plain.rows(files, "electorate.csv")}
    results: Rule = {"round": _round(files, scheme, roster)}
    quorate = _quorate(scheme, electorate)
    if "scores.csv" in files or (electorate and quorate):
        _ask_for_scores(files, scheme, roster)
    if not quorate:
        results["turnout"] = {code: _handed(row) for code, row in electorate.items()}
        return results
    if not electorate and "scores.csv" not in files:
        return results | {"turnout": {}, "reporters": _unfigured(scheme, roster)}
    classes = opened(files, scheme, roster, electorate)
    pool_small_classes(scheme, classes)
    results["turnout"] = {
        code: _turnout(electorate[code], classes[code]) for code in classes
    }
    results["reporters"] = _reporters(files, scheme, roster, classes)
    return results


def _round(files: Mapping[str, bytes], scheme: Rule, roster: plain.Rows) -> Rule:
    modes = [reporter["mode"] for reporter in roster]
    return {
        "name": scheme["round"]["name"],
        "year": scheme["round"]["year"],
        "convenor": scheme["round"]["convenor"],
        "oral": modes.count("oral"),
        "written": modes.count("written"),
        "scheme_sha256": hashlib.sha256(files["scheme.toml"]).hexdigest(),
    }


def _handed(row: dict[str, str]) -> dict[str, int]:
    return {key: int(row[key]) for key in ("entitled", "present", "issued", "returned")}


def _turnout(row: dict[str, str], opened: Rule) -> Rule:
    turnout: Rule = _handed(row)
    turnout["valid"] = opened["valid"]
    turnout["abstained"] = opened["abstained"]
    if opened["shown"]:
        turnout["void"] = dict(opened["void"])
    return turnout


def _ask_for_scores(
    files: Mapping[str, bytes], scheme: Rule, roster: plain.Rows
) -> None:
    """Refuse a folder without a score that must be typed."""
    scores = plain.scores(files)
    for reporter in roster:
        for component in _pool_of(scheme, reporter)["components"]:
            key = (reporter["organisation"], component["code"])
            if component["code"] != "ballot" and key not in scores:
                raise NoFigureError


# 3. Quorum


def _quorate(scheme: Rule, electorate: Mapping[str, Mapping[str, str]]) -> bool:
    quorum = plain.share(scheme["ballot"]["validity"]["quorum"])
    if quorum is None:
        return True
    present = sum(int(row["present"]) for row in electorate.values())
    entitled = sum(int(row["entitled"]) for row in electorate.values())
    return present >= quorum * entitled


# 7. Composite


def _components(
    files: Mapping[str, bytes],
    scheme: Rule,
    classes: Mapping[str, Rule],
    pool: Rule,
    organisation: str,
) -> dict[str, Fraction]:
    scores = plain.scores(files)
    found = {}
    for component in pool["components"]:
        code = component["code"]
        if code == "ballot":
            found[code] = ballot_score(scheme, classes, organisation)
        else:
            found[code] = scores[organisation, code]
    return found


def _composite(pool: Rule, components: Mapping[str, Fraction]) -> Fraction:
    total, weights = Fraction(0), Fraction(0)
    for component in pool["components"]:
        weight = Fraction(component["weight"])
        total += weight * components[component["code"]]
        weights += weight
    return total / weights


def _printed(scheme: Rule, number: Fraction) -> str:
    places = scheme["appraisal"]["places"]
    scaled = number * 10**places
    if scheme["appraisal"]["rounding"] == "half_up":
        whole = floor(scaled + Fraction(1, 2))
    else:
        below = floor(scaled)
        rest = scaled - below
        up = rest > Fraction(1, 2) or (rest == Fraction(1, 2) and below % 2 == 1)
        whole = below + 1 if up else below
    digits = str(abs(whole)).zfill(places + 1)
    sign = "-" if whole < 0 else ""
    if not places:
        return sign + digits
    return f"{sign}{digits[:-places]}.{digits[-places:]}"


# The reporters, with 8 and 9


def _pool_of(scheme: Rule, reporter: Mapping[str, str]) -> Rule:
    appraisal: Rule = scheme["appraisal"]
    for pool in appraisal.get("pools", []):
        sectors, modes = pool.get("sectors"), pool.get("modes")
        if sectors and reporter["sector"] not in sectors:
            continue
        if modes and reporter["mode"] not in modes:
            continue
        return {**appraisal, **pool}
    return {**appraisal, "code": "all"}


def _unfigured(scheme: Rule, roster: plain.Rows) -> list[Rule]:
    return [
        {
            "organisation": reporter["organisation"],
            "mode": reporter["mode"],
            "pool": _pool_of(scheme, reporter)["code"],
        }
        for reporter in roster
    ]


def _reporters(
    files: Mapping[str, bytes],
    scheme: Rule,
    roster: plain.Rows,
    classes: Mapping[str, Rule],
) -> list[Rule]:
    on_it = plain.listed(scheme, roster)
    found, pools = [], {}
    for reporter in roster:
        organisation, pool = reporter["organisation"], _pool_of(scheme, reporter)
        pools[pool["code"]] = pool
        components = _components(files, scheme, classes, pool, organisation)
        composite = _composite(pool, components)
        composite += plain.adjustment(files, organisation)
        found.append(
            {
                "organisation": organisation,
                "mode": reporter["mode"],
                "pool": pool["code"],
                "classes": {
                    code: shown_class(scheme, class_, organisation)
                    for code, class_ in classes.items()
                    if organisation in on_it
                },
                "components": {code: str(n) for code, n in components.items()},
                "composite": composite,
                "composite_rounded": _printed(scheme, composite),
            }
        )
    for code, pool in pools.items():
        peers = [reporter for reporter in found if reporter["pool"] == code]
        propose(files, scheme, pool, peers)
    for reporter in found:
        reporter["composite"] = str(reporter["composite"])
    return found
