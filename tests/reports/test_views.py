"""Reports on their pages: listed, read, written, taken from a file, sent round."""

from datetime import datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django.fixtures import DjangoAssertNumQueries, Settings

from shuping.accounts.models import Person
from shuping.organisations import services as organisations
from shuping.organisations.services import Body
from shuping.rectification import services as rectification
from shuping.rectification.services import Carried
from shuping.reports import services
from shuping.reports.models import Report
from shuping.rounds import services as rounds
from shuping.rounds.models import Reporter, Round
from shuping.rounds.rules.stages import Fact
from shuping.rounds.services import Enrolment
from tests.conftest import SCHEME

BEFORE, LAST, PROBLEMS = "part-", "part-last_year", "part-problems"


@pytest.fixture(autouse=True)
def english(settings: Settings, now: datetime) -> None:
    """Let the pages speak English, on the demo's morning."""
    settings.LANGUAGE_CODE = "en"
    settings.CLOCK = now


def of(reporter: Reporter, name: str = "report") -> str:
    return reverse(f"reports:{name}", args=[reporter.round_id, reporter.pk])


def text_of(client: Client, path: str) -> str:
    response = client.get(path)
    assert response.status_code == 200
    return response.content.decode()


def stands() -> list[tuple[str, str, int]]:
    return list(Report.objects.values_list("state", "text", "version"))


def test_all_reports_stand_in_protocol_order_with_their_checks(
    client: Client, draft: Report, round_: Round, organiser: Person
) -> None:
    client.force_login(organiser)

    shown = text_of(client, reverse("reports:index", args=[round_.pk]))

    names = ["云台街道党工委书记", "河湾镇党委书记", "区水务局党组书记"]
    places = [shown.index(name) for name in names]
    assert places == sorted(places)
    assert "<b>2<small>/3</small></b><span>not begun</span>" in shown
    assert "<b>1<small>/3</small></b><span>draft</span>" in shown
    # nine characters; one section is missing
    assert '<td class="n" data-h="Characters">8</td>' in shown
    assert '<td class="n late" data-h="Checks failed">1</td>' in shown


def test_several_states_are_listed_at_once(
    client: Client, draft: Report, round_: Round, organiser: Person
) -> None:
    client.force_login(organiser)
    index = reverse("reports:index", args=[round_.pk])

    drafts = text_of(client, f"{index}?state=draft&state=accepted")
    assert ("云台街道党工委" in drafts, "河湾镇" in drafts) == (True, False)
    none = text_of(client, f"{index}?state=none")
    assert ("云台街道党工委" in none, "河湾镇" in none) == (False, True)
    assert "No report stands there." in text_of(client, f"{index}?state=returned")
    assert "河湾镇" in text_of(client, f"{index}?state=odd")


def test_without_a_roster_the_list_says_so(
    client: Client, round_: Round, organiser: Person
) -> None:
    client.force_login(organiser)

    shown = text_of(client, reverse("reports:index", args=[round_.pk]))

    assert "Nobody is on the roster yet." in shown


def test_a_body_finds_its_own_report_and_no_other(
    client: Client,
    draft: Report,
    reporters: dict[str, Reporter],
    round_: Round,
    liaison: Person,
) -> None:
    client.force_login(liaison)

    shown = text_of(client, reverse("reports:index", args=[round_.pk]))

    assert ("云台街道党工委" in shown, "河湾镇" in shown) == (True, False)
    assert "/3</small>" not in shown
    for name in ("report", "write", "upload"):
        assert client.get(of(reporters["LJ02"], name)).status_code == 404
    for name in ("write", "upload", "submit", "return", "accept"):
        assert client.post(of(reporters["LJ02"], name)).status_code == 404


def test_reports_do_not_exist_for_strangers_or_under_another_round(
    client: Client,
    draft: Report,
    reporter: Reporter,
    round_: Round,
    organiser: Person,
    stranger: Person,
) -> None:
    client.force_login(stranger)
    assert client.get(of(reporter)).status_code == 404
    index = reverse("reports:index", args=[round_.pk])
    assert client.get(index).status_code == 404

    client.force_login(organiser)
    other = reverse("reports:report", args=[round_.pk + 1, reporter.pk])
    assert client.get(other).status_code == 404


def test_a_report_is_read_in_sections_with_its_checks_beside(
    client: Client, draft: Report, reporter: Reporter, organiser: Person
) -> None:
    client.force_login(organiser)

    shown = text_of(client, of(reporter))

    assert "<h2>存在问题</h2>" in shown
    assert "<p>调研不深</p>" in shown
    assert "There is no such section." in shown
    assert "The reporter confirms it by submitting it." in shown


def test_a_report_that_is_not_begun_is_offered_to_its_writers(
    client: Client, cast: Round, reporter: Reporter, liaison: Person, leader: Person
) -> None:
    client.force_login(liaison)
    shown = text_of(client, of(reporter))
    assert "Nothing is written yet." in shown
    assert (of(reporter, "write") in shown, of(reporter, "submit") in shown) == (
        True,
        False,
    )

    client.force_login(leader)
    assert of(reporter, "write") not in text_of(client, of(reporter))


def test_each_sees_the_buttons_of_what_the_person_may(
    client: Client,
    draft: Report,
    reporter: Reporter,
    liaison: Person,
    secretary: Person,
    organiser: Person,
) -> None:
    def doors(person: Person) -> list[str]:
        client.force_login(person)
        shown = text_of(client, of(reporter))
        names = ("write", "upload", "submit", "return", "accept")
        return [name for name in names if f'"{of(reporter, name)}"' in shown]

    assert doors(liaison) == ["write", "upload"]
    assert doors(secretary) == ["write", "upload", "submit"]
    assert doors(organiser) == ["write", "upload", "submit"]
    Report.objects.update(state="submitted")
    assert doors(liaison) == doors(secretary) == []
    assert doors(organiser) == ["return", "accept"]
    Report.objects.update(state="accepted")
    assert doors(organiser) == ["return"]


def test_a_report_is_written_in_its_sections(
    client: Client, reporter: Reporter, liaison: Person
) -> None:
    client.force_login(liaison)
    shown = text_of(client, of(reporter, "write"))
    assert shown.count("<textarea") == 4
    assert "at least 1/3 of the text" in shown
    assert 'data-count="count-part-problems"' in shown

    sent = {"version": "0", LAST: "改了\r\n两项", PROBLEMS: "不深", "oral_text": "各位"}
    response = client.post(of(reporter, "write"), sent)

    assert (response.status_code, response.headers["Location"]) == (302, of(reporter))
    text = "# 上年问题整改\n\n改了\n两项\n\n# 存在问题\n\n不深\n"
    assert stands() == [("draft", text, 1)]
    assert Report.objects.get().oral_text == "各位"
    again = text_of(client, of(reporter, "write"))
    assert "改了\n两项</textarea>" in again
    on = client.post(of(reporter, "write"), sent | {"version": "1", "on": "1"})
    assert on.headers["Location"] == of(reporter, "write")


def test_whoever_saves_second_sees_both_texts_and_loses_nothing(
    client: Client,
    draft: Report,
    reporter: Reporter,
    liaison: Person,
    secretary: Person,
    now: datetime,
) -> None:
    theirs = "# 存在问题\n他人写的\n"
    services.write(reporter, theirs, version=1, by=secretary, at=now)
    client.force_login(liaison)
    mine = {"version": "1", PROBLEMS: "我写的", "oral_text": ""}

    response = client.post(of(reporter, "write"), mine)

    shown = response.content.decode()
    assert response.status_code == 409
    assert "我写的</textarea>" in shown
    assert "他人写的" in shown
    assert shown.count(">differs<") == 1
    assert '<input type="hidden" name="version" value="2"' in shown
    assert stands() == [("draft", theirs, 2)]

    response = client.post(of(reporter, "write"), mine | {"version": "2"})
    assert response.status_code == 302
    assert stands() == [("draft", "# 存在问题\n\n我写的\n", 3)]


def test_what_only_the_other_has_changed_is_carried_over(
    client: Client,
    draft: Report,
    reporter: Reporter,
    liaison: Person,
    secretary: Person,
    now: datetime,
) -> None:
    client.force_login(liaison)
    opened = client.get(of(reporter, "write")).context["form"]
    seen = {one.html_name: one.value() for one in opened.hidden_fields()}
    theirs = "# 上年问题整改\n他人写的\n# 存在问题\n他人也写了\n"
    services.write(reporter, theirs, version=1, by=secretary, at=now)
    mine = seen | {BEFORE: "", LAST: "", PROBLEMS: "我写的", "oral_text": ""}

    response = client.post(of(reporter, "write"), mine)

    form = response.context["form"]
    assert response.status_code == 409
    assert {name: form[name].value() for name in (BEFORE, LAST, PROBLEMS)} == {
        BEFORE: "",
        LAST: "他人写的",
        PROBLEMS: "我写的",
    }
    assert response.content.decode().count(">differs<") == 1
    again = {one.html_name: one.value() for one in form}
    assert client.post(of(reporter, "write"), again).status_code == 302
    text = "# 上年问题整改\n\n他人写的\n\n# 存在问题\n\n我写的\n"
    assert stands() == [("draft", text, 3)]


def test_two_who_begin_at_once_do_not_write_over_each_other(
    client: Client, draft: Report, reporter: Reporter, liaison: Person
) -> None:
    client.force_login(liaison)

    response = client.post(of(reporter, "write"), {"version": "0", PROBLEMS: "我的"})

    assert response.status_code == 409
    assert stands() == [("draft", "# 存在问题\n调研不深\n", 1)]


def test_what_was_typed_is_not_lost_when_the_report_was_submitted_meanwhile(
    client: Client, submitted: Report, reporter: Reporter, liaison: Person
) -> None:
    client.force_login(liaison)

    response = client.post(of(reporter, "write"), {"version": "1", PROBLEMS: "再改"})

    shown = response.content.decode()
    assert response.status_code == 422
    assert "The report is submitted." in shown
    assert "再改</textarea>" in shown


@pytest.mark.parametrize("name", ["write", "upload"])
def test_a_submitted_report_is_not_opened_for_writing(
    client: Client, submitted: Report, reporter: Reporter, liaison: Person, name: str
) -> None:
    client.force_login(liaison)

    response = client.get(of(reporter, name))

    assert (response.status_code, response.headers["Location"]) == (302, of(reporter))


def file(content: str, name: str = "报告.md") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content.encode())


def test_a_report_is_taken_from_a_file_and_so_is_its_oral_text(
    client: Client, reporter: Reporter, liaison: Person
) -> None:
    client.force_login(liaison)
    sent = {"version": "0", "what": "report", "file": file("# 存在问题\n不深")}

    response = client.post(of(reporter, "upload"), sent, follow=True)
    assert "Taken from the file 报告.md." in response.content.decode()
    spoken = {"version": "1", "what": "oral", "file": file("各位领导")}
    client.post(of(reporter, "upload"), spoken)

    assert stands() == [("draft", "# 存在问题\n不深\n", 2)]
    assert Report.objects.get().oral_text == "各位领导\n"
    assert "takes the place of" in text_of(client, of(reporter, "upload"))


@pytest.mark.parametrize(
    ("sent", "because"),
    [
        (file("x", "报告.docx"), "报告.docx: this is no .docx; save it again as"),
        (file("x", "报告.doc"), "Send one of these: .docx .md .txt."),
        (file("x" * (10 * 1024 * 1024 + 1)), "The file has more than 10 MB."),
        ("", "This field is required."),
    ],
)
def test_a_file_that_is_no_report_is_told_and_changes_nothing(
    client: Client,
    draft: Report,
    reporter: Reporter,
    liaison: Person,
    sent: object,
    because: str,
) -> None:
    client.force_login(liaison)

    response = client.post(
        of(reporter, "upload"), {"version": "1", "what": "report", "file": sent}
    )

    assert response.status_code == 422
    assert because in response.content.decode()
    assert stands() == [("draft", draft.text, 1)]


def test_a_file_does_not_take_the_place_of_words_not_seen(
    client: Client, draft: Report, reporter: Reporter, liaison: Person
) -> None:
    client.force_login(liaison)
    sent = {"version": "0", "what": "report", "file": file("新的")}

    response = client.post(of(reporter, "upload"), sent, follow=True)

    assert "Somebody has changed the report" in response.content.decode()
    assert stands() == [("draft", draft.text, 1)]


def test_nobody_confirms_words_that_were_changed_a_moment_ago(
    client: Client,
    draft: Report,
    reporter: Reporter,
    liaison: Person,
    secretary: Person,
    now: datetime,
) -> None:
    services.write(reporter, "刚改的", version=1, by=liaison, at=now)
    client.force_login(secretary)

    response = client.post(of(reporter, "submit"), {"version": "1"}, follow=True)

    shown = response.content.decode()
    assert "Somebody has changed the report" in shown
    assert "刚改的" in shown
    assert stands() == [("draft", "刚改的", 2)]


@pytest.mark.parametrize("name", ["submit", "accept"])
def test_without_a_version_nothing_moves(
    client: Client, submitted: Report, reporter: Reporter, organiser: Person, name: str
) -> None:
    client.force_login(organiser)

    assert client.post(of(reporter, name)).status_code == 302
    assert stands()[0][0] == "submitted"
    assert client.get(of(reporter, name)).status_code == 405


def test_what_is_not_begun_cannot_be_moved(
    client: Client, reporter: Reporter, organiser: Person
) -> None:
    client.force_login(organiser)

    for name in ("submit", "return", "accept"):
        assert client.post(of(reporter, name), {"version": "0"}).status_code == 404


def test_a_report_does_not_go_back_without_a_reason_or_twice(
    client: Client, submitted: Report, reporter: Reporter, organiser: Person
) -> None:
    client.force_login(organiser)

    empty = client.post(of(reporter, "return"), {"because": " "})
    assert empty.status_code == 422
    assert "This field is required." in empty.content.decode()
    client.post(of(reporter, "return"), {"because": "问题太少"})
    again = client.post(of(reporter, "return"), {"because": "再写一遍"})

    assert again.status_code == 422
    assert "The report is returned." in again.content.decode()
    assert Report.objects.get().returned_because == "问题太少"


def test_accepting_twice_is_told(
    client: Client, accepted: Report, reporter: Reporter, organiser: Person
) -> None:
    client.force_login(organiser)

    response = client.post(of(reporter, "accept"), {"version": "1"}, follow=True)

    assert "The report is accepted." in response.content.decode()


def test_at_the_meeting_reports_are_read_and_no_more_written(
    client: Client,
    accepted: Report,
    reporter: Reporter,
    round_: Round,
    organiser: Person,
    now: datetime,
) -> None:
    rounds.advance(round_, known=frozenset(Fact), by=organiser, at=now)
    client.force_login(organiser)

    assert of(reporter, "return") not in text_of(client, of(reporter))
    for name in ("write", "upload", "return", "accept"):
        assert client.post(of(reporter, name)).status_code == 404


def test_what_is_written_is_shown_as_it_was_typed(
    client: Client, reporter: Reporter, liaison: Person, now: datetime
) -> None:
    odd = "<script>alert(1)</script>"
    services.write(
        reporter, f"# {odd}\n{odd}", oral_text=odd, version=0, by=liaison, at=now
    )
    client.force_login(liaison)

    for name in ("report", "write"):
        assert odd not in text_of(client, of(reporter, name))


def test_the_list_asks_as_often_for_three_as_for_three_hundred(
    client: Client,
    round_: Round,
    reporters: dict[str, Reporter],
    organiser: Person,
    now: datetime,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    client.force_login(organiser)
    index = reverse("reports:index", args=[round_.pk])
    text_of(client, index)
    with CaptureQueriesContext(connection) as few:
        text_of(client, index)

    codes = [f"LJ{number:03}" for number in range(100, 397)]
    bodies = organisations.found(
        [Body(code, "LJ", code, "committee", "street_town") for code in codes],
        by=organiser,
        at=now,
    )
    more = rounds.enrol(
        round_,
        [
            Enrolment(bodies[code], "书记", "oral", order)
            for order, code in enumerate(codes, 10)
        ],
        by=organiser,
        at=now,
    )
    Report.objects.bulk_create(Report(reporter=one, text="一") for one in more.values())
    with django_assert_num_queries(len(few)):
        shown = text_of(client, index)

    assert shown.count('data-h="Characters"') == 300


def test_a_report_without_sections_is_written_in_one_place(
    client: Client, round_: Round, reporter: Reporter, liaison: Person
) -> None:
    scheme = SCHEME[: SCHEME.index("[report]")].encode()
    Round.objects.filter(pk=round_.pk).update(scheme=scheme)
    client.force_login(liaison)
    assert text_of(client, of(reporter, "write")).count("<textarea") == 2

    client.post(of(reporter, "write"), {"version": "0", BEFORE: "# 标题\r\n正文"})

    assert stands() == [("draft", "# 标题\n正文\n", 1)]
    assert '<p class="title">标题</p><p>正文</p>' in text_of(client, of(reporter))


def test_the_page_of_a_round_tells_a_body_nothing_of_the_others(
    client: Client, draft: Report, round_: Round, organiser: Person, liaison: Person
) -> None:
    there = reverse("round", args=[round_.pk])

    client.force_login(organiser)
    assert "reports accepted" in text_of(client, there)
    client.force_login(liaison)
    assert "reports accepted" not in text_of(client, there)


def test_last_years_problems_of_the_body_stand_beside_the_writing(
    client: Client,
    reporter: Reporter,
    reporters: dict[str, Reporter],
    organiser: Person,
    liaison: Person,
    now: datetime,
) -> None:
    rows = [
        Carried(reporter.organisation, 2018, "调研不深", "superior", "individual"),
        Carried(reporter.organisation, 2017, "前年的", "superior", "individual"),
        Carried(
            reporters["LJ02"].organisation, 2018, "别家的", "superior", "individual"
        ),
    ]
    rectification.carry(reporter.round, rows, by=organiser, at=now)
    client.force_login(liaison)

    shown = text_of(client, of(reporter, "write"))

    assert [text in shown for text in ("调研不深", "前年的", "别家的")] == [
        True,
        False,
        False,
    ]
