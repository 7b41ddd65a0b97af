"""A problem tasked, evidenced, closed by the superior, sent back, come back."""

from collections.abc import Callable

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from shuping.rectification import services
from shuping.rectification.forms import EvidenceForm, TaskForm
from shuping.rectification.views.reading import (
    Forms,
    problem_of,
    round_of,
    shown_problem,
    task_form,
)
from shuping.refusal import Words, say
from shuping.shell import clock
from shuping.shell.web import UNFIT, Request, done, refusals_on, refusals_told


@require_POST
def task(request: Request, round_id: int, problem_id: int) -> HttpResponse:
    """Say what is done about it, by whom and until when."""
    round_ = round_of(request, round_id)
    problem, form = problem_of(request, round_, problem_id), TaskForm(request.POST)
    if form.is_valid():
        with refusals_on(form):
            services.task(
                round_, problem, **form.cleaned_data, by=request.user, at=clock.now()
            )
            done(request, say("The measure stands in the ledger."))
            return redirect("rectification:problem", round_id, problem_id)
    forms = Forms(form, EvidenceForm())
    return shown_problem(request, round_, problem, forms, status=UNFIT)


@require_POST
def evidence(request: Request, round_id: int, problem_id: int) -> HttpResponse:
    """Show what was done."""
    round_ = round_of(request, round_id)
    problem, form = problem_of(request, round_, problem_id), EvidenceForm(request.POST)
    if form.is_valid():
        with refusals_on(form):
            services.show_evidence(
                round_, problem, **form.cleaned_data, by=request.user, at=clock.now()
            )
            done(request, say("The superior will look at it."))
            return redirect("rectification:problem", round_id, problem_id)
    forms = Forms(task_form(problem), form)
    return shown_problem(request, round_, problem, forms, status=UNFIT)


def _judged(
    request: Request,
    round_id: int,
    problem_id: int,
    judge: Callable[..., None],
    words: Words,
) -> HttpResponse:
    round_ = round_of(request, round_id)
    problem = problem_of(request, round_, problem_id)
    with refusals_told(request):
        judge(round_, problem, by=request.user, at=clock.now())
        done(request, words)
    return redirect("rectification:problem", round_id, problem_id)


@require_POST
def close(request: Request, round_id: int, problem_id: int) -> HttpResponse:
    """Close the problem; the superior's alone."""
    words = say("The problem is closed.")
    return _judged(request, round_id, problem_id, services.close, words)


@require_POST
def send_back(request: Request, round_id: int, problem_id: int) -> HttpResponse:
    """Find the evidence not enough."""
    words = say("Not yet enough: the task goes on.")
    return _judged(request, round_id, problem_id, services.send_back, words)


@require_POST
def reopen(request: Request, round_id: int, problem_id: int) -> HttpResponse:
    """Open a closed problem that has come back."""
    words = say("The problem is open again.")
    return _judged(request, round_id, problem_id, services.reopen, words)
