"""The records of a box, to be printed and signed; they are made anew each time."""

from collections.abc import Mapping

from django.utils import timezone, translation
from django.utils.translation import gettext

from shuping.ballots.models import Box
from shuping.ballots.queries import showing, turnouts, urns
from shuping.ballots.queries.balance import balance_of, balances
from shuping.ballots.queries.papers import closed_turnout
from shuping.ballots.queries.showing import Table
from shuping.ballots.rules import records
from shuping.ballots.rules.balance import Balance
from shuping.ballots.rules.keys import fingerprint
from shuping.ballots.rules.records import ClassNumbers, Counting, Opening, Tables, Taken
from shuping.ballots.rules.slips import told
from shuping.ballots.rules.states import State, Step
from shuping.ballots.rules.tally import Turnout
from shuping.ballots.services.asking import ask
from shuping.documents.rules.content import Document
from shuping.refusal import Refused, say
from shuping.rounds.queries import scheme_of
from shuping.urn.form import Named


def opening_record(box: Box) -> Document:
    """Return the opening record of a committed box; its urn is asked for the zero."""
    if not box.form_sha256:
        raise Refused(say("The box is not committed yet."))
    names = {one.code: told(one) for one in urns.form_of(box).categories}
    facts = Opening(
        round=box.round.name,
        box=box.name,
        level=box.level,
        made=box.slips_made,
        key_made=box.key_made,
        form=box.form_sha256,
        scheme=box.round.scheme_sha256,
        issue_root=box.issue_root,
        fingerprint=fingerprint(box.public),
        verifier=box.verifier,
        slips=tuple((names[one.category], one.count) for one in box.slips.all()),
        steps=_steps(box),
        zero=_zero(box),
        rehearsal=box.rehearsal,
    )
    return records.opening_record(facts)


def count_sheet(box: Box) -> Document:
    """Return the count sheet of a counted box, on paper or of the urn."""
    with translation.override("zh-hans"):
        return records.count_sheet(_counting(box))


def _counting(box: Box) -> Counting:
    terms = scheme_of(box.round).ballot
    tables = showing.tables_of(box, terms.items)
    if not tables:
        raise Refused(say("The box is not counted yet."))
    lain, counted = closed_turnout(box), turnouts(box)
    classes = (_numbers(one, counted[one.category.code], lain) for one in tables)
    marks = [words.told(gettext) for words in showing.marks_shown(terms)]
    return Counting(
        round=box.round.name,
        box=box.name,
        ballot_root=box.ballot_root,
        classes=tuple(classes),
        counts=tuple(_counts(one, marks, len(terms.items) > 1) for one in tables),
        steps=_steps(box),
        balance=tuple(balance_of(box)),
        rehearsal=box.rehearsal,
    )


def _zero(box: Box) -> tuple[Balance, ...]:
    """Return what the urn says of a box that was not opened yet: nothing is in it."""
    if box.state != State.COMMITTED:
        return ()
    turnout = ask("turnout", box=box.name)["turnout"]
    assert isinstance(turnout, dict)  # noqa: S101 - the urn's own answer
    return tuple(balances(box, turnout))


def _steps(box: Box) -> tuple[Taken, ...]:
    return tuple(
        Taken(
            Step(one.step),
            str(one.first),
            str(one.second),
            f"{timezone.localtime(one.second_at):%Y-%m-%d %H:%M}",
        )
        for one in urns.steps_of(box)
    )


def _numbers(
    table: Table, turnout: Turnout, lain: Mapping[str, Mapping[str, int]]
) -> ClassNumbers:
    here = lain.get(table.category.code, {})
    papers = here.get("paper", turnout.returned)
    return ClassNumbers(
        name=told(Named(table.category.code, table.category.name)),
        entitled=turnout.entitled,
        present=turnout.present,
        issued=turnout.issued,
        void_slips=here.get("void", 0),
        phones=turnout.returned - papers,
        papers=papers,
        valid=table.valid,
        abstained=table.abstained,
        void=table.void_reasons,
    )


def _counts(table: Table, marks: list[str], several: bool) -> Tables:  # noqa: FBT001
    rows = tuple(
        (
            f"{line.reporter}（{line.item}）" if several else str(line.reporter),
            *(str(count) for _, count in line.counts),
        )
        for line in table.lines
    )
    why = table.hidden.told(gettext) if table.hidden else ""
    name = told(Named(table.category.code, table.category.name))
    return Tables(name, tuple(marks), rows, why)
