"""Taking in lists of bodies and of posts: all of a list, or nothing."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from django.db import transaction

from shuping.accounts.models import Person
from shuping.charter import Act
from shuping.journal.services import note
from shuping.organisations.models import Organisation, Post, Tenure
from shuping.organisations.queries import organisations_open_to
from shuping.organisations.queries.plans import (
    plan_of_bodies,
    plan_of_posts,
    tenures_standing,
)
from shuping.organisations.rules.layouts import BODIES, POSTS, Arrived, read_list
from shuping.organisations.rules.plans import Change, TreePlan
from shuping.organisations.rules.tenures import Held, PostPlan
from shuping.organisations.rules.trees import depths
from shuping.organisations.services import Body, hold, plant
from shuping.organisations.services.keeping import replant
from shuping.refusal import Refused, say
from shuping.tables.faults import Faults

_BATCH = 500


@transaction.atomic
def take_in_bodies(
    arrived: Arrived, *, agreed: str, by: Person, at: datetime
) -> TreePlan:
    """Take in a list of bodies as it was previewed; `agreed` is that plan's digest.

    A list that changes nothing any more is taken in without an act. Refused where the
    tree, or the list, is not what it was at the preview.
    """
    hold()
    read = read_list(arrived, BODIES)
    plan = plan_of_bodies(read, arrived, by)
    _refuse_another(read.faults, plan, agreed)
    if plan:
        plant([Body(r.code, r.parent, r.name, r.kind, r.sector) for r in plan.new])
        _change(plan.changes)
        top = organisations_open_to(by, Act.KEEP_TREE)[0]
        counts = {"new": len(plan.new), "changes": len(plan.changes)}
        note("import organisations", top, by=by, at=at, **counts)
    return plan


def _refuse_another(faults: Faults, plan: TreePlan | PostPlan, agreed: str) -> None:
    if faults.found or (plan and plan.digest != agreed):
        raise Refused(
            say("What stands has changed since the preview. Choose the file again.")
        )


def _change(changes: Sequence[Change]) -> None:
    bodies = {one.code: one for one in Organisation.objects.select_related("parent")}
    for change in changes:
        if change.field != "parent":
            setattr(bodies[change.code], change.field, change.after)
    changed = [bodies[code] for code in {change.code for change in changes}]
    fields = ["name", "kind", "sector"]
    Organisation.objects.bulk_update(changed, fields, batch_size=_BATCH)
    moves = {one.code: one.after for one in changes if one.field == "parent"}
    parents = {one.code: one.parent.code for one in bodies.values() if one.parent}
    levels = depths(parents | moves, frozenset())
    for code in sorted(moves, key=levels.__getitem__):
        replant(bodies[code], bodies[moves[code]])


@transaction.atomic
def take_in_posts(
    arrived: Arrived, *, agreed: str, by: Person, at: datetime
) -> PostPlan:
    """Take in a list of posts and their holders; in all else as a list of bodies."""
    hold()
    read = read_list(arrived, POSTS)
    plan = plan_of_posts(read, arrived, by)
    _refuse_another(read.faults, plan, agreed)
    if plan:
        standing = tenures_standing(read, by)
        _appoint(plan.new)
        _end(dict(plan.changes), standing)
        top = organisations_open_to(by, Act.KEEP_TREE)[0]
        counts = {"new": len(plan.new), "changes": len(plan.changes)}
        note("import posts", top, by=by, at=at, **counts)
    return plan


def _appoint(new: Iterable[Held]) -> None:
    named = {(one.organisation, one.post) for one in new}
    bodies = {one.code: one for one in Organisation.objects.all()}
    missing = named - _posts().keys()
    Post.objects.bulk_create(
        [
            Post(organisation=bodies[code], title=title)
            for code, title in sorted(missing)
        ]
    )
    posts = _posts()
    Tenure.objects.bulk_create(
        [
            Tenure(
                post_id=posts[one.organisation, one.post],
                holder=one.holder,
                since=one.since,
                until=one.until,
                acting=one.acting,
            )
            for one in new
        ]
    )


def _posts() -> dict[tuple[str, str], int]:
    rows = Post.objects.values_list("organisation__code", "title", "pk")
    return {(code, title): pk for code, title, pk in rows}


def _end(changes: Mapping[Held, Held], standing: Mapping[int, Held]) -> None:
    tenures = Tenure.objects.in_bulk(
        [pk for pk, held in standing.items() if held in changes]
    )
    for pk, tenure in tenures.items():
        after = changes[standing[pk]]
        tenure.until, tenure.acting = after.until, after.acting
    Tenure.objects.bulk_update(tenures.values(), ["until", "acting"], batch_size=_BATCH)
