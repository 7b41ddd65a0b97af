"""What a folder holds is kept though the round stands still, and is written back."""

from datetime import datetime

import pytest

from shuping.accounts.models import Person
from shuping.appraisal.models import Decision
from shuping.folders import queries, services
from shuping.folders.rules.reading import read
from shuping.organisations.models import Organisation
from shuping.rounds.models import Round
from tests.folders.breaking import Breaking, both, change, drop
from tests.folders.good import GOOD

MISSED = change("electorate.csv", "A,5,4,4,3", "A,50,4,4,3")
ENTERED = ("scores.csv", "adjustments.csv", "flags.csv", "triggers.csv")
FACTS = drop("ballots.csv", "electorate.csv", "scores.csv", "decisions.csv")


def _worked(files: dict[str, bytes], by: Person, at: datetime) -> Round:
    folder = read(files).folder
    assert folder is not None
    return services.work(folder, by=by, at=at)


def _broken(breaking: Breaking) -> dict[str, bytes]:
    files = dict(GOOD)
    breaking(files)
    return files


@pytest.mark.parametrize(
    "missed", [MISSED, both(MISSED, drop("ballots.csv"))], ids=["ballots", "none"]
)
def test_a_round_whose_quorum_is_missed_is_written_back_as_it_was(
    missed: Breaking, organiser: Person, now: datetime
) -> None:
    first = _worked(_broken(missed), organiser, now)
    written, results = queries.files_of(first), queries.results(first)
    Round.objects.all().delete()
    Organisation.objects.all().update(name="")

    again = _worked(written, organiser, now)

    assert set(results) == {"round", "turnout"}
    assert queries.results(again) == results
    assert {"ballots.csv", "counts.csv"}.isdisjoint(written)
    assert {name: _lines(written[name]) for name in ENTERED} == {
        name: _lines(GOOD[name]) for name in ENTERED
    }
    assert not Decision.objects.exists()


def test_what_is_entered_without_figures_is_written_back(
    organiser: Person, now: datetime
) -> None:
    written = queries.files_of(_worked(_broken(FACTS), organiser, now))

    assert "scores.csv" not in written
    assert {name: _lines(written[name]) for name in ENTERED[1:]} == {
        name: _lines(GOOD[name]) for name in ENTERED[1:]
    }


def _lines(table: bytes) -> list[str]:
    return table.decode().splitlines()
