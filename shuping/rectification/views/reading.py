"""The ledger of the round's convenor, and one problem with its whole life."""

from dataclasses import dataclass

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_GET

from shuping.charter import Act
from shuping.documents.views import given
from shuping.organisations.queries import own_duties
from shuping.rectification import queries
from shuping.rectification.forms import EvidenceForm, SoughtForm, TaskForm
from shuping.rectification.models import Problem
from shuping.rectification.rules import Status, life_of, steps
from shuping.rounds.models import Round
from shuping.rounds.queries import acts_anywhere_in, acts_in, rounds_open_to
from shuping.shell import clock
from shuping.shell.web import Request, act_of, may, page

PAGE = 100


@require_GET
def index(request: Request, round_id: int) -> HttpResponse:
    """List the problems that the person may see, of all years."""
    round_ = round_of(request, round_id)
    rows = queries.problems_open_to(request.user, act_of(request)).filter(
        superior=round_.convenor
    )
    form = SoughtForm(
        request.GET, years=queries.years_in(rows), bodies=queries.bodies_of(rows)
    )
    sought, today = form.sought(), clock.today()
    found = queries.sought_in(rows, sought, person=request.user, today=today)
    shown = Paginator(found, PAGE).get_page(request.GET.get("page"))
    return page(
        request,
        "rectification/index.html",
        {
            "round": round_,
            "form": form,
            "found": shown,
            "late": {one.pk for one in shown if one.is_overdue(today)},
            "standing": queries.standing_of(rows, today),
            "may": may(acts_anywhere_in(round_, request.user)),
        },
    )


@require_GET
def lists(request: Request, round_id: int) -> HttpResponse:
    """Give the three lists of the year's problems that the person may see."""
    round_ = round_of(request, round_id)
    rows = queries.problems_open_to(request.user, act_of(request))
    written = queries.lists_of(round_, rows)
    return given(written, "lists", request.GET.get("as", ""), to=request)


def round_of(request: Request, round_id: int) -> Round:
    """Return the round that the address names, if open to the person."""
    return get_object_or_404(rounds_open_to(request.user, act_of(request)), pk=round_id)


@dataclass(frozen=True, slots=True)
class Forms:
    """The forms on the page of a problem; one of them may have come back."""

    task: TaskForm
    evidence: EvidenceForm


@require_GET
def problem(request: Request, round_id: int, problem_id: int) -> HttpResponse:
    """Show one problem: where it stands, what was said of it, what comes next."""
    round_ = round_of(request, round_id)
    return shown_problem(request, round_, problem_of(request, round_, problem_id))


def problem_of(request: Request, round_: Round, problem_id: int) -> Problem:
    """Return the problem that the address names, if open to the person."""
    return get_object_or_404(
        queries.problems_open_to(request.user, act_of(request)),
        superior=round_.convenor,
        pk=problem_id,
    )


def shown_problem(
    request: Request,
    round_: Round,
    problem: Problem,
    forms: Forms | None = None,
    *,
    status: int = 200,
) -> HttpResponse:
    """Render one problem, with the forms of what the person can do about it."""
    acts = acts_in(round_, request.user, reporting=problem.organisation)
    owner = bool(own_duties(problem.organisation, request.user))
    stands = Status(problem.status)
    judges = Act.CLOSE_PROBLEM in acts
    return page(
        request,
        "rectification/problem.html",
        {
            "round": round_,
            "problem": problem,
            "life": life_of(stands),
            "overdue": problem.is_overdue(clock.today()),
            "steps": dict.fromkeys(steps(stands, acts, owner=owner), True),
            "forms": forms or Forms(task_form(problem), EvidenceForm()),
            "same": queries.same_evidence(problem) if judges else (),
            "may": may(acts),
        },
        status=status,
    )


def task_form(problem: Problem) -> TaskForm:
    """Return the form of a task, filled with what was said before."""
    fields = ("measure", "leader", "unit", "deadline")
    return TaskForm(initial={name: getattr(problem, name) for name in fields})
