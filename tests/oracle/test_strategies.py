"""The drawn folders are no empty show: every rule of section 4 comes up in them."""

from collections.abc import Mapping
from typing import Any

from hypothesis import Phase, given, settings

from tests.oracle import plain
from tests.oracle.naive import expected
from tests.oracle.strategies import folders

REACHED = {
    "error",
    "quorum missed",
    "not shown",
    "silent",
    "abstained",
    "not on the ballot",
    "below nought",
    "void no_mark",
    "void all_same",
    "void too_many_good",
    "band",
    "gate:x",
    "gate:y",
    "gate:z",
    "trigger:t1",
    "trigger:t2",
    "quota",
    "shared rank",
    "tie",
    "tie up",
    "tie down",
    "a class in another",
    "a small class in a small class",
    "an empty pool",
    "only the oral",
    "trim",
    "zero",
    "refuse",
    "half_even",
    "several items",
    "a pool of its own components",
}


def test_the_drawn_folders_reach_every_rule() -> None:
    seen: set[str] = set()

    @settings(
        max_examples=250, derandomize=True, phases=[Phase.generate], database=None
    )
    @given(files=folders())
    def look(files: Mapping[str, bytes]) -> None:
        seen.update(_reached(expected(files)), _asked(files, expected(files)))

    look()

    assert REACHED - seen == set()


def _reached(results: dict[str, Any] | str) -> set[str]:
    if isinstance(results, str):
        return {"error"}
    if "reporters" not in results:
        return {"quorum missed"}
    reached = set()
    for turnout in results["turnout"].values():
        reached |= {f"void {reason}" for reason in turnout.get("void", {})}
        reached |= {"abstained"} if turnout["abstained"] else set()
        reached |= set() if "void" in turnout else {"not shown"}
    for reporter in results["reporters"]:
        reached |= set(reporter["reasons"])
        reached |= set() if reporter["classes"] else {"not on the ballot"}
        reached |= {"below nought"} if reporter["composite"][0] == "-" else set()
        for shown in reporter["classes"].values():
            reached |= {"silent"} if shown.get("score", "") is None else set()
    return reached


def _asked(files: Mapping[str, bytes], results: dict[str, Any] | str) -> set[str]:
    """Name what the scheme asks for and the folder gives it occasion to do."""
    if isinstance(results, str) or "reporters" not in results:
        return set()
    scheme = plain.scheme(files)
    rules, pools = scheme["ballot"]["validity"], scheme["appraisal"].get("pools", [])
    unshown = {code for code, of in results["turnout"].items() if "void" not in of}
    target = rules["small_class"].removeprefix("pool:")
    used = {reporter["pool"] for reporter in results["reporters"]}
    ranks = [(reporter["pool"], reporter["rank"]) for reporter in results["reporters"]]
    asked = {
        "a class in another": unshown and target in set(results["turnout"]) - unshown,
        "a small class in a small class": target in unshown and len(unshown) > 1,
        "an empty pool": {pool["code"] for pool in pools} - used,
        "only the oral": scheme["ballot"]["covers"] == "oral",
        "trim": rules["trim"] == "above_5",
        "zero": rules["zero_class"] == "zero",
        "refuse": rules["zero_class"] == "refuse",
        "half_even": scheme["appraisal"]["rounding"] == "half_even",
        "several items": len(scheme["ballot"]["items"]) > 1,
        "a pool of its own components": any("components" in pool for pool in pools),
        "shared rank": len(ranks) > len(set(ranks)),
        "tie up": scheme["appraisal"]["tie_at_the_line"] == "up",
        "tie down": scheme["appraisal"]["tie_at_the_line"] == "down",
    }
    return {name for name, holds in asked.items() if holds}
