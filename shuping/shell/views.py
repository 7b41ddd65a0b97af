"""What is nobody's room: the way in, the health of the house, one's own tasks."""

from http import HTTPStatus

from django.conf import settings
from django.contrib.auth import views as auth
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.db import connection
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.cache import get_conditional_response
from django.utils.translation import get_language
from django.views.decorators.http import require_GET

from shuping.accounts.models import Person
from shuping.shell import clock, queries
from shuping.shell.web import Request, page

_MOST_SILENCE = 15.0
"""Seconds after which a clerk that neither sealed nor spoke counts as dead."""

_PAGE = 50


@require_GET
@login_not_required
def health(request: Request) -> HttpResponse:
    """Answer a supervisor: the database answers, and the clerk seals the journal."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    well = clock.seconds_since(settings.CLERK_FILE) < _MOST_SILENCE
    return HttpResponse(
        "ok" if well else "the clerk is not working",
        status=HTTPStatus.OK if well else HTTPStatus.SERVICE_UNAVAILABLE,
        content_type="text/plain",
    )


def unsound(request: Request, exception: Exception) -> HttpResponse:
    """Tell that a request was not one that a page sends."""
    return page(request, "400.html", {}, status=HTTPStatus.BAD_REQUEST)


_sign_in = auth.LoginView.as_view(
    template_name="registration/sign_in.html", redirect_authenticated_user=True
)


@login_not_required
def sign_in(request: Request) -> HttpResponseBase:
    """Let people in; where there is nobody yet, lead to the first run."""
    if not Person.objects.exists():
        return redirect("first-run")
    return _sign_in(request)


@require_GET
def tasks(request: Request) -> HttpResponse:
    """List the person's own tasks, latest first."""
    found = Paginator(queries.tasks_of(request.user), _PAGE)
    shown = {"tasks": found.get_page(request.GET.get("page"))}
    return page(request, "shell/tasks.html", shown)


@require_GET
def task(request: Request, task_id: int) -> HttpResponseBase:
    """Show one of the person's own tasks; the part that moves, to a page that asks.

    The part carries an ETag: where nothing has moved, the answer is 304.
    """
    one = get_object_or_404(queries.tasks_of(request.user), pk=task_id)
    part = request.headers.get("X-Part") == "1"
    template = "shell/_task.html" if part else "shell/task.html"
    etag = f'"{one.state}.{one.step}.{one.steps}.{get_language()}"'
    unmoved = get_conditional_response(request, etag=etag) if part else None
    answer = unmoved or page(request, template, {"task": one})
    answer.headers["ETag"] = etag
    answer.headers["Vary"] = "X-Part"
    return answer
