"""First run, accounts and their duties: who may come in, and as what."""

import secrets
from dataclasses import dataclass
from datetime import datetime
from itertools import chain

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from shuping.accounts.models import Person
from shuping.charter import CHARTER, Act, Duty
from shuping.journal.services import note
from shuping.organisations import models, queries
from shuping.organisations.models import Organisation
from shuping.organisations.queries.people import people_kept_by
from shuping.organisations.rules.duties import KEYS, clash
from shuping.organisations.services import Body, found, give_duty, permit
from shuping.refusal import Refused, say

_SHARES = ((Duty.ADMINISTRATOR,), (Duty.SECURITY,), (Duty.AUDITOR,))


@dataclass(frozen=True, slots=True)
class Newcomer:
    """Someone who will sign in: user name, shown name, first password."""

    username: str
    name: str
    password: str


@transaction.atomic
def open_installation(
    body: Body, administrators: list[Newcomer], *, at: datetime
) -> Organisation:
    """Make the first committee with its administrators, one or three.

    Refused once there are people: then only an administrator lets others in.
    """
    if Person.objects.exists():
        raise Refused(say("This installation has been set up already."))
    people = [
        _make(one, at=at, handed_over=number > 0)
        for number, one in enumerate(administrators)
    ]
    shares = _SHARES if len(people) > 1 else (tuple(chain(*_SHARES)),)
    root = found([body], by=people[0], at=at)[body.code]
    for person, duties in zip(people, shares, strict=True):
        for duty in duties:
            give_duty(person, duty, root, by=people[0], at=at)
    return root


@transaction.atomic
def add_person(newcomer: Newcomer, *, by: Person, at: datetime) -> Person:
    """Open an account; it can do nothing until it has a duty."""
    if queries.duties_anywhere(by).isdisjoint(CHARTER[Act.KEEP_PEOPLE].duties):
        raise Refused(say("You may not do this."))
    return _make(newcomer, by=by, at=at, handed_over=True)


@transaction.atomic
def reset_password(person: Person, *, by: Person, at: datetime) -> str:
    """Give an account a new password and return it, to be told once.

    Changing the password ends every session of the account; whoever signs in with it
    has to choose their own first.
    """
    _permit_over(person, by)
    password = secrets.token_urlsafe(9)
    person.set_password(password)
    person.handed_over = True
    person.save(update_fields=["password", "handed_over"])
    note("reset password", person, by=by, at=at)
    return password


@transaction.atomic
def set_active(person: Person, *, active: bool, by: Person, at: datetime) -> None:
    """Open or shut an account; nobody shuts their own."""
    _permit_over(person, by)
    if person == by:
        raise Refused(say("Nobody shuts their own account."))
    person.is_active = active
    person.save(update_fields=["is_active"])
    note("open account" if active else "shut account", person, by=by, at=at)


@transaction.atomic
def entrust(
    person: Person, duty: Duty, organisation: Organisation, *, by: Person, at: datetime
) -> None:
    """Give a person a duty at the giver's own body or below it.

    Refused are the giver's own person, the giver's own duty at their own level, and
    what may not meet in one person (`rules.duties.clash`).
    """
    permit(Act.GIVE_DUTY, organisation, by)
    if person == by:
        raise Refused(say("Nobody gives a duty to themselves."))
    _refuse_own_level(duty, organisation, by)
    alone = queries.duties_anywhere(by) >= KEYS
    if clash(queries.duties_anywhere(person), duty, alone=alone):
        raise Refused(say("Whoever administers has no duty in the work of a round."))
    give_duty(person, duty, organisation, by=by, at=at)


@transaction.atomic
def name_at_the_top(username: str, code: str, *, at: datetime) -> None:
    """Name a security administrator at a topmost body, which has nobody above it.

    Only at the machine itself: whoever sits there holds every key anyway.
    """
    person = Person.objects.filter(username=username).first()
    top = Organisation.objects.filter(code=code, parent__isnull=True).first()
    if person is None:
        raise Refused(say("There is no such person."))
    if top is None:
        raise Refused(say("There is no such body."))
    held = queries.duties_anywhere(person)
    if clash(held, Duty.SECURITY, alone=held >= KEYS - {Duty.SECURITY}):
        raise Refused(say("Whoever administers has no duty in the work of a round."))
    give_duty(person, Duty.SECURITY, top, by=None, at=at)


@transaction.atomic
def withdraw(given: models.Duty, *, by: Person, at: datetime) -> None:
    """Take a duty back; nobody takes back their own."""
    permit(Act.GIVE_DUTY, given.organisation, by)
    if given.person == by:
        raise Refused(say("Nobody takes back their own duty."))
    _refuse_own_level(Duty(given.duty), given.organisation, by)
    note(
        "withdraw duty",
        given,
        by=by,
        at=at,
        duty=given.duty,
        organisation=given.organisation.code,
    )
    given.delete()


def _make(
    newcomer: Newcomer, *, at: datetime, handed_over: bool, by: Person | None = None
) -> Person:
    try:
        validate_password(newcomer.password)
    except ValidationError as error:
        raise Refused(say("{why}", why=" ".join(error.messages))) from None
    try:
        with transaction.atomic():
            person = Person.objects.create_user(
                newcomer.username.strip(),
                newcomer.password,
                newcomer.name.strip(),
                handed_over=handed_over,
            )
    except IntegrityError:
        raise Refused(
            say("There is an account {name} already.", name=newcomer.username)
        ) from None
    note("add person", person, by=by, at=at)
    return person


def _permit_over(person: Person, by: Person) -> None:
    if not people_kept_by(by).filter(pk=person.pk).exists():
        raise Refused(say("You may not do this."))


def _refuse_own_level(duty: Duty, organisation: Organisation, by: Person) -> None:
    """Refuse who would make, or unmake, an equal: only from above is that done."""
    own = duty in CHARTER[Act.GIVE_DUTY].duties
    if own and not queries.may_at(organisation.parent, by, Act.GIVE_DUTY):
        raise Refused(say("Who gives duties is chosen one level above."))
