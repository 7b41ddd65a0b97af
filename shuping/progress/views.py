"""What waits for me, where a round stands and what holds it up, the bodies below."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import (
    require_GET,
    require_http_methods,
    require_POST,
)

from shuping.charter import STAGES, Act, Stage
from shuping.organisations.queries import organisations_open_to
from shuping.progress import queries, services
from shuping.progress.forms import WaiverForm
from shuping.progress.queries import overview, planning
from shuping.progress.rules import trend
from shuping.refusal import say
from shuping.rounds import services as rounds
from shuping.rounds.queries import acts_anywhere_in, acts_in, rounds_open_to
from shuping.shell import clock
from shuping.shell.web import Request, act_of, done, may, page, refusals_told

PAGE = 100


@require_GET
def home(request: Request) -> HttpResponse:
    """Show what waits for the person, the most pressing first, and their rounds."""
    seen = rounds_open_to(request.user, Act.SEE_ROUND).order_by(
        "-year", "convenor__path"
    )
    waiting = overview.waiting_for(request.user, overview.at_work(seen))
    return page(
        request,
        "progress/home.html",
        {
            "rounds": seen,
            "waiting": waiting,
            "may_make": organisations_open_to(request.user, Act.MAKE_ROUND).exists(),
            "today": clock.today(),
        },
    )


@require_GET
def round_page(request: Request, round_id: int) -> HttpResponse:
    """Show one round: its stages, what is missing, and the doors to everything."""
    round_ = get_object_or_404(
        rounds_open_to(request.user, act_of(request)), pk=round_id
    )
    acts = acts_anywhere_in(round_, request.user)
    days = overview.days_of(round_)
    return page(
        request,
        "progress/round.html",
        {
            "round": round_,
            "stages": overview.stages_of(round_, days),
            "missing": overview.missing_in(round_, days),
            "figures": overview.figures_of(round_, acts_in(round_, request.user)),
            "lines": overview.lines_of(round_) if Act.SEE_REPORTS in acts else (),
            "may": may(acts),
            "today": clock.today(),
        },
    )


@require_POST
def start(request: Request, round_id: int) -> HttpResponse:
    """Start the round; the scheme freezes."""
    round_ = get_object_or_404(
        rounds_open_to(request.user, act_of(request)), pk=round_id
    )
    with refusals_told(request):
        services.start(round_, by=request.user, at=clock.now())
        done(request, say("The round has started; its scheme is frozen."))
    return redirect("round", round_.pk)


@require_POST
def advance(request: Request, round_id: int) -> HttpResponse:
    """Move the round one stage on."""
    round_ = get_object_or_404(
        rounds_open_to(request.user, act_of(request)), pk=round_id
    )
    with refusals_told(request):
        stage = services.advance(round_, by=request.user, at=clock.now())
        done(request, say("The round is now at: {stage}.", stage=STAGES[stage]))
    return redirect("round", round_.pk)


@require_POST
def waive(request: Request, round_id: int) -> HttpResponse:
    """Let the round go on without one thing, for a written reason."""
    round_ = get_object_or_404(
        rounds_open_to(request.user, act_of(request)), pk=round_id
    )
    form = WaiverForm(request.POST)
    if form.is_valid():
        with refusals_told(request):
            rounds.waive(round_, **form.cleaned_data, by=request.user, at=clock.now())
            done(request, say("Noted, with its reason, in the journal."))
    return redirect("round", round_.pk)


@require_GET
def below(request: Request, round_id: int) -> HttpResponse:
    """Show how far the bodies below are against the deadline, all or of one stage."""
    round_ = get_object_or_404(
        rounds_open_to(request.user, act_of(request)), pk=round_id
    )
    by_stage = queries.by_stage(round_)
    chosen = request.GET.get("stage", "")
    found = queries.standings(round_)
    if chosen in by_stage:
        found = found.filter(stage=chosen)
    done_on, today = queries.done_on(round_), clock.today()
    all_ = sum(by_stage.values())
    return page(
        request,
        "progress/below.html",
        {
            "round": round_,
            "below": queries.below(round_),
            "stages": [(one, STAGES[one], count) for one, count in by_stage.items()],
            "chosen": STAGES[Stage(chosen)] if chosen in by_stage else None,
            "all": all_,
            "trend": trend(done_on, of=all_, today=today, deadline=round_.deadline)
            if done_on
            else None,
            "standings": Paginator(found, PAGE).get_page(request.GET.get("page")),
            "today": today,
        },
    )


@require_GET
def calendar(request: Request, round_id: int) -> HttpResponse:
    """Show the days of the round, counted from its meeting in working days."""
    round_ = get_object_or_404(
        rounds_open_to(request.user, act_of(request)), pk=round_id
    )
    return page(
        request,
        "progress/calendar.html",
        {
            "round": round_,
            "days": overview.calendar_of(round_),
            "may": may(acts_anywhere_in(round_, request.user)),
            "today": clock.today(),
        },
    )


@require_http_methods(["GET", "POST"])
def plan_roster(request: Request, round_id: int) -> HttpResponse:
    """Show who would report how; on POST, put all of them on the roster so."""
    round_ = get_object_or_404(
        rounds_open_to(request.user, act_of(request)), pk=round_id
    )
    made = planning.planned(round_, clock.today())
    if request.method == "POST":
        with refusals_told(request):
            enrolments = [one.enrolment for one in made.places]
            rounds.enrol(round_, enrolments, by=request.user, at=clock.now())
            count = len(enrolments)
            done(request, say("{count} are on the roster as planned.", count=count))
        return redirect("rounds:roster", round_.pk)
    shown = {"round": round_, "plan": made}
    return page(request, "progress/plan.html", shown)
