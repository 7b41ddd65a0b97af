"""Requests from below: listed, asked, answered."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_GET, require_http_methods

from shuping.rectification import queries, services
from shuping.rectification.forms import AnswerForm, RequestForm
from shuping.rectification.models import Request as Asking
from shuping.rectification.services import Answered, Asked
from shuping.rectification.views.reading import PAGE, round_of
from shuping.refusal import say
from shuping.rounds.models import Round
from shuping.rounds.queries import acts_anywhere_in
from shuping.shell import clock
from shuping.shell.web import (
    STALE,
    UNFIT,
    Request,
    act_of,
    done,
    may,
    page,
    refusals_on,
)


@require_GET
def requests(request: Request, round_id: int) -> HttpResponse:
    """List the requests that the person may see, of all years, with their answers."""
    round_ = round_of(request, round_id)
    asked = queries.requests_open_to(request.user, act_of(request)).filter(
        superior=round_.convenor
    )
    return page(
        request,
        "rectification/requests.html",
        {
            "round": round_,
            "asked": Paginator(asked, PAGE).get_page(request.GET.get("page")),
            "may": may(acts_anywhere_in(round_, request.user)),
        },
    )


@require_http_methods(["GET", "POST"])
def ask(request: Request, round_id: int) -> HttpResponse:
    """Ask something of a body above."""
    round_ = round_of(request, round_id)
    form = RequestForm(
        request.POST or None,
        bodies=queries.speaking_in(round_, request.user, act_of(request)),
        owners=queries.owners_in(round_),
        initial={"owner": round_.convenor_id},
    )
    if form.is_valid():
        with refusals_on(form):
            asked = [Asked(**form.cleaned_data)]
            services.ask(round_, asked, by=request.user, at=clock.now())
            done(request, say("The request is sent up."))
            return redirect("rectification:requests", round_.pk)
    return page(
        request,
        "rectification/ask.html",
        {"round": round_, "form": form},
        status=UNFIT if form.errors else 200,
    )


def _answer(request: Request, round_: Round, asked: Asking, form: AnswerForm) -> None:
    # A browser may send the lines of what was seen with other ends.
    seen = form.cleaned_data["seen"]
    if seen.splitlines() == asked.answer.splitlines():
        seen = asked.answer
    words = form.cleaned_data["words"]
    services.answer(round_, asked, words, seen=seen, by=request.user, at=clock.now())


@require_http_methods(["GET", "POST"])
def answer(request: Request, round_id: int, request_id: int) -> HttpResponse:
    """Answer a request; whoever answers second sees the other answer."""
    round_ = round_of(request, round_id)
    asked = get_object_or_404(
        queries.requests_open_to(request.user, act_of(request)),
        superior=round_.convenor,
        pk=request_id,
    )
    initial = {"seen": asked.answer, "words": asked.answer}
    form = AnswerForm(request.POST or None, initial=initial)
    context = {"round": round_, "asked": asked, "form": form}
    if form.is_valid():
        with refusals_on(form):
            try:
                _answer(request, round_, asked, form)
            except Answered:
                asked.refresh_from_db()
                data = request.POST.copy()
                data["seen"] = asked.answer
                context |= {"form": AnswerForm(data), "theirs": asked.answer}
                return page(request, "rectification/answer.html", context, status=STALE)
            done(request, say("The answer is written down."))
            return redirect("rectification:requests", round_.pk)
    status = UNFIT if form.errors else 200
    return page(request, "rectification/answer.html", context, status=status)
