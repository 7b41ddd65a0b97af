"""What others may ask about a box of the urn."""

import re
from pathlib import Path

from django.conf import settings

from shuping.ballots.models import Box, BoxStep
from shuping.ballots.rules.opening import box_form
from shuping.rounds.queries import roster, scheme_of
from shuping.urn.box import Box as UrnBox
from shuping.urn.form import BoxForm, Named
from shuping.urn.storage import SqliteFile

_HASH = re.compile(r"[0-9a-f]{64}")


def is_hash(text: str) -> bool:
    """Tell whether a text is 32 bytes, written in hexadecimal."""
    return bool(_HASH.fullmatch(text))


def boxes_folder() -> Path:
    """Return where the boxes of this installation lie."""
    return settings.DATA_DIR / "boxes" / settings.INSTALLATION


def key_file(box: Box) -> Path:
    """Return where the key of a simple box lies."""
    return boxes_folder() / f"{box.name}.key"


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


def waiting_step(box: Box) -> BoxStep | None:
    """Return the step that waits for its second person."""
    return box.steps.filter(second__isnull=True).select_related("first").first()


def steps_of(box: Box) -> list[BoxStep]:
    """Return the steps that were taken, in their order."""
    taken = box.steps.filter(second__isnull=False)
    return list(taken.select_related("first", "second"))


def closed_box(box: Box) -> UrnBox:
    """Open the file of a closed box, which the urn no longer writes."""
    return UrnBox(SqliteFile(boxes_folder() / f"{box.name}.box"))
