"""Steps 1 to 6 of section 4, the oracle's way: from cells to ballot scores."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from fractions import Fraction
from math import floor

from tests.oracle import plain
from tests.oracle.plain import Rule

UNGRADED = ("", "unknown")


class NoFigureError(Exception):
    """Where DESIGN says "error": a component is missing, or a class must not be."""


# 1 and 2. Cells and whole ballots


def opened(
    files: Mapping[str, bytes],
    scheme: Rule,
    roster: plain.Rows,
    electorate: Mapping[str, Mapping[str, str]],
) -> dict[str, Rule]:
    classes: dict[str, Rule] = {}
    for category in scheme["ballot"]["categories"]:
        if category["code"] in electorate:
            classes[category["code"]] = {
                "weight": Fraction(category["weight"]),
                "secret": category["secrecy"] == "secret",
                "valid": 0,
                "abstained": 0,
                "void": Counter(),
                "cells": defaultdict(int),
            }
    if "counts.csv" in files:
        _take_counts(files, classes, electorate)
    else:
        _take_ballots(files, scheme, roster, classes)
    return classes


def _take_counts(
    files: Mapping[str, bytes],
    classes: dict[str, Rule],
    electorate: Mapping[str, Mapping[str, str]],
) -> None:
    for row in plain.rows(files, "voids.csv"):
        count = int(row["count"])
        if row["reason"] == "abstained":
            classes[row["category"]]["abstained"] += count
        elif count:
            classes[row["category"]]["void"][row["reason"]] += count
    for row in plain.rows(files, "counts.csv"):
        cell = (row["organisation"], row["item"], row["mark"])
        classes[row["category"]]["cells"][cell] += int(row["count"])
    for code, class_ in classes.items():
        returned = int(electorate[code]["returned"])
        void = sum(class_["void"].values())
        class_["valid"] = returned - class_["abstained"] - void


def _take_ballots(
    files: Mapping[str, bytes],
    scheme: Rule,
    roster: plain.Rows,
    classes: dict[str, Rule],
) -> None:
    on_it = plain.listed(scheme, roster)
    for ballot in plain.ballots(files).values():
        class_ = classes[ballot["category"]]
        verdict = _verdict(scheme, ballot)
        if verdict == "valid":
            class_["valid"] += 1
            for organisation in on_it:
                for item in scheme["ballot"]["items"]:
                    mark = ballot["marks"].get((organisation, item["code"]), "")
                    written = "multiple" if "+" in mark else mark or "blank"
                    class_["cells"][organisation, item["code"], written] += 1
        elif verdict == "abstained":
            class_["abstained"] += 1
        else:
            class_["void"][verdict] += 1


def _verdict(scheme: Rule, ballot: Rule) -> str:
    rules = scheme["ballot"]["validity"]
    marks = list(ballot["marks"].values())
    graded = [mark for mark in marks if mark not in UNGRADED and "+" not in mark]
    multiple = [mark for mark in marks if "+" in mark]
    if not graded and not multiple:
        return "abstained"
    if not graded:
        return "no_mark"
    if rules["all_same"] == "void" and len(graded) >= 3 and len(set(graded)) == 1:
        return "all_same"
    at_most = plain.share(rules["good_at_most"])
    if at_most is not None:
        first, top = plain.codes(scheme["ballot"], "items")[0], plain.grades(scheme)[0]
        tops = [
            mark
            for (_, item), mark in ballot["marks"].items()
            if item == first and mark == top
        ]
        if len(tops) > floor(at_most * len(ballot["bodies"])):
            return "too_many_good"
    return "valid"


# 4. Small classes


def pool_small_classes(scheme: Rule, classes: dict[str, Rule]) -> None:
    rules = scheme["ballot"]["validity"]
    small = {
        code
        for code, class_ in classes.items()
        if class_["secret"] and class_["valid"] < rules["min_cast"]
    }
    for code, class_ in classes.items():
        class_["shown"] = code not in small
    kind, _, target = rules["small_class"].partition(":")
    if kind != "pool" or target in small:
        return
    for code in small:
        for cell, count in classes[code]["cells"].items():
            classes[target]["cells"][cell] += count


# 5. Class score


def _class_score(scheme: Rule, class_: Rule, organisation: str) -> Fraction | None:
    total, weights = Fraction(0), Fraction(0)
    for item in scheme["ballot"]["items"]:
        points: list[Fraction] = []
        for grade in scheme["ballot"]["grades"]:
            count = class_["cells"][organisation, item["code"], grade["code"]]
            points += [Fraction(grade["points"])] * count
        if scheme["ballot"]["validity"]["trim"] == "above_5" and len(points) > 5:
            points = sorted(points)[1:-1]
        if points:
            weight = Fraction(item["weight"])
            total += weight * sum(points) / len(points)
            weights += weight
    return total / weights if weights else None


def shown_class(scheme: Rule, class_: Rule, organisation: str) -> Rule:
    if not class_["shown"]:
        return {"shown": False}
    marks = [*plain.grades(scheme), "blank", "unknown", "multiple"]
    score = _class_score(scheme, class_, organisation)
    return {
        "shown": True,
        "counts": {
            item: {mark: class_["cells"][organisation, item, mark] for mark in marks}
            for item in plain.codes(scheme["ballot"], "items")
        },
        "score": None if score is None else str(score),
    }


# 6. Ballot score


def ballot_score(
    scheme: Rule, classes: Mapping[str, Rule], organisation: str
) -> Fraction:
    total, weights, spoke = Fraction(0), Fraction(0), False
    for class_ in classes.values():
        if not class_["shown"]:
            continue
        score = _class_score(scheme, class_, organisation)
        if score is not None:
            total += class_["weight"] * score
            weights += class_["weight"]
            spoke = True
        elif scheme["ballot"]["validity"]["zero_class"] == "refuse":
            raise NoFigureError
        elif scheme["ballot"]["validity"]["zero_class"] == "zero":
            weights += class_["weight"]
    if not spoke:
        raise NoFigureError
    return total / weights
