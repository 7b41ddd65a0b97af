"""Who took which step with a box, and the journal's entries about it."""

import hashlib
import json
from collections.abc import Iterator
from itertools import pairwise

from shuping.refusal import Words, say
from shuping.verify.bundle import COUNTED, Bundle, Value
from shuping.verify.skipped import NOT_SEALED, Skipped

_STEPS = ("commit", "open", "close", "count")
_OPENERS = 2
_GENESIS = "0" * 64


def steps_in_order(bundle: Bundle) -> Iterator[Words]:
    """Check that the box went its way step by step, each by two people."""
    if not bundle.is_sealed:
        raise Skipped(NOT_SEALED)
    steps = bundle.record["steps"]
    taken = _STEPS if bundle.record["state"] == COUNTED else _STEPS[:-1]
    if [one["step"] for one in steps] != list(taken):
        yield say("the steps are not {steps}", steps=", ".join(taken))
    for one in steps:
        if len({who["account"] for who in one["people"]} - {""}) != 2:  # noqa: PLR2004
            yield say("{step}: not two different people", step=one["step"])
    times = [who["at"] for one in steps for who in one["people"]]
    if times != sorted(times):
        yield say("a step was taken before the one that it follows")


def monitors_among(bundle: Bundle) -> Iterator[Words]:
    """Check that a monitor took part in each step, and two in the count."""
    steps = bundle.record["steps"]
    if not any("monitor" in who for one in steps for who in one["people"]):
        raise Skipped(say("who is a monitor is not recorded"))
    for one in steps:
        monitors = sum(who.get("monitor", False) for who in one["people"])
        if monitors < (_OPENERS if one["step"] == "count" else 1):
            yield say("{step}: too few monitors", step=one["step"])


def journal_holds(bundle: Bundle) -> Iterator[Words]:
    """Check each entry's digest, their order, and that every step has its entry."""
    entries = bundle.journal
    if not entries and not bundle.is_sealed:
        raise Skipped(say("there are no entries of the journal in this bundle"))
    for one in filter(_is_changed, entries):
        yield say("entry {number} is changed", number=one["number"])
    for one, after in pairwise(entries):
        if not _follows(one, after):
            number = after["number"]
            yield say("entry {number} does not follow the one before", number=number)
    if len({one["thing"] for one in entries}) > 1:
        yield say("an entry is about something else")
    noted = {(one["act"], one["at"], _first(one)) for one in entries}
    for one in bundle.record["steps"]:
        if _noted(one) not in noted:
            yield say("{step}: the journal does not have it", step=one["step"])


def _is_changed(entry: Value) -> bool:
    start = entry["number"] == 1 and entry["before"] != _GENESIS
    return bool(start or _digest(entry) != entry["digest"])


def _follows(one: Value, after: Value) -> bool:
    """Tell whether an entry stands after another, and is chained to its neighbour."""
    if after["number"] == one["number"] + 1:
        return bool(after["before"] == one["digest"])
    return bool(after["number"] > one["number"])


def _noted(step: Value) -> tuple[str, str, str]:
    """Return the act, the moment and the first person by which a step is noted."""
    people = step["people"] or [{"account": "", "at": ""}]
    return f"{step['step']} box", people[-1]["at"], people[0]["account"]


def _first(entry: Value) -> str:
    facts = entry["facts"]
    return str(facts.get("first", "")) if isinstance(facts, dict) else ""


def _digest(entry: Value) -> str:
    told = [entry[name] for name in ("at", "by", "act", "thing", "facts")]
    said = json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    line = f"{entry['before']}\n{entry['number']}\n{said}"
    return hashlib.sha256(line.encode(errors="replace")).hexdigest()
