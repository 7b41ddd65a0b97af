"""Every paper that leaves the house, in every form, has no deviation."""

import os
from collections.abc import Iterator
from datetime import datetime
from http import HTTPStatus
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from shuping.accounts.models import Person
from shuping.ballots.rules.records import count_sheet, opening_record
from shuping.charter import Duty
from shuping.demo import services as demo
from shuping.demo.rules import NOW
from shuping.documents import services
from shuping.documents.rules.measuring.checking import check
from shuping.folders import services as folders
from shuping.organisations import services as organisations
from shuping.rounds.models import Round
from tests.ballots.rules.test_records import COUNTING, OPENING
from tests.documents.papers import RECORD, TOGETHER, giving, papers
from tests.world import World, world

__all__ = ["world"]
FORMS = ("docx", "pdf", "ofd")


def deviations(content: bytes) -> list[str]:
    return [
        f"{one.page}: {one.place}: {one.measured}, {one.wanted} ({one.clause})"
        for one in check(content).deviations
    ]


def found(client: Client, round_: Round, form: str) -> Iterator[tuple[str, list[str]]]:
    for name, genre, about in papers(round_):
        given = client.get(reverse(name, args=about), {"genre": genre, "as": form})
        if given.status_code == HTTPStatus.NOT_FOUND:
            continue  # Not at this stage of the round.
        assert given.headers["Content-Disposition"].endswith(f'.{form}"')
        yield f"{name} {genre}", deviations(given.content)


def left(out: Path) -> dict[str, list[str]]:
    """Return what is wrong with each document that a run leaves."""
    return {
        path.name: deviations(path.read_bytes())
        for path in out.rglob("*")
        if path.suffix[1:] in FORMS
    }


def test_no_address_that_gives_a_document_is_left_out(world: World) -> None:
    walked = {one.name for one in papers(world.round)}

    assert walked | {TOGETHER, RECORD} == set(giving())


@pytest.mark.parametrize("form", FORMS)
def test_a_paper_of_any_genre_has_no_deviation(
    world: World, organiser: Person, client: Client, form: str
) -> None:
    client.force_login(organiser)

    told = list(found(client, world.round, form))

    assert len(told) == len(list(papers(world.round)))
    assert [one for one in told if one[1]] == []


@pytest.mark.parametrize("form", FORMS[1:])
def test_letters_in_one_file_have_no_deviation(
    world: World, organiser: Person, client: Client, form: str
) -> None:
    client.force_login(organiser)
    address = reverse(TOGETHER, args=[world.round.pk])
    checked = check(client.get(address, {"as": form}).content)

    assert len(checked.documents) == world.round.reporters.count()
    assert checked.deviations == ()


@pytest.mark.parametrize("form", FORMS)
def test_records_of_a_box_have_no_deviation(form: str) -> None:
    for document in (opening_record(OPENING), count_sheet(COUNTING)):
        if form == "docx":
            assert deviations(services.docx(document)) == []
        else:
            assert deviations(getattr(services, form)([document])) == []


def test_what_a_run_leaves_has_no_deviation(
    world: World, organiser: Person, now: datetime, tmp_path: Path
) -> None:
    folders.leave(world.round, tmp_path / "out", by=organiser, at=now)
    told = left(tmp_path / "out")

    assert {name for name, wrong in told.items() if wrong} == set()
    assert {"letters.pdf", "letters.ofd", "bulletin.docx", "LJ01.docx"} <= set(told)


@pytest.mark.nightly
@pytest.mark.skipif(
    not os.environ.get("SHUPING_NIGHTLY"), reason="long: make nightly runs it"
)
def test_no_paper_of_the_winter_has_a_deviation(
    db: None, client: Client, tmp_path: Path
) -> None:
    winter = demo.load(watch=lambda _: None)
    demo.leave(winter, tmp_path)
    person = Person.objects.get(username=demo.ORGANISER)
    client.force_login(person)

    for round_ in winter.rounds.values():
        organisations.give_duty(
            person, Duty.ORGANISER, round_.convenor, by=None, at=NOW
        )
        for form in FORMS:
            assert [one for one in found(client, round_, form) if one[1]] == []
    assert {name for name, wrong in left(tmp_path).items() if wrong} == set()
