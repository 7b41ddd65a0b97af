"""The headers that every answer carries, and what no request may bring."""

from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse, QueryDict

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
