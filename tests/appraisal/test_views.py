"""The pages of the appraisal."""

import io
import zipfile
from datetime import datetime
from fractions import Fraction
from http import HTTPStatus

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from shuping.accounts.models import Person
from shuping.appraisal import queries, services
from shuping.appraisal.models import Decision, Score
from shuping.appraisal.services import Adjusted, Entered
from shuping.journal.models import Entry
from shuping.organisations import services as organisations
from shuping.organisations.services import Body
from shuping.rounds.models import Reporter, Round
from shuping.shell.models import Task
from shuping.shell.tasks import work_off
from tests.pages import done_beside

Seated = dict[str, Reporter]


@pytest.fixture
def desk(client: Client, organiser: Person) -> Client:
    """The organiser's browser, in English."""
    client.force_login(organiser)
    client.post(reverse("language"), {"language": "en", "next": "/desk/"})
    return client


@pytest.fixture
def scored(
    appraising: Round, seated: Seated, organiser: Person, now: datetime
) -> Round:
    scores = [Entered(one, "everyday", Fraction(80)) for one in seated.values()]
    services.enter_scores(appraising, scores, by=organiser, at=now)
    services.adjust(
        appraising,
        [Adjusted(seated["LJ01"], Fraction(1, 2), "获评示范点", "江组〔2019〕8号")],
        by=organiser,
        at=now,
    )
    services.meet_triggers(
        appraising,
        [(seated["LJ01"], "discipline", "临纪〔2019〕3号")],
        by=organiser,
        at=now,
    )
    return appraising


def shown(client: Client, name: str, *args: int) -> str:
    answer = client.get(reverse(name, args=args))
    assert answer.status_code == HTTPStatus.OK
    return answer.content.decode()


def test_the_table_shows_every_pool_with_figures_proposals_and_reasons(
    desk: Client, scored: Round
) -> None:
    text = shown(desk, "appraisal:index", scored.pk)

    assert "街镇" in text
    assert "部门" in text
    assert "capped: 违纪违法" in text
    assert 'role="img"' in text


def test_without_figures_the_table_says_so(desk: Client, round_: Round) -> None:
    Round.objects.filter(pk=round_.pk).update(stage="appraising")

    assert "Nothing was counted" in shown(desk, "appraisal:index", round_.pk)


def test_while_a_score_is_missing_the_composite_is_a_dash_and_nothing_is_proposed(
    desk: Client, appraising: Round, seated: Seated
) -> None:
    text = shown(desk, "appraisal:index", appraising.pk)

    assert "–" in text
    assert "by its band" not in text
    assert "–" in shown(desk, "appraisal:working", appraising.pk, seated["LJ01"].pk)


def test_the_working_goes_down_to_the_counts(
    desk: Client, scored: Round, seated: Seated
) -> None:
    text = shown(desk, "appraisal:working", scored.pk, seated["LJ01"].pk)

    assert "What was marked" in text
    assert "获评示范点" in text
    assert "Not shown, being too small: 联系领导" not in text


def test_a_decision_unlike_the_proposal_is_asked_for_its_reason_and_nothing_is_lost(
    desk: Client, scored: Round, seated: Seated
) -> None:
    address = reverse("appraisal:decide", args=[scored.pk, seated["LJ01"].pk])
    sent = {"grade": "poor", "reason": "", "opinion": "写了很久的意见"}

    refused = desk.post(address, sent)
    assert refused.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "写了很久的意见" in refused.content.decode()
    assert "write why the committee decided otherwise" in refused.content.decode()

    taken = desk.post(address, sent | {"reason": "经区委常委会研究。"})
    assert taken.status_code == HTTPStatus.FOUND
    assert Decision.objects.get().reason == "经区委常委会研究。"
    again = shown(desk, "appraisal:working", scored.pk, seated["LJ01"].pk)
    assert "经区委常委会研究。" in again


def test_the_rest_is_decided_as_proposed_at_one_press_and_only_once(
    desk: Client, scored: Round
) -> None:
    address = reverse("appraisal:decide_all", args=[scored.pk])

    first = desk.post(address, follow=True).content.decode()
    second = desk.post(address, follow=True).content.decode()

    assert "3 grades decided as proposed" in first
    assert "0 grades decided as proposed" in second
    assert Decision.objects.count() == 3


def test_scores_are_typed_in_a_table_and_a_bad_one_keeps_the_others(
    desk: Client, appraising: Round, seated: Seated
) -> None:
    address = reverse("appraisal:scores", args=[appraising.pk])
    fields = {f"{one.pk}-everyday": "87.5" for one in seated.values()}
    bad = fields | {f"{seated['LJ02'].pk}-everyday": "187"}

    wrong = desk.post(address, bad)
    assert wrong.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert not Score.objects.exists()
    assert wrong.content.decode().count('value="87.5"') == 2

    assert desk.post(address, fields).status_code == HTTPStatus.FOUND
    assert set(Score.objects.values_list("points", flat=True)) == {"175/2"}
    assert "Type scores" in shown(desk, "appraisal:scores", appraising.pk)


def test_letters_come_as_a_pdf_and_one_as_a_word_document(
    desk: Client, scored: Round, seated: Seated, now: datetime
) -> None:
    pdf = desk.get(reverse("appraisal:letters", args=[scored.pk]))
    assert pdf.content.startswith(b"%PDF")

    Round.objects.filter(pk=scored.pk).update(stage="rectifying")
    word = desk.get(reverse("appraisal:letter", args=[scored.pk, seated["LJ01"].pk]))
    assert word.content.startswith(b"PK")


def test_a_character_that_no_font_here_has_is_told_with_the_zip_and_the_pages(
    desk: Client, scored: Round, seated: Seated
) -> None:
    body = seated["LJ01"].organisation
    type(body).objects.filter(pk=body.pk).update(name="甲\U0003fffd街道")

    zipped = done_beside(desk, "appraisal:make_letters", scored.pk)
    desk.get(reverse("appraisal:letters", args=[scored.pk]))
    printed = shown(desk, "appraisal:index", scored.pk)

    for page in (zipped, printed):
        assert page.count("U+3FFFD") == 1
        assert "甲\U0003fffd街道" in page


def test_all_letters_are_made_beside_the_pages_and_kept_for_whoever_asked(
    desk: Client, scored: Round, seated: Seated, organiser: Person
) -> None:
    page = done_beside(desk, "appraisal:make_letters", scored.pk)
    made = desk.get(reverse("appraisal:made_letters", args=[scored.pk]))
    with zipfile.ZipFile(io.BytesIO(made.content)) as archive:
        names = archive.namelist()
        pdf = archive.read("letters.pdf")

    assert f"{len(seated)} letters are made." in page
    assert reverse("appraisal:made_letters", args=[scored.pk]) in page
    assert names == [*(f"{code}.docx" for code in seated), "letters.pdf", "letters.ofd"]
    assert pdf.startswith(b"%PDF")
    assert Entry.objects.filter(act="make letters", by=organiser).count() == 1


def test_letters_that_were_made_for_another_are_not_there(
    desk: Client, scored: Round, organiser: Person, leader: Person
) -> None:
    done_beside(desk, "appraisal:make_letters", scored.pk)
    Task.objects.update(by=leader)

    there = reverse("appraisal:made_letters", args=[scored.pk])

    assert "no longer kept" in desk.get(there, follow=True).content.decode()


def test_letters_are_not_made_for_who_lost_the_right_or_where_there_are_none(
    desk: Client, scored: Round, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.post(reverse("appraisal:make_letters", args=[scored.pk]))
    Round.objects.update(stage="meeting")
    work_off()
    Round.objects.update(stage="rectifying")
    monkeypatch.setattr(queries, "letters", lambda *_, **__: {})
    none = done_beside(desk, "appraisal:make_letters", scored.pk)

    assert "You may not do this in this round now." in Task.objects.earliest("pk").words
    assert "There are no figures to write letters of." in none


def test_without_figures_there_are_no_letters(
    desk: Client, round_: Round, reporters: Seated
) -> None:
    Round.objects.filter(pk=round_.pk).update(stage="rectifying")

    letters = desk.get(reverse("appraisal:letters", args=[round_.pk]), follow=True)
    one = desk.get(reverse("appraisal:letter", args=[round_.pk, reporters["LJ01"].pk]))

    assert "There are no figures" in letters.content.decode()
    assert one.status_code == HTTPStatus.FOUND


def asked(desk: Client, round_: Round) -> int:
    with CaptureQueriesContext(connection) as queries:
        shown(desk, "appraisal:index", round_.pk)
    return len(queries)


def test_the_table_asks_the_database_as_often_for_many_as_for_few(
    desk: Client, scored: Round, organiser: Person, now: datetime
) -> None:
    few = asked(desk, scored)
    bodies = [Body(f"M{n}", "LJ", f"机构{n}", "x", "street_town") for n in range(300)]
    found = organisations.found(bodies, by=organiser, at=now)
    Reporter.objects.bulk_create(
        Reporter(round=scored, organisation=one, mode="oral", order=100 + n)
        for n, one in enumerate(found.values())
    )

    assert asked(desk, scored) == few
