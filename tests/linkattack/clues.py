"""The means by which a thief orders ballots and codes, or puts one to the other.

A clue gives some of the keys (hashes of codes, names of ballots) a place that can be
sorted. A pairing names a ballot for a code outright.
"""

import hashlib
import itertools
import sqlite3
from collections import defaultdict
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

from shuping.urn import sealing
from shuping.urn.form import BLANK, PHONE
from tests.linkattack.story import BEFORE, Story, Vote
from tests.urn.boxes import FORM

Clue = dict[bytes, Any]
_PAGE, _FRAME, _WAL_HEAD = 4096, 4096 + 24, 32
_NEAR = 128  # bytes from a code within which a ballot beside it would stand


def keys_of(story: Story) -> list[bytes]:
    """Return the hashes of spent codes and the names of ballots."""
    votes = story.votes
    return [one.code for one in votes if one.code] + [one.leaf for one in votes]


def clues(story: Story) -> Iterator[tuple[str, Clue]]:
    """Return every clue with the name of its means, `stage: file: means`."""
    keys = keys_of(story)
    for stage in story.stages:
        for path in sorted(stage.iterdir()):
            where = f"{stage.name}: {path.suffix}"
            found = _places(path.read_bytes(), keys, story.at_first.get(path.name, b""))
            for means, clue in _by_place(path, found):
                yield f"{where}: {means}", clue
        for means, clue in _by_row(next(stage.glob("*.box"))):
            yield f"{stage.name}: {means}", clue
    yield "which copy first", _first_copy(story, keys)


def _places(raw: bytes, keys: list[bytes], before: bytes) -> dict[bytes, list[int]]:
    """Return where each key stands in a file, but not where it stood at the start."""
    found = {}
    for key in keys:
        wanted = [*_all(raw, key), *_all(raw, key.hex().encode())]
        found[key] = [at for at in wanted if before[at : at + len(key)] != key]
    return found


def _all(raw: bytes, what: bytes) -> Iterator[int]:
    at = raw.find(what)
    while at >= 0:
        yield at
        at = raw.find(what, at + 1)


def _by_place(path: Path, found: dict[bytes, list[int]]) -> Iterator[tuple[str, Clue]]:
    there = {key: places for key, places in found.items() if places}
    yield "first place", {key: min(places) for key, places in there.items()}
    yield "last place", {key: max(places) for key, places in there.items()}
    yield "how often", {key: len(places) for key, places in there.items()}
    if path.name.endswith("-wal"):
        yield (
            "frame",
            {key: (min(places) - _WAL_HEAD) // _FRAME for key, places in there.items()},
        )
        yield (
            "cell in the first frame",
            {key: (min(places) - _WAL_HEAD) % _FRAME for key, places in there.items()},
        )
    else:
        yield "page", {key: max(places) // _PAGE for key, places in there.items()}
        yield "cell", {key: max(places) % _PAGE for key, places in there.items()}


def _by_row(path: Path) -> Iterator[tuple[str, Clue]]:
    """Return what the tables say, read as any program would.

    What both tables have, beside their keys, orders codes and ballots alike.
    """
    both: defaultdict[str, Clue] = defaultdict(dict)
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as file:
        for table, key in (("spent", "h"), ("ballot", "leaf")):
            columns = [row[1] for row in file.execute(f"PRAGMA table_info({table})")]
            rows = file.execute(f"SELECT * FROM {table}").fetchall()  # noqa: S608
            place = columns.index(key)
            yield f"{table} as read", {row[place]: n for n, row in enumerate(rows)}
            for at, column in enumerate(columns):
                sized = {row[place]: (_size(row[at]), _plain(row[at])) for row in rows}
                yield f"{table}.{column}", {key: one[1] for key, one in sized.items()}
                both[column] |= {key: one[1] for key, one in sized.items()}
                yield f"size of {table}.{column}", {k: v[0] for k, v in sized.items()}
    for column in sorted(both.keys() - {"h", "leaf", "category", "channel", "sealed"}):
        yield f"both.{column}", both[column]


def _size(value: object) -> int:
    return len(value) if isinstance(value, bytes | str) else 0


def _plain(value: object) -> Any:
    return value.encode() if isinstance(value, str) else value


def _first_copy(story: Story, keys: list[bytes]) -> Clue:
    copies = [
        b"".join(path.read_bytes() for path in sorted(stage.iterdir()))
        for stage in story.stages
    ]
    return {
        key: next((n for n, raw in enumerate(copies) if key in raw), len(copies))
        for key in keys
    }


def pairings(story: Story) -> Iterator[tuple[str, dict[bytes, bytes]]]:
    """Return what names a ballot for a code outright: code -> ballot."""
    for stage in story.stages:
        files = {path.suffix: path.read_bytes() for path in sorted(stage.iterdir())}
        for suffix, raw in files.items():
            found = dict(_beside(raw, story.votes))
            yield f"{stage.name}: {suffix}: side by side", found
        rows = dict(_in_one_row(next(stage.glob("*.box")), story.votes))
        yield f"{stage.name}: in one row", rows
    yield "seed made of the code", dict(_guessed(story))


def _in_one_row(path: Path, votes: list[Vote]) -> Iterator[tuple[bytes, bytes]]:
    codes, leaves = {one.code for one in votes}, {one.leaf for one in votes}
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as file:
        for (table,) in file.execute(
            "SELECT name FROM sqlite_schema WHERE type = 'table'"
        ).fetchall():
            for row in file.execute(f'SELECT * FROM "{table}"'):  # noqa: S608
                cells = {cell for cell in row if isinstance(cell, bytes)}
                for code in cells & codes:
                    for leaf in cells & leaves:
                        yield code, leaf


def _beside(raw: bytes, votes: list[Vote]) -> Iterator[tuple[bytes, bytes]]:
    for write in (bytes, lambda key: key.hex().encode()):
        leaves = [(write(one.leaf), one.leaf) for one in votes]
        for vote in votes:
            for at in _all(raw, write(vote.code)) if vote.code else ():
                length = len(write(vote.code))
                near = raw[max(0, at - _NEAR) : at + length + _NEAR]
                nearest = [
                    (abs(near.index(text) - min(at, _NEAR)), leaf)
                    for text, leaf in leaves
                    if text in near
                ]
                if nearest:
                    yield vote.code, min(nearest)[1]


def _guessed(story: Story) -> Iterator[tuple[bytes, bytes]]:
    """Try, for one slip that somebody kept, all marks with seeds made of its code."""
    kept = next(one for one in story.votes if one.channel == PHONE)
    code = kept.slip.encode()
    there = _sealed_there(story)
    for seed in (hashlib.sha256(code).digest(), code.ljust(32, b"\0"), kept.code):
        for marks in itertools.product((0, 1, 2, BLANK), repeat=FORM.size):
            leaf = there.get(sealing.seal(bytes(marks), seed, story.public))
            if leaf:
                yield kept.code, leaf


def _sealed_there(story: Story) -> dict[bytes, bytes]:
    path = next((story.folder / BEFORE).glob("*.box"))
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as file:
        return dict(file.execute("SELECT sealed, leaf FROM ballot"))
