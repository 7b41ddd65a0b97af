"""The report written in its sections, or taken from a file."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from shuping.rectification import queries as rectification
from shuping.refusal import say
from shuping.reports import queries, services
from shuping.reports.forms import ReportForm, UploadForm, mark_of
from shuping.reports.models import Report
from shuping.reports.rules.sections import apart, together
from shuping.reports.rules.states import WRITABLE
from shuping.reports.rules.telling import measures
from shuping.reports.views.reading import reporter_of
from shuping.rounds.models import Reporter
from shuping.rounds.queries import scheme_of
from shuping.shell import clock
from shuping.shell.web import STALE, UNFIT, Request, done, page, refusals_on


def _standing(reporter: Reporter) -> Report:
    return queries.report_of(reporter) or Report(reporter=reporter, version=0)


@require_http_methods(["GET", "POST"])
def write(request: Request, round_id: int, reporter_id: int) -> HttpResponse:
    """Write the report in its sections; whoever saves second sees both texts."""
    reporter = reporter_of(request, round_id, reporter_id)
    standing = _standing(reporter)
    if request.method == "GET" and standing.state not in WRITABLE:
        return redirect("reports:report", round_id, reporter.pk)
    form = _form(standing, request.POST or None)
    if form.is_valid():
        with refusals_on(form):
            try:
                _save(request, reporter, standing, form)
            except services.Changed:
                return _both(request, reporter)
            done(request, say("The report is saved."))
            there = "reports:write" if "on" in request.POST else "reports:report"
            return redirect(there, round_id, reporter.pk)
    return _writing(request, reporter, form, status=UNFIT if form.errors else 200)


def _save(
    request: Request, reporter: Reporter, standing: Report, form: ReportForm
) -> None:
    sections = scheme_of(reporter.round).report.sections
    services.write(
        reporter,
        together(form.bodies(), sections, standing=standing.text),
        oral_text=form.oral(),
        version=form.cleaned_data["version"],
        by=request.user,
        at=clock.now(),
    )


def _form(standing: Report, data: MultiValueDict[str, str] | None) -> ReportForm:
    terms = scheme_of(standing.reporter.round).report
    parts = apart(standing.text, terms.sections)
    return ReportForm(
        data,
        terms=terms,
        standing={code: part.body for code, part in parts.items()},
        oral_text=standing.oral_text,
        initial={"version": standing.version},
    )


def _writing(
    request: Request, reporter: Reporter, form: ReportForm, *, status: int, **more: Any
) -> HttpResponse:
    round_ = reporter.round
    last_year = rectification.problems_of(
        round_.convenor, reporter.organisation, round_.year - 1
    )
    terms, report = scheme_of(round_).report, queries.report_of(reporter)
    context = {
        "round": round_,
        "reporter": reporter,
        "form": form,
        "last_year": last_year,
        "measures": measures(queries.checked(report, terms), terms) if report else (),
        **more,
    }
    return page(request, "reports/write.html", context, status=status)


@dataclass(frozen=True, slots=True)
class Theirs:
    """A field as somebody else has saved it meanwhile."""

    name: str
    text: str
    differs: bool


def _both(request: Request, reporter: Reporter) -> HttpResponse:
    """Show both texts; a section that only the other has changed is taken over.

    Saving again puts the writer's own in the place of the other.
    """
    standing = _standing(reporter)
    data = request.POST.copy()
    data["version"] = str(standing.version)
    theirs = []
    for field in _form(standing, None).visible_fields():
        mine, seen = data.get(field.name, ""), f"seen-{field.name}"
        if mark_of(mine) == data.get(seen):
            mine = data[field.name] = field.initial
        data[seen] = mark_of(field.initial)
        differs = data[seen] != mark_of(mine)
        theirs.append(Theirs(str(field.label), field.initial, differs))
    form = _form(standing, data)
    return _writing(request, reporter, form, status=STALE, theirs=theirs)


@require_http_methods(["GET", "POST"])
def upload(request: Request, round_id: int, reporter_id: int) -> HttpResponse:
    """Take the report, or its oral text, from a file over what was seen."""
    reporter = reporter_of(request, round_id, reporter_id)
    standing = _standing(reporter)
    if request.method == "GET" and standing.state not in WRITABLE:
        return redirect("reports:report", round_id, reporter.pk)
    form = UploadForm(
        request.POST or None,
        request.FILES or None,
        initial={"version": standing.version},
    )
    if form.is_valid():
        with refusals_on(form):
            try:
                _take(request, reporter, form)
            except services.Changed as changed:
                messages.error(request, changed.words.told(gettext))
                return redirect("reports:upload", round_id, reporter.pk)
            done(request, say("The file is taken over. Look at how it was read."))
            return redirect("reports:report", round_id, reporter.pk)
    context = {
        "round": reporter.round,
        "reporter": reporter,
        "form": form,
        "standing": standing,
    }
    status = UNFIT if form.errors else 200
    return page(request, "reports/upload.html", context, status=status)


def _take(request: Request, reporter: Reporter, form: UploadForm) -> None:
    file = form.cleaned_data["file"]
    services.upload(
        reporter,
        file.read(),
        file.name,
        version=form.cleaned_data["version"],
        oral=form.cleaned_data["what"] == "oral",
        by=request.user,
        at=clock.now(),
    )
