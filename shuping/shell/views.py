"""What is nobody's room: the way in, the way out, and the health of the house."""

from django.contrib.auth import views as auth
from django.contrib.auth.decorators import login_not_required
from django.db import connection
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.views.decorators.http import require_GET

from shuping.accounts.models import Person
from shuping.shell.web import Request


@require_GET
@login_not_required
def health(request: Request) -> HttpResponse:
    """Answer a supervisor: the process runs and its database answers."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("ok", content_type="text/plain")


_sign_in = auth.LoginView.as_view(
    template_name="registration/sign_in.html", redirect_authenticated_user=True
)


@login_not_required
def sign_in(request: Request) -> HttpResponseBase:
    """Let people in; where there is nobody yet, lead to the first run."""
    if not Person.objects.exists():
        return redirect("first-run")
    return _sign_in(request)
