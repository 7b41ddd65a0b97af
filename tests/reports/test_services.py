"""Writing a report, sending it in, sending it back, accepting it."""

from datetime import datetime

import pytest
from django.db import IntegrityError

from shuping.accounts.models import Person
from shuping.journal.models import Entry
from shuping.refusal import Refused
from shuping.reports import services
from shuping.reports.models import Report
from shuping.rounds import services as rounds
from shuping.rounds.models import Reporter, Round
from shuping.rounds.rules.stages import Fact

FORBIDDEN = r"^You may not do this in this round now\.$"
CHANGED = r"^Somebody has changed the report since you opened it\.$"


def acts() -> list[tuple[str, object]]:
    """Return what the journal says of reports, the round's own acts left out."""
    entries = Entry.objects.filter(thing__startswith="reports.report:").order_by("pk")
    return list(entries.values_list("act", "facts"))


def stands() -> list[tuple[str, str, int]]:
    return list(Report.objects.values_list("state", "text", "version"))


def test_the_first_writing_makes_the_report(
    reporter: Reporter, secretary: Person, now: datetime
) -> None:
    report = services.write(reporter, "初稿", version=0, by=secretary, at=now)

    assert (report.reporter, report.text, report.version) == (reporter, "初稿", 1)
    assert stands() == [("draft", "初稿", 1)]
    assert acts() == [("write report", {"version": 1})]
    assert Entry.objects.latest("pk").by == secretary


def test_whoever_saw_the_last_version_writes_over_it(
    draft: Report, reporter: Reporter, liaison: Person, now: datetime
) -> None:
    written = services.write(reporter, "二稿", version=1, by=liaison, at=now)

    assert (written.pk, written.version) == (draft.pk, 2)
    assert stands() == [("draft", "二稿", 2)]


@pytest.mark.parametrize("version", [0, 2])
def test_nobody_writes_over_a_version_not_seen(
    draft: Report, reporter: Reporter, liaison: Person, now: datetime, version: int
) -> None:
    with pytest.raises(Refused, match=CHANGED):
        services.write(reporter, "另一稿", version=version, by=liaison, at=now)

    assert stands() == [("draft", draft.text, 1)]
    assert acts() == [("write report", {"version": 1})]


def test_a_refused_first_writing_leaves_no_report(
    reporter: Reporter, secretary: Person, now: datetime
) -> None:
    with pytest.raises(Refused, match=CHANGED):
        services.write(reporter, "二稿", version=1, by=secretary, at=now)

    assert stands() == []


def test_nobody_writes_the_report_of_another_body(
    reporter: Reporter,
    reporters: dict[str, Reporter],
    secretary: Person,
    stranger: Person,
    now: datetime,
) -> None:
    other = reporters["LJ02"]
    for one, by in ((other, secretary), (reporter, stranger)):
        with pytest.raises(Refused, match=FORBIDDEN):
            services.write(one, "x", version=0, by=by, at=now)
        with pytest.raises(Refused, match=FORBIDDEN):
            services.upload(one, b"x", "x.md", version=1, by=by, at=now)

    assert stands() == []


def test_a_submitted_report_is_written_no_more(
    submitted: Report, reporter: Reporter, secretary: Person, now: datetime
) -> None:
    because = r"^The report is submitted\.$"

    with pytest.raises(Refused, match=because):
        services.write(reporter, "x", version=1, by=secretary, at=now)
    with pytest.raises(Refused, match=because):
        services.upload(reporter, b"x", "x.md", version=1, by=secretary, at=now)
    assert stands() == [("submitted", submitted.text, 1)]


def test_an_uploaded_file_becomes_the_text(
    reporter: Reporter, secretary: Person, now: datetime
) -> None:
    content = "存在问题\n\n- **调研**不深".encode("gbk")

    report = services.upload(
        reporter, content, "报告.txt", version=0, by=secretary, at=now
    )

    report.refresh_from_db()
    assert (report.text, report.oral_text, report.file_name, report.state) == (
        "存在问题\n调研不深\n",
        "",
        "报告.txt",
        "draft",
    )
    assert acts() == [("upload report", {"oral": False})]


def test_an_uploaded_oral_text_leaves_the_report_as_it_is(
    draft: Report, reporter: Reporter, secretary: Person, now: datetime
) -> None:
    services.upload(
        reporter, "各位".encode(), "口述.md", version=1, by=secretary, at=now, oral=True
    )

    draft.refresh_from_db()
    assert (draft.text, draft.oral_text, draft.file_name, draft.version) == (
        "# 存在问题\n调研不深\n",
        "各位\n",
        "",
        2,
    )
    assert acts()[-1] == ("upload report", {"oral": True})


def test_an_upload_is_a_version_that_the_writer_has_not_seen(
    draft: Report, reporter: Reporter, secretary: Person, now: datetime
) -> None:
    services.upload(reporter, b"x", "x.md", version=1, by=secretary, at=now)

    with pytest.raises(Refused, match=CHANGED):
        services.write(reporter, "y", version=draft.version, by=secretary, at=now)


def test_an_unreadable_file_is_refused_by_name_and_changes_nothing(
    draft: Report, reporter: Reporter, secretary: Person, now: datetime
) -> None:
    because = (
        r"^报告\.docx: this is no \.docx; "
        r"save it again as \.docx in the word processor\.$"
    )

    with pytest.raises(Refused, match=because):
        services.upload(reporter, b"x", "报告.docx", version=1, by=secretary, at=now)
    assert stands() == [("draft", draft.text, 1)]


def test_the_reporter_submits_and_the_organiser_accepts(
    draft: Report, secretary: Person, organiser: Person, now: datetime
) -> None:
    services.submit(draft, version=draft.version, by=secretary, at=now)
    assert (draft.state, stands()[0][0]) == ("submitted", "submitted")
    services.accept(draft, version=draft.version, by=organiser, at=now)

    assert (draft.state, stands()[0][0]) == ("accepted", "accepted")
    assert acts()[1:] == [("submit report", {}), ("accept report", {})]


@pytest.mark.parametrize("text", ["", " \n\u3000\n"])
def test_an_empty_report_is_not_submitted(
    draft: Report, reporter: Reporter, secretary: Person, now: datetime, text: str
) -> None:
    empty = services.write(reporter, text, version=1, by=secretary, at=now)

    with pytest.raises(Refused, match=r"^The report is empty\.$"):
        services.submit(empty, version=empty.version, by=secretary, at=now)
    assert stands() == [("draft", text, 2)]


def test_nobody_submits_words_that_have_changed_since_they_were_read(
    draft: Report,
    reporter: Reporter,
    secretary: Person,
    liaison: Person,
    now: datetime,
) -> None:
    services.write(reporter, "刚改的", version=1, by=liaison, at=now)

    with pytest.raises(services.Changed, match=CHANGED):
        services.submit(draft, version=1, by=secretary, at=now)
    assert stands() == [("draft", "刚改的", 2)]
    services.submit(draft, version=2, by=secretary, at=now)
    assert stands() == [("submitted", "刚改的", 2)]


def test_the_organiser_does_not_accept_words_not_read(
    submitted: Report,
    reporter: Reporter,
    secretary: Person,
    organiser: Person,
    now: datetime,
) -> None:
    services.send_back(submitted, "再写", by=organiser, at=now)
    again = services.write(reporter, "再写", version=1, by=secretary, at=now)
    services.submit(again, version=2, by=secretary, at=now)

    with pytest.raises(services.Changed, match=CHANGED):
        services.accept(submitted, version=1, by=organiser, at=now)
    assert stands() == [("submitted", "再写", 2)]


def test_the_oral_text_is_written_along_or_left_as_it_is(
    draft: Report, reporter: Reporter, secretary: Person, now: datetime
) -> None:
    services.write(
        reporter, "二稿", oral_text="各位领导", version=1, by=secretary, at=now
    )
    third = services.write(reporter, "三稿", version=2, by=secretary, at=now)

    assert (third.text, third.oral_text, third.version) == ("三稿", "各位领导", 3)


def test_nobody_uploads_over_a_version_not_seen(
    draft: Report, reporter: Reporter, liaison: Person, now: datetime
) -> None:
    with pytest.raises(services.Changed, match=CHANGED):
        services.upload(reporter, b"x", "x.md", version=0, by=liaison, at=now)

    assert stands() == [("draft", draft.text, 1)]


def test_an_over_long_file_name_is_kept_shorter(
    reporter: Reporter, secretary: Person, now: datetime
) -> None:
    name = "述" * 300 + ".md"

    report = services.upload(reporter, b"x", name, version=0, by=secretary, at=now)

    assert report.file_name == "述" * 251 + "….md"
    assert len(report.file_name) == 255


def test_the_liaison_writes_but_does_not_submit(
    draft: Report, liaison: Person, now: datetime
) -> None:
    with pytest.raises(Refused, match=FORBIDDEN):
        services.submit(draft, version=draft.version, by=liaison, at=now)

    assert stands()[0][0] == "draft"


def test_only_the_organiser_sends_back_and_accepts(
    submitted: Report, secretary: Person, now: datetime
) -> None:
    with pytest.raises(Refused, match=FORBIDDEN):
        services.accept(submitted, version=submitted.version, by=secretary, at=now)
    with pytest.raises(Refused, match=FORBIDDEN):
        services.send_back(submitted, "再写", by=secretary, at=now)

    assert stands()[0][0] == "submitted"


def test_a_report_goes_back_with_a_reason_and_is_written_again(
    submitted: Report,
    reporter: Reporter,
    secretary: Person,
    organiser: Person,
    now: datetime,
) -> None:
    services.send_back(submitted, " 问题太少 ", by=organiser, at=now)
    assert (submitted.state, submitted.returned_because) == ("returned", "问题太少")

    again = services.write(reporter, "再写", version=1, by=secretary, at=now)
    services.submit(again, version=again.version, by=secretary, at=now)
    assert stands() == [("submitted", "再写", 2)]
    assert [act for act, _ in acts()][2:] == [
        "return report",
        "write report",
        "submit report",
    ]


def test_a_report_does_not_go_back_without_a_reason(
    submitted: Report, organiser: Person, now: datetime
) -> None:
    with pytest.raises(Refused, match=r"^Say why the report goes back\.$"):
        services.send_back(submitted, " \n", by=organiser, at=now)

    assert stands()[0][0] == "submitted"


def test_an_accepted_report_may_still_go_back(
    accepted: Report, organiser: Person, now: datetime
) -> None:
    services.send_back(accepted, "数字有误", by=organiser, at=now)

    assert stands()[0][0] == "returned"


def test_nothing_is_accepted_or_sent_back_before_it_is_submitted(
    draft: Report, organiser: Person, now: datetime
) -> None:
    with pytest.raises(Refused, match=r"^The report is draft\.$"):
        services.accept(draft, version=draft.version, by=organiser, at=now)
    with pytest.raises(Refused, match=r"^The report is draft\.$"):
        services.send_back(draft, "x", by=organiser, at=now)

    assert [act for act, _ in acts()] == ["write report"]


def test_nothing_is_submitted_or_accepted_twice(
    accepted: Report, organiser: Person, now: datetime
) -> None:
    for act in (services.submit, services.accept):
        with pytest.raises(Refused, match=r"^The report is accepted\.$"):
            act(accepted, version=1, by=organiser, at=now)

    assert len(acts()) == 3


def test_of_two_who_move_a_report_at_once_one_is_told(
    submitted: Report, organiser: Person, now: datetime
) -> None:
    seen = Report.objects.get()
    services.send_back(submitted, "再写", by=organiser, at=now)

    with pytest.raises(Refused, match=r"^Someone else has just moved this report\.$"):
        services.accept(seen, version=seen.version, by=organiser, at=now)
    assert stands()[0][0] == "returned"


def test_reports_rest_while_the_round_does_not_collect_them(
    accepted: Report,
    reporter: Reporter,
    round_: Round,
    organiser: Person,
    now: datetime,
) -> None:
    rounds.advance(round_, known=frozenset(Fact), by=organiser, at=now)

    with pytest.raises(Refused, match=FORBIDDEN):
        services.write(reporter, "x", version=1, by=organiser, at=now)
    with pytest.raises(Refused, match=FORBIDDEN):
        services.send_back(accepted, "x", by=organiser, at=now)


def test_the_database_keeps_reports(submitted: Report) -> None:
    with pytest.raises(IntegrityError, match="a_returned_report_says_why"):
        Report.objects.update(state="returned")


def test_the_database_knows_every_state_and_no_other(submitted: Report) -> None:
    with pytest.raises(IntegrityError, match="report_state_is_known"):
        Report.objects.update(state="lost")
