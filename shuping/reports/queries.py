"""What others may ask about reports."""

from collections.abc import Mapping

from django.db.models import QuerySet

from shuping.reports.models import Report
from shuping.reports.rules.checks import Checks, check
from shuping.reports.rules.states import State
from shuping.reports.rules.text import paragraphs
from shuping.rounds.models import Reporter, Round
from shuping.rounds.queries import scheme_of


def report_of(reporter: Reporter) -> Report | None:
    """Return the reporter's report, or None while nothing is written."""
    return Report.objects.filter(reporter=reporter).first()


def _of(round_: Round) -> QuerySet[Report]:
    rows = Report.objects.filter(reporter__round=round_)
    return rows.select_related("reporter__organisation").order_by("reporter__order")


def checks_of(round_: Round) -> dict[str, Checks]:
    """Return the checks of every report, by organisation code in protocol order."""
    terms = scheme_of(round_).report
    return {
        one.reporter.organisation.code: check(
            paragraphs(one.text), paragraphs(one.oral_text), terms
        )
        for one in _of(round_)
    }


def texts_of(round_: Round) -> Mapping[str, tuple[str, str]]:
    """Return (text, oral text) of every report, by organisation code."""
    return {
        one.reporter.organisation.code: (one.text, one.oral_text) for one in _of(round_)
    }


def all_accepted(round_: Round) -> bool:
    """Tell whether every reporter has a report that is accepted."""
    accepted = Report.objects.filter(reporter__round=round_, state=State.ACCEPTED)
    return accepted.count() == round_.reporters.count()
