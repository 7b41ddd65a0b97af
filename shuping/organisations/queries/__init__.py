"""What others may ask about the tree, its posts and duties."""

from collections.abc import Sequence
from datetime import date

from django.db.models import Q, QuerySet

from shuping.accounts.models import Person
from shuping.charter import CHARTER, OWN, STANDING_IN, Act, Duty
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


def holders_below(those: Sequence[Organisation]) -> set[str]:
    """Return the names of all who hold or held a post in these bodies or below them."""
    held = Tenure.objects.none()
    for one in those:
        held |= Tenure.objects.filter(post__organisation__in=below(one))
    return set(held.values_list("holder", flat=True))


def heads_of(bodies: QuerySet[Organisation], day: date) -> dict[int, Tenure]:
    """Return who heads each of the bodies on that day, by the body's key; one query."""
    held = (
        Tenure.objects.filter(post__organisation__in=bodies)
        .filter(Q(since__isnull=True) | Q(since__lte=day))
        .filter(Q(until__isnull=True) | Q(until__gte=day))
        .select_related("post")
        .order_by("-acting", "-pk")
    )
    return {one.post.organisation_id: one for one in held}


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


def duties_anywhere(person: Person) -> frozenset[Duty]:
    """Return the duties that the person has at any body at all."""
    held = models.Duty.objects.filter(person=person)
    return frozenset(Duty(code) for code in held.values_list("duty", flat=True))


def duties_for(act: Act) -> frozenset[Duty]:
    """Return the duties that allow an act in the tree, and those that stand in."""
    duties = CHARTER[act].duties
    stand_in = STANDING_IN.get(act, frozenset())
    if stand_in and not models.Duty.objects.filter(duty__in=duties).exists():
        return duties | stand_in
    return duties


def may_at(organisation: Organisation | None, person: Person, act: Act) -> bool:
    """Tell whether a duty there or above allows the person this; nowhere, nothing."""
    return organisation is not None and not duties_at(organisation, person).isdisjoint(
        duties_for(act)
    )


def within_reach(person: Person, act: Act, path: str) -> Q:
    """Return the condition that a body's `path` lies where the person may do this.

    `path` is how the caller's rows name it, such as `convenor__path`. A duty reaches
    down from its body, except that of a body's own reporter or liaison officer.
    """
    held = models.Duty.objects.filter(
        person=person, duty__in=duties_for(act) - OWN
    ).values_list("organisation__path", flat=True)
    reach = Q(pk__in=[])
    for top in held:
        one = Q(**{f"{path}__gte": top})
        if behind := paths.after(top):
            one &= Q(**{f"{path}__lt": behind})
        reach |= one
    return reach


def bodies_of(person: Person) -> QuerySet[Organisation]:
    """Return the bodies whose own reporter or liaison officer the person is."""
    held = models.Duty.objects.filter(person=person, duty__in=OWN)
    return Organisation.objects.filter(pk__in=held.values("organisation"))


def own_bodies(person: Person, act: Act) -> QuerySet[Organisation]:
    """Return the bodies whose own reporter or liaison officer may do this."""
    held = models.Duty.objects.filter(person=person, duty__in=CHARTER[act].duties & OWN)
    return Organisation.objects.filter(pk__in=held.values("organisation"))


def organisations_open_to(person: Person, act: Act) -> QuerySet[Organisation]:
    """Return the bodies at which the person may do this, in the order of the tree."""
    reach = within_reach(person, act, "path")
    return Organisation.objects.filter(reach).order_by("path")


def around(organisation: Organisation) -> QuerySet[Organisation]:
    """Return everything above the organisation, itself and everything below it."""
    above = Organisation.objects.filter(path__in=paths.ancestors(organisation.path))
    return (above | below(organisation)).order_by("path")


def searched(seen: QuerySet[Organisation], words: str) -> QuerySet[Organisation]:
    """Return the bodies whose name or code holds these words; all where there are none.

    The parent is fetched along: a list tells where each body stands.
    """
    found = seen.select_related("parent")
    if words:
        found = found.filter(Q(name__icontains=words) | Q(code__icontains=words))
    return found


def above(organisation: Organisation) -> QuerySet[Organisation]:
    """Return the bodies above, the root first."""
    above = paths.ancestors(organisation.path)
    return Organisation.objects.filter(path__in=above).order_by("path")


def history(organisation: Organisation) -> QuerySet[Tenure]:
    """Return who held which post of the organisation, latest first."""
    held = Tenure.objects.filter(post__organisation=organisation)
    return held.select_related("post").order_by("post", "-since", "-pk")


def tenures_open_to(person: Person, act: Act) -> QuerySet[Tenure]:
    """Return the tenures at bodies where the person may do this."""
    reach = within_reach(person, act, "post__organisation__path")
    return Tenure.objects.filter(reach).select_related("post__organisation")


def duties_given(organisation: Organisation) -> QuerySet[models.Duty]:
    """Return the duties that people have at the organisation itself."""
    given = models.Duty.objects.filter(organisation=organisation)
    return given.select_related("person").order_by("duty", "pk")


def may_at_the_top(person: Person, act: Act) -> bool:
    """Tell whether the person has such a duty at a body with nothing above it."""
    return models.Duty.objects.filter(
        person=person,
        duty__in=CHARTER[act].duties,
        organisation__parent__isnull=True,
    ).exists()
