"""Lists of bodies and of posts: sent, looked at, taken in; and given out."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.conf import settings
from django.core import signing
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods

from shuping.organisations import queries
from shuping.organisations.forms.tree import ListForm
from shuping.organisations.queries import plans
from shuping.organisations.rules.layouts import (
    BODIES,
    POSTS,
    Arrived,
    Layout,
    arrived,
    read_list,
    told_at_cells,
)
from shuping.organisations.rules.plans import TreePlan
from shuping.organisations.rules.tenures import PostPlan
from shuping.organisations.services import importing
from shuping.refusal import Refused, say
from shuping.shell import clock
from shuping.shell.web import UNFIT, Request, act_of, attached, done, page
from shuping.tables.faults import WHOLE, Fault
from shuping.tables.reading import Row
from shuping.tables.writing import csv_file

R = TypeVar("R", bound=Row)
_HOUR = 3600
_ROOM = 64 * 1024
Plan = TreePlan | PostPlan


@dataclass(frozen=True, slots=True)
class _Kind(Generic[R]):
    """One kind of list: how it is read, planned, taken in and shown."""

    name: str
    layout: Layout[R]
    plan: Callable[..., Plan]
    take_in: Callable[..., Plan]


_BODIES = _Kind("bodies", BODIES, plans.plan_of_bodies, importing.take_in_bodies)
_POSTS = _Kind("posts", POSTS, plans.plan_of_posts, importing.take_in_posts)


@require_http_methods(["GET", "POST"])
def bodies(request: Request) -> HttpResponse:
    """Take in a list of bodies after a preview."""
    return _import(request, _BODIES)


@require_http_methods(["GET", "POST"])
def posts(request: Request) -> HttpResponse:
    """Take in a list of posts and their holders after a preview."""
    return _import(request, _POSTS)


def _import(request: Request, kind: _Kind[Any]) -> HttpResponse:
    if not queries.organisations_open_to(request.user, act_of(request)).exists():
        raise Http404
    if "agreed" in request.POST:
        return _take_in(request, kind, request.POST["agreed"])
    form = ListForm(request.POST or None, request.FILES or None)
    if not form.is_valid():
        return _shown(request, kind, form=form)
    file = form.cleaned_data["list"]
    got = arrived(file.name, file.read(), kind.layout)
    if isinstance(got, tuple):
        return _shown(request, kind, faults=got)
    read = read_list(got, kind.layout)
    plan = kind.plan(read, got, request.user)
    if read.faults.found:
        return _shown(request, kind, faults=told_at_cells(got, read))
    token = _agreed(request, kind, got, plan)
    if len(token) > settings.DATA_UPLOAD_MAX_MEMORY_SIZE - _ROOM:
        wrong, right = say("the list is too long"), say("send several files")
        return _shown(request, kind, faults=[Fault(got.file, 1, WHOLE, wrong, right)])
    return _shown(request, kind, plan=plan, token=token)


def _salt(request: Request, kind: _Kind[Any]) -> str:
    return f"organisations.{kind.name}.{request.user.pk}"


def _agreed(request: Request, kind: _Kind[Any], got: Arrived, plan: Plan) -> str:
    """Return the list with the digest of its plan, signed: what was seen is taken in.

    It holds for an hour, for whoever saw the preview.
    """
    held = [plan.digest, got.file, got.workbook, got.records]
    return signing.dumps(held, salt=_salt(request, kind), compress=True)


def _take_in(request: Request, kind: _Kind[Any], token: str) -> HttpResponse:
    try:
        digest, file, workbook, records = signing.loads(
            token, salt=_salt(request, kind), max_age=_HOUR
        )
        got = Arrived(file, [(line, cells) for line, cells in records], workbook)
        plan = kind.take_in(got, agreed=digest, by=request.user, at=clock.now())
    except signing.BadSignature:
        gone = say("The preview holds no more. Choose the file again.")
        return _shown(request, kind, refused=gone)
    except Refused as refusal:
        return _shown(request, kind, refused=refusal.words)
    told = say("{new} new, {changes} changed.", **_counts(plan))
    done(request, told if plan else say("Nothing changed: it stood so already."))
    return redirect("organisations:index")


def _counts(plan: Plan) -> dict[str, int]:
    return {"new": len(plan.new), "changes": len(plan.changes)}


def _shown(request: Request, kind: _Kind[Any], **shown: Any) -> HttpResponse:
    """Show the form, with a preview, faults or a refusal."""
    headers = kind.layout.headers
    wrong = shown.keys() & {"faults", "refused"} or shown.get("form", ListForm()).errors
    return page(
        request,
        f"organisations/import_{kind.name}.html",
        {"form": ListForm(), "headers": headers} | shown,
        status=UNFIT if wrong else 200,
    )


@require_GET
def bodies_template(request: Request) -> HttpResponse:
    """Give an empty list of bodies."""
    return _template(request, BODIES, say("bodies").told(gettext))


@require_GET
def posts_template(request: Request) -> HttpResponse:
    """Give an empty list of posts."""
    return _template(request, POSTS, say("posts").told(gettext))


def _template(request: Request, layout: Layout[Any], name: str) -> HttpResponse:
    if not queries.organisations_open_to(request.user, act_of(request)).exists():
        raise Http404
    return attached(csv_file([layout.template()]), f"{name}.csv")


@require_GET
def listed(request: Request) -> HttpResponse:
    """Give the bodies that the person may see as a list that goes in again."""
    seen = queries.organisations_open_to(request.user, act_of(request))
    if not seen.exists():
        raise Http404
    facts = ("code", "parent__code", "name", "kind", "sector")
    rows = [[value or "" for value in row] for row in seen.values_list(*facts)]
    name = say("bodies").told(gettext)
    return attached(csv_file([BODIES.template(), *rows]), f"{name}.csv")
