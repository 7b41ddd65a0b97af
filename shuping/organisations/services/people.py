"""First run, accounts and their duties: who may come in, and as what."""

import secrets
from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from shuping.accounts.models import Person
from shuping.charter import CHARTER, Act, Duty
from shuping.journal.services import note
from shuping.organisations import models, queries
from shuping.organisations.models import Organisation
from shuping.organisations.services import Body, found, give_duty
from shuping.refusal import Refused, say

KEYS: tuple[tuple[Duty, ...], ...] = (
    (Duty.ADMINISTRATOR,),
    (Duty.SECURITY,),
    (Duty.AUDITOR,),
)
"""What three administrators share out; one alone holds all of it."""


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
    people = [_make(one, at=at) for one in administrators]
    shares = KEYS if len(people) > 1 else (tuple(duty for key in KEYS for duty in key),)
    root = found([body], by=people[0], at=at)[body.code]
    for person, duties in zip(people, shares, strict=True):
        for duty in duties:
            give_duty(person, duty, root, by=people[0], at=at)
    return root


@transaction.atomic
def add_person(newcomer: Newcomer, *, by: Person, at: datetime) -> Person:
    """Open an account; it can do nothing until it has a duty."""
    _permit(Act.KEEP_PEOPLE, by)
    return _make(newcomer, by=by, at=at)


@transaction.atomic
def reset_password(person: Person, *, by: Person, at: datetime) -> str:
    """Give an account a new password and return it, to be told once.

    Changing the password ends every session of the account.
    """
    _permit(Act.KEEP_PEOPLE, by)
    password = secrets.token_urlsafe(9)
    person.set_password(password)
    person.save(update_fields=["password"])
    note("reset password", person, by=by, at=at)
    return password


@transaction.atomic
def set_active(person: Person, *, active: bool, by: Person, at: datetime) -> None:
    """Open or shut an account; nobody shuts their own."""
    _permit(Act.KEEP_PEOPLE, by)
    if person == by:
        raise Refused(say("Nobody shuts their own account."))
    person.is_active = active
    person.save(update_fields=["is_active"])
    note("open account" if active else "shut account", person, by=by, at=at)


@transaction.atomic
def entrust(
    person: Person, duty: Duty, organisation: Organisation, *, by: Person, at: datetime
) -> None:
    """Give a person a duty at a body that lies below the giver's own.

    Refused for the giver's own person, and where administration and the work of a
    round would meet in one.
    """
    _permit_at(Act.GIVE_DUTY, organisation, by)
    if person == by:
        raise Refused(say("Nobody gives a duty to themselves."))
    held = queries.duties_anywhere(person)
    keys = {Duty.ADMINISTRATOR, Duty.SECURITY}
    if held and (duty in keys) != bool(held & keys):
        raise Refused(say("Whoever administers has no duty in the work of a round."))
    give_duty(person, duty, organisation, by=by, at=at)


@transaction.atomic
def withdraw(given: models.Duty, *, by: Person, at: datetime) -> None:
    """Take a duty back; nobody takes back their own."""
    _permit_at(Act.GIVE_DUTY, given.organisation, by)
    if given.person == by:
        raise Refused(say("Nobody takes back their own duty."))
    note(
        "withdraw duty",
        given,
        by=by,
        at=at,
        duty=given.duty,
        organisation=given.organisation.code,
    )
    given.delete()


def _make(newcomer: Newcomer, *, at: datetime, by: Person | None = None) -> Person:
    try:
        validate_password(newcomer.password)
    except ValidationError as error:
        raise Refused(say("{why}", why=" ".join(error.messages))) from None
    try:
        with transaction.atomic():
            person = Person.objects.create_user(
                newcomer.username.strip(), newcomer.password, newcomer.name.strip()
            )
    except IntegrityError:
        raise Refused(
            say("There is an account {name} already.", name=newcomer.username)
        ) from None
    note("add person", person, by=by, at=at)
    return person


def _permit(act: Act, by: Person) -> None:
    if not queries.duties_anywhere(by) & CHARTER[act].duties:
        raise Refused(say("You may not do this."))


def _permit_at(act: Act, organisation: Organisation, by: Person) -> None:
    if not queries.duties_at(organisation, by) & CHARTER[act].duties:
        raise Refused(say("You may not do this."))
