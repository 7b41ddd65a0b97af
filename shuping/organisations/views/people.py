"""First run, accounts and duties."""

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import (
    require_GET,
    require_http_methods,
    require_POST,
)

from shuping.accounts.models import Person
from shuping.charter import CHARTER, Act
from shuping.organisations import queries
from shuping.organisations.forms import CommitteeForm, DutyForm, PersonForm
from shuping.organisations.models import Organisation
from shuping.organisations.queries import people as accounts
from shuping.organisations.services import people as services
from shuping.organisations.views import PAGE
from shuping.refusal import say
from shuping.shell import clock
from shuping.shell.web import (
    UNFIT,
    Request,
    act_of,
    done,
    may,
    page,
    refusals_on,
    refusals_told,
)

_MOST_ADMINISTRATORS = 3


@require_http_methods(["GET", "POST"])
@login_not_required
def first_run(request: Request) -> HttpResponse:
    """Ask for the first committee and its administrators, while there is nobody."""
    if Person.objects.exists():
        raise Http404
    committee = CommitteeForm(request.POST or None)
    three = request.POST.get("three") == "on"
    people = [
        PersonForm(request.POST or None, prefix=f"person-{number}")
        for number in range(_MOST_ADMINISTRATORS if three else 1)
    ]
    extra = [
        PersonForm(prefix=f"person-{number}")
        for number in range(len(people), _MOST_ADMINISTRATORS)
    ]
    if committee.is_valid() and all(one.is_valid() for one in people):
        with refusals_on(committee):
            services.open_installation(
                committee.committee(),
                [one.newcomer() for one in people],
                at=clock.now(),
            )
            done(request, say("The installation stands. Sign in as administrator."))
            return redirect("sign-in")
    wrong = request.method == "POST"
    return page(
        request,
        "organisations/first_run.html",
        {"committee": committee, "people": [*people, *extra]},
        status=UNFIT if wrong else 200,
    )


def _may(request: Request) -> frozenset[Act]:
    held = queries.duties_anywhere(request.user)
    return frozenset(act for act, terms in CHARTER.items() if held & terms.duties)


def _entered(request: Request) -> frozenset[Act]:
    acts = _may(request)
    if act_of(request) not in acts:
        raise Http404
    return acts


@require_GET
def people(request: Request) -> HttpResponse:
    """List the accounts with their duties, or those that a search finds."""
    return _people(request, _entered(request))


@require_POST
def add_person(request: Request) -> HttpResponse:
    """Open an account."""
    acts = _entered(request)
    form = PersonForm(request.POST)
    if form.is_valid():
        with refusals_on(form):
            services.add_person(form.newcomer(), by=request.user, at=clock.now())
            done(request, say("The account is open. Give it a duty next."))
            return redirect("organisations:people")
    return _people(request, acts, person_form=form)


@require_POST
def entrust(request: Request) -> HttpResponse:
    """Give a person a duty at a body."""
    acts = _entered(request)
    form = DutyForm(_bodies(request), request.POST)
    if form.is_valid():
        with refusals_on(form):
            services.entrust(**form.cleaned_data, by=request.user, at=clock.now())
            done(request, say("The duty is given."))
            return redirect("organisations:people")
    return _people(request, acts, duty_form=form)


def _bodies(request: Request) -> QuerySet[Organisation]:
    return queries.organisations_open_to(request.user, Act.GIVE_DUTY)


def _people(
    request: Request,
    acts: frozenset[Act],
    *,
    person_form: PersonForm | None = None,
    duty_form: DutyForm | None = None,
) -> HttpResponse:
    search = request.GET.get("search", "").strip()[:64]
    seen = accounts.people_open_to(request.user, Act.SEE_PEOPLE)
    found = Paginator(accounts.searched(seen, search), PAGE)
    shown = found.get_page(request.GET.get("page"))
    return page(
        request,
        "organisations/people.html",
        {
            "people": accounts.accounts(list(shown), request.user),
            "pages": shown,
            "search": search,
            "may": may(acts),
            "person_form": person_form or PersonForm(),
            "duty_form": duty_form or DutyForm(_bodies(request)),
        },
        status=UNFIT if person_form or duty_form else 200,
    )


@require_POST
def reset_password(request: Request, person_id: int) -> HttpResponse:
    """Give an account a new password, shown on this page only."""
    _entered(request)
    kept = accounts.people_kept_by(request.user)
    person = get_object_or_404(kept, pk=person_id)
    password = services.reset_password(person, by=request.user, at=clock.now())
    shown = {"person": person, "password": password}
    return page(request, "organisations/password.html", shown)


@require_POST
def set_active(request: Request, person_id: int) -> HttpResponse:
    """Open or shut an account."""
    _entered(request)
    kept = accounts.people_kept_by(request.user)
    person = get_object_or_404(kept, pk=person_id)
    with refusals_told(request):
        services.set_active(
            person, active=not person.is_active, by=request.user, at=clock.now()
        )
        done(request, say("Done."))
    return redirect("organisations:people")


@require_POST
def withdraw(request: Request, duty_id: int) -> HttpResponse:
    """Take a duty back."""
    _entered(request)
    seen = accounts.duties_open_to(request.user, act_of(request))
    given = get_object_or_404(seen, pk=duty_id)
    with refusals_told(request):
        services.withdraw(given, by=request.user, at=clock.now())
        done(request, say("The duty is taken back."))
    return redirect("organisations:people")
