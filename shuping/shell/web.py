"""What every view needs: the request, one way to render, refusals in their place."""

from collections.abc import Generator, Iterable, Mapping
from contextlib import contextmanager
from typing import Any

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext

from shuping.accounts.models import Person
from shuping.charter import Act
from shuping.doors import DOORS
from shuping.failpoint import failpoint
from shuping.refusal import Refused, Words

UNFIT, STALE = 422, 409
_KINDS = {
    "csv": "text/csv; charset=utf-8",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "html": "text/html; charset=utf-8",
    "ofd": "application/ofd",
    "pdf": "application/pdf",
    "zip": "application/zip",
}
_MOST_DIGITS = 18
"""No database of ours keeps a longer number as a key."""


class Request(HttpRequest):
    """A request from a signed-in person."""

    user: Person


def act_of(request: HttpRequest) -> Act:
    """Return the act that the address asked for needs; the charter names it."""
    assert request.resolver_match is not None  # noqa: S101 - the request has a view
    return DOORS[request.resolver_match.view_name]


def may(acts: Iterable[Act]) -> dict[str, bool]:
    """Return acts as a template asks for them: `{% if may.start_round %}`."""
    return {act.name.lower(): True for act in acts}


def whole(text: str) -> int:
    """Return the key that was sent as text; 0, which is nobody's, where it is none."""
    fit = text.isascii() and text.isdecimal() and len(text) <= _MOST_DIGITS
    return int(text) if fit else 0


def page(
    request: Request, template: str, context: Mapping[str, Any], *, status: int = 200
) -> HttpResponse:
    """Render a page of a room, `room/page.html`."""
    return render(request, template, context, status=status)


def attached(raw: bytes, name: str) -> HttpResponse:
    """Return a file to be kept under a name; its ending says what it is."""
    held = content_disposition_header(as_attachment=True, filename=name)
    headers = {"Content-Disposition": str(held)}
    return HttpResponse(raw, _KINDS[name.rpartition(".")[2]], headers=headers)


@contextmanager
def refusals_on(form: BaseForm) -> Generator[None]:
    """Turn a refusal into an error of the form that asked."""
    try:
        yield
    except Refused as refusal:
        form.add_error(None, refusal.words.told(gettext))


@contextmanager
def refusals_told(request: HttpRequest) -> Generator[None]:
    """Tell a refusal at the head of the next page; for buttons without a form."""
    try:
        yield
    except Refused as refusal:
        messages.error(request, refusal.words.told(gettext))


def done(request: HttpRequest, words: Words) -> None:
    """Tell at the head of the next page what was done."""
    failpoint("answering")
    messages.success(request, words.told(gettext))
