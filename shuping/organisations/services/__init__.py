"""The acts that change the tree, its posts and duties."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Q

from shuping.accounts.models import Person
from shuping.charter import Act, Duty
from shuping.journal.services import note
from shuping.organisations import models, queries
from shuping.organisations.models import Organisation, Post, Tenure
from shuping.organisations.rules import paths, trees
from shuping.organisations.rules.trees import DEEPEST
from shuping.refusal import Refused, say

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Body:
    """One row of organisations to be founded; the root's `parent` is empty."""

    code: str
    parent: str
    name: str = ""
    kind: str = ""
    sector: str = ""


@transaction.atomic
def found(
    bodies: Iterable[Body], *, by: Person, at: datetime
) -> dict[str, Organisation]:
    """Add a whole tree at once and return its organisations by code.

    Parents may be among the bodies, in any order, or stand already. Refused when a
    code stands already, a parent is nowhere, or parents run in a circle.
    """
    made = plant(bodies)
    if made:
        root = next(iter(made.values()))
        note("found organisations", root, by=by, at=at, count=len(made))
    return made


def hold() -> None:
    """Lock the tree until the transaction ends: whoever else changes it waits.

    The topmost bodies stand for the whole.
    """
    list(Organisation.objects.select_for_update().filter(parent__isnull=True))


def plant(bodies: Iterable[Body]) -> dict[str, Organisation]:
    """Add bodies as `found` does, within the caller's transaction and act."""
    new = {body.code: body for body in bodies}
    standing = {one.code: one for one in Organisation.objects.all()}
    _refuse_a_bad_tree(new, standing)
    children = _numbers_taken(standing.values())
    level = [body for body in new.values() if body.parent not in new]
    while level:
        made = Organisation.objects.bulk_create(
            [_organisation(body, standing.get(body.parent), children) for body in level]
        )
        standing |= {one.code: one for one in made}
        here = {one.code for one in made}
        level = [body for body in new.values() if body.parent in here]
    return {code: standing[code] for code in new}


def _refuse_a_bad_tree(new: dict[str, Body], standing: dict[str, Organisation]) -> None:
    if taken := sorted(new.keys() & standing.keys()):
        raise Refused(
            say("These codes stand already: {codes}.", codes=", ".join(taken))
        )
    nowhere = sorted(
        body.parent
        for body in new.values()
        if body.parent and body.parent not in new and body.parent not in standing
    )
    if nowhere:
        raise Refused(
            say("These parents are nowhere: {codes}.", codes=", ".join(nowhere))
        )
    if circle := trees.cycles({body.code: body.parent for body in new.values()}):
        raise Refused(
            say("These parents run in a circle: {codes}.", codes=", ".join(circle))
        )


def _numbers_taken(standing: Iterable[Organisation]) -> dict[str, int]:
    taken: dict[str, int] = {}
    for one in standing:
        above = paths.parent(one.path)
        taken[above] = max(taken.get(above, -1), paths.number(one.path))
    return taken


def _organisation(
    body: Body, parent: Organisation | None, children: dict[str, int]
) -> Organisation:
    above = parent.path if parent else ""
    if len(above) >= DEEPEST * paths.WIDTH:
        raise Refused(
            say("At most {most} levels stand below each other.", most=DEEPEST)
        )
    children[above] = children.get(above, -1) + 1
    return Organisation(
        code=body.code,
        name=body.name,
        kind=body.kind,
        sector=body.sector,
        parent=parent,
        path=above + paths.step(children[above]),
    )


def permit(act: Act, organisation: Organisation | None, by: Person) -> None:
    """Refuse whoever has no duty for this at the body or above it."""
    if not queries.may_at(organisation, by, act):
        raise Refused(say("You may not do this."))


@transaction.atomic
def appoint(  # noqa: PLR0913 - a tenure has six facts
    organisation: Organisation,
    *,
    title: str,
    holder: str,
    since: date | None,
    by: Person,
    at: datetime,
    acting: bool = False,
) -> Tenure:
    """Give a post to a holder; the one who held it until now ends the day before.

    A holder entered late ends the day before the one who came next.
    """
    permit(Act.KEEP_TREE, organisation, by)
    post, _ = Post.objects.get_or_create(organisation=organisation, title=title)
    until = None
    if since is not None:
        earlier = Q(since__isnull=True) | Q(since__lt=since)
        post.tenures.filter(earlier, until__isnull=True).update(until=since - _DAY)
        later = post.tenures.filter(since__gt=since).order_by("since").first()
        until = later.since - _DAY if later and later.since else None
    tenure = Tenure.objects.create(
        post=post, holder=holder, since=since, until=until, acting=acting
    )
    facts = {"holder": holder, "acting": acting}
    note("appoint", post, by=by, at=at, **facts)
    return tenure


@transaction.atomic
def give_duty(
    person: Person,
    duty: Duty,
    organisation: Organisation,
    *,
    by: Person | None,
    at: datetime,
) -> None:
    """Give a person a duty at an organisation; giving it twice changes nothing."""
    given, new = models.Duty.objects.get_or_create(
        person=person, duty=duty, organisation=organisation
    )
    if new:
        note(
            "give duty", given, by=by, at=at, duty=duty, organisation=organisation.code
        )
