"""The acts that change a report: write, upload, submit, send back, accept."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from shuping.accounts.models import Person
from shuping.charter import Act
from shuping.journal.services import note
from shuping.refusal import Refused, say
from shuping.reports.models import Report
from shuping.reports.rules.files import kept_name, read_report
from shuping.reports.rules.states import NEXT, WORDS, WRITABLE, State
from shuping.reports.rules.text import written
from shuping.rounds.models import Reporter, Round
from shuping.rounds.queries import scheme_of
from shuping.rounds.services import hold, keep_to_roster, permit
from shuping.wording.decoding import Unreadable


@dataclass(frozen=True, slots=True)
class Filed:
    """A report that arrived as a document, with its oral text where there is one."""

    reporter: Reporter
    content: bytes
    file_name: str
    oral_content: bytes = b""
    oral_name: str = ""


class Changed(Refused):
    """Somebody has written since; nothing of either text is lost."""

    def __init__(self) -> None:
        """Say so."""
        super().__init__(say("Somebody has changed the report since you opened it."))


@transaction.atomic
def write(
    reporter: Reporter,
    text: str,
    *,
    version: int,
    by: Person,
    at: datetime,
    oral_text: str | None = None,
) -> Report:
    """Write the report's text over the version that the writer saw; 0 for the first.

    Refused when somebody has written since, and once the report is submitted. The
    oral text stays as it is where none is given.
    """
    round_ = hold(reporter.round)
    permit(round_, Act.WRITE_REPORT, by=by, reporting=reporter.organisation)
    report = _writable(reporter, version)
    report.text = text
    if oral_text is not None:
        report.oral_text = oral_text
    report.version += 1
    report.save()
    note("write report", report, by=by, at=at, version=report.version)
    return report


def _writable(reporter: Reporter, version: int) -> Report:
    """Return the report of that version to be written over; the round is held."""
    report, _ = Report.objects.get_or_create(reporter=reporter, defaults={"version": 0})
    if report.state not in WRITABLE:
        raise Refused(say("The report is {state}.", state=WORDS[State(report.state)]))
    if report.version != version:
        raise Changed
    return report


@transaction.atomic
def upload(  # noqa: PLR0913 - what, over which version, by whom and when
    reporter: Reporter,
    content: bytes,
    file_name: str,
    *,
    version: int,
    by: Person,
    at: datetime,
    oral: bool = False,
) -> Report:
    """Take the report, or its oral text, from a file; refused if unreadable.

    It goes over the version that its sender saw, as in `write`.
    """
    round_ = hold(reporter.round)
    permit(round_, Act.WRITE_REPORT, by=by, reporting=reporter.organisation)
    report = _writable(reporter, version)
    text = _text(content, file_name, _section_names(round_))
    if oral:
        report.oral_text = text
    else:
        report.text, report.file_name = text, kept_name(file_name)
    report.version += 1
    report.save()
    note("upload report", report, by=by, at=at, oral=oral)
    return report


def _section_names(round_: Round) -> frozenset[str]:
    return frozenset(one.name for one in scheme_of(round_).report.sections)


def _text(content: bytes, file_name: str, sections: frozenset[str]) -> str:
    read = read_report(content, file_name, sections)
    if isinstance(read, Unreadable):
        raise Refused(
            say(
                "{file}: {wrong}; {right}.",
                file=file_name,
                wrong=read.wrong,
                right=read.right,
            )
        )
    return written(read)


def _move(report: Report, there: State, **held: str) -> None:
    here = State(report.state)
    if there not in NEXT[here]:
        raise Refused(say("The report is {state}.", state=WORDS[here]))
    rows = Report.objects.filter(pk=report.pk, state=here)
    if not rows.update(state=there, **held):
        raise Refused(say("Someone else has just moved this report."))
    report.refresh_from_db()


def _keep_to(report: Report, version: int) -> None:
    """Refuse an act on words that the person has not seen; the round is held."""
    report.refresh_from_db(fields=["text", "version"])
    if report.version != version:
        raise Changed


@transaction.atomic
def submit(report: Report, *, version: int, by: Person, at: datetime) -> None:
    """Submit a report; the reporter confirms it, or an organiser files it.

    Refused when its words have changed since the version that the person saw.
    """
    round_ = hold(report.reporter.round)
    permit(round_, Act.SUBMIT_REPORT, by=by, reporting=report.reporter.organisation)
    _keep_to(report, version)
    if not report.text.strip():
        raise Refused(say("The report is empty."))
    _move(report, State.SUBMITTED)
    note("submit report", report, by=by, at=at)


@transaction.atomic
def send_back(report: Report, because: str, *, by: Person, at: datetime) -> None:
    """Return a report to be written again, and say why."""
    round_ = hold(report.reporter.round)
    permit(round_, Act.RETURN_REPORT, by=by)
    if not because.strip():
        raise Refused(say("Say why the report goes back."))
    _move(report, State.RETURNED, returned_because=because.strip())
    note("return report", report, by=by, at=at)


@transaction.atomic
def accept(report: Report, *, version: int, by: Person, at: datetime) -> None:
    """Accept a submitted report as final, in the version that was read."""
    round_ = hold(report.reporter.round)
    permit(round_, Act.ACCEPT_REPORT, by=by)
    _keep_to(report, version)
    _move(report, State.ACCEPTED)
    note("accept report", report, by=by, at=at)


@transaction.atomic
def file_all(
    round_: Round, filed: Iterable[Filed], *, by: Person, at: datetime
) -> None:
    """File reports that arrived as documents, accepted; one entry for all of them.

    Refused where a reporter is not of this round, or has a report already.
    """
    round_ = hold(round_)
    for act in (Act.WRITE_REPORT, Act.ACCEPT_REPORT):
        permit(round_, act, by=by)
    sections = _section_names(round_)
    documents = list(filed)
    _refuse_misfiled(round_, [one.reporter for one in documents])
    rows = [
        Report(
            reporter=one.reporter,
            text=_text(one.content, one.file_name, sections),
            oral_text=(
                _text(one.oral_content, one.oral_name, sections)
                if one.oral_name
                else ""
            ),
            file_name=kept_name(one.file_name),
            state=State.ACCEPTED,
        )
        for one in documents
    ]
    Report.objects.bulk_create(rows, batch_size=200)
    note("file reports", round_, by=by, at=at, count=len(rows))


def _refuse_misfiled(round_: Round, reporters: Sequence[Reporter]) -> None:
    keep_to_roster(round_, reporters)
    reported = Report.objects.filter(reporter__round=round_)
    seen = set(reported.values_list("reporter", flat=True))
    again = []
    for one in reporters:
        if one.pk in seen:
            again.append(one.organisation.code)
        seen.add(one.pk)
    if again:
        raise Refused(
            say("These codes stand already: {codes}.", codes=", ".join(again))
        )
