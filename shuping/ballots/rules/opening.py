"""Opening a closed box: sealed ballots in, counts of cells out, never a ballot.

Whole ballots stand in memory only as long as they are judged. What leaves is what a box
typed from paper leaves too: counts by class, reporter, item and mark, and what is void.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from shuping.ballots.rules import tally
from shuping.ballots.rules.form import Form
from shuping.ballots.rules.tally import ClassCount, Outcome
from shuping.rounds.rules.scheme import BallotTerms
from shuping.urn import sealing
from shuping.urn.casting import Sealed
from shuping.urn.form import PAPER, BoxForm, Named

UNREADABLE = "unreadable"
"""Why a ballot is void that the key does not open, or that has another form."""


@dataclass(slots=True)
class Opened:
    """The ballots of a box by class, and how many of each class could not be read."""

    sheets: dict[str, list[bytes]] = field(default_factory=dict)
    unreadable: dict[str, int] = field(default_factory=dict)


def box_form(
    title: str,
    terms: BallotTerms,
    reporters: Iterable[Named],
    *,
    one_by_one: bool = False,
    rehearsal: bool = False,
) -> BoxForm:
    """Return what a box asks: the secret classes, reporters, items and grades."""
    return BoxForm(
        title=title,
        categories=tuple(
            Named(one.code, one.name) for one in terms.categories if not one.signed
        ),
        reporters=tuple(reporters),
        items=tuple(Named(one.code, one.name) for one in terms.items),
        grades=tuple(Named(one.code, one.name) for one in terms.grades),
        unknown=terms.validity.unknown,
        one_by_one=one_by_one,
        rehearsal=rehearsal,
    )


def open_ballots(
    ballots: Iterable[Sealed], key: bytes, asked: BoxForm, box: bytes
) -> Opened:
    """Open the sealed ballots of a box with its key.

    A ballot that the key does not open, whose name is not its hash, or that does not
    fit the form is counted as unreadable and is void. Sheets come in the order of their
    marks, so that nothing of the order in the box is left.
    """
    found, public = Opened(), sealing.public_of(key)
    for one in ballots:
        marks = sealing.unseal(one.sealed, key, public)
        right = one.leaf == sealing.leaf(box, one.category, one.sealed)
        if (
            marks is None
            or not right
            or not asked.fits(marks, paper=one.channel == PAPER)
        ):
            count = found.unreadable.get(one.category, 0)
            found.unreadable[one.category] = count + 1
        else:
            found.sheets.setdefault(one.category, []).append(marks)
    for sheets in found.sheets.values():
        sheets.sort()
    return found


def counted(
    opened: Opened,
    signed: Mapping[str, list[bytes]],
    form: Form,
    terms: BallotTerms,
) -> Outcome:
    """Count what was opened, and the signed ballots beside it, into the outcome."""
    counts = {}
    for one in terms.categories:
        sheets = signed if one.signed else opened.sheets
        found = tally.count(sheets.get(one.code, []), form, terms.validity)
        counts[one.code] = _with_unreadable(found, opened.unreadable.get(one.code, 0))
    return tally.settle(counts, terms.categories, terms.validity)


def _with_unreadable(found: ClassCount, number: int) -> ClassCount:
    if not number:
        return found
    void = {**found.void, UNREADABLE: number}
    return ClassCount(found.valid, found.abstained, void, found.cells)
