"""Accounts: who sees them, who keeps them, and what each is to which bodies."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from shuping.accounts.models import Person
from shuping.charter import Act
from shuping.organisations.models import Duty
from shuping.organisations.queries import may_at_the_top, within_reach

_BODY = "organisation__path"


@dataclass(frozen=True, slots=True)
class Account:
    """A person, what the person is to which bodies, and what a reader may do here."""

    person: Person
    duties: tuple[tuple[Duty, bool], ...]
    """Each duty, and whether the reader may take it back."""
    kept: bool


def duties_open_to(person: Person, act: Act) -> QuerySet[Duty]:
    """Return the duties given at bodies where the person may do this."""
    return Duty.objects.filter(within_reach(person, act, _BODY))


def people_open_to(person: Person, act: Act) -> QuerySet[Person]:
    """Return the accounts that a person may do this with.

    At the top of the tree that is everyone, also who has no duty yet; below it, whoever
    has a duty within reach.
    """
    if may_at_the_top(person, act):
        return Person.objects.all()
    return Person.objects.filter(pk__in=duties_open_to(person, act).values("person"))


def people_kept_by(person: Person) -> QuerySet[Person]:
    """Return the accounts that an administrator keeps.

    Whoever has a duty out of reach is not among them: with a new password one could
    sign in as them, and so come above one's own level.
    """
    outside = Duty.objects.exclude(within_reach(person, Act.KEEP_PEOPLE, _BODY))
    kept = people_open_to(person, Act.KEEP_PEOPLE)
    return kept.exclude(pk__in=outside.values("person"))


def searched(seen: QuerySet[Person], words: str) -> QuerySet[Person]:
    """Return the people whose name or user name holds these words, by user name."""
    if words:
        seen = seen.filter(Q(username__icontains=words) | Q(name__icontains=words))
    return seen.order_by("username")


def accounts(people: Collection[Person], reader: Person) -> list[Account]:
    """Return people with what the reader may know of them and do, whoever they are."""
    these = Duty.objects.filter(person__in=people)
    if not may_at_the_top(reader, Act.SEE_PEOPLE):
        these &= duties_open_to(reader, Act.SEE_PEOPLE)
    mine = set(
        duties_open_to(reader, Act.GIVE_DUTY)
        .filter(person__in=people)
        .exclude(person=reader)
        .values_list("pk", flat=True)
    )
    kept = set(people_kept_by(reader).filter(pk__in=[one.pk for one in people]))
    given: defaultdict[int, list[tuple[Duty, bool]]] = defaultdict(list)
    for duty in these.select_related("organisation").order_by("pk"):
        given[duty.person_id].append((duty, duty.pk in mine))
    return [Account(one, tuple(given[one.pk]), one in kept) for one in people]
