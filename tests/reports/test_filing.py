"""Filing the reports that arrived as documents, all of them or none."""

from datetime import datetime

import pytest

from shuping.accounts.models import Person
from shuping.journal.models import Entry
from shuping.organisations.models import Organisation
from shuping.refusal import Refused
from shuping.reports import queries, services
from shuping.reports.models import Report
from shuping.reports.services import Filed
from shuping.rounds import services as rounds
from shuping.rounds.models import Reporter, Round
from shuping.rounds.services import Enrolment
from tests.conftest import SCHEME
from tests.reports.rules.documents import of_texts

TEXT = "存在问题\n调研不深".encode()


@pytest.fixture
def other(tree: dict[str, Organisation], organiser: Person, now: datetime) -> Reporter:
    """A reporter on the roster of another year."""
    district, body = tree["LJ"], tree["LJ03"]
    scheme = SCHEME.replace("year = 2019", "year = 2018").encode()
    round_ = rounds.make(district, scheme=scheme, by=organiser, at=now)
    row = Enrolment(body, "党组书记", "oral", 1)
    return rounds.enrol(round_, [row], by=organiser, at=now)["LJ03"]


def filings() -> list[tuple[str, object]]:
    entries = Entry.objects.filter(act="file reports")
    return list(entries.values_list("thing", "facts"))


def test_documents_are_filed_as_accepted_reports_with_one_entry(
    reporter: Reporter,
    reporters: dict[str, Reporter],
    round_: Round,
    organiser: Person,
    now: datetime,
) -> None:
    oral = "各位同志".encode("gbk")
    filed = [
        Filed(reporter, of_texts("存在问题", "调研不深"), "LJ01.docx", oral, "o.txt"),
        Filed(reporters["LJ02"], TEXT, "LJ02.md"),
    ]

    services.file_all(round_, filed, by=organiser, at=now)

    assert queries.texts_of(round_) == {
        "LJ01": ("# 存在问题\n调研不深\n", "各位同志\n"),
        "LJ02": ("存在问题\n调研不深\n", ""),
    }
    rows = Report.objects.values_list("file_name", "state", "version").order_by("pk")
    assert list(rows) == [("LJ01.docx", "accepted", 1), ("LJ02.md", "accepted", 1)]
    assert filings() == [(f"rounds.round:{round_.pk}", {"count": 2})]


def test_one_unreadable_document_stops_them_all(
    reporter: Reporter,
    reporters: dict[str, Reporter],
    round_: Round,
    organiser: Person,
    now: datetime,
) -> None:
    filed = [
        Filed(reporter, TEXT, "LJ01.md"),
        Filed(reporters["LJ02"], TEXT, "LJ02.md", b"%PDF", "LJ02口述.md"),
    ]

    with pytest.raises(Refused, match=r"^LJ02口述\.md: the file is a PDF; save it"):
        services.file_all(round_, filed, by=organiser, at=now)
    assert (Report.objects.count(), filings()) == (0, [])


def test_a_document_of_another_round_is_refused(
    reporter: Reporter,
    other: Reporter,
    round_: Round,
    organiser: Person,
    now: datetime,
) -> None:
    filed = [Filed(reporter, TEXT, "LJ01.md"), Filed(other, TEXT, "LJ03.md")]

    with pytest.raises(Refused, match=r"^LJ03 is not on the roster$"):
        services.file_all(round_, filed, by=organiser, at=now)
    assert Report.objects.count() == 0


def test_nothing_is_filed_over_what_stands_or_twice_at_once(
    reporter: Reporter,
    reporters: dict[str, Reporter],
    round_: Round,
    organiser: Person,
    now: datetime,
) -> None:
    first = Filed(reporter, TEXT, "LJ01.md")
    second = Filed(reporters["LJ02"], TEXT, "LJ02.md")
    services.file_all(round_, [first], by=organiser, at=now)

    because = r"^These codes stand already: LJ01, LJ02\.$"
    with pytest.raises(Refused, match=because):
        services.file_all(round_, [first, second, second], by=organiser, at=now)
    assert list(queries.texts_of(round_)) == ["LJ01"]


def test_only_the_organiser_files_and_only_while_reports_are_collected(
    round_: Round,
    reporters: dict[str, Reporter],
    organiser: Person,
    secretary: Person,
    now: datetime,
) -> None:
    filed = [Filed(reporters["LJ01"], TEXT, "LJ01.md")]

    for by in (organiser, secretary):
        with pytest.raises(Refused, match=r"^You may not do this in this round now"):
            services.file_all(round_, filed, by=by, at=now)
    assert Report.objects.count() == 0


def test_an_empty_document_is_filed_and_its_checks_tell(
    reporter: Reporter, round_: Round, organiser: Person, now: datetime
) -> None:
    filed = [Filed(reporter, b"\n", "LJ01.md")]

    services.file_all(round_, filed, by=organiser, at=now)

    checks = queries.checks_of(round_)["LJ01"]
    assert (checks.characters, checks.missing) == (0, ("last_year", "problems"))
