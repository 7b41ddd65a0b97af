"""Whether rows of (code, parent) make one tree."""

from collections.abc import Collection, Mapping

DEEPEST = 63
"""How many levels a path has room for."""


def cycles(parents: Mapping[str, str]) -> list[str]:
    """Return the codes that stand on a circle of parents, in the order given.

    `parents` maps each code to its parent's; the root's parent is empty, and a
    parent that is no code itself ends the walk.
    """
    settled: set[str] = set()
    circling: set[str] = set()
    for start in parents:
        trail: list[str] = []
        here = start
        while here in parents and here not in settled and here not in trail:
            trail.append(here)
            here = parents[here]
        if here in trail:
            circling.update(trail[trail.index(here) :])
        settled.update(trail)
    return [code for code in parents if code in circling]


def ancestors(code: str, parents: Mapping[str, str]) -> list[str]:
    """Return the codes above, nearest first; a circle is walked once."""
    above: list[str] = []
    here = parents.get(code, "")
    while here and here not in above:
        above.append(here)
        here = parents.get(here, "")
    return above


def depths(parents: Mapping[str, str], circling: Collection[str]) -> dict[str, int]:
    """Return on which level each body stands, the root on 1; below a circle from 0."""
    levels = {"": 0, **dict.fromkeys(circling, 0)}
    for start in parents:
        trail: list[str] = []
        here = start
        while here not in levels:
            trail.append(here)
            here = parents.get(here, "")
        for code in reversed(trail):
            levels[code] = levels[here] + 1
            here = code
    return levels
