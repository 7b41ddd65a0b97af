"""The pages of a round: made, its scheme, its roster, its people."""

from datetime import datetime
from http import HTTPStatus

from django.urls import reverse

from shuping.accounts.models import Person
from shuping.charter import Duty
from shuping.organisations import services as organisations
from shuping.organisations.models import Organisation
from shuping.organisations.services import Body
from shuping.rounds.models import Reporter, Round
from tests.conftest import SCHEME
from tests.pages import asked, browser, sent, shown

NEW = {
    "preset": "district",
    "name": "临江区2020年度述职评议考核",
    "year": "2020",
    "deadline": "2021-01-15",
}


def test_a_round_is_made_from_a_preset_and_its_scheme_read(
    round_: Round, organiser: Person
) -> None:
    page = sent(browser(organiser), "rounds:make", convenor=round_.convenor_id, **NEW)

    assert "The round is made" in page
    assert "A report has at most 3000 characters." in page


def test_a_round_is_made_once_a_year_and_never_for_another_body(
    round_: Round, organiser: Person, tree: dict[str, Organisation]
) -> None:
    desk = browser(organiser)
    here = round_.convenor_id

    again = sent(desk, "rounds:make", convenor=here, **(NEW | {"year": "2019"}))
    above = sent(desk, "rounds:make", convenor=tree["JZ"].pk, **NEW)

    assert "There is a round of 2019 already" in again
    assert "Select a valid choice" in above
    assert Round.objects.count() == 1


def test_a_scheme_is_mended_and_its_faults_are_told_by_line_with_nothing_lost(
    round_: Round, organiser: Person
) -> None:
    desk = browser(organiser)
    assert "min_cast = 2" in shown(desk, "rounds:rescheme", round_.pk)
    broken = SCHEME.replace("min_cast = 2", "min_cast = -2")

    wrong = desk.post(reverse("rounds:rescheme", args=[round_.pk]), {"scheme": broken})
    assert wrong.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "ballot.validity.min_cast" in wrong.content.decode()
    assert "min_cast = -2" in wrong.content.decode()

    other = SCHEME.replace("year = 2019", "year = 2018")
    refused = sent(desk, "rounds:rescheme", round_.pk, scheme=other)
    assert "do not change" in refused
    page = sent(desk, "rounds:rescheme", round_.pk, scheme=SCHEME + "# 改\n")
    assert "The scheme is changed" in page


def test_the_scheme_says_whether_it_is_frozen(
    round_: Round, reporters: dict[str, Reporter], organiser: Person
) -> None:
    desk = browser(organiser)
    assert "Not yet frozen" in shown(desk, "rounds:scheme", round_.pk)

    page = sent(desk, "progress:start", round_.pk)

    assert "its scheme is frozen" in page
    assert "SHA-256" in shown(desk, "rounds:scheme", round_.pk)
    gone = desk.get(reverse("rounds:rescheme", args=[round_.pk]))
    assert gone.status_code == HTTPStatus.NOT_FOUND


def test_a_reporter_is_put_on_the_roster_and_struck_off(
    round_: Round, organiser: Person
) -> None:
    desk = browser(organiser)
    one = {"code": "LJ01", "post": "党工委书记", "mode": "oral", "order": "1"}
    assert "Nobody is on the roster yet" in shown(desk, "rounds:roster", round_.pk)

    assert "There is no such body" in sent(
        desk, "rounds:enrol", round_.pk, **(one | {"code": "XX"})
    )
    assert "is on the roster" in sent(desk, "rounds:enrol", round_.pk, **one)
    assert "stands on the roster once" in sent(desk, "rounds:enrol", round_.pk, **one)
    reporter = Reporter.objects.get()
    assert "off the roster" in sent(desk, "rounds:strike", round_.pk, reporter.pk)
    assert not Reporter.objects.exists()


def test_people_are_assigned_by_their_user_names(
    round_: Round, organiser: Person, teller: Person
) -> None:
    desk = browser(organiser)
    assert "Nobody is assigned yet" in shown(desk, "rounds:assignments", round_.pk)

    nobody = sent(desk, "rounds:assignments", round_.pk, username="x", duty="teller")
    given = sent(
        desk, "rounds:assignments", round_.pk, username="teller", duty=Duty.TELLER
    )

    assert "There is no such person" in nobody
    assert "The duty is given" in given


def test_the_roster_asks_as_often_for_many_as_for_few(
    round_: Round, reporters: dict[str, Reporter], organiser: Person, now: datetime
) -> None:
    desk = browser(organiser)
    few = asked(desk, "rounds:roster", round_.pk)
    bodies = [Body(f"M{n}", "LJ", f"机构{n}") for n in range(300)]
    found = organisations.found(bodies, by=organiser, at=now)
    Reporter.objects.bulk_create(
        Reporter(round=round_, organisation=one, mode="oral", order=100 + n)
        for n, one in enumerate(found.values())
    )

    assert asked(desk, "rounds:roster", round_.pk) == few


def test_the_order_is_drawn_on_the_page_and_a_lot_without_a_seed_is_told(
    round_: Round, reporters: dict[str, Reporter], organiser: Person
) -> None:
    desk = browser(organiser)

    drawn = sent(desk, "rounds:draw", round_.pk, seed="红7")
    assert "the seed 红7 is kept" in drawn

    bare = desk.post(reverse("rounds:draw", args=[round_.pk]), {"seed": " "})
    assert bare.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "This field is required" in bare.content.decode()
