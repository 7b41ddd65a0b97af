"""A person's duties in a round, and its scheme."""

from datetime import datetime

from shuping.accounts.models import Person
from shuping.charter import Duty
from shuping.organisations import services as organisations
from shuping.organisations.models import Organisation
from shuping.organisations.services import Body
from shuping.rounds import queries
from shuping.rounds.models import Round


def test_the_scheme_is_read_from_the_bytes_kept(round_: Round) -> None:
    scheme = queries.scheme_of(Round.objects.get(pk=round_.pk))

    assert scheme.round.convenor == "LJ"
    assert [one.code for one in scheme.report.sections] == ["last_year", "problems"]


def test_duties_above_the_convenor_and_assignments_join(
    cast: Round, leader: Person, tree: dict[str, Organisation], now: datetime
) -> None:
    organisations.give_duty(leader, Duty.AUDITOR, tree["JZ"], by=None, at=now)

    assert queries.duties_in(cast, leader) == {Duty.LEADER, Duty.AUDITOR}


def test_duties_below_the_convenor_are_none_in_its_round(
    round_: Round, stranger: Person, tree: dict[str, Organisation], now: datetime
) -> None:
    organisations.give_duty(stranger, Duty.ORGANISER, tree["LJ01"], by=None, at=now)

    assert queries.duties_in(round_, stranger) == frozenset()
    assert queries.duties_in(round_, stranger, reporting=tree["LJ01"]) == frozenset()


def test_a_reporter_is_one_only_where_the_act_concerns_the_own_body(
    round_: Round, secretary: Person, liaison: Person, tree: dict[str, Organisation]
) -> None:
    asked = [None, tree["LJ01"], tree["LJ02"], tree["LJ"]]

    assert [queries.duties_in(round_, secretary, reporting=one) for one in asked] == [
        frozenset(),
        {Duty.REPORTER},
        frozenset(),
        frozenset(),
    ]
    assert queries.duties_in(round_, liaison, reporting=tree["LJ01"]) == {Duty.LIAISON}


def test_who_reports_for_the_convenor_does_not_report_for_those_below(
    round_: Round, stranger: Person, tree: dict[str, Organisation], now: datetime
) -> None:
    organisations.give_duty(stranger, Duty.REPORTER, tree["LJ"], by=None, at=now)

    assert queries.duties_in(round_, stranger) == frozenset()
    assert queries.duties_in(round_, stranger, reporting=tree["LJ01"]) == frozenset()
    assert queries.duties_in(round_, stranger, reporting=tree["LJ"]) == {Duty.REPORTER}


def test_a_reporter_of_another_superior_is_a_stranger_here(
    round_: Round, stranger: Person, organiser: Person, now: datetime
) -> None:
    made = organisations.found(
        [Body("XJ", "JZ"), Body("XJ01", "XJ")], by=organiser, at=now
    )
    organisations.give_duty(stranger, Duty.REPORTER, made["XJ01"], by=None, at=now)

    assert queries.duties_in(round_, stranger, reporting=made["XJ01"]) == frozenset()
