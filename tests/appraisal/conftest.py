"""A round that has come to its appraisal, nothing entered yet."""

from datetime import datetime

import pytest

from shuping.accounts.models import Person
from shuping.charter import Stage
from shuping.folders import services as folders
from shuping.folders.rules.reading import read
from shuping.progress import services as progress
from shuping.rounds.models import Reporter, Round
from tests.folders.good import GOOD


@pytest.fixture
def appraising(organiser: Person, now: datetime) -> Round:
    """The good folder with its ballots counted, left where it is appraised."""
    folder = read(GOOD).folder
    assert folder is not None
    round_ = folders.work(folder, by=organiser, at=now, until=Stage.MEETING)
    progress.advance(round_, by=organiser, at=now)
    round_.refresh_from_db()
    return round_


@pytest.fixture
def seated(appraising: Round) -> dict[str, Reporter]:
    """The reporters by the codes of their organisations."""
    return {one.organisation.code: one for one in appraising.reporters.all()}
