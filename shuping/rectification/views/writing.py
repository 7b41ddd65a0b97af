"""A problem raised, by its own body or by the superior."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from shuping.charter import Act
from shuping.rectification import queries, services
from shuping.rectification.forms import ProblemForm
from shuping.rectification.views.reading import round_of
from shuping.refusal import say
from shuping.rounds.queries import acts_in
from shuping.shell import clock
from shuping.shell.web import UNFIT, Request, act_of, done, page, refusals_on


@require_http_methods(["GET", "POST"])
def raise_problem(request: Request, round_id: int) -> HttpResponse:
    """Raise one problem."""
    round_ = round_of(request, round_id)
    bodies = queries.speaking_in(round_, request.user, act_of(request))
    form = ProblemForm(
        request.POST or None,
        bodies=bodies,
        superior=Act.CLOSE_PROBLEM in acts_in(round_, request.user),
    )
    if form.is_valid():
        with refusals_on(form):
            problem = services.raise_problem(
                round_, **form.cleaned_data, by=request.user, at=clock.now()
            )
            done(request, say("The problem stands in the ledger."))
            return redirect("rectification:problem", round_.pk, problem.pk)
    return page(
        request,
        "rectification/raise.html",
        {"round": round_, "form": form},
        status=UNFIT if form.errors else 200,
    )
