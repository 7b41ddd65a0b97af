"""What a package says went out of a round, held against what this program writes.

A package whose sums hold may still have been written by another hand.
"""

import datetime as dt
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from shuping.bulletins.rules.facts import About
from shuping.bulletins.rules.states import OUT, Audience, State
from shuping.documents.rules.content import is_kept, is_plain

_Fits = Callable[[Any], bool]
_MOST = 1000


@dataclass(frozen=True, slots=True)
class Amiss:
    """Where a list is not as this program writes it: its entry, from 1, and the key."""

    entry: int = 0
    key: str = ""


def _text(most: int, least: int = 0) -> _Fits:
    return lambda value: is_kept(value, most) and len(value) >= least


def _one_of(those: Sequence[str]) -> _Fits:
    return lambda value: value in list(map(str, those))


def _list(fits: _Fits) -> _Fits:
    return lambda value: isinstance(value, list) and all(map(fits, value))


def _all_of(checks: Mapping[str, _Fits]) -> _Fits:
    return lambda value: not any(_unfit(value, checks))


def _unfit(value: Any, checks: Mapping[str, _Fits]) -> Iterator[str]:
    told = value if isinstance(value, dict) else {}
    yield from (key for key, fits in checks.items() if key not in told)
    yield from (key for key in checks if key in told and not checks[key](told[key]))


def _is_number(value: object) -> bool:
    return type(value) is int and 0 < value <= _MOST


def _is_time(value: object) -> bool:
    try:
        told = dt.datetime.fromisoformat(str(value))
        return told.tzinfo is not None and bool(told.astimezone(dt.UTC))
    except (ValueError, OverflowError):
        return False


def _is_fact(value: Any) -> bool:
    if not isinstance(value, list) or len(value) != 2:  # noqa: PLR2004 - what and words
        return False
    about, words = value
    return _one_of(list(About))(about) and is_kept(words)


_PART: Mapping[str, _Fits] = {
    "name": _text(64, 1),
    "source": _text(200),
    "text": _list(is_kept),
    "file_name": _text(255, 1),
    "file_sha256": _text(64),
}
_BULLETIN: Mapping[str, _Fits] = {
    "first": _is_number,
    "version": _is_number,
    "title": _text(200),
    "body": is_plain,
    "facts": _list(_list(_is_fact)),
    "state": _one_of(OUT),
    "audience": _one_of(list(Audience)),
    "shown": lambda value: value is None or is_plain(value),
    "column": _text(64),
    "searched": is_kept,
    "because": is_kept,
    "is_superseded": lambda value: isinstance(value, bool),
    "withdrawn_because": is_kept,
    "written_at": _is_time,
    "published_at": _is_time,
    "withdrawn_at": lambda value: value == "" or _is_time(value),
}
_OF_THIS_ROUND = {"facts": _list(_is_fact)}
_ROUND_UP = {**_BULLETIN, **_OF_THIS_ROUND, "parts": _list(_all_of(_PART))}


def read(raw: bytes, *, round_ups: bool = False) -> list[dict[str, Any]] | Amiss:
    """Return the bulletins of a package, or its round-ups, or where they are amiss."""
    try:
        told = json.loads(raw)
    except (ValueError, RecursionError):
        return Amiss()
    if not isinstance(told, list):
        return Amiss()
    checks = _ROUND_UP if round_ups else _BULLETIN
    return next(_amiss(told, checks), told)


def _amiss(told: list[Any], checks: Mapping[str, _Fits]) -> Iterator[Any]:
    for entry, one in enumerate(told, 1):
        yield from (Amiss(entry, key) for key in _unfit(one, checks))
    last: dict[int, int] = {}
    for entry, one in enumerate(told, 1):
        yield from (Amiss(entry, key) for key in _unmatched(one, last))
        last[one["first"]] = one["version"]


def _unmatched(one: Mapping[str, Any], last: Mapping[int, int]) -> Iterator[str]:
    """Yield the keys of an entry that do not go with its others or the entries before.

    The versions of a bulletin stand in their order, each once; so does a round.
    """
    before = last.get(one["first"], 0)
    if one["version"] <= before or (one["version"] > 1) != (before > 0):
        yield "version"
    if (one["state"] == State.WITHDRAWN) != bool(one["withdrawn_at"]):
        yield "withdrawn_at"
    parts = one.get("parts", ())
    rounds = [part["file_name"] for part in parts if not part["file_sha256"]]
    if len(set(rounds)) < len(rounds):
        yield "parts"
