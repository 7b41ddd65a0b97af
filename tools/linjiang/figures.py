"""The ballots, scores and counts of the fictitious districts."""

from collections import Counter
from dataclasses import dataclass
from random import Random

from linjiang.people import Body

Row = tuple[object, ...]
GRADES = ("good", "fairly_good", "average", "poor")


@dataclass(frozen=True)
class Class:
    """A ballot class: how many come, and how strictly they judge."""

    code: str
    entitled: int
    present: int
    returned: int
    leaning: float
    unknown: float


def qualities(random: Random, bodies: list[Body]) -> dict[str, float]:
    """Draw how good each body is; the rest leans on it."""
    return {body.code: random.gauss(0, 1) for body in bodies}


def electorate(classes: list[Class]) -> list[Row]:
    """Return the turnout; whoever is present gets a ballot."""
    return [
        (one.code, one.entitled, one.present, one.present, one.returned)
        for one in classes
    ]


def ballots(
    random: Random, classes: list[Class], bodies: list[Body], quality: dict[str, float]
) -> list[Row]:
    """Return the ballots: two all the same, one abstained, one with a double mark."""
    rows: list[Row] = []
    for one in classes:
        for number in range(1, one.returned + 1):
            lean = random.gauss(one.leaning, 0.45)
            name = f"{one.code}{number:03}"
            marks = [
                _mark(random, lean + 0.55 * quality[body.code], one.unknown)
                for body in bodies
            ]
            if name in ("B007", "C012"):
                marks = ["good"] * len(bodies)
            if name == "C020":
                marks = [""] * len(bodies)
            if name == "B015":
                marks[3] = "good+fairly_good"
            rows += [
                (name, one.code, body.code, "overall", mark)
                for body, mark in zip(bodies, marks, strict=True)
            ]
    return rows


def _mark(random: Random, lean: float, unknown: float) -> str:
    chance = random.random()
    if chance < unknown:
        return "unknown"
    if chance < unknown + 0.012:
        return ""
    value = lean + random.gauss(0, 0.8)
    for grade, least in zip(GRADES, (-0.35, -1.6, -2.6), strict=False):
        if value >= least:
            return grade
    return "poor"


def scores(random: Random, bodies: list[Body], quality: dict[str, float]) -> list[Row]:
    """Return everyday and annual scores, to a half and to a tenth of a point."""
    rows: list[Row] = []
    for body in bodies:
        everyday = 89.5 + 2.6 * quality[body.code] + random.gauss(0, 1.5)
        annual = 90.5 + 2.2 * quality[body.code] + random.gauss(0, 1.8)
        rows.append((body.code, "everyday", _text(round(2 * everyday) * 5)))
        rows.append((body.code, "annual", _text(round(10 * annual))))
    return rows


def _text(tenths: int) -> str:
    """Write tenths of a point, at most 99."""
    whole, rest = divmod(min(tenths, 990), 10)
    return f"{whole}.{rest}" if rest else str(whole)


def _all_same(rows: list[Row]) -> dict[object, bool]:
    marks: dict[object, set[object]] = {}
    for ballot, _, _, _, mark in rows:
        marks.setdefault(ballot, set()).add(mark)
    return {
        ballot: len(found - {"", "unknown"}) == 1 for ballot, found in marks.items()
    }


def counted(rows: list[Row]) -> list[Row]:
    """Return counts.csv of the ballots that are not all the same."""
    void = _all_same(rows)
    counts = Counter(
        (category, body, item, mark or "blank")
        for ballot, category, body, item, mark in rows
        if not void[ballot]
    )
    return [(*key, count) for key, count in sorted(counts.items(), key=str)]


def voided(rows: list[Row]) -> list[Row]:
    """Return voids.csv of the ballots that are."""
    void, classes = _all_same(rows), {row[0]: row[1] for row in rows}
    counts = Counter(classes[ballot] for ballot, same in void.items() if same)
    return [(category, "all_same", count) for category, count in counts.items()]
