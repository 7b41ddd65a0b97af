"""A round made from a preset, its scheme changed, its roster mended."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from shuping.accounts.models import Person
from shuping.organisations.models import Organisation
from shuping.refusal import Refused
from shuping.rounds import queries, services
from shuping.rounds.models import Reporter, Round
from shuping.rounds.rules import scheme_file
from shuping.rounds.rules.presets import WORDS, Preset, scheme_from
from shuping.rounds.services import Enrolment
from tests.conftest import SCHEME

DEADLINE = date(2021, 1, 15)


@pytest.mark.parametrize("preset", Preset)
def test_a_preset_becomes_the_scheme_of_one_round(preset: Preset) -> None:
    text = scheme_from(
        preset, name='临江区"2020"', year=2020, convenor="LJ", deadline=DEADLINE
    )

    reading = scheme_file.read(text.encode())
    assert reading.faults == ()
    assert reading.scheme is not None
    terms = reading.scheme.round
    assert (terms.name, terms.year, terms.convenor, terms.deadline) == (
        '临江区"2020"',
        2020,
        "LJ",
        DEADLINE,
    )
    assert preset in WORDS


def test_a_scheme_is_changed_while_the_round_is_prepared(
    round_: Round, organiser: Person, now: datetime
) -> None:
    longer = SCHEME.replace("total_max = 3000", "total_max = 4000").encode()

    services.rescheme(round_, longer, by=organiser, at=now)

    round_.refresh_from_db()
    assert queries.scheme_of(round_).report.total_max == 4000


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("year = 2019", "year = 2020", "do not change"),
        ('convenor = "LJ"', 'convenor = "PX"', "do not change"),
        ("total_max = 3000", "total_max = -1", "does not fit"),
    ],
)
def test_a_scheme_of_another_round_or_a_broken_one_is_refused(
    old: str, new: str, words: str, round_: Round, organiser: Person, now: datetime
) -> None:
    with pytest.raises(Refused, match=words):
        services.rescheme(
            round_, SCHEME.replace(old, new).encode(), by=organiser, at=now
        )

    round_.refresh_from_db()
    assert bytes(round_.scheme) == SCHEME.encode()


def test_a_reporter_is_struck_off_and_can_be_put_back(
    round_: Round,
    reporters: dict[str, Reporter],
    tree: dict[str, Organisation],
    organiser: Person,
    stranger: Person,
    now: datetime,
) -> None:
    with pytest.raises(Refused):
        services.strike(reporters["LJ02"], by=stranger, at=now)
    services.strike(reporters["LJ02"], by=organiser, at=now)
    assert [one.organisation.code for one in queries.roster(round_)] == ["LJ01", "LJ03"]

    again = Enrolment(tree["LJ02"], "党委书记", "oral", 2)
    services.enrol(round_, [again], by=organiser, at=now)
    assert len(queries.roster(round_)) == 3


def test_a_body_and_a_place_stand_once_on_a_roster(
    round_: Round,
    reporters: dict[str, Reporter],
    tree: dict[str, Organisation],
    organiser: Person,
    now: datetime,
) -> None:
    twice = Enrolment(tree["LJ01"], "党工委书记", "oral", 9)
    for one in (twice, replace(twice, organisation=tree["LJ"], order=1)):
        with pytest.raises(Refused, match="stands on the roster once"):
            services.enrol(round_, [one], by=organiser, at=now)

    assert len(queries.roster(round_)) == 3
