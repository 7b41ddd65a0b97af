"""What tellers do: type sheets, correct their own, settle what two typed unlike."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from shuping.accounts.models import Person
from shuping.ballots import queries
from shuping.ballots.models import Box, Sheet
from shuping.ballots.queries.typing import TELLERS, Differing, Key, differing
from shuping.ballots.rules.form import Form
from shuping.ballots.rules.states import TYPED_IN
from shuping.ballots.services.boxes import refuse_unless
from shuping.charter import Act
from shuping.journal.services import note
from shuping.refusal import Refused, say
from shuping.rounds.queries import scheme_of
from shuping.rounds.services import hold, permit


@dataclass(frozen=True, slots=True)
class Paper:
    """One sheet of paper: class, place in its shuffled pile, packed marks, author."""

    category: str
    number: int
    marks: bytes
    author: str = ""

    @property
    def key(self) -> Key:
        """Return which sheet it is."""
        return self.category, self.number


@transaction.atomic
def type_sheets(box: Box, papers: Iterable[Paper], *, by: Person, at: datetime) -> None:
    """Take in sheets as one teller typed them; the other teller types them too.

    Refused for a sheet of another form, for an author on a secret class, for a sheet
    that is not in the pile, and for one that this teller or two others have typed.
    """
    round_ = hold(box.round)
    permit(round_, Act.TYPE_SHEET, by=by)
    refuse_unless(box, *TYPED_IN)
    typed = list(papers)
    _refuse_unfit(box, typed)
    _refuse_typed(box, typed, by)
    rows = [
        Sheet(
            box=box,
            category=paper.category,
            number=paper.number,
            teller=by,
            marks=paper.marks,
            author=paper.author,
        )
        for paper in typed
    ]
    Sheet.objects.bulk_create(rows, batch_size=500)
    note("type sheets", box, by=by, at=at, count=len(rows))


def _refuse_unfit(box: Box, papers: Sequence[Paper]) -> None:
    form = queries.form(box.round)
    categories = scheme_of(box.round).ballot.categories
    signed = {one.code: one.signed for one in categories}
    returned = {code: one.returned for code, one in queries.turnouts(box).items()}
    for paper in papers:
        number = paper.number
        if len(paper.marks) != form.size or paper.category not in signed:
            raise Refused(say("Sheet {number} has another form.", number=number))
        if bool(paper.author) != signed[paper.category]:
            raise Refused(
                say(
                    "Sheet {number}: signed ballots have an author, secret ones none.",
                    number=number,
                )
            )
        if not 0 < number <= (many := returned.get(paper.category, 0)):
            raise Refused(
                say(
                    "Class {code}: {count} sheets were returned.",
                    code=paper.category,
                    count=many,
                )
            )


def _refuse_typed(box: Box, papers: Sequence[Paper], by: Person) -> None:
    numbers = [paper.number for paper in papers]
    rows = Sheet.objects.filter(
        box=box, number__range=(min(numbers, default=0), max(numbers, default=0))
    )
    tellers: dict[Key, set[int]] = {}
    for category, number, who in rows.values_list("category", "number", "teller_id"):
        tellers.setdefault((category, number), set()).add(who)
    for paper in papers:
        typed = tellers.setdefault(paper.key, set())
        if by.pk in typed:
            raise Refused(
                say("You have typed sheet {number} already.", number=paper.number)
            )
        if len(typed) >= TELLERS:
            raise Refused(
                say("Two tellers have typed sheet {number}.", number=paper.number)
            )
        typed.add(by.pk)


@transaction.atomic
def retype_sheet(box: Box, paper: Paper, *, by: Person, at: datetime) -> None:
    """Correct a sheet that this teller has typed; the other teller's stays."""
    round_ = hold(box.round)
    permit(round_, Act.TYPE_SHEET, by=by)
    refuse_unless(box, *TYPED_IN)
    _refuse_unfit(box, [paper])
    mine = Sheet.objects.filter(
        box=box, category=paper.category, number=paper.number, teller=by
    )
    if not mine.update(marks=paper.marks, author=paper.author):
        raise Refused(say("You have not typed sheet {number}.", number=paper.number))
    note("correct sheet", box, by=by, at=at, sheet=f"{paper.category}{paper.number}")


@transaction.atomic
def settle_sheet(box: Box, paper: Paper, *, by: Person, at: datetime) -> None:
    """Write what both tellers agreed on after looking at the paper again."""
    round_ = hold(box.round)
    permit(round_, Act.SETTLE_MISMATCH, by=by)
    refuse_unless(box, *TYPED_IN)
    _refuse_unfit(box, [paper])
    typed = Sheet.objects.filter(box=box, category=paper.category, number=paper.number)
    if not typed.update(marks=paper.marks, author=paper.author):
        raise Refused(say("Nobody has typed sheet {number}.", number=paper.number))
    note("settle mismatch", box, by=by, at=at, sheet=f"{paper.category}{paper.number}")


@transaction.atomic
def settle_cells(
    box: Box,
    key: Key,
    chosen: Mapping[tuple[str, str], str],
    *,
    author: str = "",
    by: Person,
    at: datetime,
) -> None:
    """Settle a sheet by the right mark of each cell typed unlike, or the right author.

    `chosen` is (reporter, item) -> mark. Refused where it is not exactly what differs
    now: then somebody has settled or corrected the sheet meanwhile.
    """
    hold(box.round)
    permit(box.round, Act.SETTLE_MISMATCH, by=by)
    there = next(iter(differing(box, [key])), None)
    if there is None or _asked(there) != (set(chosen), bool(author)):
        number = key[1]
        raise Refused(
            say("Sheet {number} has changed; look at it again.", number=number)
        )
    category, number = key
    first = Sheet.objects.filter(box=box, category=category, number=number).order_by(
        "pk"
    )[0]
    marks = _with(queries.form(box.round), bytes(first.marks), chosen)
    paper = Paper(category, number, marks, author or first.author)
    settle_sheet(box, paper, by=by, at=at)


def _asked(there: Differing) -> tuple[set[tuple[str, str]], bool]:
    cells = {(one.reporter, one.item) for one in there.cells}
    return cells, bool(there.authors)


def _with(form: Form, marks: bytes, chosen: Mapping[tuple[str, str], str]) -> bytes:
    settled = bytearray(marks)
    for (reporter, item), mark in chosen.items():
        place = form.start[reporter] + form.item_place[item]
        settled[place] = form.byte_of[mark]
    return bytes(settled)
