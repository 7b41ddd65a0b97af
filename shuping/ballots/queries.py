"""What others may ask about boxes."""

from dataclasses import dataclass

from shuping.ballots.models import Box, CellCount, Count, Sheet
from shuping.ballots.rules.form import Form, form_of
from shuping.ballots.rules.states import State
from shuping.ballots.rules.tally import ClassCount, Outcome, Turnout
from shuping.rounds.models import Round
from shuping.rounds.queries import roster, scheme_of


@dataclass(frozen=True, slots=True)
class Mismatch:
    """A cell, or a whole sheet (`reporter` empty), that two tellers typed unlike."""

    category: str
    number: int
    reporter: str
    item: str
    marks: tuple[str, ...]


def box_of(round_: Round) -> Box | None:
    """Return the round's box, or None where no ballot was prepared."""
    return Box.objects.filter(round=round_).first()


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


def mismatches(box: Box) -> list[Mismatch]:
    """Return what two tellers typed unlike, by class and number.

    A sheet that one teller has not typed is a mismatch as a whole.
    """
    ballot = form(box.round)
    cells = [(who, item) for who in ballot.reporters for item in ballot.items]
    found = []
    for (category, number), typed in _typed(box).items():
        if len(typed) == 1:
            found.append(Mismatch(category, number, "", "", ()))
            continue
        first, second = typed
        if first == second:
            continue
        found += [
            Mismatch(
                category, number, who, item, (ballot.mark_of[a], ballot.mark_of[b])
            )
            for (who, item), a, b in zip(cells, first, second, strict=True)
            if a != b
        ]
    return found


def _typed(box: Box) -> dict[tuple[str, int], list[bytes]]:
    typed: dict[tuple[str, int], list[bytes]] = {}
    rows = Sheet.objects.filter(box=box).order_by("category", "number", "pk")
    for category, number, marks in rows.values_list("category", "number", "marks"):
        typed.setdefault((category, number), []).append(bytes(marks))
    return typed


def agreed(box: Box) -> dict[str, list[bytes]]:
    """Return the sheets of each class, once each; only for a box without mismatch."""
    sheets: dict[str, list[bytes]] = {}
    for (category, _), typed in _typed(box).items():
        sheets.setdefault(category, []).append(typed[0])
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
    """Tell whether the round's box is counted."""
    return Box.objects.filter(round=round_, state=State.COUNTED).exists()


def is_shut(round_: Round) -> bool:
    """Tell whether the round's box stays shut for want of a quorum."""
    return Box.objects.filter(round=round_, state=State.SHUT).exists()


def turnouts_of(round_: Round) -> dict[str, Turnout]:
    """Return the turnout of each class of the round; empty without a ballot."""
    box = box_of(round_)
    return turnouts(box) if box else {}


def outcome_of(round_: Round) -> Outcome | None:
    """Return the round's outcome; None without a ballot or before it is counted."""
    box = box_of(round_)
    return outcome(box) if box else None
