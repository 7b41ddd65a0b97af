"""All reports in a table, and one as it is read, with its checks beside it."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_GET

from shuping.documents.views import given
from shuping.reports import queries
from shuping.reports.forms import ReturnForm, SoughtForm
from shuping.reports.models import Report
from shuping.reports.rules.sections import shown
from shuping.reports.rules.states import HAPPENS_NEXT, State
from shuping.reports.rules.telling import measures
from shuping.rounds.models import Reporter
from shuping.rounds.queries import (
    acts_in,
    reporters_open_to,
    rounds_open_to,
    scheme_of,
)
from shuping.shell.web import Request, act_of, may, page


@require_GET
def index(request: Request, round_id: int) -> HttpResponse:
    """List the reports that the person may see, in protocol order."""
    round_ = get_object_or_404(
        rounds_open_to(request.user, act_of(request)), pk=round_id
    )
    reporters = reporters_open_to(request.user, act_of(request)).filter(round=round_)
    lines = queries.lines_of(reporters, scheme_of(round_).report)
    form = SoughtForm(request.GET)
    states = form.states()
    return page(
        request,
        "reports/index.html",
        {
            "round": round_,
            "form": form,
            "lines": [one for one in lines if not states or one.state in states],
            "all": len(lines),
            "counts": queries.counts_of(lines),
            "may": may(acts_in(round_, request.user)),
        },
    )


@require_GET
def compiled(request: Request, round_id: int) -> HttpResponse:
    """Give all accepted reports as one document."""
    round_ = get_object_or_404(
        rounds_open_to(request.user, act_of(request)), pk=round_id
    )
    written = queries.compiled_of(round_)
    return given(written, "reports", request.GET.get("as", ""), to=request)


@require_GET
def report(request: Request, round_id: int, reporter_id: int) -> HttpResponse:
    """Show one report as it is read, with its checks beside it."""
    return shown_report(request, reporter_of(request, round_id, reporter_id))


def reporter_of(request: Request, round_id: int, reporter_id: int) -> Reporter:
    """Return the reporter that the address names, if open to the person."""
    return get_object_or_404(
        reporters_open_to(request.user, act_of(request)),
        round_id=round_id,
        pk=reporter_id,
    )


def shown_report(
    request: Request,
    reporter: Reporter,
    form: ReturnForm | None = None,
    *,
    status: int = 200,
) -> HttpResponse:
    """Render one report, with the form that returns it where that may be done."""
    report = queries.report_of(reporter)
    acts = acts_in(reporter.round, request.user, reporting=reporter.organisation)
    context: dict[str, Any] = {
        "round": reporter.round,
        "reporter": reporter,
        "report": report,
        "form": form or ReturnForm(),
        "may": may(queries.steps(report, acts)),
    }
    if report:
        context |= _read(report, reporter)
    return page(request, "reports/report.html", context, status=status)


def _read(report: Report, reporter: Reporter) -> dict[str, Any]:
    terms = scheme_of(reporter.round).report
    return {
        "text": shown(report.text, terms.sections),
        "oral": shown(report.oral_text, ()),
        "measures": measures(queries.checked(report, terms), terms),
        "next": HAPPENS_NEXT[State(report.state)],
    }
