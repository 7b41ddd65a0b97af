"""The cast: one district, one round, and people whose names say who they are."""

from collections.abc import Iterator
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.conf import settings
from django.test import override_settings
from django.utils import translation

from shuping.accounts.models import Person
from shuping.charter import Duty
from shuping.organisations import services as organisations
from shuping.organisations.models import Organisation
from shuping.organisations.services import Body
from shuping.rounds import services as rounds
from shuping.rounds.models import Reporter, Round
from shuping.rounds.services import Enrolment
from tests.oracle import profiles

# Importing it chooses how long the drawn tests run.
__all__ = ["profiles"]


def pytest_collection_modifyitems(
    config: pytest.Config, items: list[pytest.Item]
) -> None:
    """On PostgreSQL run only what uses the database; the rest has run on SQLite.

    So have the pages in a browser: they ask the same queries as without one.
    """
    if "postgresql" not in settings.DATABASES["default"]["ENGINE"]:
        return
    on_database = [one for one in items if _asks_the_database(one)]
    config.hook.pytest_deselected(
        items=[one for one in items if one not in on_database]
    )
    items[:] = on_database


def _asks_the_database(item: pytest.Item) -> bool:
    asked = getattr(item, "fixturenames", ())
    return "db" in asked and "live_server" not in asked


SCHEME = """
[round]
name = "江州市临江区2019年度述职评议考核"
year = 2019
convenor = "LJ"
deadline = 2020-01-15

[ballot]
grades = [
  {code = "good", name = "好", points = 100},
  {code = "fairly_good", name = "较好", points = 75},
  {code = "average", name = "一般", points = 50},
  {code = "poor", name = "差", points = 0},
]
items = [{code = "overall", name = "总体评价", weight = 1}]
categories = [
  {code = "A", name = "区领导", weight = 40},
  {code = "B", name = "部门负责人", weight = 30},
  {code = "S", name = "联系领导", weight = 30, secrecy = "signed"},
]
[ballot.validity]
min_cast = 2

[appraisal]
components = [{code = "ballot", weight = 60}, {code = "everyday", weight = 40}]
places = 2
rounding = "half_up"
bands = [
  {grade = "good", from = 90},
  {grade = "fairly_good", from = 75},
  {grade = "average", from = 60},
]
gates = [{grade = "good", requires = "annual_excellent"}]
triggers = [{code = "discipline", name = "违纪违法", caps_at = "average"}]

[report]
total_max = 3000
sections = [
  {code = "last_year", name = "上年问题整改"},
  {code = "problems", name = "存在问题", share_min = "1/3"},
]
"""


@pytest.fixture(autouse=True, scope="session")
def places(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """A spool and a clerk's file of the tests' own."""
    place = tmp_path_factory.mktemp("installation")
    with override_settings(SPOOL=place / "spool", CLERK_FILE=place / "clerk"):
        yield


@pytest.fixture(autouse=True)
def language() -> None:
    """Begin in Chinese, whatever the page before was in."""
    translation.activate(settings.LANGUAGE_CODE)


@pytest.fixture
def now() -> datetime:
    """The demo's moment: the morning of the bulletin."""
    return datetime(2020, 1, 3, 9, tzinfo=ZoneInfo("Asia/Shanghai"))


def _person(username: str) -> Person:
    return Person.objects.create_user(username)


@pytest.fixture
def organiser(db: None) -> Person:
    return _person("organiser")


@pytest.fixture
def leader(db: None) -> Person:
    return _person("leader")


@pytest.fixture
def recorder(db: None) -> Person:
    return _person("recorder")


@pytest.fixture
def secretary(db: None) -> Person:
    """The reporter of LJ01."""
    return _person("secretary")


@pytest.fixture
def liaison(db: None) -> Person:
    """The liaison officer of LJ01."""
    return _person("liaison")


@pytest.fixture
def teller(db: None) -> Person:
    return _person("teller")


@pytest.fixture
def other_teller(db: None) -> Person:
    return _person("other_teller")


@pytest.fixture
def monitor(db: None) -> Person:
    return _person("monitor")


@pytest.fixture
def stranger(db: None) -> Person:
    return _person("stranger")


@pytest.fixture
def tree(organiser: Person, now: datetime) -> dict[str, Organisation]:
    """江州市委 above 临江区委, three reporting bodies below it."""
    return organisations.found(
        [
            Body("JZ", "", "江州市委", "city", "city"),
            Body("LJ", "JZ", "临江区委", "district", "district"),
            Body("LJ01", "LJ", "云台街道", "committee", "street_town"),
            Body("LJ02", "LJ", "河湾镇", "committee", "street_town"),
            Body("LJ03", "LJ", "区水务局", "group", "department"),
        ],
        by=organiser,
        at=now,
    )


@pytest.fixture
def round_(
    tree: dict[str, Organisation],
    organiser: Person,
    secretary: Person,
    liaison: Person,
    now: datetime,
) -> Round:
    """A round in preparation; the organiser, reporter and liaison have their duties."""
    district, first = tree["LJ"], tree["LJ01"]
    organisations.give_duty(organiser, Duty.ORGANISER, district, by=None, at=now)
    organisations.give_duty(secretary, Duty.REPORTER, first, by=organiser, at=now)
    organisations.give_duty(liaison, Duty.LIAISON, first, by=organiser, at=now)
    return rounds.make(district, scheme=SCHEME.encode(), by=organiser, at=now)


@pytest.fixture
def reporters(
    round_: Round, tree: dict[str, Organisation], organiser: Person, now: datetime
) -> dict[str, Reporter]:
    """Two oral reporters and one written, by organisation code."""
    return rounds.enrol(
        round_,
        [
            Enrolment(tree["LJ01"], "党工委书记", "oral", 1, 2),
            Enrolment(tree["LJ02"], "党委书记", "oral", 2, 1),
            Enrolment(tree["LJ03"], "党组书记", "written", 3),
        ],
        by=organiser,
        at=now,
    )


@pytest.fixture
def cast(  # noqa: PLR0917 - fixtures are asked for by name
    round_: Round,
    leader: Person,
    recorder: Person,
    teller: Person,
    other_teller: Person,
    monitor: Person,
    organiser: Person,
    now: datetime,
) -> Round:
    """The round with everyone who works the meeting assigned."""
    for person, duty in [
        (leader, Duty.LEADER),
        (recorder, Duty.RECORDER),
        (teller, Duty.TELLER),
        (other_teller, Duty.TELLER),
        (monitor, Duty.MONITOR),
    ]:
        rounds.assign(round_, person, duty, by=organiser, at=now)
    return round_


@pytest.fixture
def second_monitor(cast: Round, organiser: Person, now: datetime) -> Person:
    person = _person("second_monitor")
    rounds.assign(cast, person, Duty.MONITOR, by=organiser, at=now)
    return person


YEAR_END = date(2019, 12, 31)
