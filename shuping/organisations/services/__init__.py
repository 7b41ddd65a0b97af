"""The acts that change the tree, its posts and duties."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Q

from shuping.accounts.models import Person
from shuping.charter import Duty
from shuping.journal.services import note
from shuping.organisations import models
from shuping.organisations.models import Organisation, Post, Tenure
from shuping.organisations.rules import paths, trees
from shuping.refusal import Refused, say


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
    if new:
        root = standing[next(iter(new))]
        note("found organisations", root, by=by, at=at, count=len(new))
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
    children[above] = children.get(above, -1) + 1
    return Organisation(
        code=body.code,
        name=body.name,
        kind=body.kind,
        sector=body.sector,
        parent=parent,
        path=above + paths.step(children[above]),
    )


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
    """Give a post to a holder; the one who held it until now ends the day before."""
    post, _ = Post.objects.get_or_create(organisation=organisation, title=title)
    if since is not None:
        earlier = Q(since__isnull=True) | Q(since__lt=since)
        post.tenures.filter(earlier, until__isnull=True).update(
            until=date.fromordinal(since.toordinal() - 1)
        )
    tenure = Tenure.objects.create(post=post, holder=holder, since=since, acting=acting)
    note("appoint", post, by=by, at=at, acting=acting)
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
