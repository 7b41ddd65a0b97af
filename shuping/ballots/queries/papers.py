"""What stands on the paper of a box: its ballots, and its records."""

from shuping.ballots.models import Box
from shuping.ballots.queries import box_of
from shuping.ballots.queries.urns import closed_box, form_of, key_file
from shuping.ballots.rules.papers import Edition, Papers
from shuping.rounds.models import Round
from shuping.rounds.queries import scheme_of
from shuping.urn.form import Named


def papers_of(round_: Round, code: str, edition: Edition) -> Papers | None:
    """Return the paper of a class in an edition; None where there is no such class."""
    categories = scheme_of(round_).ballot.categories
    category = next((one for one in categories if one.code == code), None)
    if category is None:
        return None
    form = form_of(box_of(round_) or Box(round=round_))
    named = Named(category.code, category.name)
    return Papers(form, named, edition, category.signed)


def closed_turnout(box: Box) -> dict[str, dict[str, int]]:
    """Return what a closed box says of each class; nothing where its file is not here.

    See `shuping.urn.box.Box.turnout`; a box of paper has no file.
    """
    if not box.name or not key_file(box).with_suffix(".box").exists():
        return {}
    closed = closed_box(box)
    try:
        return closed.turnout()
    finally:
        closed.shut()
