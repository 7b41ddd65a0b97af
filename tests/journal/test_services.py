"""Noting and sealing."""

from datetime import datetime
from itertools import pairwise

import pytest
from django.db import IntegrityError, transaction

from shuping.accounts.models import Person
from shuping.journal import queries, rules
from shuping.journal.models import Entry
from shuping.journal.services import note, seal


def write(count: int, by: Person, at: datetime) -> None:
    for number in range(count):
        note("appoint", by, by=by, at=at, number=number)


def test_a_note_says_who_did_what_to_which_thing(
    organiser: Person, now: datetime
) -> None:
    note("appoint", organiser, by=organiser, at=now, acting=True)

    assert list(
        Entry.objects.values_list("by", "at", "act", "thing", "facts", "number")
    ) == [
        (
            organiser.pk,
            now,
            "appoint",
            f"accounts.person:{organiser.pk}",
            {"acting": True},
            None,
        )
    ]


@transaction.atomic
def note_and_fail(by: Person, at: datetime) -> None:
    note("appoint", by, by=by, at=at)
    raise ZeroDivisionError


def test_a_note_goes_with_the_transaction_that_wrote_it(
    organiser: Person, now: datetime
) -> None:
    with pytest.raises(ZeroDivisionError):
        note_and_fail(organiser, now)

    assert not Entry.objects.exists()


def test_sealing_numbers_and_chains_what_waits(
    organiser: Person, now: datetime
) -> None:
    write(3, organiser, now)

    assert queries.unsealed() == 3
    assert seal() == 3
    assert queries.unsealed() == 0
    sealed = list(Entry.objects.order_by("number"))
    assert [one.number for one in sealed] == [1, 2, 3]
    assert [one.facts["number"] for one in sealed] == [0, 1, 2]
    assert sealed[0].digest == rules.digest(rules.GENESIS, 1, rules.content(sealed[0]))
    assert [later.digest for _, later in pairwise(sealed)] == [
        rules.digest(before.digest, later.number or 0, rules.content(later))
        for before, later in pairwise(sealed)
    ]


def test_a_second_sealing_goes_on_from_the_first(
    organiser: Person, now: datetime
) -> None:
    write(2, organiser, now)
    seal()
    before = list(Entry.objects.order_by("number").values_list("digest", flat=True))
    write(2, organiser, now)

    assert seal() == 2
    after = list(Entry.objects.order_by("number").values_list("digest", flat=True))
    assert after[:2] == before
    assert len(set(after)) == 4
    assert queries.first_broken() is None


def test_sealing_nothing_changes_nothing(organiser: Person, now: datetime) -> None:
    assert seal() == 0
    write(1, organiser, now)
    seal()
    assert seal() == 0
    assert queries.first_broken() is None


@pytest.mark.parametrize(
    "sealed", [{"number": 1, "digest": ""}, {"number": None, "digest": "a" * 64}]
)
def test_the_database_keeps_an_entry_whole(
    organiser: Person, now: datetime, sealed: dict[str, object]
) -> None:
    write(1, organiser, now)

    with pytest.raises(IntegrityError, match="entry_is_sealed_whole_or_not_at_all"):
        Entry.objects.update(**sealed)
