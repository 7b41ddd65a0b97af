"""What others may ask about a box of the urn."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection

from shuping.accounts.models import Person
from shuping.ballots.models import Box, BoxStep
from shuping.ballots.rules.keys import fingerprint
from shuping.ballots.rules.opening import box_form
from shuping.ballots.rules.records import grouped
from shuping.ballots.rules.slips import root_over
from shuping.ballots.rules.states import BEFORE, OVER, STEPS, Medium, State, Step
from shuping.charter import Duty
from shuping.rounds.models import Round
from shuping.rounds.queries import duties_in, is_partial, roster, scheme_of
from shuping.urn import control
from shuping.urn.box import SIMPLE, STRICT
from shuping.urn.box import Box as UrnBox
from shuping.urn.control import Unheard
from shuping.urn.form import BoxForm, Named
from shuping.urn.intake import ENOUGH as COARSE
from shuping.urn.storage import SqliteFile

MANY_WRONG = 100


def key_file(box: Box) -> Path:
    """Return where the key of a simple box lies."""
    return Path(settings.BOXES) / f"{box.name}.key"


def form_of(box: Box) -> BoxForm:
    """Return what the box asks, from the round's scheme and roster."""
    scheme = scheme_of(box.round)
    listed = [
        Named(one.organisation.code, str(one), one.name)
        for one in roster(box.round)
        if one.mode == "oral" or not scheme.ballot.covers_oral_only
    ]
    return box_form(
        box.round.name,
        scheme.ballot,
        listed,
        one_by_one=box.one_by_one,
        rehearsal=box.rehearsal,
    )


def reads_everything() -> bool:
    """Tell whether the pages' own role of the database may read whatever lies there."""
    if connection.vendor != "postgresql":
        return False
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user")
        (superuser,) = cursor.fetchone()
    return bool(superuser)


def address_of(box: Box) -> str:
    """Return where phones find the box."""
    return f"{settings.URN_ADDRESS}/v/{box.name}"


def fingerprint_of(box: Box) -> str:
    """Return by what people compare the box's key, in groups; nothing without one."""
    return grouped(fingerprint(box.public)) if box.public else ""


def codes_root(box: Box) -> str:
    """Return the root over the codes of a box to be committed; nothing without any."""
    hashes = {one.category: one.hashes for one in box.slips.all()}
    return root_over(hashes) if hashes else ""


def waiting_step(box: Box) -> BoxStep | None:
    """Return the step that waits for its second person."""
    return box.steps.filter(second__isnull=True).select_related("first").first()


def steps_of(box: Box) -> list[BoxStep]:
    """Return the steps that were taken, in their order."""
    taken = box.steps.filter(second__isnull=False)
    return list(taken.select_related("first", "second"))


def closed_box(box: Box) -> UrnBox:
    """Open the file of a closed box, which the urn no longer writes."""
    return UrnBox(SqliteFile(settings.BOXES / f"{box.name}.box"))


@dataclass(frozen=True, slots=True)
class Heard:
    """What the urn says of a box while it takes ballots; `cast` in coarse steps.

    `sheets` are paper ballots that have joined it, `wrong` are codes of no slip.
    """

    cast: int
    issued: int
    sheets: int
    wrong: int

    @property
    def has_many_wrong(self) -> bool:
        """Tell whether more wrong codes came than by mistake."""
        return self.wrong >= MANY_WRONG


def _asked(box: Box) -> Mapping[str, Any] | None:
    """Ask the urn where a box stands; None where it is silent."""
    try:
        return control.ask(
            settings.URN_CONTROL, settings.URN_SECRET, "turnout", box=box.name
        )
    except Unheard:
        return None


def turnout(box: Box) -> dict[str, dict[str, int]] | None:
    """Ask the urn for its numbers of each class; None where it is silent."""
    told = _asked(box)
    return told["turnout"] if told else None


def heard(box: Box) -> Heard | None:
    """Ask the urn how many have cast, rounded down to whole batches; None: silent."""
    if (told := _asked(box)) is None:
        return None
    rows = told["turnout"].values()
    cast = sum(one["spent"] for one in rows)
    return Heard(
        cast=cast - cast % COARSE,
        issued=sum(one["issued"] - one["void"] for one in rows),
        sheets=sum(one["paper"] for one in rows),
        wrong=told["wrong"],
    )


def is_monitor(round_: Round, person: Person) -> bool:
    """Tell whether a person watches the box of a round and is no party in it."""
    return Duty.MONITOR in duties_in(round_, person) and not is_partial(round_, person)


def console_of(box: Box, person: Person) -> dict[str, Any]:
    """Return what the console of a box shows a person; an open one is asked for."""
    lies_there = box.state in {State.OPEN, State.PAUSED}
    slips = list(box.slips.all())
    ready = bool(box.public and slips)
    return {
        "waiting": waiting_step(box),
        "steps": steps_of(box),
        "slips": slips,
        "heard": heard(box) if lies_there else None,
        "lies_there": lies_there,
        "takes_slips": lies_there or box.state == State.COMMITTED,
        "next_steps": [
            (one, STEPS[one])
            for one in Step
            if box.state in BEFORE[one] and (ready or one is not Step.COMMIT)
        ],
        "opens": is_monitor(box.round, person),
        "address": address_of(box),
        "kept_here": box.level == SIMPLE,
        "strict": box.level == STRICT,
        "fingerprint": fingerprint_of(box),
    }


def boxes_at_the_urn() -> list[Box]:
    """Return every box of the urn that is not counted, shut or annulled yet."""
    over = OVER | {State.COUNTED}
    rows = Box.objects.filter(medium=Medium.URN).exclude(state__in=over)
    return list(rows.select_related("round"))
