"""Steps 8 and 9 of section 4, the oracle's way: from composites to grades."""

from collections.abc import Mapping
from fractions import Fraction
from itertools import pairwise
from math import ceil, floor

from tests.oracle import plain
from tests.oracle.plain import Rule


def propose(
    files: Mapping[str, bytes], scheme: Rule, pool: Rule, peers: list[Rule]
) -> None:
    for reporter in peers:
        better = [r for r in peers if r["composite"] > reporter["composite"]]
        reporter["rank"] = len(better) + 1
        reporter["reasons"] = ["band"]
        _band(scheme, reporter)
        flags = plain.named(files, "flag", reporter["organisation"])
        _gate(scheme, reporter, flags)
        triggers = plain.named(files, "trigger", reporter["organisation"])
        _trigger(scheme, reporter, triggers)
    if len(peers) >= pool["quota_from"]:
        _quota(scheme, pool, peers)


def _band(scheme: Rule, reporter: Rule) -> None:
    reporter["proposed_grade"] = plain.grades(scheme)[-1]
    for band in reversed(scheme["appraisal"]["bands"]):
        if reporter["composite"] >= Fraction(band["from"]):
            reporter["proposed_grade"] = band["grade"]


def _gate(scheme: Rule, reporter: Rule, flags: set[str]) -> None:
    order = plain.grades(scheme)
    for grade, following in pairwise(order):
        if reporter["proposed_grade"] != grade:
            continue
        for gate in scheme["appraisal"]["gates"]:
            if gate["grade"] == grade and gate["requires"] not in flags:
                reporter["proposed_grade"] = following
                reporter["reasons"].append(f"gate:{gate['requires']}")
                break


def _trigger(scheme: Rule, reporter: Rule, pulled: set[str]) -> None:
    order = plain.grades(scheme)
    lowest, name = -1, ""
    for trigger in scheme["appraisal"]["triggers"]:
        cap = order.index(trigger["caps_at"])
        if trigger["code"] in pulled and cap > lowest:
            lowest, name = cap, trigger["code"]
    if lowest > order.index(reporter["proposed_grade"]):
        reporter["proposed_grade"] = order[lowest]
        reporter["reasons"].append(f"trigger:{name}")


def _quota(scheme: Rule, pool: Rule, peers: list[Rule]) -> None:
    top, following = plain.grades(scheme)[:2]
    good = [r for r in peers if r["proposed_grade"] == top]
    cap = len(peers)
    at_most = plain.share(pool["good_at_most"])
    if at_most is not None:
        cap = min(cap, floor(len(peers) * at_most))
    below = plain.share(pool["below_good_at_least"])
    if below is not None:
        cap = min(cap, len(peers) - ceil(len(peers) * below))
    if len(good) <= cap:
        return
    ordered = sorted((r["composite"] for r in good), reverse=True)
    tied = cap > 0 and ordered[cap - 1] == ordered[cap]
    for reporter in good:
        place = reporter["composite"]
        at_the_line = tied and place == ordered[cap]
        if cap > 0 and not at_the_line and place >= ordered[cap - 1]:
            continue
        if at_the_line and pool["tie_at_the_line"] == "up":
            continue
        reporter["proposed_grade"] = following
        reporter["reasons"].append("quota")
        if at_the_line and pool["tie_at_the_line"] == "committee":
            reporter["reasons"].append("tie")
