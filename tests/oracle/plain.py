"""The files of a round folder as plain dicts, for the oracle. No checks at all.

Shares no code with the product: it reads what DESIGN section 3 and 5 say, trusts that
the folder is a good one, and turns every number into a Fraction straight from its text.
"""

import csv
import io
import tomllib
from collections.abc import Mapping
from fractions import Fraction
from typing import Any

Rows = list[dict[str, str]]
Rule = dict[str, Any]


def text(raw: bytes) -> str:
    """Decode UTF-8 with or without a BOM, else GBK (its superset knows all hanzi)."""
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("gb18030")


def rows(files: Mapping[str, bytes], name: str) -> Rows:
    """Return the rows of a CSV file; none if it is missing."""
    if name not in files:
        return []
    return list(csv.DictReader(io.StringIO(text(files[name]), newline="")))


def share(written: str) -> Fraction | None:
    """Return "1/3" or "15%" as a fraction; an empty text is no limit."""
    if not written:
        return None
    if written.endswith("%"):
        return Fraction(written[:-1]) / 100
    return Fraction(written)


def scheme(files: Mapping[str, bytes]) -> dict[str, Any]:
    """Return the scheme with every missing key at the value that DESIGN shows."""
    loaded = tomllib.loads(text(files["scheme.toml"]), parse_float=Fraction)
    ballot = {"covers": "all"} | loaded["ballot"]
    ballot["items"] = [{"weight": 1} | item for item in ballot["items"]]
    ballot["categories"] = [
        {"secrecy": "secret"} | category for category in ballot["categories"]
    ]
    ballot["validity"] = {
        "all_same": "keep",
        "good_at_most": "",
        "min_cast": 5,
        "small_class": "drop",
        "zero_class": "renormalise",
        "trim": "none",
        "quorum": "2/3",
    } | ballot.get("validity", {})
    appraisal = {
        "good_at_most": "",
        "below_good_at_least": "15%",
        "quota_from": 7,
        "tie_at_the_line": "committee",
        "gates": [],
        "triggers": [],
    } | loaded["appraisal"]
    return {"round": loaded["round"], "ballot": ballot, "appraisal": appraisal}


def roster(files: Mapping[str, bytes]) -> Rows:
    """Return the reporters in protocol order, each with its body's sector."""
    sectors = {
        body["code"]: body["sector"] for body in rows(files, "organisations.csv")
    }
    found = rows(files, "roster.csv")
    for reporter in found:
        reporter["sector"] = sectors[reporter["organisation"]]
    return sorted(found, key=lambda reporter: int(reporter["order"]))


def ballots(files: Mapping[str, bytes]) -> dict[str, dict[str, Any]]:
    """Return each ballot with its class, the bodies it has rows on, and its marks."""
    found: dict[str, dict[str, Any]] = {}
    for row in rows(files, "ballots.csv"):
        ballot = found.setdefault(
            row["ballot"], {"category": row["category"], "bodies": set(), "marks": {}}
        )
        ballot["bodies"].add(row["organisation"])
        ballot["marks"][row["organisation"], row["item"]] = row["mark"]
    return found


def scores(files: Mapping[str, bytes]) -> dict[tuple[str, str], Fraction]:
    """Return the scores that were typed, by organisation and component."""
    return {
        (row["organisation"], row["component"]): Fraction(row["score"])
        for row in rows(files, "scores.csv")
    }


def adjustment(files: Mapping[str, bytes], organisation: str) -> Fraction:
    """Return the sum of an organisation's adjustments."""
    total = Fraction(0)
    for row in rows(files, "adjustments.csv"):
        if row["organisation"] == organisation:
            total += Fraction(row["points"])
    return total


def named(files: Mapping[str, bytes], name: str, organisation: str) -> set[str]:
    """Return the flags or the triggers of an organisation."""
    return {
        row[name]
        for row in rows(files, f"{name}s.csv")
        if row["organisation"] == organisation
    }


def listed(scheme: Rule, roster: Rows) -> list[str]:
    return [
        reporter["organisation"]
        for reporter in roster
        if scheme["ballot"]["covers"] == "all" or reporter["mode"] == "oral"
    ]


def codes(table: Rule, name: str) -> list[str]:
    return [row["code"] for row in table[name]]


def grades(scheme: Rule) -> list[str]:
    return codes(scheme["ballot"], "grades")
