"""The headers that every answer carries, and a password that is not one's own."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from shuping.accounts.models import Person

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'"
)


def content_security(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Forbid every script, style and frame that is not our own file."""

    def answer(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.headers.setdefault("Content-Security-Policy", POLICY)
        if request.path.startswith("/desk/"):
            response.headers.setdefault("Cache-Control", "no-store")
        return response

    return answer


def own_password_first(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Let nobody go on with a password that was handed over: first their own."""

    def answer(request: HttpRequest) -> HttpResponse:
        person = getattr(request, "user", None)
        if isinstance(person, Person) and person.handed_over:
            allowed = map(reverse, ("password", "sign-out", "language"))
            if request.path.startswith("/desk/") and request.path not in allowed:
                return redirect("password")
        return get_response(request)

    return answer
