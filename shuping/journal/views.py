"""The journal, for the auditor: who did what, when, and whether it is whole."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.views.decorators.http import require_GET

from shuping.journal import queries
from shuping.shell.web import Request, page

PAGE = 100


@require_GET
def index(request: Request) -> HttpResponse:
    """List the entries, latest first; the address decides who may come here."""
    return page(
        request,
        "journal/index.html",
        {
            "entries": Paginator(queries.entries(), PAGE).get_page(
                request.GET.get("page")
            ),
            "unsealed": queries.unsealed(),
        },
    )
