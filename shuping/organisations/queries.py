"""What others may ask about the tree, its posts and duties."""

from datetime import date

from django.db.models import Q, QuerySet

from shuping.accounts.models import Person
from shuping.charter import Duty
from shuping.organisations import models
from shuping.organisations.models import Organisation, Tenure
from shuping.organisations.rules import paths


def below(organisation: Organisation) -> QuerySet[Organisation]:
    """Return the organisation and everything below it, by a range of paths."""
    within = Organisation.objects.filter(path__gte=organisation.path)
    behind = paths.after(organisation.path)
    return within.filter(path__lt=behind) if behind else within


def by_code() -> dict[str, Organisation]:
    """Return every organisation by its code."""
    return {one.code: one for one in Organisation.objects.all()}


def holders_on(organisation: Organisation, day: date) -> QuerySet[Tenure]:
    """Return who holds a post of the organisation on that day, heads before acting."""
    return (
        Tenure.objects.filter(post__organisation=organisation)
        .filter(Q(since__isnull=True) | Q(since__lte=day))
        .filter(Q(until__isnull=True) | Q(until__gte=day))
        .select_related("post")
        .order_by("acting", "pk")
    )


def duties_at(organisation: Organisation, person: Person) -> frozenset[Duty]:
    """Return the person's duties at the organisation or at any body above it."""
    above = [*paths.ancestors(organisation.path), organisation.path]
    held = models.Duty.objects.filter(person=person, organisation__path__in=above)
    return frozenset(Duty(code) for code in held.values_list("duty", flat=True))


def own_duties(organisation: Organisation, person: Person) -> frozenset[Duty]:
    """Return whether the person is the body's own reporter or liaison officer.

    Who reports for a body above does not report for those below it.
    """
    own = models.Duty.objects.filter(
        person=person,
        organisation=organisation,
        duty__in=[Duty.REPORTER, Duty.LIAISON],
    )
    return frozenset(Duty(code) for code in own.values_list("duty", flat=True))


def around(organisation: Organisation) -> QuerySet[Organisation]:
    """Return everything above the organisation, itself and everything below it."""
    above = Organisation.objects.filter(path__in=paths.ancestors(organisation.path))
    return (above | below(organisation)).order_by("path")
