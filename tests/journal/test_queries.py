"""Whether the sealed journal holds."""

from datetime import datetime, timedelta

import pytest
from django.db.models import F

from shuping.accounts.models import Person
from shuping.journal import queries, rules
from shuping.journal.models import Entry
from shuping.journal.services import note, seal


@pytest.fixture
def sealed(organiser: Person, now: datetime) -> None:
    """Four sealed entries."""
    for number in range(4):
        note("appoint", organiser, by=organiser, at=now, number=number)
    seal()


def test_an_empty_journal_holds(db: None) -> None:
    assert queries.first_broken() is None


@pytest.mark.usefixtures("sealed")
def test_an_untouched_journal_holds() -> None:
    assert queries.first_broken() is None


@pytest.mark.usefixtures("sealed")
@pytest.mark.parametrize(
    "touched",
    [
        {"act": "other"},
        {"thing": "rounds.round:9"},
        {"facts": {"number": 99}},
        {"by": None},
        {"at": F("at") + timedelta(seconds=1)},
        {"digest": "0" * 64},
    ],
)
def test_whatever_is_touched_the_journal_breaks_there(
    touched: dict[str, object],
) -> None:
    Entry.objects.filter(number=3).update(**touched)

    assert queries.first_broken() == 3


@pytest.mark.usefixtures("sealed")
def test_a_gap_breaks_the_journal_where_it_is() -> None:
    Entry.objects.filter(number=2).delete()

    assert queries.first_broken() == 2


@pytest.mark.usefixtures("sealed")
def test_what_waits_for_the_sealer_is_not_checked(
    organiser: Person, now: datetime
) -> None:
    note("appoint", organiser, by=organiser, at=now)

    assert (queries.first_broken(), queries.unsealed()) == (None, 1)


def test_the_entries_about_a_thing_come_with_the_digest_before_each(
    organiser: Person, stranger: Person, now: datetime
) -> None:
    for thing in (organiser, stranger, organiser):
        note("appoint", thing, by=organiser, at=now)
    seal()
    note("appoint", organiser, by=organiser, at=now)
    digests = list(Entry.objects.filter(number__gt=0).order_by("number"))

    found = queries.sealed_about(organiser)

    assert found == [(digests[0], rules.GENESIS), (digests[2], digests[1].digest)]
