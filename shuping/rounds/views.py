"""Make a round, its scheme in words, the roster, and who works on it."""

from django.forms import BaseForm
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import (
    require_GET,
    require_http_methods,
    require_POST,
)

from shuping.documents.views import given
from shuping.organisations.queries import organisations_open_to
from shuping.refusal import say
from shuping.rounds import queries, services
from shuping.rounds.forms import (
    AssignmentForm,
    LotForm,
    ReporterForm,
    RoundForm,
    SchemeForm,
)
from shuping.rounds.models import Round
from shuping.rounds.rules.explaining import explain
from shuping.rounds.rules.scheme_file import read as read_scheme
from shuping.rounds.rules.toml_tables import TomlFault
from shuping.shell import clock
from shuping.shell.web import (
    UNFIT,
    Request,
    act_of,
    done,
    may,
    page,
    refusals_on,
    refusals_told,
)


@require_GET
def scheme(request: Request, round_id: int) -> HttpResponse:
    """Show the round's scheme in plain words, each chapter with its sources."""
    round_ = get_object_or_404(
        queries.rounds_open_to(request.user, act_of(request)), pk=round_id
    )
    chapters = explain(queries.scheme_of(round_))
    acts = queries.acts_in(round_, request.user)
    shown = {"round": round_, "chapters": chapters, "may": may(acts)}
    return page(request, "rounds/scheme.html", shown)


@require_http_methods(["GET", "POST"])
def make(request: Request) -> HttpResponse:
    """Make a round from a preset, at a body where the person makes rounds."""
    bodies = organisations_open_to(request.user, act_of(request))
    if not bodies.exists():
        raise Http404
    form = RoundForm(request.POST or None)
    form.fields["convenor"].queryset = bodies  # type: ignore[attr-defined]
    if form.is_valid():
        with refusals_on(form):
            convenor = form.cleaned_data["convenor"]
            round_ = services.make(
                convenor, scheme=form.scheme(), by=request.user, at=clock.now()
            )
            done(request, say("The round is made. Read its scheme and mend it."))
            return redirect("rounds:scheme", round_.pk)
    return page(request, "rounds/make.html", {"form": form}, status=_status(form))


@require_http_methods(["GET", "POST"])
def rescheme(request: Request, round_id: int) -> HttpResponse:
    """Change the scheme's text while the round is prepared."""
    round_ = get_object_or_404(
        queries.rounds_open_to(request.user, act_of(request)), pk=round_id
    )
    written = bytes(round_.scheme).decode("utf-8-sig", "replace")
    form = SchemeForm(request.POST or None, initial={"scheme": written})
    faults: tuple[TomlFault, ...] = ()
    if form.is_valid():
        scheme = form.cleaned_data["scheme"].encode()
        faults = read_scheme(scheme).faults
        if not faults:
            with refusals_on(form):
                services.rescheme(round_, scheme, by=request.user, at=clock.now())
                done(request, say("The scheme is changed."))
                return redirect("rounds:scheme", round_.pk)
    shown = {"round": round_, "form": form, "faults": faults}
    status = UNFIT if faults else _status(form)
    return page(request, "rounds/rescheme.html", shown, status=status)


def _status(form: BaseForm) -> int:
    return UNFIT if form.errors else 200


@require_GET
def roster(request: Request, round_id: int) -> HttpResponse:
    """Show who reports, orally and in writing, in protocol order."""
    round_ = get_object_or_404(
        queries.rounds_open_to(request.user, act_of(request)), pk=round_id
    )
    return _roster(request, round_)


def _roster(
    request: Request,
    round_: Round,
    *,
    form: ReporterForm | None = None,
    lot: LotForm | None = None,
) -> HttpResponse:
    """Show the roster, with the form that was wrong where one was."""
    return page(
        request,
        "rounds/roster.html",
        {
            "round": round_,
            "roster": queries.roster_told(round_),
            "warnings": queries.warnings_of(round_),
            "may": may(queries.acts_in(round_, request.user)),
            "form": form or ReporterForm(),
            "lot": lot or LotForm(),
        },
        status=UNFIT if form or lot else 200,
    )


@require_GET
def plan(request: Request, round_id: int) -> HttpResponse:
    """Give the plan of the round, or with ?genre=approval the sheet to approve it."""
    round_ = get_object_or_404(
        queries.rounds_open_to(request.user, act_of(request)), pk=round_id
    )
    form = request.GET.get("as", "")
    if request.GET.get("genre") == "approval":
        written = queries.approval_of(round_, on=clock.today())
        return given(written, "approval", form, to=request)
    return given(queries.plan_of(round_, on=clock.today()), "plan", form, to=request)


@require_POST
def enrol(request: Request, round_id: int) -> HttpResponse:
    """Put a reporter on the roster."""
    round_ = get_object_or_404(
        queries.rounds_open_to(request.user, act_of(request)), pk=round_id
    )
    form = ReporterForm(request.POST)
    if form.is_valid():
        with refusals_on(form):
            enrolment = services.Enrolment(**form.cleaned_data)
            services.enrol(round_, [enrolment], by=request.user, at=clock.now())
            done(request, say("The reporter is on the roster."))
            return redirect("rounds:roster", round_.pk)
    return _roster(request, round_, form=form)


@require_POST
def draw(request: Request, round_id: int) -> HttpResponse:
    """Draw the order of the oral reports by lot."""
    round_ = get_object_or_404(
        queries.rounds_open_to(request.user, act_of(request)), pk=round_id
    )
    form = LotForm(request.POST)
    if form.is_valid():
        with refusals_on(form):
            seed = form.cleaned_data["seed"]
            services.draw(round_, seed, by=request.user, at=clock.now())
            done(
                request, say("The order is drawn; the seed {seed} is kept.", seed=seed)
            )
            return redirect("rounds:roster", round_.pk)
    return _roster(request, round_, lot=form)


@require_POST
def strike(request: Request, round_id: int, reporter_id: int) -> HttpResponse:
    """Take a reporter off the roster."""
    reporter = get_object_or_404(
        queries.reporters_open_to(request.user, act_of(request)),
        round_id=round_id,
        pk=reporter_id,
    )
    with refusals_told(request):
        services.strike(reporter, by=request.user, at=clock.now())
        done(request, say("The reporter is off the roster."))
    return redirect("rounds:roster", round_id)


@require_http_methods(["GET", "POST"])
def assignments(request: Request, round_id: int) -> HttpResponse:
    """Show who works on the round; on POST, give a person a duty in it."""
    round_ = get_object_or_404(
        queries.rounds_open_to(request.user, act_of(request)), pk=round_id
    )
    form = AssignmentForm(request.POST or None)
    if form.is_valid():
        with refusals_on(form):
            services.assign(
                round_, **form.cleaned_data, by=request.user, at=clock.now()
            )
            done(request, say("The duty is given."))
            return redirect("rounds:assignments", round_.pk)
    return page(
        request,
        "rounds/assignments.html",
        {
            "round": round_,
            "assignments": queries.assignments_of(round_),
            "form": form,
        },
        status=_status(form),
    )
