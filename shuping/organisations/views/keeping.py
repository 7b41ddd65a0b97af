"""Keeping the tree and its posts by hand: forms on the page of a body."""

from collections.abc import Callable

from django.forms import BaseForm
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from shuping.organisations import queries, services
from shuping.organisations.forms.tree import (
    AddForm,
    AppointForm,
    ChangeForm,
    EndForm,
    MoveForm,
)
from shuping.organisations.models import Organisation
from shuping.organisations.services import keeping
from shuping.organisations.views import organisation_page
from shuping.refusal import Words, say
from shuping.shell import clock
from shuping.shell.web import Request, act_of, done, refusals_on


def _body(request: Request, organisation_id: int) -> Organisation:
    seen = queries.organisations_open_to(request.user, act_of(request))
    return get_object_or_404(seen.select_related("parent"), pk=organisation_id)


def _done_or_shown(
    request: Request, body: Organisation, form: BaseForm, do: Callable[[], Words]
) -> HttpResponse:
    """Do what a form asks for; where that is refused, show the form with the reason."""
    if form.is_valid():
        with refusals_on(form):
            done(request, do())
            return redirect("organisation", body.pk)
    return organisation_page(request, body, form)


@require_POST
def add(request: Request, organisation_id: int) -> HttpResponse:
    """Add one body below."""
    body = _body(request, organisation_id)
    form = AddForm(request.POST)

    def do() -> Words:
        asked = form.below(body)
        new = keeping.add_body(asked, by=request.user, at=clock.now())
        return say("{body} stands below.", body=new)

    return _done_or_shown(request, body, form, do)


@require_POST
def change(request: Request, organisation_id: int) -> HttpResponse:
    """Change the words of a body."""
    body = _body(request, organisation_id)
    form = ChangeForm(body, request.POST)

    def do() -> Words:
        words = form.cleaned_data
        keeping.change_body(body, **words, by=request.user, at=clock.now())
        return say("The body is changed.")

    return _done_or_shown(request, body, form, do)


@require_POST
def move(request: Request, organisation_id: int) -> HttpResponse:
    """Move a body with all below it under another."""
    body = _body(request, organisation_id)
    bodies = queries.organisations_open_to(request.user, act_of(request))
    form = MoveForm(bodies, request.POST)

    def do() -> Words:
        to = form.cleaned_data["to"]
        keeping.move_body(body, to, by=request.user, at=clock.now())
        return say("{body} stands below {parent} now.", body=body, parent=to)

    return _done_or_shown(request, body, form, do)


@require_POST
def appoint(request: Request, organisation_id: int) -> HttpResponse:
    """Give a post to a holder."""
    body = _body(request, organisation_id)
    form = AppointForm(request.POST)

    def do() -> Words:
        facts = form.cleaned_data
        services.appoint(body, **facts, by=request.user, at=clock.now())
        return say("{holder} holds the post.", holder=facts["holder"])

    return _done_or_shown(request, body, form, do)


@require_POST
def end(request: Request, tenure_id: int) -> HttpResponse:
    """End a tenure on its last day."""
    seen = queries.tenures_open_to(request.user, act_of(request))
    tenure = get_object_or_404(seen, pk=tenure_id)
    form = EndForm(request.POST, prefix=f"end-{tenure.pk}")

    def do() -> Words:
        until = form.cleaned_data["until"]
        keeping.end_tenure(tenure, until=until, by=request.user, at=clock.now())
        return say("The tenure is ended.")

    return _done_or_shown(request, tenure.post.organisation, form, do)
