"""Folders in and out through the browser."""

import io
import zipfile
from datetime import datetime
from http import HTTPStatus

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from shuping.accounts.models import Person
from shuping.charter import Duty
from shuping.folders.queries.results import results
from shuping.organisations import services as organisations
from shuping.organisations.models import Organisation
from shuping.organisations.services import Body
from shuping.rounds.models import Round
from tests.folders.good import GOOD
from tests.folders.rules.test_zipped import packed
from tests.pages import browser, sent, shown


@pytest.fixture
def city(organiser: Person, now: datetime) -> Organisation:
    """江州市委, where the organiser makes rounds."""
    found = organisations.found([Body("JZ", "", "江州市委")], by=organiser, at=now)
    organisations.give_duty(organiser, Duty.ORGANISER, found["JZ"], by=None, at=now)
    return found["JZ"]


def upload(files: dict[str, bytes] | bytes) -> SimpleUploadedFile:
    raw = files if isinstance(files, bytes) else packed(files)
    return SimpleUploadedFile("folder.zip", raw, "application/zip")


def test_a_good_folder_is_taken_in_and_leads_to_its_round(
    organiser: Person, city: Organisation
) -> None:
    page = sent(browser(organiser), "folders:index", folder=upload(dict(GOOD)))

    assert "临江区2019年度述职评议考核" in page
    assert Round.objects.count() == 1


def test_a_broken_folder_is_told_all_its_faults_and_nothing_is_taken_in(
    organiser: Person, city: Organisation
) -> None:
    broken = dict(GOOD)
    broken["scores.csv"] = broken["scores.csv"].replace(b"87.5", b"NaN")
    broken["flags.csv"] = broken["flags.csv"].replace(b"LJ01", b"LJ09")
    before = Organisation.objects.count()

    page = sent(browser(organiser), "folders:index", folder=upload(broken))

    assert "Nothing was taken in: 2 faults" in page
    assert "scores.csv" in page
    assert "flags.csv" in page
    assert not Round.objects.exists()
    assert Organisation.objects.count() == before


def test_what_is_no_zip_is_told(organiser: Person, city: Organisation) -> None:
    page = sent(browser(organiser), "folders:index", folder=upload(b"no zip"))

    assert "This is no zip file" in page


def test_a_folder_for_a_body_of_others_is_refused(
    organiser: Person, leader: Person, city: Organisation, now: datetime
) -> None:
    found = organisations.found([Body("PX", "JZ", "平溪区委")], by=organiser, at=now)
    organisations.give_duty(leader, Duty.ORGANISER, found["PX"], by=None, at=now)

    page = sent(browser(leader), "folders:index", folder=upload(dict(GOOD)))

    assert "You make no rounds at 江州市委" in page
    assert not Round.objects.exists()


def test_a_folder_with_a_tree_of_its_own_is_refused(
    organiser: Person, city: Organisation
) -> None:
    other = {name: raw.replace(b"JZ", b"QT") for name, raw in GOOD.items()}

    page = sent(browser(organiser), "folders:index", folder=upload(other))

    assert "No body that stands here is above" in page
    assert not Organisation.objects.filter(code="QT").exists()


def _figures(round_: Round) -> dict[str, object]:
    # The ledger outlives a round: what a comment raised stands there the second time.
    return {key: value for key, value in results(round_).items() if key != "problems"}


def test_what_is_given_out_goes_in_again_with_the_same_figures(
    organiser: Person, city: Organisation
) -> None:
    desk = browser(organiser)
    sent(desk, "folders:index", folder=upload(dict(GOOD)))
    round_ = Round.objects.get()
    before = _figures(round_)
    out = desk.get(reverse("folders:export", args=[round_.pk]))
    raw = b"".join(out)
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    assert "ballots.csv" not in files

    Round.objects.filter(pk=round_.pk).update(year=1999)
    again = sent(desk, "folders:index", folder=upload(files))

    assert "The round of the folder stands" in again
    assert _figures(Round.objects.get(year=2019)) == before


def test_the_page_lists_the_rounds_that_can_be_given_out(
    organiser: Person, city: Organisation
) -> None:
    desk = browser(organiser)
    assert "There is no round yet" in shown(desk, "folders:index")
    sent(desk, "folders:index", folder=upload(dict(GOOD)))

    assert "as a zip" in shown(desk, "folders:index")


def test_whoever_makes_no_rounds_finds_no_page(stranger: Person) -> None:
    answer = browser(stranger).get(reverse("folders:index"))

    assert answer.status_code == HTTPStatus.NOT_FOUND
