"""Folders in and out through the browser, with the clerk's work between."""

import io
import zipfile
from datetime import datetime
from http import HTTPStatus
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from shuping.accounts.models import Person
from shuping.charter import Duty
from shuping.folders.queries.results import results
from shuping.organisations import services as organisations
from shuping.organisations.models import Duty as Given
from shuping.organisations.models import Organisation
from shuping.organisations.services import Body
from shuping.rounds.models import Round
from shuping.shell.models import Task
from shuping.shell.tasks import work_off
from tests.folders.good import GOOD
from tests.folders.rules.test_zipped import packed
from tests.pages import browser, done_beside, sent, shown


@pytest.fixture
def city(organiser: Person, now: datetime) -> Organisation:
    """江州市委, where the organiser makes rounds."""
    found = organisations.found([Body("JZ", "", "江州市委")], by=organiser, at=now)
    organisations.give_duty(organiser, Duty.ORGANISER, found["JZ"], by=None, at=now)
    return found["JZ"]


def upload(files: dict[str, bytes] | bytes) -> SimpleUploadedFile:
    raw = files if isinstance(files, bytes) else packed(files)
    return SimpleUploadedFile("folder.zip", raw, "application/zip")


def taken_in(person: Person, files: dict[str, bytes]) -> str:
    """Send a folder; return the page of the task that the clerk has ended."""
    return done_beside(browser(person), "folders:index", folder=upload(files))


def test_a_good_folder_is_taken_in_and_leads_to_its_round(
    organiser: Person, city: Organisation
) -> None:
    page = taken_in(organiser, dict(GOOD))

    round_ = Round.objects.get()
    assert "The round of the folder stands." in page
    assert reverse("round", args=[round_.pk]) in page
    assert (round_.convenor.code, round_.year) == ("LJ", 2019)


def test_what_was_sent_waits_unread_and_is_erased_when_the_task_has_ended(
    organiser: Person, city: Organisation, tmp_path: Path, settings: LazySettings
) -> None:
    settings.SPOOL = tmp_path / "spool"
    folder = packed(dict(GOOD))
    page = sent(browser(organiser), "folders:index", folder=upload(folder))
    waiting = list(settings.SPOOL.iterdir())
    kept = [(one.read_bytes(), one.stat().st_mode & 0o777) for one in waiting]

    work_off()

    assert "waiting its turn" in page
    assert kept == [(folder, 0o600)]
    assert settings.SPOOL.stat().st_mode & 0o777 == 0o700
    assert list(settings.SPOOL.iterdir()) == []


def test_whoever_lost_the_duty_meanwhile_takes_nothing_in(
    organiser: Person, city: Organisation
) -> None:
    desk = browser(organiser)
    sent(desk, "folders:index", folder=upload(dict(GOOD)))
    Given.objects.all().delete()

    work_off()

    page = shown(desk, "task", Task.objects.get().pk)
    assert "You make no rounds at 江州市委" in page
    assert not Round.objects.exists()


def test_the_many_faults_of_a_task_are_counted_and_the_first_are_shown(
    organiser: Person, city: Organisation
) -> None:
    broken = dict(GOOD)
    broken["flags.csv"] += b"LJ09,annual_excellent\n" * 1005

    page = taken_in(organiser, broken)

    assert "Nothing was taken in: 1005 faults. The first 1000 are shown." in page
    assert page.count("<tr><th scope") == 1000


def test_a_broken_folder_is_told_all_its_faults_and_nothing_is_taken_in(
    organiser: Person, city: Organisation
) -> None:
    broken = dict(GOOD)
    broken["scores.csv"] = broken["scores.csv"].replace(b"87.5", b"NaN")
    broken["flags.csv"] = broken["flags.csv"].replace(b"LJ01", b"LJ09")
    before = Organisation.objects.count()

    page = taken_in(organiser, broken)

    assert "Nothing was taken in: 2 faults" in page
    assert "scores.csv" in page
    assert "flags.csv" in page
    assert not Round.objects.exists()
    assert Organisation.objects.count() == before


def test_what_is_no_zip_is_told(organiser: Person, city: Organisation) -> None:
    page = sent(browser(organiser), "folders:index", folder=upload(b"no zip"))

    assert "This is no zip file" in page
    assert not Task.objects.exists()


def test_a_folder_for_a_body_of_others_is_refused(
    organiser: Person, leader: Person, city: Organisation, now: datetime
) -> None:
    found = organisations.found([Body("PX", "JZ", "平溪区委")], by=organiser, at=now)
    organisations.give_duty(leader, Duty.ORGANISER, found["PX"], by=None, at=now)

    page = taken_in(leader, dict(GOOD))

    assert "You make no rounds at 江州市委" in page
    assert not Round.objects.exists()


def test_a_folder_with_a_tree_of_its_own_is_refused(
    organiser: Person, city: Organisation
) -> None:
    other = {name: raw.replace(b"JZ", b"QT") for name, raw in GOOD.items()}

    page = taken_in(organiser, other)

    assert "No body that stands here is above" in page
    assert not Organisation.objects.filter(code="QT").exists()


def _figures(round_: Round) -> dict[str, object]:
    # The ledger outlives a round: what a comment raised stands there the second time.
    return {key: value for key, value in results(round_).items() if key != "problems"}


def test_what_is_given_out_goes_in_again_with_the_same_figures(
    organiser: Person, city: Organisation
) -> None:
    desk = browser(organiser)
    taken_in(organiser, dict(GOOD))
    round_ = Round.objects.get()
    before = _figures(round_)
    out = desk.get(reverse("folders:export", args=[round_.pk]))
    raw = b"".join(out)
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    assert "ballots.csv" not in files

    Round.objects.filter(pk=round_.pk).update(year=1999)
    again = taken_in(organiser, files)

    assert "The round of the folder stands" in again
    assert _figures(Round.objects.get(year=2019)) == before


def test_the_page_lists_the_rounds_that_can_be_given_out(
    organiser: Person, city: Organisation
) -> None:
    desk = browser(organiser)
    assert "There is no round yet" in shown(desk, "folders:index")
    taken_in(organiser, dict(GOOD))

    assert "as a zip" in shown(desk, "folders:index")


def test_whoever_makes_no_rounds_finds_no_page(stranger: Person) -> None:
    answer = browser(stranger).get(reverse("folders:index"))

    assert answer.status_code == HTTPStatus.NOT_FOUND
