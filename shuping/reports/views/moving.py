"""A report submitted, returned with a reason, accepted."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from shuping.refusal import say
from shuping.reports import queries, services
from shuping.reports.forms import ReturnForm, VersionForm
from shuping.reports.models import Report
from shuping.reports.views.reading import reporter_of, shown_report
from shuping.rounds.models import Reporter
from shuping.shell import clock
from shuping.shell.web import UNFIT, Request, done, refusals_on, refusals_told


def _report_of(reporter: Reporter) -> Report:
    return get_object_or_404(queries.reports_of(reporter))


@require_POST
def submit(request: Request, round_id: int, reporter_id: int) -> HttpResponse:
    """Submit the words that the person has read."""
    reporter = reporter_of(request, round_id, reporter_id)
    report, form = _report_of(reporter), VersionForm(request.POST)
    if form.is_valid():
        with refusals_told(request):
            services.submit(
                report, **form.cleaned_data, by=request.user, at=clock.now()
            )
            done(request, say("The report is submitted."))
    return redirect("reports:report", round_id, reporter.pk)


@require_POST
def send_back(request: Request, round_id: int, reporter_id: int) -> HttpResponse:
    """Return the report to be written again, and say why."""
    reporter = reporter_of(request, round_id, reporter_id)
    report, form = _report_of(reporter), ReturnForm(request.POST)
    if form.is_valid():
        with refusals_on(form):
            services.send_back(
                report, **form.cleaned_data, by=request.user, at=clock.now()
            )
            done(request, say("The report is returned; its reporter reads why."))
            return redirect("reports:report", round_id, reporter.pk)
    return shown_report(request, reporter, form, status=UNFIT)


@require_POST
def accept(request: Request, round_id: int, reporter_id: int) -> HttpResponse:
    """Accept the words that the person has read, as final."""
    reporter = reporter_of(request, round_id, reporter_id)
    report, form = _report_of(reporter), VersionForm(request.POST)
    if form.is_valid():
        with refusals_told(request):
            services.accept(
                report, **form.cleaned_data, by=request.user, at=clock.now()
            )
            done(request, say("The report is accepted as final."))
    return redirect("reports:report", round_id, reporter.pk)
