"""What others may ask about a box of the urn."""

import re
from pathlib import Path

from django.conf import settings

from shuping.ballots.models import Box, BoxStep
from shuping.ballots.rules.opening import box_form
from shuping.rounds.models import Round
from shuping.rounds.queries import roster, scheme_of
from shuping.rounds.rules.scheme import BallotTerms
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
    terms = scheme_of(box.round).ballot
    return box_form(
        box.round.name,
        terms,
        listed(box.round, terms),
        one_by_one=box.one_by_one,
        rehearsal=box.rehearsal,
    )


def listed(round_: Round, terms: BallotTerms) -> list[Named]:
    """Return whom the ballot of a round lists, in the order of the roster."""
    return [
        Named(one.organisation.code, str(one), one.name)
        for one in roster(round_)
        if one.mode == "oral" or not terms.covers_oral_only
    ]


def waiting_step(box: Box) -> BoxStep | None:
    """Return the step that waits for its second person."""
    return box.steps.filter(second__isnull=True).select_related("first").first()


def steps_of(box: Box) -> list[BoxStep]:
    """Return the steps that were taken, in their order."""
    taken = box.steps.filter(second__isnull=False)
    return list(taken.select_related("first", "second"))


def closed_box(box: Box) -> UrnBox:
    """Open the file of a closed box, which the urn no longer writes."""
    return UrnBox(SqliteFile(_file(box)))


def closed_turnout(box: Box) -> dict[str, dict[str, int]]:
    """Return what a closed box says of each class; nothing where its file is not here.

    See `shuping.urn.box.Box.turnout`; a box of paper has no file.
    """
    if not box.name or not _file(box).exists():
        return {}
    closed = closed_box(box)
    try:
        return closed.turnout()
    finally:
        closed.shut()


def _file(box: Box) -> Path:
    return boxes_folder() / f"{box.name}.box"
