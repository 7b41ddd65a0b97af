"""A round folder worked through the same services as the pages call."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from shuping.accounts.models import Person
from shuping.appraisal import services as appraisal
from shuping.appraisal.services import Adjusted, Decided, Entered
from shuping.ballots import queries as boxes
from shuping.ballots import services as ballots
from shuping.ballots.rules.states import State
from shuping.ballots.services import Paper
from shuping.charter import Duty, Stage
from shuping.findings import services as findings
from shuping.findings.services import Praised, Seen
from shuping.folders.rules import rows
from shuping.folders.rules.check_counts import outcome_of
from shuping.folders.rules.folder import Folder
from shuping.meetings import services as meetings
from shuping.meetings.services import Drafted, MeetingPlan, PointPlan, Seats
from shuping.organisations import queries as standing
from shuping.organisations import services as organisations
from shuping.organisations.models import Organisation
from shuping.organisations.services import Body
from shuping.progress import queries as progressed
from shuping.progress import services as progress
from shuping.progress.services import Reached
from shuping.rectification import services as rectification
from shuping.rectification.services import Asked, Carried
from shuping.refusal import Refused, say
from shuping.reports import services as reports
from shuping.reports.services import Filed
from shuping.rounds import services as rounds
from shuping.rounds.models import Reporter, Round
from shuping.rounds.services import Enrolment

NOT_IN_FOLDER = "材料中没有这一项。"


@dataclass(frozen=True, slots=True)
class _Hands:
    """The people who work a folder: each act needs its own."""

    organiser: Person
    leader: Person
    tellers: tuple[Person, Person]
    monitor: Person


@dataclass(frozen=True, slots=True)
class _Work:
    """A folder on its way through the rooms."""

    folder: Folder
    round: Round
    bodies: Mapping[str, Organisation]
    reporters: Mapping[str, Reporter]
    hands: _Hands
    at: datetime


@transaction.atomic
def work(
    folder: Folder, *, by: Person, at: datetime, until: Stage = Stage.CLOSED
) -> Round:
    """Work a folder's round, all or nothing, as far as it goes or to `until`.

    What the folder does not hold is waived with that reason. Where the quorum is
    missed the box stays shut and the round stands at its meeting. Refused when an
    organisation of the folder stands already under another parent.
    """
    bodies = _found(folder, by=by, at=at)
    convenor = bodies[folder.scheme.round.convenor]
    organisations.give_duty(by, Duty.ORGANISER, convenor, by=by, at=at)
    round_ = rounds.make(convenor, scheme=folder.scheme_file, by=by, at=at)
    hands = _hands(round_, by=by, at=at)
    reporters = rounds.enrol(round_, _enrolments(folder, bodies), by=by, at=at)
    job = _Work(folder, round_, bodies, reporters, hands, at)
    _before(job)
    for stage, step in _STEPS.items():
        round_.refresh_from_db()
        if Stage(round_.stage) is until or not _enter(job, stage):
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


def _hands(round_: Round, *, by: Person, at: datetime) -> _Hands:
    def hand(name: str, duty: Duty) -> Person:
        person, new = Person.objects.get_or_create(username=f"folder.{name}")
        if new:
            person.set_unusable_password()
            person.save()
        rounds.assign(round_, person, duty, by=by, at=at)
        return person

    return _Hands(
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


def _before(job: _Work) -> None:
    """Enter what stands before the start: the year's findings, the old ledger."""
    folder, bodies, at = job.folder, job.bodies, job.at
    by = job.hands.organiser
    if seen := folder.of(rows.FindingRow):
        findings.note_findings(
            job.round,
            [Seen(bodies[r.organisation], r.date, r.kind, r.text) for r in seen],
            by=by,
            at=at,
        )
    if praised := folder.of(rows.HighlightRow):
        findings.note_highlights(
            job.round,
            [Praised(bodies[r.organisation], r.name, r.text) for r in praised],
            by=by,
            at=at,
        )
    if problems := folder.of(rows.ProblemRow):
        rectification.carry(
            job.round,
            [
                Carried(
                    organisation=bodies[r.organisation],
                    year=r.year,
                    text=r.text,
                    source=r.source,
                    kind=r.kind,
                    measure=r.measure,
                    leader=r.leader,
                    unit=r.unit,
                    deadline=r.deadline,
                    evidence=r.evidence,
                    status=r.status,
                )
                for r in problems
            ],
            by=by,
            at=at,
        )
    if requests := folder.of(rows.RequestRow):
        rectification.ask(
            job.round,
            [Asked(bodies[r.organisation], bodies[r.owner], r.text) for r in requests],
            by=by,
            at=at,
        )
    if lower := folder.of(rows.LowerRow):
        progress.note_standings(
            job.round,
            [Reached(bodies[r.organisation], r.stage, r.date) for r in lower],
            by=by,
            at=at,
        )


def _enter(job: _Work, stage: Stage) -> bool:
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


def _report(job: _Work) -> None:
    filed = [
        Filed(
            reporter=job.reporters[code],
            content=one.content,
            file_name=one.file,
            oral_content=one.oral_content,
            oral_name=one.oral_file,
        )
        for code, one in job.folder.reports.items()
    ]
    if filed:
        reports.file_all(job.round, filed, by=job.hands.organiser, at=job.at)


def _meet(job: _Work) -> None:
    folder, by, at = job.folder, job.hands.organiser, job.at
    plans = [
        MeetingPlan(
            title=one.title,
            date=one.date,
            place=one.place,
            chair=one.chair,
            speaker=one.speaker,
            agenda=one.agenda,
            judgement=one.judgement,
            affirmed=one.affirmed,
            suggestions=one.suggestions,
            points=tuple(PointPlan(p.verb, p.heading, p.body) for p in one.points),
        )
        for one in folder.meetings
    ]
    meetings.arrange(job.round, plans, by=by, at=at)
    seats = [
        Seats(
            group=r.group,
            role=r.role,
            wording=r.wording,
            count=r.count[0] if r.count else None,
            at_least=bool(r.count and r.count[1]),
            category=r.category,
        )
        for r in folder.of(rows.GroupRow)
    ]
    meetings.seat(job.round, seats, by=by, at=at)
    drafted = [
        Drafted(
            reporter=job.reporters.get(r.organisation),
            author=r.author,
            kind=r.kind,
            scope=r.scope,
            text=r.text,
        )
        for r in folder.of(rows.CommentRow)
    ]
    comments = meetings.draft_comments(job.round, drafted, by=by, at=at)
    meetings.confirm_comments(job.round, comments, by=job.hands.leader, at=at)
    _count(job)


def _count(job: _Work) -> None:
    folder, hands, at = job.folder, job.hands, job.at
    if not folder.turnouts:
        return
    box = ballots.prepare(job.round, folder.turnouts, by=hands.organiser, at=at)
    if ballots.open_typing(box, by=hands.organiser, at=at) is State.SHUT:
        return
    if folder.has_counts:
        outcome = outcome_of(folder)
        assert outcome is not None  # noqa: S101 - there is an electorate
        ballots.enter_outcome(box, outcome, by=hands.monitor, at=at)
        return
    piles: dict[str, int] = {}
    papers = []
    for ballot in folder.ballots.values():
        piles[ballot.category] = piles.get(ballot.category, 0) + 1
        marks, number = bytes(ballot.marks), piles[ballot.category]
        papers.append(Paper(ballot.category, number, marks, ballot.author))
    for teller in hands.tellers:
        ballots.type_sheets(box, papers, by=teller, at=at)
    ballots.count(box, by=hands.monitor, at=at)


def _appraise(job: _Work) -> None:
    folder, by, at, who = job.folder, job.hands.organiser, job.at, job.reporters
    if not folder.has_figures:
        _decide(job)
        return
    scores = [
        Entered(who[r.organisation], r.component, r.score)
        for r in folder.of(rows.ScoreRow)
    ]
    appraisal.enter_scores(job.round, scores, by=by, at=at)
    adjusted = [
        Adjusted(who[r.organisation], r.points, r.reason, r.source)
        for r in folder.of(rows.AdjustmentRow)
    ]
    appraisal.adjust(job.round, adjusted, by=by, at=at)
    flags = [(who[r.organisation], r.flag) for r in folder.of(rows.FlagRow)]
    appraisal.flag(job.round, flags, by=by, at=at)
    met = [
        (who[r.organisation], r.trigger, r.evidence) for r in folder.of(rows.TriggerRow)
    ]
    appraisal.meet_triggers(job.round, met, by=by, at=at)
    appraisal.propose(job.round, by=by, at=at)
    _decide(job)


def _decide(job: _Work) -> None:
    decided = [
        Decided(job.reporters[r.organisation], r.grade, r.reason, r.opinion)
        for r in job.folder.of(rows.DecisionRow)
    ]
    if decided:
        appraisal.decide(job.round, decided, by=job.hands.organiser, at=job.at)


def _done(job: _Work) -> None:
    """Leave the rest to the months in which problems are put right."""


_STEPS: Mapping[Stage, Callable[[_Work], None]] = {
    Stage.REPORTING: _report,
    Stage.MEETING: _meet,
    Stage.APPRAISING: _appraise,
    Stage.RECTIFYING: _done,
}
