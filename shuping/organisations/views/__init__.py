"""The tree: browse it, search it, see one body with its posts and duties."""

from collections.abc import Callable
from functools import wraps

from django.core.paginator import Paginator
from django.forms import BaseForm
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_GET

from shuping.charter import Act
from shuping.organisations import queries
from shuping.organisations.forms.tree import (
    AddForm,
    AppointForm,
    ChangeForm,
    EndForm,
    MoveForm,
)
from shuping.organisations.models import Organisation
from shuping.shell.web import UNFIT, Request, act_of, page

PAGE = 50
View = Callable[..., HttpResponse]


def at_the_top(view: View) -> View:
    """Open a page of the whole installation to those who have its duty at the top.

    For rooms below this one, which cannot ask about duties themselves.
    """

    @wraps(view)
    def guarded(request: Request, *args: int) -> HttpResponse:
        if not queries.may_at_the_top(request.user, act_of(request)):
            raise Http404
        return view(request, *args)

    return guarded


@require_GET
def index(request: Request) -> HttpResponse:
    """List the bodies that the person may see, or those that a search finds."""
    seen = queries.organisations_open_to(request.user, act_of(request))
    if not seen.exists():
        raise Http404
    search = request.GET.get("search", "").strip()[:100]
    found = queries.searched(seen, search)
    return page(
        request,
        "organisations/index.html",
        {
            "bodies": Paginator(found, PAGE).get_page(request.GET.get("page")),
            "search": search,
            "keeps": queries.organisations_open_to(
                request.user, Act.KEEP_TREE
            ).exists(),
        },
    )


@require_GET
def organisation(request: Request, organisation_id: int) -> HttpResponse:
    """Show one body: what is above and below it, its posts and their holders."""
    seen = queries.organisations_open_to(request.user, act_of(request))
    body = get_object_or_404(seen.select_related("parent"), pk=organisation_id)
    return organisation_page(request, body)


def organisation_page(
    request: Request, body: Organisation, wrong: BaseForm | None = None
) -> HttpResponse:
    """Show one body, with the forms of whoever keeps it; one may be `wrong`."""
    kept = queries.may_at(body, request.user, Act.KEEP_TREE)
    children = body.children.order_by("path")
    return page(
        request,
        "organisations/organisation.html",
        {
            "body": body,
            "above": queries.above(body),
            "children": Paginator(children, PAGE).get_page(request.GET.get("page")),
            "tenures": queries.history(body),
            "duties": queries.duties_given(body),
            "kept": kept,
            "moves": kept and queries.may_at(body.parent, request.user, Act.KEEP_TREE),
            "wrong": wrong,
        }
        | _forms(body, wrong),
        status=UNFIT if wrong else 200,
    )


def _forms(body: Organisation, wrong: BaseForm | None) -> dict[str, BaseForm]:
    forms = {
        "add": AddForm(),
        "change": ChangeForm(body),
        "move": MoveForm(Organisation.objects.none()),
        "appoint": AppointForm(),
    }
    for name, form in forms.items():
        if isinstance(wrong, type(form)):
            forms[name] = wrong
    ended = {"end_form": wrong} if isinstance(wrong, EndForm) else {}
    return ended | {f"{name}_form": form for name, form in forms.items()}
