"""Noting what was found during the year, and the work that stands out."""

from datetime import date, datetime

import pytest
from django.db import IntegrityError

from shuping.accounts.models import Person
from shuping.findings import queries, services
from shuping.findings.models import Finding
from shuping.findings.rules import Kind
from shuping.findings.services import Praised, Seen
from shuping.journal.models import Entry
from shuping.organisations.models import Organisation
from shuping.refusal import Refused
from shuping.rounds.models import Round

JUNE, JULY = date(2019, 6, 1), date(2019, 7, 1)


@pytest.fixture
def seen(tree: dict[str, Organisation]) -> list[Seen]:
    """Four findings, not in the order of their days."""
    first, second = tree["LJ01"], tree["LJ02"]
    return [
        Seen(first, JULY, "visit", "走访三个居民区"),
        Seen(second, JUNE, "inspection", "检查台账"),
        Seen(first, JUNE, "complaint", "来信一件"),
        Seen(first, JULY, "indicator", "指标完成九成"),
    ]


def test_findings_stand_in_the_order_entered_with_one_entry(
    round_: Round, seen: list[Seen], organiser: Person, now: datetime
) -> None:
    services.note_findings(round_, seen, by=organiser, at=now)

    assert [
        Seen(one.organisation, one.date, one.kind, one.text)
        for one in queries.findings_of(round_)
    ] == seen
    assert list(
        Entry.objects.filter(act="note findings").values_list("by", "at", "facts")
    ) == [(organiser.pk, now, {"count": 4})]


def test_what_was_found_at_one_body_stands_latest_first(
    round_: Round,
    seen: list[Seen],
    tree: dict[str, Organisation],
    organiser: Person,
    now: datetime,
) -> None:
    services.note_findings(round_, seen, by=organiser, at=now)

    about = queries.findings_about(round_, tree["LJ01"])
    assert [one.kind for one in about] == ["indicator", "visit", "complaint"]
    assert queries.findings_about(round_, tree["LJ03"]) == []


def test_highlights_stand_in_the_order_entered_with_one_entry(
    round_: Round, tree: dict[str, Organisation], organiser: Person, now: datetime
) -> None:
    praised = [
        Praised(tree["LJ02"], "河湾议事会", "居民自己议事"),
        Praised(tree["LJ01"], "云台睦邻"),
    ]
    services.note_highlights(round_, praised, by=organiser, at=now)

    assert [
        Praised(one.organisation, one.name, one.text)
        for one in queries.highlights_of(round_)
    ] == praised
    assert list(
        Entry.objects.filter(act="note highlights").values_list("by", "facts")
    ) == [(organiser.pk, {"count": 2})]


def test_only_the_organiser_notes(
    round_: Round, seen: list[Seen], secretary: Person, now: datetime
) -> None:
    with pytest.raises(Refused, match="You may not do this"):
        services.note_findings(round_, seen, by=secretary, at=now)
    with pytest.raises(Refused, match="You may not do this"):
        services.note_highlights(round_, [], by=secretary, at=now)

    assert queries.findings_of(round_) == []


def test_the_database_knows_every_kind_and_no_other(
    round_: Round, tree: dict[str, Organisation], organiser: Person, now: datetime
) -> None:
    every = [Seen(tree["LJ01"], JUNE, kind, "x") for kind in Kind]
    services.note_findings(round_, every, by=organiser, at=now)

    with pytest.raises(IntegrityError, match="finding_kind_is_known"):
        Finding.objects.update(kind="hearsay")
