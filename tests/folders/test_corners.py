"""Corners of section 4 that the drawn folders leave out, against the oracle."""

from collections.abc import Callable
from datetime import datetime

import pytest

from shuping.accounts.models import Person
from shuping.folders import queries, services
from shuping.folders.rules.reading import read
from tests.folders.breaking import Breaking, Files, add, both, change, drop
from tests.folders.good import GOOD
from tests.oracle.naive import expected

NO_BALLOT = both(
    change(
        "scheme.toml", 'code = "ballot"\nweight = 60', 'code = "annual"\nweight = 6'
    ),
    *(add("scores.csv", f"LJ0{number},annual,80") for number in (1, 2, 3)),
    drop("decisions.csv"),
)
CORNERS: dict[str, Breaking] = {
    "the same grade marked twice in a cell": change(
        "ballots.csv", "average+poor", "good+good"
    ),
    "scores alone, no ballot was held": both(
        NO_BALLOT, drop("ballots.csv", "electorate.csv")
    ),
    "a silent class is refused, but nobody's components name the ballot": both(
        NO_BALLOT,
        change("scheme.toml", '"renormalise"', '"refuse"'),
        change("ballots.csv", "B1,B,LJ01,overall,fairly_good,", "B1,B,LJ01,overall,,"),
    ),
    "no figures at all": drop(
        "ballots.csv",
        "electorate.csv",
        "scores.csv",
        "adjustments.csv",
        "decisions.csv",
    ),
}


def _made(corner: Callable[[Files], None]) -> Files:
    files = dict(GOOD)
    corner(files)
    return files


@pytest.mark.parametrize("corner", CORNERS.values(), ids=CORNERS)
def test_a_corner_is_worked_as_the_design_says(
    corner: Breaking, organiser: Person, now: datetime
) -> None:
    files = _made(corner)
    folder, oracle = read(files).folder, expected(files)
    assert folder is not None
    assert isinstance(oracle, dict)

    results = queries.results(services.work(folder, by=organiser, at=now))

    assert {key: results[key] for key in oracle} == oracle
