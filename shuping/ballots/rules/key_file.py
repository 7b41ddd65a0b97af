"""The file by which a key that was made apart comes to its box: the public half alone.

The private half goes into envelopes and is in no file that leaves the laptop.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from shuping.ballots.rules.keys import is_public
from shuping.refusal import Words, say

FILE = "key.json"
_KEYS = {"box", "level", "public"}


@dataclass(frozen=True, slots=True)
class Reading:
    """The public key in a file, in hexadecimal, and every fault of the file."""

    public: str = ""
    faults: tuple[Words, ...] = ()


def written(box: str, level: str, public: str) -> bytes:
    """Return the file that is uploaded: the box, its level and its public key."""
    told = {"box": box, "level": level, "public": public}
    return json.dumps(told, indent=1).encode() + b"\n"


def read(raw: bytes, *, box: str, level: str) -> Reading:
    """Return the public key in a file for a box of that level, or all its faults."""
    if raw.startswith(b"%PDF"):
        return Reading(faults=(_PAGES,))
    try:
        told = json.loads(raw.decode())
    except (ValueError, RecursionError):
        wrong = say("This is no file of a key: it cannot be read as JSON.")
        return Reading(faults=(wrong,))
    if not isinstance(told, dict) or set(told) != _KEYS:
        wrong = say("A file of a key has box, level and public, and nothing else.")
        return Reading(faults=(wrong,))
    if faults := tuple(_faults(told, box, level)):
        return Reading(faults=faults)
    return Reading(told["public"])


_PAGES = say(
    "These are the pages for the envelopes, not key.json. "
    "The key is no longer secret: make another."
)


def _faults(told: Mapping[str, object], box: str, level: str) -> Iterator[Words]:
    if told["box"] != box:
        yield say("This key is of another box; this one is {box}.", box=box)
    if told["level"] != level:
        yield say(
            "This key was made for another level. Make it with --level {level}.",
            level=level,
        )
    if not isinstance(told["public"], str) or not is_public(told["public"]):
        yield say("There is no public key in the file.")
