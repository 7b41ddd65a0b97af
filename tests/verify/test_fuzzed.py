"""Whatever stands in a bundle, no verifier falls over it, and both say the same."""

import hashlib
import json
from random import Random
from typing import Any

import pytest

from tests.oracle.profiles import NIGHTLY
from tests.second_verifier import verdict
from tests.verify.changes import Members, repacked, value
from tests.verify.mutations import ALL, Given, base
from tests.verify.test_bundles import seen

BUNDLES = ("plain", "wide", "small pooled", "signed beside", "closed", "of a folder")
STRANGE: list[Any] = [
    *(0, 1, 7, -1, 10**30, True, False, None, 0.5),
    *("", "A", "Z", "x" * 99, "a" * 64, "A" * 64, "好", "\ud800", "urn", "closed"),
    *([], {}, [1], {"code": "A"}, [[]], {"first": "x"}),
]
CELLS = ["", "A", "Z", "0", "1", "-1", "9" * 12, "a" * 64, "good", '"', "=", "phone"]


def places(told: Any, way: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Return the way to every value in a JSON value."""
    keys = (
        list(told)
        if isinstance(told, dict)
        else list(range(len(told)))
        if isinstance(told, list)
        else []
    )
    return [way] * bool(way) + [
        deeper for key in keys for deeper in places(told[key], (*way, key))
    ]


def disturbed(members: Members, random: Random) -> None:
    name = random.choice([one for one in ALL if one in members])
    if name.endswith(".json"):
        value(members, name, lambda told: _replaced(told, random))
    elif name.endswith(".csv"):
        rows = [line.split(",") for line in members[name].decode().splitlines()]
        row = random.choice(rows)
        if random.random() < 0.3:
            random.shuffle(rows)
        elif random.random() < 0.3:
            rows.remove(row)
        else:
            row[random.randrange(len(row))] = random.choice(CELLS)
        members[name] = "".join(",".join(one) + "\n" for one in rows).encode()
    else:
        lines = members[name].decode().splitlines()
        place = random.randrange(len(lines))
        lines[place] = random.choice(["", "min_cast = 2", 'code = "x"', "[ballot]"])
        members[name] = "\n".join(lines).encode()
    _refrozen(members)


def _replaced(told: Any, random: Random) -> None:
    ways = places(told)
    if not ways:
        return
    *way, last = random.choice(ways)
    for key in way:
        told = told[key]
    if isinstance(told, dict) and random.random() < 0.1:
        del told[last]
    else:
        told[last] = random.choice(STRANGE)


def _refrozen(members: Members) -> None:
    """Write the scheme's hash anew, so that more than the hash is looked at."""
    digest = hashlib.sha256(members["scheme.toml"]).hexdigest()
    try:
        told = json.loads(members["record.json"])
        told["scheme_sha256"] = digest
        members["record.json"] = json.dumps(told).encode()
    except (ValueError, TypeError):
        pass


@pytest.mark.parametrize("seed", range(8))
def test_strange_values_are_told_alike_by_both(seed: int) -> None:
    random = Random(seed)
    for _ in range(1000 if NIGHTLY else 60):
        one = base(random.choice(BUNDLES))
        packed = repacked(one.packed, lambda members: disturbed(members, random))
        given = Given(packed, one.words)

        assert verdict(packed, one.words) == seen(given)[0], seen(given)
