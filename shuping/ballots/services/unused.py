"""Slips that nobody voted with: one person enters them, another agrees, they are void.

Of a slip only its hash is kept, and that no longer than until the second person agrees.
"""

from datetime import datetime

from django.db import transaction

from shuping.accounts.models import Person
from shuping.ballots.models import Box, UnusedSlips
from shuping.ballots.queries import urns
from shuping.ballots.rules import unused
from shuping.ballots.rules.states import State
from shuping.ballots.rules.unused import Handed, Reading
from shuping.ballots.services.asking import ask
from shuping.ballots.services.boxes import refuse_unless
from shuping.charter import Act
from shuping.journal.services import note
from shuping.refusal import Refused, say
from shuping.rounds.services import hold, permit

WHILE = (State.COMMITTED, State.OPEN, State.PAUSED)
_IN_THE_URN = "handed back"
"""The reason that the file of a box keeps; it names nobody."""


@transaction.atomic
def hand_back(box: Box, slips: Reading, *, by: Person, at: datetime) -> Handed:
    """Enter slips that came back; those that can be void wait for a second person.

    Return what became of them, with the faults of every line. Refused where there are
    none, or too many at a time.
    """
    _refuse_unless_allowed(box, by)
    if not slips.lines and not slips.faults:
        raise Refused(say("There is no slip in it."))
    if len(slips.lines) > unused.MOST:
        raise Refused(say("At most {most} slips at a time.", most=unused.MOST))
    classes = [one.code for one in urns.form_of(box).categories]
    lines = unused.hashes_of(slips.lines, box.name, classes)
    handed = unused.sorted_out(lines, _standing(box, list(lines)), _waiting(box))
    handed.faults = sorted(slips.faults + handed.faults, key=lambda one: one.line)
    for category, hashes in handed.unused.items():
        UnusedSlips.objects.create(
            box=box,
            category=category,
            count=len(hashes),
            hashes=hashes,
            first=by,
            first_at=at,
        )
        note("hand back slips", box, by=by, at=at, category=category, count=len(hashes))
    return handed


@transaction.atomic
def seal_up(
    box: Box, category: str, count: int, *, reason: str, by: Person, at: datetime
) -> UnusedSlips:
    """Enter how many slips of a class lie in a sealed envelope, never handed out.

    It replaces an earlier count of the class once a second person agrees.
    """
    _refuse_unless_allowed(box, by)
    if not reason.strip():
        raise Refused(say("Say why."))
    issued = dict(box.slips.values_list("category", "count")).get(category, 0)
    if count > issued:
        raise Refused(
            say("Class {code} has {issued} slips in all.", code=category, issued=issued)
        )
    sealed = UnusedSlips.objects.create(
        box=box,
        category=category,
        count=count,
        sealed=True,
        reason=reason.strip(),
        first=by,
        first_at=at,
    )
    note("seal up slips", box, by=by, at=at, category=category, count=count)
    return sealed


@transaction.atomic
def agree(slips: UnusedSlips, *, by: Person, at: datetime) -> UnusedSlips:
    """Agree, as the second person, that slips are unused; the urn voids them.

    What was used in the meantime stays used, and is counted. Where the answer of the
    urn is lost, agreeing again is right: nothing is void twice.
    """
    _refuse_unless_allowed(slips.box, by)
    slips.refresh_from_db()
    if slips.second_id is not None:
        raise Refused(say("Two people have agreed on these already."))
    if slips.first_id == by.pk:
        raise Refused(say("A second person is needed."))
    if not slips.sealed:
        ask("void", box=slips.box.name, hashes=slips.hashes, reason=_IN_THE_URN)
        standing = _standing(slips.box, slips.hashes).values()
        slips.used = sum(how == unused.SPENT for _, how in standing)
    slips.hashes, slips.second, slips.second_at = [], by, at
    slips.save()
    note(
        "agree on sealed slips" if slips.sealed else "void slips",
        slips.box,
        by=by,
        at=at,
        first=slips.first.username,
        category=slips.category,
        count=slips.void if not slips.sealed else slips.count,
        used=slips.used,
    )
    return slips


@transaction.atomic
def withdraw(slips: UnusedSlips, *, by: Person, at: datetime) -> None:
    """Take slips back that wait for a second person; their hashes go with them."""
    permit(hold(slips.box.round), Act.VOID_SLIPS, by=by)
    category, count = slips.category, slips.count
    if not UnusedSlips.objects.filter(pk=slips.pk, second__isnull=True).delete()[0]:
        raise Refused(say("Two people have agreed on these already."))
    note("withdraw slips", slips.box, by=by, at=at, category=category, count=count)


def _refuse_unless_allowed(box: Box, by: Person) -> None:
    permit(hold(box.round), Act.VOID_SLIPS, by=by)
    refuse_unless(box, *WHILE)


def _standing(box: Box, hashes: list[str]) -> dict[str, tuple[str, str]]:
    """Return the class of each slip that was issued, and how it stands at the urn."""
    told = ask("slips", box=box.name, hashes=hashes)["slips"]
    assert isinstance(told, dict)  # noqa: S101 - the urn's own answer
    return {h: (category, how) for h, (category, how) in told.items()}


def _waiting(box: Box) -> set[str]:
    rows = box.unused.filter(second__isnull=True).values_list("hashes", flat=True)
    return {h for hashes in rows for h in hashes}
