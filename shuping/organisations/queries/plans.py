"""What a list would change in the tree or in its posts, for whoever sends it."""

from collections.abc import Mapping

from shuping.accounts.models import Person
from shuping.charter import Act
from shuping.organisations.models import Organisation, Tenure
from shuping.organisations.queries import organisations_open_to, tenures_open_to
from shuping.organisations.rules.layouts import Arrived, BodyRow, Read, TenureRow
from shuping.organisations.rules.plans import Standing, TreePlan, plan_bodies
from shuping.organisations.rules.tenures import Held, PostPlan, plan_posts


def bodies_standing(person: Person) -> dict[str, Standing]:
    """Return every body by its code, and whether the person may keep it."""
    within = set(
        organisations_open_to(person, Act.KEEP_TREE).values_list("code", flat=True)
    )
    return {
        code: Standing(code, parent or "", name, kind, sector, code in within)
        for code, parent, name, kind, sector in Organisation.objects.values_list(
            "code", "parent__code", "name", "kind", "sector"
        )
    }


def plan_of_bodies(read: Read[BodyRow], arrived: Arrived, by: Person) -> TreePlan:
    """Work out what a list of bodies changes; its faults are noted in `read`."""
    return plan_bodies(read, bodies_standing(by), arrived.file)


def tenures_standing(read: Read[TenureRow], by: Person) -> Mapping[int, Held]:
    """Return the tenures of the posts in a list by their keys in the database."""
    named = {(row.organisation, row.post) for row in read.rows}
    tenures = tenures_open_to(by, Act.KEEP_TREE)
    return {
        one.pk: _held(one)
        for one in tenures.order_by("pk")
        if (one.post.organisation.code, one.post.title) in named
    }


def _held(tenure: Tenure) -> Held:
    return Held(
        tenure.post.organisation.code,
        tenure.post.title,
        tenure.holder,
        tenure.since,
        tenure.until,
        tenure.acting,
    )


def plan_of_posts(read: Read[TenureRow], arrived: Arrived, by: Person) -> PostPlan:
    """Work out what a list of posts changes; its faults are noted in `read`."""
    bodies = set(
        organisations_open_to(by, Act.KEEP_TREE).values_list("code", flat=True)
    )
    return plan_posts(read, bodies, tenures_standing(read, by).values(), arrived.file)
