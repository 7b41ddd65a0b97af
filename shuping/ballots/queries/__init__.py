"""What others may ask about boxes."""

from collections.abc import Sequence

from django.db.models import Sum

from shuping.ballots.models import Box, CellCount, Count, Electorate, Sheet
from shuping.ballots.rules.form import Form, form_of
from shuping.ballots.rules.states import OVER, TYPED_IN, State
from shuping.ballots.rules.tally import ClassCount, Outcome, Turnout, quorum_holds
from shuping.ballots.rules.telling import Small, small_classes
from shuping.rounds.models import Round
from shuping.rounds.queries import roster, scheme_of


def box_of(round_: Round) -> Box | None:
    """Return the round's latest box, or None where no ballot was prepared.

    One that is shut for want of a quorum stays, and another may be prepared after it.
    """
    rows = Box.objects.filter(round=round_).select_related("round__convenor")
    return rows.order_by("-pk").first()


def is_over(box: Box) -> bool:
    """Tell whether another box may be prepared after this one."""
    return box.state in OVER or (box.rehearsal and box.state == State.COUNTED)


def form(round_: Round) -> Form:
    """Return the form of the round's ballot."""
    rows = [(one.organisation.code, one.mode) for one in roster(round_)]
    return form_of(scheme_of(round_), rows)


def turnouts(box: Box) -> dict[str, Turnout]:
    """Return the turnout of each class, in the order of the electorate."""
    return {
        one.category: Turnout(one.entitled, one.present, one.issued, one.returned)
        for one in box.electorates.all()
    }


def small_in(box: Box) -> Sequence[Small]:
    """Return the classes of a box that are too small to be shown on their own."""
    terms, closed = scheme_of(box.round).ballot, box.state == State.CLOSED
    return small_classes(terms, turnouts(box), closed=closed)


def has_quorum(box: Box) -> bool:
    """Tell whether enough of the entitled are present, over all classes."""
    quorum = scheme_of(box.round).ballot.validity.quorum
    return quorum_holds(turnouts(box).values(), quorum)


def agreed(box: Box) -> dict[str, list[bytes]]:
    """Return the sheets of each class, once each; only for a box without mismatch."""
    rows = Sheet.objects.filter(box=box).order_by("category", "number", "pk")
    once = {
        (category, number): bytes(marks)
        for category, number, marks in rows.values_list("category", "number", "marks")
    }
    sheets: dict[str, list[bytes]] = {}
    for (category, _), marks in once.items():
        sheets.setdefault(category, []).append(marks)
    return sheets


def outcome(box: Box) -> Outcome | None:
    """Return the outcome of a counted box; nothing comes out of any other."""
    if box.state != State.COUNTED:
        return None
    shown: dict[str, ClassCount] = {}
    hidden: dict[str, ClassCount] = {}
    cells: dict[int, dict[str, dict[str, dict[str, int]]]] = {}
    rows = CellCount.objects.filter(count__box=box).values_list(
        "count_id", "reporter__organisation__code", "items"
    )
    for count_id, code, items in rows:
        cells.setdefault(count_id, {})[code] = items
    for one in Count.objects.filter(box=box):
        counted = ClassCount(one.valid, one.abstained, one.void, cells.get(one.pk, {}))
        (shown if one.shown else hidden)[one.category] = counted
    return Outcome(shown, hidden)


def counted(round_: Round) -> bool:
    """Tell whether the round's box is counted; a rehearsal does not count."""
    boxes = Box.objects.filter(round=round_, state=State.COUNTED)
    return boxes.filter(rehearsal=False).exists()


def is_shut(round_: Round) -> bool:
    """Tell whether the round's box stays shut for want of a quorum."""
    box = box_of(round_)
    return box is not None and box.state == State.SHUT


def is_typing(round_: Round) -> bool:
    """Tell whether tellers type the round's ballots now."""
    return Box.objects.filter(round=round_, state__in=TYPED_IN).exists()


def returned_of(round_: Round) -> int:
    """Return how many ballots of the round were returned, all classes together."""
    rows = Electorate.objects.filter(box__round=round_, box__rehearsal=False)
    rows = rows.exclude(box__state__in=OVER)
    return rows.aggregate(sum=Sum("returned"))["sum"] or 0


def turnouts_of(round_: Round) -> dict[str, Turnout]:
    """Return the turnout of each class of the round; empty without a ballot."""
    box = box_of(round_)
    return turnouts(box) if box else {}


def outcome_of(round_: Round) -> Outcome | None:
    """Return the round's outcome; None without a ballot or before it is counted.

    A rehearsal has an outcome of its own, and is none of the round.
    """
    box = box_of(round_)
    return outcome(box) if box and not box.rehearsal else None
