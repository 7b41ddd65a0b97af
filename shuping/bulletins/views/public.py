"""The portal: what anybody may read, where the installation has one."""

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any, Concatenate

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_GET

from shuping.bulletins.queries import portal as queries
from shuping.bulletins.queries.portal import PAGE, item_of, page_of
from shuping.bulletins.rules.feed import feed as atom
from shuping.bulletins.rules.searching import LONGEST
from shuping.shell.web import Request, page

View = Callable[Concatenate[Request, ...], HttpResponse]


def _where_there_is_a_portal(view: View) -> View:
    """Let anybody in where the installation has a portal; else nothing is there.

    Who reads outside gets no cookie and no way to the desk, whatever they ask for.
    """

    @wraps(view)
    def guarded(request: Request, *args: Any, **named: Any) -> HttpResponse:
        if not settings.PORTAL:
            raise Http404
        try:
            return view(request, *args, **named)
        except Http404:
            return page(
                request, "bulletins/outside.html", {}, status=HTTPStatus.NOT_FOUND
            )

    return require_GET(login_not_required(guarded))


@_where_there_is_a_portal
def portal(request: Request) -> HttpResponse:
    """List what is published, of a column, or what holds the words sought."""
    column = request.GET.get("column", "")[:64]
    columns = queries.columns()
    if column and column not in columns:
        raise Http404
    words = request.GET.get("words", "")[:LONGEST]
    found = Paginator(queries.published(column, words), PAGE)
    shown = {
        "bulletins": found.get_page(request.GET.get("page")),
        "columns": columns,
        "column": column,
        "words": words,
        "count": found.count,
    }
    return page(request, "bulletins/portal.html", shown)


@_where_there_is_a_portal
def feed(request: Request) -> HttpResponse:
    """Give the latest as an Atom feed."""
    latest = queries.published(request.GET.get("column", "")[:64])[:PAGE]
    home = request.build_absolute_uri(reverse("portal"))
    items = [item_of(one, f"{home}{one.number}/") for one in latest]
    title = gettext("Bulletins")
    written = atom(items, home, request.build_absolute_uri(), title=title)
    return HttpResponse(written, "application/atom+xml; charset=utf-8")


@_where_there_is_a_portal
def public(request: Request, bulletin_id: int) -> HttpResponse:
    """Show the latest version at an address, or that it was withdrawn."""
    return _version(request, bulletin_id, None)


@_where_there_is_a_portal
def public_version(request: Request, bulletin_id: int, version: int) -> HttpResponse:
    """Show one version of what is at an address."""
    return _version(request, bulletin_id, version)


def _version(request: Request, number: int, version: int | None) -> HttpResponse:
    versions = queries.public_versions(number)
    fit = [one for one in versions if version in {None, one.version}]
    if not fit or fit[0].number != number:
        raise Http404
    return page(request, "bulletins/public.html", page_of(fit[0], versions))
