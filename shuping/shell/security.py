"""The headers of every answer, what no request may bring, a password of one's own."""

from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse, QueryDict
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


_FORMS = {"application/x-www-form-urlencoded", "multipart/form-data", ""}


def sound_requests(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Refuse, before any view, what no page of ours can have sent.

    That is a body too long, packed, or of another kind than a form; and a NUL anywhere,
    which no database keeps as text.
    """

    def answer(request: HttpRequest) -> HttpResponse:
        if not (_has_a_sound_body(request) and _has_sound_text(request)):
            raise BadRequest
        return get_response(request)

    return answer


def _has_a_sound_body(request: HttpRequest) -> bool:
    length = request.headers.get("Content-Length") or "0"
    return (
        length.isdecimal()
        and int(length[:20]) <= settings.MOST_SENT
        and "Content-Encoding" not in request.headers
        and (request.method != "POST" or request.content_type in _FORMS)
    )


def _has_sound_text(request: HttpRequest) -> bool:
    return (
        "\0" not in request.path and _is_sound(request.GET) and _is_sound(request.POST)
    )


def _is_sound(sent: QueryDict) -> bool:
    return not any(
        "\0" in text for name, values in sent.lists() for text in (name, *values)
    )
