"""Keeping the tree and its posts by hand, one act after the other."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import F, Max, Value
from django.db.models.functions import Concat, Substr

from shuping.accounts.models import Person
from shuping.charter import Act
from shuping.journal.services import note
from shuping.organisations import queries
from shuping.organisations.models import Organisation, Tenure
from shuping.organisations.rules import paths
from shuping.organisations.rules.trees import DEEPEST
from shuping.organisations.services import Body, found, hold, permit
from shuping.refusal import Refused, say
from shuping.tables.codes import CODES, is_code

FIELDS = ("name", "kind", "sector")


@transaction.atomic
def add_body(body: Body, *, by: Person, at: datetime) -> Organisation:
    """Found one body below another."""
    hold()
    permit(Act.KEEP_TREE, Organisation.objects.filter(code=body.parent).first(), by)
    if not is_code(body.code):
        raise Refused(say("A code has {what}.", what=CODES))
    return found([body], by=by, at=at)[body.code]


@transaction.atomic
def change_body(
    organisation: Organisation,
    *,
    name: str,
    kind: str,
    sector: str,
    by: Person,
    at: datetime,
) -> None:
    """Give a body another name, kind or sector."""
    permit(Act.KEEP_TREE, organisation, by)
    after = {"name": name, "kind": kind, "sector": sector}
    changed = {
        field: [getattr(organisation, field), value]
        for field, value in after.items()
        if getattr(organisation, field) != value
    }
    if changed:
        Organisation.objects.filter(pk=organisation.pk).update(**after)
        note("change organisation", organisation, by=by, at=at, **changed)


@transaction.atomic
def move_body(
    organisation: Organisation, to: Organisation, *, by: Person, at: datetime
) -> None:
    """Put a body with all below it under another; scope follows at once.

    Refused where it would stand below itself, and for whoever may not keep both the
    body that it leaves and the one that it comes to.
    """
    hold()
    organisation.refresh_from_db()
    permit(Act.KEEP_TREE, organisation.parent, by)
    permit(Act.KEEP_TREE, to, by)
    old = organisation.parent
    if old != to:
        replant(organisation, to)
        codes = {"before": old.code if old else "", "after": to.code}
        note("move organisation", organisation, by=by, at=at, **codes)


def replant(organisation: Organisation, to: Organisation) -> None:
    """Rewrite the paths of a body and of all below it in one statement.

    Within the caller's transaction, who holds the tree. No child of `to` has the new
    number or a later one, so no path meets one that stands.
    """
    organisation.refresh_from_db(fields=["path"])
    to.refresh_from_db(fields=["path"])
    old = organisation.path
    if to.path.startswith(old):
        raise Refused(say("{body} cannot stand below itself.", body=organisation))
    moved = queries.below(organisation)
    longest = max(map(len, moved.values_list("path", flat=True)))
    if (len(to.path) + paths.WIDTH + longest - len(old)) > DEEPEST * paths.WIDTH:
        raise Refused(
            say("At most {most} levels stand below each other.", most=DEEPEST)
        )
    last = to.children.aggregate(last=Max("path"))["last"]
    new = to.path + paths.step(paths.number(last) + 1 if last else 0)
    moved.update(path=Concat(Value(new), Substr(F("path"), len(old) + 1)))
    Organisation.objects.filter(pk=organisation.pk).update(parent=to)


@transaction.atomic
def end_tenure(tenure: Tenure, *, until: date, by: Person, at: datetime) -> None:
    """End a tenure on its last day."""
    permit(Act.KEEP_TREE, tenure.post.organisation, by)
    if tenure.since and until < tenure.since:
        raise Refused(say("The last day lies before the first."))
    Tenure.objects.filter(pk=tenure.pk).update(until=until)
    facts = {"holder": tenure.holder, "until": until.isoformat()}
    note("end tenure", tenure.post, by=by, at=at, **facts)
