"""A box of the urn: its slips, and the steps that two named people take with it.

One person proposes a step, another seconds it, and then it is taken; of the two at
least one is a monitor, and the ballots are opened by two monitors. The urn's word on
where a box stands is the one that counts: this record follows it.
"""

import secrets
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from django.conf import settings
from django.db import transaction

from shuping.accounts.models import Person
from shuping.ballots import queries
from shuping.ballots.models import Box, BoxStep, SlipBatch
from shuping.ballots.queries import urns
from shuping.ballots.rules.states import BEFORE, WORDS, Medium, State, Step
from shuping.ballots.services.boxes import move
from shuping.charter import Act, Duty
from shuping.journal.services import note
from shuping.refusal import Refused, say
from shuping.rounds.models import Round
from shuping.rounds.queries import duties_in
from shuping.rounds.services import hold, permit
from shuping.urn import codes, control, sealing
from shuping.urn.box import LEVELS, SIMPLE
from shuping.urn.control import Unheard

APART, HERE = "apart", "here"
MOST_SLIPS = 5000
_BAD = {"stranger", "silent", "unknown act"}


def ask(act: str, **about: object) -> dict[str, object]:
    """Tell the urn what to do; refused where it does not run or does not do it."""
    try:
        return control.ask(settings.URN_CONTROL, settings.URN_SECRET, act, **about)
    except Unheard as unheard:
        why = str(unheard)
        if why in _BAD:
            raise Refused(
                say("The urn does not answer. Start it with shuping serve.")
            ) from None
        raise Refused(say("The urn refuses: {why}.", why=why)) from None


@transaction.atomic
def use_the_urn(
    box: Box,
    *,
    level: str,
    one_by_one: bool = False,
    rehearsal: bool = False,
    by: Person,
    at: datetime,
) -> Box:
    """Let a prepared box take ballots from phones, at a level."""
    permit(hold(box.round), Act.PREPARE_BOX, by=by)
    box.refresh_from_db()
    if box.state != State.PREPARED or level not in LEVELS:
        raise Refused(say("The box is {state}.", state=WORDS[State(box.state)]))
    box.medium, box.level = Medium.URN, level
    box.one_by_one, box.rehearsal = one_by_one, rehearsal
    box.name = box.name or secrets.token_hex(16)
    box.save()
    note("use the urn", box, by=by, at=at, level=level)
    return box


@transaction.atomic
def take_slips(
    box: Box, hashes: Mapping[str, Sequence[str]], *, by: Person, at: datetime
) -> None:
    """Take the hashes of slips that were made apart from the server, by class.

    They replace what was there: slips printed anew make the earlier ones worthless.
    """
    _keep_slips(box, hashes, APART, by=by, at=at)


@transaction.atomic
def make_slips(
    box: Box,
    counts: Mapping[str, int],
    *,
    bits: Callable[[int], int] = secrets.randbits,
    by: Person,
    at: datetime,
) -> dict[str, list[str]]:
    """Make slips here, keep their hashes and return the codes, to be printed once.

    Weaker than slips made apart, since the server has seen the codes; the opening
    record says so.
    """
    made = {
        category: [codes.make(bits) for _ in range(count)]
        for category, count in counts.items()
    }
    name = bytes.fromhex(box.name)
    hashes = {
        category: sorted(codes.hashed(code, name, category).hex() for code in those)
        for category, those in made.items()
    }
    _keep_slips(box, hashes, HERE, by=by, at=at)
    return made


def _keep_slips(
    box: Box,
    hashes: Mapping[str, Sequence[str]],
    made: str,
    *,
    by: Person,
    at: datetime,
) -> None:
    permit(hold(box.round), Act.PREPARE_BOX, by=by)
    box.refresh_from_db()
    if box.state != State.PREPARED or box.medium != Medium.URN:
        raise Refused(say("The box is {state}.", state=WORDS[State(box.state)]))
    known = {one.code for one in urns.form_of(box).categories}
    every = [h for those in hashes.values() for h in those]
    if not every or set(hashes) - known or len(set(every)) < len(every):
        raise Refused(say("These are no slips of this box."))
    if len(every) > MOST_SLIPS or any(not urns.is_hash(h) for h in every):
        raise Refused(say("These are no slips of this box."))
    box.slips.all().delete()
    SlipBatch.objects.bulk_create(
        SlipBatch(box=box, category=category, count=len(those), hashes=sorted(those))
        for category, those in hashes.items()
    )
    box.slips_made = made
    box.save(update_fields=["slips_made"])
    note("take slips", box, by=by, at=at, count=len(every), made=made)


@transaction.atomic
def take_key(box: Box, public: str, *, by: Person, at: datetime) -> None:
    """Take the public half of the box's key; the private one never comes here."""
    permit(hold(box.round), Act.MOVE_BOX, by=by)
    box.refresh_from_db()
    if box.state != State.PREPARED or box.medium != Medium.URN:
        raise Refused(say("The box is {state}.", state=WORDS[State(box.state)]))
    if not urns.is_hash(public):
        raise Refused(say("This is no key."))
    box.public = public
    box.save(update_fields=["public"])
    note("take key", box, by=by, at=at, public=public)


@transaction.atomic
def make_key(box: Box, *, by: Person, at: datetime) -> bytes:
    """Make the box's key here and return its private half, to be written down once.

    Of a simple box the server keeps it; of any other it is shown and forgotten.
    """
    private, public = sealing.new_key()
    take_key(box, public.hex(), by=by, at=at)
    if box.level == SIMPLE:
        path = urns.key_file(box)
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        path.touch(mode=0o600)
        path.write_text(private.hex())
    return private


@transaction.atomic
def propose(
    box: Box, step: Step, *, reason: str = "", by: Person, at: datetime
) -> BoxStep:
    """Propose a step; it is taken when another person seconds it."""
    round_ = hold(box.round)
    permit(round_, Act.MOVE_BOX, by=by)
    box.refresh_from_db()
    _refuse_untimely(box, step)
    _refuse_unready(box, step)
    if step is Step.ANNUL and not reason.strip():
        raise Refused(say("Say why."))
    if step is Step.COUNT:
        _refuse_unless_monitor(round_, by)
    if box.steps.filter(second__isnull=True).exists():
        raise Refused(say("A step waits for its second already."))
    proposed = BoxStep.objects.create(
        box=box, step=step, reason=reason.strip(), first=by, first_at=at
    )
    note("propose step", box, by=by, at=at, step=step)
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
    if step.step == Step.COUNT:
        _refuse_unless_monitor(round_, by)
    elif not any(_is_monitor(round_, who) for who in (step.first, by)):
        raise Refused(say("One of the two is a monitor."))
    step.second, step.second_at = by, at
    step.save()
    both = (step.first, by)
    monitors = [who.username for who in both if _is_monitor(round_, who)]
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
    box.issue_root, box.verifier = str(told["issue_root"]), str(told["verifier"])
    box.form_sha256 = str(told["form"])
    box.save()
    box.slips.update(hashes=[])
    move(box, State.COMMITTED)


def _open(box: Box) -> None:
    move(box, State.OPEN)
    ask("move", box=box.name, to=State.OPEN.value)


def _close(box: Box) -> None:
    move(box, State.CLOSED)
    told = ask("close", box=box.name)
    box.ballot_root = str(told["ballot_root"])
    box.save(update_fields=["ballot_root"])
    turnout = told["turnout"]
    assert isinstance(turnout, dict)  # noqa: S101 - the urn's own answer
    for one in box.electorates.filter(category__in=turnout):
        counted = turnout[one.category]
        one.issued = counted["issued"] - counted["void"] + counted["paper"]
        one.returned = counted["spent"] + counted["paper"]
        one.save()


def _annul(box: Box) -> None:
    if box.state in {State.OPEN, State.PAUSED, State.COMMITTED}:
        ask("close", box=box.name)
    move(box, State.ANNULLED)


def _refuse_untimely(box: Box, step: Step) -> None:
    if box.medium != Medium.URN or box.state not in BEFORE[step]:
        raise Refused(say("The box is {state}.", state=WORDS[State(box.state)]))


def _refuse_unready(box: Box, step: Step) -> None:
    if step is Step.COMMIT and not (box.public and box.slips.exists()):
        raise Refused(say("A box is committed with its slips and its key."))
    if step is Step.OPEN and not queries.has_quorum(box):
        raise Refused(say("There is no quorum."))


def _is_monitor(round_: Round, person: Person) -> bool:
    return Duty.MONITOR in duties_in(round_, person)


def _refuse_unless_monitor(round_: Round, person: Person) -> None:
    if not _is_monitor(round_, person):
        raise Refused(say("Two monitors open the ballots."))
