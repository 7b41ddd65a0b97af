"""The steps that two named people take with a box of the urn.

One person proposes a step, another seconds it, and then it is taken; of the two at
least one is a monitor, and the ballots are opened by two monitors. The urn's word on
where a box stands is the one that counts: this record follows it.
"""

import secrets
from collections import Counter
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from shuping.accounts.models import Person
from shuping.ballots import queries
from shuping.ballots.models import Box, BoxStep, Sheet
from shuping.ballots.queries import urns
from shuping.ballots.queries.typing import missing_in, piles_of
from shuping.ballots.rules.states import BEFORE, TYPED_IN, WORDS, Medium, State, Step
from shuping.ballots.services.asking import Lost, ask
from shuping.ballots.services.balance import refuse_excess
from shuping.ballots.services.boxes import move, refuse_unless
from shuping.charter import Act
from shuping.journal.services import note
from shuping.refusal import Refused, listed, say
from shuping.rounds.models import Round
from shuping.rounds.services import hold, permit
from shuping.shell.certificates import LEAST
from shuping.urn.storage import POSTGRESQL


@transaction.atomic
def propose(
    box: Box,
    step: Step,
    *,
    reason: str = "",
    knowing: bool = False,
    by: Person,
    at: datetime,
) -> BoxStep:
    """Propose a step; it is taken when another person seconds it.

    `knowing`: what one has to know beforehand. Before the count, which classes will
    not be shown; before a box that takes sheets is annulled, that two people have
    counted them again, or that the numbers are not why.
    """
    round_ = hold(box.round)
    permit(round_, Act.MOVE_BOX, by=by)
    box.refresh_from_db()
    _refuse_untimely(box, step)
    _refuse_unready(box, step, at=at)
    if step is Step.ANNUL:
        _refuse_hasty(box, reason, knowing=knowing)
    if step is Step.COUNT:
        _refuse_unless_monitor(round_, by)
        _refuse_unless_known(box, knowing=knowing)
    if box.steps.filter(second__isnull=True).exists():
        raise Refused(say("A step waits for its second already."))
    proposed = BoxStep.objects.create(
        box=box, step=step, reason=reason.strip(), first=by, first_at=at
    )
    note("propose step", box, by=by, at=at, step=step, knowing=knowing)
    return proposed


@transaction.atomic
def withdraw(step: BoxStep, *, by: Person, at: datetime) -> None:
    """Take a proposed step back; whoever may propose one may."""
    permit(hold(step.box.round), Act.MOVE_BOX, by=by)
    if not BoxStep.objects.filter(pk=step.pk, second__isnull=True).delete()[0]:
        raise Refused(say("The step is taken."))
    note("withdraw step", step.box, by=by, at=at, step=step.step)


def agree(step: BoxStep, *, by: Person, at: datetime) -> Round:
    """Check that a person may second a step now, and write down that they do.

    Call it inside the transaction that takes the step.
    """
    round_ = hold(step.box.round)
    permit(round_, Act.MOVE_BOX, by=by)
    step.refresh_from_db()
    step.box.refresh_from_db()
    if step.second_id is not None:
        raise Refused(say("The step is taken."))
    if step.first_id == by.pk:
        raise Refused(say("A second person is needed."))
    _refuse_untimely(step.box, Step(step.step))
    _refuse_unready(step.box, Step(step.step), at=at)
    if step.step == Step.COUNT:
        _refuse_unless_monitor(round_, by)
    elif not any(urns.is_monitor(round_, who) for who in (step.first, by)):
        raise Refused(say("One of the two is a monitor."))
    step.second, step.second_at = by, at
    step.save()
    both = (step.first, by)
    monitors = [who.username for who in both if urns.is_monitor(round_, who)]
    first = step.first.username
    note(f"{step.step} box", step.box, by=by, at=at, first=first, monitors=monitors)
    return round_


@transaction.atomic
def second(step: BoxStep, *, by: Person, at: datetime) -> Box:
    """Second a step and take it; for counting see `opening.count_ballots`."""
    agree(step, by=by, at=at)
    box = step.box
    {
        Step.COMMIT: _commit,
        Step.OPEN: _open,
        Step.CLOSE: _close,
        Step.ANNUL: _annul,
    }[Step(step.step)](box)
    return box


@transaction.atomic
def pause(box: Box, *, by: Person, at: datetime) -> Box:
    """Pause an open box, or open a paused one; one person may, at once."""
    permit(hold(box.round), Act.MOVE_BOX, by=by)
    box.refresh_from_db()
    there = State.OPEN if box.state == State.PAUSED else State.PAUSED
    move(box, there)
    ask("move", box=box.name, to=there.value)
    note("pause box" if there is State.PAUSED else "resume box", box, by=by, at=at)
    return box


@transaction.atomic
def join_paper(
    box: Box,
    *,
    random: Callable[[int], bytes] = secrets.token_bytes,
    by: Person,
    at: datetime,
) -> int:
    """Seal the sheets that two tellers typed alike into the urn, in one batch.

    Return how many. The typed sheets of secret classes are erased. Refused while a
    sheet is missing or typed unlike.
    """
    round_ = hold(box.round)
    permit(round_, Act.MOVE_BOX, by=by)
    refuse_unless(box, State.OPEN, State.PAUSED)
    secret = {one.code for one in urns.form_of(box).categories}
    piles = [one for one in piles_of(box) if one.category.code in secret]
    if missing := missing_in(piles):
        raise Refused(say("Not yet counted: {missing}.", missing=missing))
    papers = [
        (category, bytes(marks).hex(), random(32).hex())
        for category, sheets in queries.agreed(box).items()
        for marks in sheets
        if category in secret
    ]
    _refuse_excess(box, Counter(category for category, *_ in papers))
    told = ask("paper", box=box.name, papers=papers, after=box.joined)
    box.joined = int(str(told["papers"]))
    box.save(update_fields=["joined"])
    Sheet.objects.filter(box=box, category__in=secret).delete()
    box.electorates.filter(category__in=secret).update(returned=0)
    note("join paper", box, by=by, at=at, count=len(papers))
    return len(papers)


def _commit(box: Box) -> None:
    slips = {one.category: one.hashes for one in box.slips.all()}
    told = ask(
        "commit",
        box=box.name,
        form=urns.form_of(box).written().decode(),
        public=box.public,
        issued=slips,
        level=box.level,
        made=box.slips_made,
    )
    if told["kind"] == POSTGRESQL and urns.reads_everything():
        raise Refused(
            say(
                "The database role of the pages is a superuser and could read the "
                "boxes. Give the pages a plain role."
            )
        )
    box.issue_root, box.verifier = str(told["issue_root"]), str(told["verifier"])
    box.form_sha256 = str(told["form"])
    box.save()
    box.slips.update(hashes=[])
    move(box, State.COMMITTED)


def _open(box: Box) -> None:
    move(box, State.OPEN)
    ask("move", box=box.name, to=State.OPEN.value)


def _close(box: Box) -> None:
    secret = {one.code for one in urns.form_of(box).categories}
    if box.electorates.filter(category__in=secret, returned__gt=0).exists():
        raise Refused(say("Paper sheets wait: type them and let them join the urn."))
    if box.unused.filter(second__isnull=True).exists():
        raise Refused(say("Slips that were handed back wait for a second person."))
    _refuse_excess(box, {})
    move(box, State.CLOSED)
    told = ask("close", box=box.name)
    box.ballot_root = str(told["ballot_root"])
    box.save(update_fields=["ballot_root"])
    turnout = told["turnout"]
    assert isinstance(turnout, dict)  # noqa: S101 - the urn's own answer
    for one in box.electorates.filter(category__in=turnout):
        counted = turnout[one.category]
        one.issued += counted["issued"] - counted["void"]
        one.returned = counted["spent"] + counted["paper"]
        one.save()


def _refuse_excess(box: Box, joining: Mapping[str, int]) -> None:
    lying = ask("turnout", box=box.name)["turnout"]
    assert isinstance(lying, dict)  # noqa: S101 - the urn's own answer
    # Sheets whose answer was lost are in already, and come no second time.
    lost = sum(one["paper"] for one in lying.values()) != box.joined
    refuse_excess(box, lying, joining={} if lost else joining)


def _annul(box: Box) -> None:
    """Annul a box. Its file stays as it is, and no step leads on from here."""
    if box.state in {State.OPEN, State.PAUSED, State.COMMITTED}:
        with suppress(Lost):
            ask("close", box=box.name)
    move(box, State.ANNULLED)
    secret = [one.code for one in urns.form_of(box).categories]
    Sheet.objects.filter(box=box, category__in=secret).delete()
    box.unused.filter(second__isnull=True).delete()


def _refuse_untimely(box: Box, step: Step) -> None:
    elsewhere = box.medium != Medium.URN and step is not Step.ANNUL
    if elsewhere or box.state not in BEFORE[step]:
        raise Refused(say("The box is {state}.", state=WORDS[State(box.state)]))


def _refuse_unready(box: Box, step: Step, *, at: datetime) -> None:
    if step is Step.COMMIT:
        if not (box.public and box.slips.exists()):
            raise Refused(say("A box is committed with its slips and its key."))
        if not box.rehearsal:
            _refuse_ending_certificate(at)
    if step is Step.OPEN and not queries.has_quorum(box):
        raise Refused(say("There is no quorum."))


def _refuse_ending_certificate(at: datetime) -> None:
    """Refuse where phones would soon be warned of this server."""
    if not settings.CERTIFICATE_ENDS:
        return
    ends = datetime.fromisoformat(settings.CERTIFICATE_ENDS)
    if ends < at + LEAST:
        raise Refused(
            say(
                "The certificate of this server holds until {ends} only; {days} days "
                "are needed, so that no phone is warned while people vote. Put a new "
                "one in place, start the server again with it, then commit.",
                ends=f"{timezone.localtime(ends):%Y-%m-%d}",
                days=LEAST.days,
            )
        )


def _refuse_hasty(box: Box, reason: str, *, knowing: bool) -> None:
    if not reason.strip():
        raise Refused(say("Say why."))
    if box.state in TYPED_IN and not knowing:
        raise Refused(
            say(
                "Confirm that two people have counted the sheets and the slips again, "
                "or that the numbers are not why."
            )
        )


def _refuse_unless_known(box: Box, *, knowing: bool) -> None:
    if not knowing and (small := queries.small_in(box)):
        raise Refused(
            say(
                "Confirm that you know which classes will not be shown: {names}.",
                names=listed(say("{name}", name=one.name) for one in small),
            )
        )


def _refuse_unless_monitor(round_: Round, person: Person) -> None:
    if not urns.is_monitor(round_, person):
        raise Refused(say("Two monitors open the ballots."))
