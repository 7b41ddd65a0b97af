"""The grading table, one reporter's working, the committee's decisions, letters."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import (
    require_GET,
    require_http_methods,
    require_POST,
)

from shuping.appraisal import queries, services, tasks
from shuping.appraisal.forms import DecisionForm, ScoresForm
from shuping.appraisal.queries import grading
from shuping.appraisal.services import Decided
from shuping.documents import services as documents
from shuping.documents.views import given
from shuping.refusal import say
from shuping.rounds.models import Reporter, Round
from shuping.rounds.queries import (
    acts_in,
    reporters_open_to,
    roster,
    rounds_open_to,
    scheme_of,
)
from shuping.shell import clock, spool
from shuping.shell.labels import label
from shuping.shell.queries import made_for
from shuping.shell.services import Wish, ask
from shuping.shell.web import (
    UNFIT,
    Request,
    act_of,
    attached,
    done,
    may,
    page,
    refusals_on,
    refusals_told,
)


def _round(request: Request, round_id: int) -> Round:
    seen = rounds_open_to(request.user, act_of(request))
    return get_object_or_404(seen, pk=round_id)


def _reporter(request: Request, round_id: int, reporter_id: int) -> Reporter:
    seen = reporters_open_to(request.user, act_of(request))
    return get_object_or_404(seen, round_id=round_id, pk=reporter_id)


@require_GET
def index(request: Request, round_id: int) -> HttpResponse:
    """Show the grading table of each pool, with its chart."""
    round_ = _round(request, round_id)
    worked = queries.has_figures(round_)
    return page(
        request,
        "appraisal/index.html",
        {
            "round": round_,
            "tables": grading.tables(round_) if worked else (),
            "may": may(acts_in(round_, request.user)),
        },
    )


@require_GET
def working(request: Request, round_id: int, reporter_id: int) -> HttpResponse:
    """Show how a reporter's grade comes about, from the counts on."""
    reporter = _reporter(request, round_id, reporter_id)
    worked = (
        grading.working_of(reporter) if queries.has_figures(reporter.round) else None
    )
    return _worked(request, reporter, worked, _decision_form(reporter, worked))


def _decision_form(
    reporter: Reporter, worked: grading.Working | None, data: object = None
) -> DecisionForm:
    grades = grading.grades_of(scheme_of(reporter.round)).values()
    row = worked.row if worked else None
    initial: dict[str, str] = {}
    if row and row.decision:
        decision = row.decision
        initial = {
            "grade": decision.grade,
            "reason": decision.reason,
            "opinion": decision.opinion,
        }
    elif row and row.proposed:
        initial = {"grade": row.proposed.code}
    return DecisionForm(data, grades=grades, initial=initial)


def _worked(
    request: Request,
    reporter: Reporter,
    worked: grading.Working | None,
    form: DecisionForm,
    *,
    status: int = 200,
) -> HttpResponse:
    shown = {
        "reporter": reporter,
        "round": reporter.round,
        "working": worked,
        "form": form,
        "may": may(acts_in(reporter.round, request.user)),
    }
    return page(request, "appraisal/working.html", shown, status=status)


@require_POST
def decide(request: Request, round_id: int, reporter_id: int) -> HttpResponse:
    """Take the committee's decision on one reporter."""
    reporter = _reporter(request, round_id, reporter_id)
    worked = (
        grading.working_of(reporter) if queries.has_figures(reporter.round) else None
    )
    form = _decision_form(reporter, worked, request.POST)
    if form.is_valid():
        with refusals_on(form):
            services.decide(
                reporter.round,
                [Decided(reporter, **form.cleaned_data)],
                by=request.user,
                at=clock.now(),
            )
            done(request, say("The decision is noted."))
            return redirect("appraisal:working", round_id, reporter.pk)
    return _worked(request, reporter, worked, form, status=UNFIT)


@require_POST
def decide_all(request: Request, round_id: int) -> HttpResponse:
    """Decide as proposed on everybody on whom nothing is decided yet."""
    round_ = _round(request, round_id)
    with refusals_told(request):
        count = services.decide_as_proposed(round_, by=request.user, at=clock.now())
        done(request, say("{count} grades decided as proposed.", count=count))
    return redirect("appraisal:index", round_.pk)


@require_http_methods(["GET", "POST"])
def scores(request: Request, round_id: int) -> HttpResponse:
    """Type the scores of the components other than the ballot."""
    round_ = _round(request, round_id)
    reporters = roster(round_)
    for one in reporters:
        one.round = round_
    initial = {
        f"{score.reporter_id}-{score.component}": score.points
        for score in queries.scores_of(round_)
    }
    form = ScoresForm(request.POST or None, reporters=reporters, initial=initial)
    if form.is_valid():
        with refusals_on(form):
            services.enter_scores(
                round_, form.entered(), by=request.user, at=clock.now()
            )
            done(request, say("The scores are entered."))
            return redirect("appraisal:index", round_.pk)
    status = UNFIT if form.errors else 200
    shown = {"round": round_, "form": form}
    return page(request, "appraisal/scores.html", shown, status=status)


@require_GET
def circular(request: Request, round_id: int) -> HttpResponse:
    """Give the circular on the round's results, which tells nobody's grade."""
    round_ = _round(request, round_id)
    written = queries.circular(round_, on=clock.today())
    return given(written, "circular", request.GET.get("as", ""), to=request)


@require_GET
def letters(request: Request, round_id: int) -> HttpResponse:
    """Give all feedback letters as one PDF, or as one OFD with ?as=ofd."""
    round_ = _round(request, round_id)
    written = list(queries.letters(round_, on=clock.today()).values())
    if not written:
        messages.error(request, label(say("There are no figures to write letters of.")))
        return redirect("appraisal:index", round_.pk)
    if lack := documents.lacking(*written):
        messages.warning(request, label(lack))
    if request.GET.get("as") == "ofd":
        return attached(documents.ofd(written), "letters.ofd")
    return attached(documents.pdf(written), "letters.pdf")


@require_POST
def make_letters(request: Request, round_id: int) -> HttpResponse:
    """Ask the clerk for a zip of all feedback letters."""
    round_ = _round(request, round_id)
    wish = Wish(
        say("Letters of {round}", round=round_),
        asked_from=reverse("appraisal:index", args=[round_.pk]),
        about={"round": round_.pk},
    )
    task = ask(tasks.make_letters, wish, by=request.user, at=clock.now())
    return redirect("task", task.pk)


@require_GET
def made_letters(request: Request, round_id: int) -> HttpResponse:
    """Give the letters that the clerk has made for the person."""
    round_ = _round(request, round_id)
    task = made_for(request.user, request.path)
    packed = b""
    with refusals_told(request):
        packed = spool.read(task.file if task else "")
    if not packed:
        return redirect("appraisal:index", round_.pk)
    name = f"letters-{round_.convenor.code}-{round_.year}.zip"
    return attached(packed, name)


@require_GET
def letter(request: Request, round_id: int, reporter_id: int) -> HttpResponse:
    """Give one reporter's feedback letter as .docx, or in the form of ?as=."""
    reporter = _reporter(request, round_id, reporter_id)
    code = reporter.organisation.code
    written = queries.letters(reporter.round, on=clock.today()).get(code)
    if written is None:
        return redirect("round", round_id)
    return given(written, code, request.GET.get("as", ""), to=request)
