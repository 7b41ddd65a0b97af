"""The journal for the auditor."""

from datetime import datetime
from http import HTTPStatus

from django.urls import reverse

from shuping.accounts.models import Person
from shuping.charter import Duty
from shuping.journal.services import seal
from shuping.organisations import services as organisations
from shuping.organisations.models import Organisation
from shuping.rounds.models import Round
from tests.pages import asked, browser, shown


def test_the_auditor_at_the_top_reads_every_entry_and_whether_it_is_sealed(
    round_: Round, tree: dict[str, Organisation], stranger: Person, now: datetime
) -> None:
    organisations.give_duty(stranger, Duty.AUDITOR, tree["JZ"], by=None, at=now)
    desk = browser(stranger)

    assert "make round" in shown(desk, "journal")
    seal()

    assert "0 wait for their seal" in shown(desk, "journal")


def test_the_journal_comes_in_pages_and_asks_as_often(
    round_: Round,
    tree: dict[str, Organisation],
    organiser: Person,
    stranger: Person,
    now: datetime,
) -> None:
    organisations.give_duty(stranger, Duty.AUDITOR, tree["JZ"], by=None, at=now)
    desk = browser(stranger)
    few = asked(desk, "journal")
    for number in range(120):
        organisations.appoint(
            tree["LJ"],
            title=f"职务{number}",
            holder="",
            since=None,
            by=organiser,
            at=now,
        )

    assert "page 1 of 2" in shown(desk, "journal")
    assert asked(desk, "journal") == few


def test_an_auditor_of_a_part_does_not_read_the_whole(
    round_: Round, tree: dict[str, Organisation], stranger: Person, now: datetime
) -> None:
    organisations.give_duty(stranger, Duty.AUDITOR, tree["LJ"], by=None, at=now)

    answer = browser(stranger).get(reverse("journal"))

    assert answer.status_code == HTTPStatus.NOT_FOUND
