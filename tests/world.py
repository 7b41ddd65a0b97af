"""A small world for tests of every page: trees, a whole round, one of each thing."""

from dataclasses import dataclass
from datetime import datetime

import pytest

from shuping.accounts.models import Person
from shuping.bulletins import services as bulletins
from shuping.charter import Duty
from shuping.folders import services as folders
from shuping.folders.rules.reading import read
from shuping.organisations import services as organisations
from shuping.organisations.models import Organisation, Post, Tenure
from shuping.organisations.services import Body
from shuping.rectification import services as rectification
from shuping.rectification.services import Asked
from shuping.rounds.models import Assignment, Round
from tests.folders.good import GOOD


@dataclass(frozen=True)
class World:
    """The round of 临江区 worked whole; another district, another tree beside it."""

    round: Round
    other_round: Round
    bodies: dict[str, Organisation]


@pytest.fixture
def world(organiser: Person, now: datetime) -> World:
    folder = read(GOOD).folder
    assert folder is not None
    round_ = folders.work(folder, by=organiser, at=now)
    beside = {
        name: raw.replace(b"LJ", b"PX").replace("临江".encode(), "平溪".encode())
        for name, raw in GOOD.items()
        if not name.startswith("reports/")
    }
    other = read(beside).folder
    assert other is not None
    other_round = folders.work(other, by=organiser, at=now)
    organisations.found([Body("QT", "", "其他市委")], by=organiser, at=now)
    bodies = {one.code: one for one in Organisation.objects.all()}
    asked = [Asked(bodies["LJ01"], bodies["LJ"], "请增加两名社区工作者")]
    rectification.ask(round_, asked, by=organiser, at=now)
    someone = Person.objects.create_user("someone")
    organisations.give_duty(someone, Duty.LIAISON, bodies["LJ01"], by=None, at=now)
    post = Post.objects.create(organisation=bodies["LJ01"], title="党工委书记")
    Tenure.objects.create(post=post, holder="（示例）")
    bulletins.compose_bulletin(round_, by=organiser, at=now)
    return World(round_, other_round, bodies)


IN_A_ROUND = frozenset(
    {Duty.LEADER, Duty.RECORDER, Duty.VISITING, Duty.TELLER, Duty.MONITOR}
)


@pytest.fixture
def everyone(world: World, now: datetime) -> Person:
    """One person with every duty, who meets every button that there is."""
    person = Person.objects.create_user("everyone")
    for duty in Duty:
        if duty in IN_A_ROUND:
            Assignment.objects.create(round=world.round, person=person, duty=duty)
        else:
            own = duty in {Duty.REPORTER, Duty.LIAISON}
            place = world.bodies["LJ01" if own else "JZ"]
            organisations.give_duty(person, duty, place, by=None, at=now)
    return person
