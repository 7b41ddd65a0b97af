"""What others may ask about reports."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from django.db.models import QuerySet

from shuping.accounts.models import Person
from shuping.charter import BEFORE_MEETING, Act
from shuping.documents.rules.content import Document
from shuping.organisations.queries import bodies_of
from shuping.refusal import Words
from shuping.reports.models import Report
from shuping.reports.rules.checks import Checks, check
from shuping.reports.rules.compiling import Compiled, compiled
from shuping.reports.rules.states import (
    NOT_BEGUN,
    STANDINGS,
    STEPS,
    WRITABLE,
    State,
)
from shuping.reports.rules.text import paragraphs
from shuping.rounds.models import Reporter, Round
from shuping.rounds.queries import scheme_of
from shuping.rounds.rules.scheme import ReportTerms


def report_of(reporter: Reporter) -> Report | None:
    """Return the reporter's report, or None while nothing is written."""
    return reports_of(reporter).first()


def reports_of(reporter: Reporter) -> QuerySet[Report]:
    """Return the reporter's report, for whoever finds it or nothing."""
    reports = Report.objects.filter(reporter=reporter)
    return reports.select_related("reporter__round", "reporter__organisation")


def _of(round_: Round) -> QuerySet[Report]:
    rows = Report.objects.filter(reporter__round=round_)
    return rows.select_related("reporter__organisation").order_by("reporter__order")


def checks_of(round_: Round) -> dict[str, Checks]:
    """Return the checks of every report, by organisation code in protocol order."""
    terms = scheme_of(round_).report
    return {one.reporter.organisation.code: checked(one, terms) for one in _of(round_)}


def checked(report: Report, terms: ReportTerms) -> Checks:
    """Return the checks of one report."""
    return _checked(report.text, report.oral_text, terms)


@lru_cache(maxsize=1024)  # a list shows the same texts again and again
def _checked(text: str, oral_text: str, terms: ReportTerms) -> Checks:
    return check(paragraphs(text), paragraphs(oral_text), terms)


@dataclass(frozen=True, slots=True)
class Line:
    """One reporter in a list of reports; without a report nothing is begun."""

    reporter: Reporter
    report: Report | None = None
    characters: int | None = None
    failed: int = 0

    @property
    def state(self) -> str:
        """Return the report's state, or that nothing is begun."""
        return self.report.state if self.report else NOT_BEGUN

    @property
    def state_words(self) -> Words:
        """Return where the report stands."""
        return STANDINGS[self.state]


def lines_of(reporters: QuerySet[Reporter], terms: ReportTerms) -> list[Line]:
    """Return how far the report of each is; two queries, however many there are."""
    reports = {
        one.reporter_id: one for one in Report.objects.filter(reporter__in=reporters)
    }
    return [_line(one, reports.get(one.pk), terms) for one in reporters]


def _line(reporter: Reporter, report: Report | None, terms: ReportTerms) -> Line:
    if report is None:
        return Line(reporter)
    checks = checked(report, terms)
    return Line(
        reporter,
        report,
        checks.characters,
        len(checks.failed) + len(checks.missing),
    )


@dataclass(frozen=True, slots=True)
class Count:
    """How many reports stand at a state."""

    state: str
    words: Words
    count: int


def counts_of(lines: Sequence[Line]) -> tuple[Count, ...]:
    """Return how many reports stand at each state, in the order of their life."""
    counts = Counter(one.state for one in lines)
    return tuple(
        Count(state, words, counts[state]) for state, words in STANDINGS.items()
    )


def steps(report: Report | None, acts: frozenset[Act]) -> frozenset[Act]:
    """Return which of these acts the report takes where it stands."""
    if report is None:
        return acts & {Act.WRITE_REPORT}
    return acts & STEPS[State(report.state)]


def texts_of(round_: Round) -> Mapping[str, tuple[str, str]]:
    """Return (text, oral text) of every report, by organisation code."""
    return {
        one.reporter.organisation.code: (one.text, one.oral_text) for one in _of(round_)
    }


def compiled_of(round_: Round) -> Document:
    """Return all accepted reports of the round in one document, in protocol order."""
    accepted = _of(round_).filter(state=State.ACCEPTED)
    reports = [Compiled(str(one.reporter), one.text) for one in accepted]
    return compiled(round_.name, reports)


def all_accepted(round_: Round) -> bool:
    """Tell whether every reporter has a report that is accepted."""
    accepted = Report.objects.filter(reporter__round=round_, state=State.ACCEPTED)
    return accepted.count() == round_.reporters.count()


def unaccepted(round_: Round) -> int:
    """Return how many reporters have no accepted report yet."""
    accepted = Report.objects.filter(reporter__round=round_, state=State.ACCEPTED)
    return round_.reporters.count() - accepted.count()


def unfinished_of(round_: Round, person: Person) -> Sequence[Reporter]:
    """Return the reporters of the person's own bodies whose report can be written."""
    finished = Report.objects.filter(reporter__round=round_).exclude(state__in=WRITABLE)
    own = round_.reporters.filter(organisation__in=bodies_of(person))
    if round_.stage not in BEFORE_MEETING:
        return []
    return list(
        own.exclude(pk__in=finished.values("reporter")).select_related("organisation")
    )


def states_of(round_: Round) -> dict[int, State]:
    """Return where each report stands, by the key of its reporter; one query."""
    rows = Report.objects.filter(reporter__round=round_)
    return {key: State(state) for key, state in rows.values_list("reporter", "state")}
