"""A box from preparing to counting."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.db.models import Max

from shuping.accounts.models import Person
from shuping.ballots import queries
from shuping.ballots.models import Box, CellCount, Count, Electorate, Sheet
from shuping.ballots.queries.typing import missing_in, piles_of
from shuping.ballots.rules import effects, publication, tally
from shuping.ballots.rules.effects import Effects
from shuping.ballots.rules.states import NEXT, TYPED_IN, WORDS, State
from shuping.ballots.rules.tally import Outcome, Turnout
from shuping.charter import Act
from shuping.journal.services import note
from shuping.refusal import Refused, say
from shuping.rounds.models import Round
from shuping.rounds.queries import roster, scheme_of
from shuping.rounds.rules.scheme import BallotTerms
from shuping.rounds.services import hold, permit


@transaction.atomic
def prepare(
    round_: Round, turnouts: Mapping[str, Turnout], *, by: Person, at: datetime
) -> Box:
    """Prepare the round's box with the turnout of each class, or correct the numbers.

    Refused when more sheets were returned than issued: recount the sheets first. A
    box that is shut stays as it is, and another one is prepared. While the tellers
    type, numbers are corrected as far as the quorum and the typed sheets stand.
    """
    round_ = hold(round_)
    permit(round_, Act.PREPARE_BOX, by=by)
    for code, turnout in turnouts.items():
        if turnout.returned > turnout.issued:
            raise Refused(
                say("Class {code}: more sheets returned than issued.", code=code)
            )
    box = queries.box_of(round_)
    if box is None or queries.is_over(box):
        earlier = Box.objects.filter(round=round_).count()
        venue = f"main {earlier + 1}" if earlier else "main"
        box = Box.objects.create(round=round_, venue=venue)
        act = "prepare box"
    else:
        _refuse_unless_correctable(box, turnouts)
        box.electorates.all().delete()
        act = "correct numbers"
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
    note(act, box, by=by, at=at)
    return box


def _refuse_unless_correctable(box: Box, turnouts: Mapping[str, Turnout]) -> None:
    if box.state not in TYPED_IN | {State.PREPARED}:
        raise Refused(say("The box is {state}.", state=box.state_words))
    if box.state in TYPED_IN and not _has_quorum(box.round, turnouts):
        raise Refused(say("With these numbers there would be no quorum."))
    typed = Sheet.objects.filter(box=box).order_by().values_list("category")
    for code, last in typed.annotate(Max("number")):
        returned = turnouts[code].returned if code in turnouts else 0
        if last > returned:
            raise Refused(
                say("Class {code}: sheet {number} is typed.", code=code, number=last)
            )


def _has_quorum(round_: Round, turnouts: Mapping[str, Turnout]) -> bool:
    quorum = scheme_of(round_).ballot.validity.quorum
    return tally.quorum_holds(turnouts.values(), quorum)


def move(box: Box, there: State) -> None:
    """Write down where a box stands now; of two who move it at once one is refused."""
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
    holds = _has_quorum(round_, queries.turnouts(box))
    move(box, State.TYPING if holds else State.SHUT)
    note("open typing" if holds else "shut box", box, by=by, at=at)
    return State(box.state)


def refuse_unless(box: Box, *states: State) -> None:
    """Refuse what a box in another state does not take."""
    box.refresh_from_db()
    if box.state not in states:
        raise Refused(say("The box is {state}.", state=WORDS[State(box.state)]))


@transaction.atomic
def count(box: Box, *, by: Person, at: datetime) -> Outcome:
    """Count the box, keep the counts, and erase the sheets of secret classes.

    Refused while two tellers differ, while a sheet was typed once only, and while
    the sheets are not as many as were returned; the refusal names them.
    """
    round_ = hold(box.round)
    permit(round_, Act.COUNT_BOX, by=by)
    refuse_unless(box, State.TYPING)
    if missing := missing_in(piles_of(box)):
        raise Refused(say("Not yet counted: {missing}.", missing=missing))
    terms = scheme_of(round_).ballot
    sheets = queries.agreed(box)
    form = queries.form(round_)
    counts = {
        one.code: tally.count(sheets.get(one.code, ()), form, terms.validity)
        for one in terms.categories
    }
    outcome = tally.settle(counts, terms.categories, terms.validity)
    secret = [one.code for one in terms.categories if not one.signed]
    found = effects.effects_of(
        {code: sheets.get(code, ()) for code in secret}, form, outcome, terms
    )
    Sheet.objects.filter(box=box, category__in=secret).delete()
    keep(box, outcome, found, by=by, at=at)
    return outcome


@transaction.atomic
def enter_outcome(box: Box, outcome: Outcome, *, by: Person, at: datetime) -> None:
    """Enter what an opened box or a tallied paper count left elsewhere."""
    round_ = hold(box.round)
    permit(round_, Act.COUNT_BOX, by=by)
    refuse_unless(box, State.TYPING)
    keep(box, outcome, Effects(), by=by, at=at)


def keep(
    box: Box, outcome: Outcome, found: Effects, *, by: Person, at: datetime
) -> None:
    """Keep the counts of a box, which is counted then, and the effects it told.

    Refused where the figures would give away how fewer than `min_cast` people voted.
    """
    _refuse_what_gives_away(outcome, scheme_of(box.round).ballot)
    move(box, State.COUNTED)
    box.effects = effects.written(found)
    box.save(update_fields=["effects"])
    form = queries.form(box.round)
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


def _refuse_what_gives_away(outcome: Outcome, terms: BallotTerms) -> None:
    few = publication.given_away(
        publication.groups_of(outcome, terms),
        publication.figures_of(outcome, terms),
        terms.validity.min_cast,
    )
    if few is not None:
        raise Refused(
            say(
                "These figures would tell how class {codes} voted, with fewer than "
                "{few} valid ballots.",
                codes=", ".join(sorted(few)),
                few=terms.validity.min_cast,
            )
        )
