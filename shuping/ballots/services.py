"""The acts that change a box: prepare, type, settle, count."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from shuping.accounts.models import Person
from shuping.ballots import queries
from shuping.ballots.models import Box, CellCount, Count, Electorate, Sheet
from shuping.ballots.rules import tally
from shuping.ballots.rules.form import Form
from shuping.ballots.rules.states import NEXT, WORDS, State
from shuping.ballots.rules.tally import Outcome, Turnout
from shuping.charter import Act
from shuping.journal.services import note
from shuping.refusal import Refused, say
from shuping.rounds.models import Round
from shuping.rounds.queries import roster, scheme_of
from shuping.rounds.services import hold, permit


@dataclass(frozen=True, slots=True)
class Paper:
    """One sheet of paper: class, place in its shuffled pile, packed marks, author."""

    category: str
    number: int
    marks: bytes
    author: str = ""


@transaction.atomic
def prepare(
    round_: Round, turnouts: Mapping[str, Turnout], *, by: Person, at: datetime
) -> Box:
    """Prepare the round's box with the turnout of each class.

    Refused when more sheets were returned than issued: recount the sheets first.
    """
    round_ = hold(round_)
    permit(round_, Act.PREPARE_BOX, by=by)
    for code, turnout in turnouts.items():
        if turnout.returned > turnout.issued:
            raise Refused(
                say("Class {code}: more sheets returned than issued.", code=code)
            )
    box = Box.objects.create(round=round_)
    Electorate.objects.bulk_create(
        Electorate(
            box=box,
            category=code,
            entitled=one.entitled,
            present=one.present,
            issued=one.issued,
            returned=one.returned,
        )
        for code, one in turnouts.items()
    )
    note("prepare box", box, by=by, at=at)
    return box


def _move(box: Box, there: State) -> None:
    here = State(box.state)
    if there not in NEXT[here]:
        raise Refused(say("The box is {state}.", state=WORDS[here]))
    if not Box.objects.filter(pk=box.pk, state=here).update(state=there):
        raise Refused(say("Someone else has just moved this box."))
    box.state = there


@transaction.atomic
def open_typing(box: Box, *, by: Person, at: datetime) -> State:
    """Let the tellers type, if there is a quorum; else the box is shut.

    Quorum: present >= quorum x entitled, over all classes (DESIGN 4.3).
    """
    round_ = hold(box.round)
    permit(round_, Act.PREPARE_BOX, by=by)
    quorum = scheme_of(round_).ballot.validity.quorum
    holds = tally.quorum_holds(queries.turnouts(box).values(), quorum)
    _move(box, State.TYPING if holds else State.SHUT)
    note("open typing" if holds else "shut box", box, by=by, at=at)
    return State(box.state)


@transaction.atomic
def type_sheets(box: Box, papers: Iterable[Paper], *, by: Person, at: datetime) -> None:
    """Take in sheets as one teller typed them; the other teller types them too.

    Refused for a sheet of another form, and for an author on a secret class.
    """
    round_ = hold(box.round)
    permit(round_, Act.TYPE_SHEET, by=by)
    _refuse_unless(box, State.TYPING)
    form = queries.form(round_)
    signed = {one.code: one.signed for one in scheme_of(round_).ballot.categories}
    rows = []
    for paper in papers:
        if len(paper.marks) != form.size or paper.category not in signed:
            raise Refused(say("Sheet {number} has another form.", number=paper.number))
        if bool(paper.author) != signed[paper.category]:
            raise Refused(
                say(
                    "Sheet {number}: signed ballots have an author, secret ones none.",
                    number=paper.number,
                )
            )
        rows.append(
            Sheet(
                box=box,
                category=paper.category,
                number=paper.number,
                teller=by,
                marks=paper.marks,
                author=paper.author,
            )
        )
    Sheet.objects.bulk_create(rows, batch_size=500)
    note("type sheets", box, by=by, at=at, count=len(rows))


def _refuse_unless(box: Box, state: State) -> None:
    box.refresh_from_db()
    if box.state != state:
        raise Refused(say("The box is {state}.", state=WORDS[State(box.state)]))


@transaction.atomic
def settle_sheet(box: Box, paper: Paper, *, by: Person, at: datetime) -> None:
    """Write what both tellers agreed on after looking at the paper again."""
    round_ = hold(box.round)
    permit(round_, Act.SETTLE_MISMATCH, by=by)
    _refuse_unless(box, State.TYPING)
    if len(paper.marks) != queries.form(round_).size:
        raise Refused(say("Sheet {number} has another form.", number=paper.number))
    typed = Sheet.objects.filter(box=box, category=paper.category, number=paper.number)
    if not typed.update(marks=paper.marks):
        raise Refused(say("Nobody has typed sheet {number}.", number=paper.number))
    note("settle mismatch", box, by=by, at=at, sheet=f"{paper.category}{paper.number}")


@transaction.atomic
def count(box: Box, *, by: Person, at: datetime) -> Outcome:
    """Count the box, keep the counts, and erase the sheets of secret classes.

    Refused while two tellers differ, while a sheet was typed once only, and while
    the sheets are not as many as were returned.
    """
    round_ = hold(box.round)
    permit(round_, Act.COUNT_BOX, by=by)
    _refuse_unless(box, State.TYPING)
    if differing := queries.mismatches(box):
        raise Refused(say("The tellers differ in {count} cells.", count=len(differing)))
    terms = scheme_of(round_).ballot
    sheets = queries.agreed(box)
    for code, turnout in queries.turnouts(box).items():
        if len(sheets.get(code, ())) != turnout.returned:
            raise Refused(say("Class {code}: not all sheets are typed.", code=code))
    form = queries.form(round_)
    counts = {
        one.code: tally.count(sheets.get(one.code, ()), form, terms.validity)
        for one in terms.categories
    }
    outcome = tally.settle(counts, terms.categories, terms.validity)
    secret = [one.code for one in terms.categories if not one.signed]
    Sheet.objects.filter(box=box, category__in=secret).delete()
    _keep(box, form, outcome, by=by, at=at)
    return outcome


@transaction.atomic
def enter_outcome(box: Box, outcome: Outcome, *, by: Person, at: datetime) -> None:
    """Enter what an opened box or a tallied paper count left elsewhere."""
    round_ = hold(box.round)
    permit(round_, Act.COUNT_BOX, by=by)
    _refuse_unless(box, State.TYPING)
    _keep(box, queries.form(round_), outcome, by=by, at=at)


def _keep(box: Box, form: Form, outcome: Outcome, *, by: Person, at: datetime) -> None:
    _move(box, State.COUNTED)
    reporters = {one.organisation.code: one for one in roster(box.round)}
    cells = []
    for code in (*outcome.shown, *outcome.hidden):
        one, shown = outcome.of(code), code in outcome.shown
        row = Count.objects.create(
            box=box,
            category=code,
            shown=shown,
            valid=one.valid,
            abstained=one.abstained,
            void=dict(one.void),
        )
        cells += [
            CellCount(count=row, reporter=reporters[who], items=one.cells[who])
            for who in (form.reporters if shown else ())
        ]
    CellCount.objects.bulk_create(cells, batch_size=500)
    note("count box", box, by=by, at=at)
