"""The way into the demo: one card a role, and a tour of what each would do next."""

from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_GET, require_POST

from shuping.accounts.models import Person
from shuping.demo import queries
from shuping.demo.rules import CAST
from shuping.shell.web import Request, page


@require_GET
@login_not_required
def welcome(request: Request) -> HttpResponse:
    """Show what the program is for, and the cards of the cast."""
    shown = {"cards": queries.cards(), "stops": queries.tour()}
    return page(request, "demo/welcome.html", shown)


@require_POST
@login_not_required
def enter(request: Request, role: str) -> HttpResponse:
    """Sign in as one of the cast, at a stop of the tour or at home.

    Only the demo has such a door.
    """
    username = CAST[role].username if role in CAST else ""
    person = get_object_or_404(Person.objects.all(), username=username)
    login(request, person, backend="django.contrib.auth.backends.ModelBackend")
    at = request.POST.get("stop", "")
    there = [one.address for one in queries.tour() if str(one.number) == at]
    return redirect(there[0] if there else "home")
