"""Home, the page of a round, its moves, and the bodies below."""

from datetime import date, datetime
from http import HTTPStatus

from django.urls import reverse

from shuping.accounts.models import Person
from shuping.meetings import services as meetings
from shuping.meetings.rules import Kind, Scope
from shuping.meetings.services import Drafted, MeetingPlan
from shuping.organisations import services as organisations
from shuping.organisations.models import Organisation
from shuping.organisations.services import Body
from shuping.progress import services
from shuping.progress.services import Reached
from shuping.rounds.models import Reporter, Round, Waiver
from shuping.rounds.rules.stages import Fact
from tests.pages import asked, browser, sent, shown


def test_a_stranger_has_nothing_to_do_and_sees_no_round(stranger: Person) -> None:
    page = shown(browser(stranger), "home")

    assert "Nothing waits for you today" in page
    assert "There is no round that is open to you yet" in page
    assert "Make a round" not in page


def test_the_organiser_reads_first_what_is_missing(
    round_: Round, reporters: dict[str, Reporter], organiser: Person
) -> None:
    desk = browser(organiser)
    page = shown(desk, "round", round_.pk)
    assert "Start the round" in page
    assert "Nothing is missing" in page

    sent(desk, "progress:start", round_.pk)

    page = shown(desk, "round", round_.pk)
    assert "reports to be accepted: 3" in page
    assert "reports to be accepted: 3" in shown(desk, "home")


def test_a_round_does_not_go_on_over_what_is_missing_but_over_a_reason(
    round_: Round, reporters: dict[str, Reporter], organiser: Person
) -> None:
    desk = browser(organiser)
    sent(desk, "progress:start", round_.pk)

    refused = sent(desk, "progress:advance", round_.pk)
    assert "error" in refused
    assert Round.objects.get(pk=round_.pk).stage == "reporting"
    fact = {"fact": Fact.REPORTS_ACCEPTED}
    bare = sent(desk, "progress:waive", round_.pk, **fact, reason=" ")
    assert "Say why" in bare
    noted = sent(desk, "progress:waive", round_.pk, **fact, reason="改为会后补交")
    assert "in the journal" in noted
    assert Waiver.objects.get().reason == "改为会后补交"

    assert "The round is now at: meeting" in sent(desk, "progress:advance", round_.pk)


def test_a_fact_that_there_is_not_is_not_waived(
    round_: Round, organiser: Person
) -> None:
    sent(browser(organiser), "progress:waive", round_.pk, fact="moon", reason="x")

    assert not Waiver.objects.exists()


def test_the_leader_is_told_of_comments_and_the_liaison_officer_of_the_report(  # noqa: PLR0917 - fixtures are asked for by name
    cast: Round,
    reporters: dict[str, Reporter],
    leader: Person,
    liaison: Person,
    organiser: Person,
    recorder: Person,
    now: datetime,
) -> None:
    services.start(cast, by=organiser, at=now)
    drafted = Drafted(
        reporters["LJ01"], "区委书记", Kind.AFFIRM, Scope.INDIVIDUAL, "好"
    )
    meetings.draft_comments(cast, [drafted], by=recorder, at=now)

    assert "1 comments wait for your confirmation" in shown(browser(leader), "home")
    assert "the report of 云台街道党工委书记" in shown(browser(liaison), "home")


def test_days_of_the_calendar_stand_beside_what_is_missing(
    round_: Round, reporters: dict[str, Reporter], organiser: Person, now: datetime
) -> None:
    desk = browser(organiser)
    plan = MeetingPlan("临江区2019年度述职评议会", date(2019, 12, 27), "", "", "", ())
    meetings.arrange(round_, [plan], by=organiser, at=now)
    sent(desk, "progress:start", round_.pk)

    assert "overdue since" in shown(desk, "round", round_.pk)
    assert "overdue since" in shown(desk, "home")


def test_the_bodies_below_are_told_by_stage_and_the_late_ones_counted(
    round_: Round,
    tree: dict[str, Organisation],
    organiser: Person,
    now: datetime,
) -> None:
    desk = browser(organiser)
    assert "Nothing has been said yet" in shown(desk, "progress:below", round_.pk)
    reached = [
        Reached(tree["LJ01"], "closed", date(2020, 1, 5)),
        Reached(tree["LJ02"], "closed", date(2020, 1, 20)),
        Reached(tree["LJ03"], "meeting", date(2020, 1, 5)),
    ]
    services.note_standings(round_, reached, by=organiser, at=now)

    page = shown(desk, "progress:below", round_.pk)
    assert "done late" in page
    bodies = page[page.index('id="bodies"') :]
    assert bodies.count("<tr>") == 4
    answer = desk.get(reverse("progress:below", args=[round_.pk]) + "?stage=meeting")
    bodies = answer.content.decode().partition('id="bodies"')[2]
    assert bodies.count("<tr>") == 2
    assert "Done, day by day" in page


def test_the_bodies_below_ask_as_often_for_many_as_for_few(
    round_: Round, tree: dict[str, Organisation], organiser: Person, now: datetime
) -> None:
    desk = browser(organiser)
    day = date(2020, 1, 5)
    few = [Reached(tree[code], "closed", day) for code in ("LJ01", "LJ02", "LJ03")]
    services.note_standings(round_, few, by=organiser, at=now)
    count = asked(desk, "progress:below", round_.pk)

    bodies = [Body(f"M{n}", "LJ", f"机构{n}") for n in range(300)]
    found = organisations.found(bodies, by=organiser, at=now)
    many = [Reached(one, "meeting", day) for one in found.values()]
    services.note_standings(round_, many, by=organiser, at=now)

    assert asked(desk, "progress:below", round_.pk) == count == 15
    assert "page 1 of 4" in shown(desk, "progress:below", round_.pk)


def test_the_calendar_counts_from_the_meeting_and_says_when_there_is_none(
    round_: Round, organiser: Person, now: datetime
) -> None:
    desk = browser(organiser)
    assert "no step has a day" in shown(desk, "progress:calendar", round_.pk)

    plan = MeetingPlan("临江区2019年度述职评议会", date(2019, 12, 27), "", "", "", ())
    meetings.arrange(round_, [plan], by=organiser, at=now)

    page = shown(desk, "progress:calendar", round_.pk)
    assert "no step has a day" not in page
    rows = page[page.index("<tbody>") :]
    assert rows.index("the notice goes out") < rows.index("the meeting<")
    assert "Dec. 27, 2019" in page


def test_a_stranger_moves_nothing(round_: Round, stranger: Person) -> None:
    for name in ("progress:start", "progress:advance", "progress:waive"):
        answer = browser(stranger).post(reverse(name, args=[round_.pk]))
        assert answer.status_code == HTTPStatus.NOT_FOUND

    assert Round.objects.get().stage == "preparing"


def test_the_round_asks_as_often_for_many_reporters_as_for_few(
    round_: Round, reporters: dict[str, Reporter], organiser: Person, now: datetime
) -> None:
    desk = browser(organiser)
    few = asked(desk, "round", round_.pk)
    bodies = [Body(f"M{n}", "LJ", f"机构{n}") for n in range(300)]
    found = organisations.found(bodies, by=organiser, at=now)
    Reporter.objects.bulk_create(
        Reporter(round=round_, organisation=one, mode="oral", order=100 + n)
        for n, one in enumerate(found.values())
    )

    assert asked(desk, "round", round_.pk) == few
