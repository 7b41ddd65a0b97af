"""Who keeps the tree."""

from datetime import datetime

import pytest

from shuping.accounts.models import Person
from shuping.charter import Duty
from shuping.organisations.models import Organisation
from shuping.organisations.services import give_duty


@pytest.fixture
def keeps(tree: dict[str, Organisation], organiser: Person, now: datetime) -> Person:
    """The organiser, with the duty at the top of the tree."""
    give_duty(organiser, Duty.ORGANISER, tree["JZ"], by=None, at=now)
    return organiser
