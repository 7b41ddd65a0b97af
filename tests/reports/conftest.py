"""Reports of the cast's round, while it collects them."""

from datetime import datetime

import pytest

from shuping.accounts.models import Person
from shuping.reports import services
from shuping.reports.models import Report
from shuping.rounds import services as rounds
from shuping.rounds.models import Reporter, Round
from shuping.rounds.rules.stages import Fact


@pytest.fixture
def reporter(
    round_: Round,
    reporters: dict[str, Reporter],
    organiser: Person,
    now: datetime,
) -> Reporter:
    """The reporter of LJ01, in a round that collects reports."""
    rounds.start(round_, known=frozenset({Fact.ROSTER_STANDS}), by=organiser, at=now)
    return reporters["LJ01"]


@pytest.fixture
def draft(reporter: Reporter, secretary: Person, now: datetime) -> Report:
    """A report that its reporter has begun."""
    text = "# 存在问题\n调研不深\n"
    return services.write(reporter, text, version=0, by=secretary, at=now)


@pytest.fixture
def submitted(draft: Report, secretary: Person, now: datetime) -> Report:
    services.submit(draft, version=draft.version, by=secretary, at=now)
    return draft


@pytest.fixture
def accepted(submitted: Report, organiser: Person, now: datetime) -> Report:
    services.accept(submitted, version=submitted.version, by=organiser, at=now)
    return submitted
