"""A box from preparing to typing, with two tellers."""

from datetime import datetime

import pytest

from shuping.accounts.models import Person
from shuping.ballots import services
from shuping.ballots.models import Box
from shuping.progress import services as progress
from shuping.rounds import services as rounds
from shuping.rounds.models import Reporter, Round
from shuping.rounds.rules.stages import Fact
from tests.ballots.papers import PAPERS, TURNOUTS


@pytest.fixture
def at_meeting(
    cast: Round, reporters: dict[str, Reporter], organiser: Person, now: datetime
) -> Round:
    """The round at its meeting."""
    progress.start(cast, by=organiser, at=now)
    rounds.waive(
        cast, Fact.REPORTS_ACCEPTED, reason="不收书面报告", by=organiser, at=now
    )
    progress.advance(cast, by=organiser, at=now)
    return Round.objects.get(pk=cast.pk)


@pytest.fixture
def box(at_meeting: Round, organiser: Person, now: datetime) -> Box:
    """The box of a round that stands at its meeting."""
    return services.prepare(at_meeting, TURNOUTS, by=organiser, at=now)


@pytest.fixture
def opened(box: Box, organiser: Person, now: datetime) -> Box:
    """The box, open for typing."""
    services.open_typing(box, by=organiser, at=now)
    return box


@pytest.fixture
def typed(
    box: Box, organiser: Person, teller: Person, other_teller: Person, now: datetime
) -> Box:
    """The box with every sheet typed alike by both tellers."""
    services.open_typing(box, by=organiser, at=now)
    for person in (teller, other_teller):
        services.type_sheets(box, PAPERS, by=person, at=now)
    return box
