"""A round folder worked through the same services as the pages call."""

from collections.abc import Callable, Mapping
from datetime import datetime

from django.db import transaction

from shuping.accounts.models import Person
from shuping.ballots import queries as boxes
from shuping.charter import Duty, Stage
from shuping.folders.rules import rows
from shuping.folders.rules.folder import Folder
from shuping.folders.services.steps import (
    Hands,
    Work,
    appraise,
    before,
    enter,
    meet,
    report,
)
from shuping.organisations import queries as standing
from shuping.organisations import services as organisations
from shuping.organisations.models import Organisation
from shuping.organisations.services import Body
from shuping.progress import queries as progressed
from shuping.progress import services as progress
from shuping.refusal import Refused, say
from shuping.rounds import services as rounds
from shuping.rounds.models import Round
from shuping.rounds.services import Enrolment

NOT_IN_FOLDER = "材料中没有这一项。"


@transaction.atomic
def work(
    folder: Folder, *, by: Person, at: datetime, until: Stage = Stage.CLOSED
) -> Round:
    """Work a folder's round, all or nothing, as far as it goes or to `until`.

    What the folder does not hold is waived with that reason. Where the quorum is
    missed the box stays shut and the round stands at its meeting: what was entered is
    kept, the proposal and the decisions are not reached. Refused when an
    organisation of the folder stands already under another parent.
    """
    bodies = _found(folder, by=by, at=at)
    convenor = bodies[folder.scheme.round.convenor]
    organisations.give_duty(by, Duty.ORGANISER, convenor, by=by, at=at)
    round_ = rounds.make(convenor, scheme=folder.scheme_file, by=by, at=at)
    hands = _hands(round_, by=by, at=at)
    reporters = rounds.enrol(round_, _enrolments(folder, bodies), by=by, at=at)
    job = Work(folder, round_, bodies, reporters, hands, at)
    before(job)
    for stage, step in _STEPS.items():
        round_.refresh_from_db()
        if Stage(round_.stage) is until:
            break
        if not _advance(job, stage):
            enter(job)
            break
        round_.refresh_from_db()
        step(job)
    round_.refresh_from_db()
    return round_


def _found(folder: Folder, *, by: Person, at: datetime) -> dict[str, Organisation]:
    known = standing.by_code()
    new = []
    for row in folder.of(rows.OrganisationRow):
        one = known.get(row.code)
        if one is None:
            new.append(Body(row.code, row.parent, row.name, row.kind, row.sector))
        elif row.parent != (one.parent.code if one.parent else ""):
            raise Refused(say("{code} stands under another parent.", code=row.code))
    return known | organisations.found(new, by=by, at=at)


def _hands(round_: Round, *, by: Person, at: datetime) -> Hands:
    def hand(name: str, duty: Duty) -> Person:
        person, new = Person.objects.get_or_create(username=f"folder.{name}")
        if new:
            person.set_unusable_password()
            person.save()
        rounds.assign(round_, person, duty, by=by, at=at)
        return person

    return Hands(
        organiser=by,
        leader=hand("leader", Duty.LEADER),
        tellers=(hand("teller", Duty.TELLER), hand("second_teller", Duty.TELLER)),
        monitor=hand("monitor", Duty.MONITOR),
    )


def _enrolments(folder: Folder, bodies: Mapping[str, Organisation]) -> list[Enrolment]:
    return [
        Enrolment(
            organisation=bodies[row.organisation],
            post=row.post,
            mode=row.mode,
            order=row.order,
            speaking_order=row.speaking_order,
            name=row.name,
        )
        for row in folder.roster
    ]


def _advance(job: Work, stage: Stage) -> bool:
    """Move the round into a stage; what the folder does not hold is waived."""
    by, at = job.hands.organiser, job.at
    if stage is Stage.REPORTING:
        progress.start(job.round, by=by, at=at)
        return True
    if stage is Stage.APPRAISING and boxes.is_shut(job.round):
        return False
    for fact in sorted(progressed.missing(job.round)):
        rounds.waive(job.round, fact, reason=NOT_IN_FOLDER, by=by, at=at)
    progress.advance(job.round, by=by, at=at)
    return True


def _done(job: Work) -> None:
    """Leave the rest to the months in which problems are put right."""


_STEPS: Mapping[Stage, Callable[[Work], None]] = {
    Stage.REPORTING: report,
    Stage.MEETING: meet,
    Stage.APPRAISING: appraise,
    Stage.RECTIFYING: _done,
}
