"""What was found during the year, noted on a visit and listed by body."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_GET, require_http_methods

from shuping.findings import queries, services
from shuping.findings.forms import FindingForm, HighlightForm, SoughtForm
from shuping.findings.services import Praised, Seen
from shuping.refusal import say
from shuping.rounds.queries import acts_in, rounds_open_to
from shuping.shell import clock
from shuping.shell.web import UNFIT, Request, act_of, done, may, page, refusals_on

PAGE = 100


@require_GET
def index(request: Request, round_id: int) -> HttpResponse:
    """List what was found, by body in protocol order, and the work that stands out."""
    round_ = get_object_or_404(
        rounds_open_to(request.user, act_of(request)), pk=round_id
    )
    form = SoughtForm(request.GET, round_=round_)
    sought = form.cleaned_data if form.is_valid() else {}
    found = queries.found_in(round_, sought.get("body"), sought.get("kind", ""))
    return page(
        request,
        "findings/index.html",
        {
            "round": round_,
            "form": form,
            "found": Paginator(found, PAGE).get_page(request.GET.get("page")),
            "sought": any(sought.values()),
            "highlights": queries.highlights_of(round_),
            "may": may(acts_in(round_, request.user)),
        },
    )


@require_http_methods(["GET", "POST"])
def note(request: Request, round_id: int) -> HttpResponse:
    """Note a finding; on a visit the next one follows with the same body and day."""
    round_ = get_object_or_404(
        rounds_open_to(request.user, act_of(request)), pk=round_id
    )
    first = {"organisation": request.GET.get("body"), "date": request.GET.get("day")}
    form = FindingForm(
        request.POST or None,
        round_=round_,
        today=clock.today(),
        initial={key: value for key, value in first.items() if value},
    )
    if form.is_valid():
        with refusals_on(form):
            seen = Seen(**form.cleaned_data)
            services.note_findings(round_, [seen], by=request.user, at=clock.now())
            done(request, say("Noted: {body}.", body=seen.organisation))
            if "again" in request.POST:
                return redirect(
                    f"{request.path}?body={seen.organisation.pk}&day={seen.date}"
                )
            return redirect("findings:index", round_.pk)
    return page(
        request,
        "findings/note.html",
        {"round": round_, "form": form},
        status=UNFIT if form.errors else 200,
    )


@require_http_methods(["GET", "POST"])
def praise(request: Request, round_id: int) -> HttpResponse:
    """Note a piece of work that stands out."""
    round_ = get_object_or_404(
        rounds_open_to(request.user, act_of(request)), pk=round_id
    )
    form = HighlightForm(request.POST or None, round_=round_)
    if form.is_valid():
        with refusals_on(form):
            praised = Praised(**form.cleaned_data)
            services.note_highlights(round_, [praised], by=request.user, at=clock.now())
            done(request, say("Noted: {body}.", body=praised.organisation))
            return redirect("findings:index", round_.pk)
    return page(
        request,
        "findings/praise.html",
        {"round": round_, "form": form},
        status=UNFIT if form.errors else 200,
    )
