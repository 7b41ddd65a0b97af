"""What waits for me, where a round stands and what holds it up, the bodies below."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_GET, require_POST

from shuping.charter import STAGES, Act
from shuping.organisations.queries import organisations_open_to
from shuping.progress import queries, services
from shuping.progress.forms import WaiverForm
from shuping.progress.queries import overview
from shuping.refusal import say
from shuping.rounds import services as rounds
from shuping.rounds.queries import acts_anywhere_in, acts_in, rounds_open_to
from shuping.shell import clock
from shuping.shell.web import Request, act_of, done, may, page, refusals_told


@require_GET
def home(request: Request) -> HttpResponse:
    """Show what waits for the person, the most pressing first, and their rounds."""
    seen = rounds_open_to(request.user, Act.SEE_ROUND).order_by(
        "-year", "convenor__path"
    )
    waiting = overview.waiting_for(request.user, seen[: overview.MOST_ROUNDS])
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
    """Show how far the bodies below are against the deadline."""
    round_ = get_object_or_404(
        rounds_open_to(request.user, act_of(request)), pk=round_id
    )
    return page(
        request,
        "progress/below.html",
        {
            "round": round_,
            "below": queries.below(round_),
            "standings": queries.standings(round_),
            "today": clock.today(),
        },
    )
