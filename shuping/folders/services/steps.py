"""What each stage of the year takes from a folder, through the rooms' own services."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from shuping.accounts.models import Person
from shuping.appraisal import services as appraisal
from shuping.appraisal.services import Adjusted, Decided, Entered
from shuping.ballots import services as ballots
from shuping.ballots.rules.states import State
from shuping.ballots.services import Paper
from shuping.findings import services as findings
from shuping.findings.services import Praised, Seen
from shuping.folders.rules import rows
from shuping.folders.rules.folder import Folder
from shuping.folders.rules.outcome import outcome_of
from shuping.meetings import services as meetings
from shuping.meetings.services import Drafted, MeetingPlan, PointPlan, Seats
from shuping.organisations.models import Organisation
from shuping.progress import services as progress
from shuping.progress.services import Reached
from shuping.rectification import services as rectification
from shuping.rectification.services import Asked, Carried
from shuping.reports import services as reports
from shuping.reports.services import Filed
from shuping.rounds.models import Reporter, Round


@dataclass(frozen=True, slots=True)
class Hands:
    """The people who work a folder: each act needs its own."""

    organiser: Person
    leader: Person
    tellers: tuple[Person, Person]
    monitor: Person


@dataclass(frozen=True, slots=True)
class Work:
    """A folder on its way through the rooms."""

    folder: Folder
    round: Round
    bodies: Mapping[str, Organisation]
    reporters: Mapping[str, Reporter]
    hands: Hands
    at: datetime


def before(job: Work) -> None:
    """Enter what stands before the start: the year's findings, the old ledger."""
    _note(job)
    _carry(job)
    if lower := job.folder.of(rows.LowerRow):
        reached = [Reached(job.bodies[r.organisation], r.stage, r.date) for r in lower]
        progress.note_standings(job.round, reached, by=job.hands.organiser, at=job.at)


def _note(job: Work) -> None:
    folder, bodies, by, at = job.folder, job.bodies, job.hands.organiser, job.at
    if found := folder.of(rows.FindingRow):
        seen = [Seen(bodies[r.organisation], r.date, r.kind, r.text) for r in found]
        findings.note_findings(job.round, seen, by=by, at=at)
    if named := folder.of(rows.HighlightRow):
        praised = [Praised(bodies[r.organisation], r.name, r.text) for r in named]
        findings.note_highlights(job.round, praised, by=by, at=at)


def _carry(job: Work) -> None:
    folder, bodies, by, at = job.folder, job.bodies, job.hands.organiser, job.at
    if problems := folder.of(rows.ProblemRow):
        carried = [
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
        ]
        rectification.carry(job.round, carried, by=by, at=at)
    if requests := folder.of(rows.RequestRow):
        asked = [
            Asked(bodies[r.organisation], bodies[r.owner], r.text) for r in requests
        ]
        rectification.ask(job.round, asked, by=by, at=at)


def report(job: Work) -> None:
    """File the reports that lie in reports/."""
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


def meet(job: Work) -> None:
    """Hold the meetings: groups, points, comments, and the ballot."""
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


def _count(job: Work) -> None:
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


def enter(job: Work) -> None:
    """Enter what the appraisal rests on: scores, adjustments, flags and triggers."""
    folder, by, at, who = job.folder, job.hands.organiser, job.at, job.reporters
    if listed := folder.of(rows.ScoreRow):
        scores = [Entered(who[r.organisation], r.component, r.score) for r in listed]
        appraisal.enter_scores(job.round, scores, by=by, at=at)
    if added := folder.of(rows.AdjustmentRow):
        adjusted = [
            Adjusted(who[r.organisation], r.points, r.reason, r.source) for r in added
        ]
        appraisal.adjust(job.round, adjusted, by=by, at=at)
    if flagged := folder.of(rows.FlagRow):
        flags = [(who[r.organisation], r.flag) for r in flagged]
        appraisal.flag(job.round, flags, by=by, at=at)
    if proven := folder.of(rows.TriggerRow):
        met = [(who[r.organisation], r.trigger, r.evidence) for r in proven]
        appraisal.meet_triggers(job.round, met, by=by, at=at)


def appraise(job: Work) -> None:
    """Enter what there is, propose grades, and take the committee's decisions."""
    by, at = job.hands.organiser, job.at
    enter(job)
    if job.folder.has_figures:
        appraisal.propose(job.round, by=by, at=at)
    decided = [
        Decided(job.reporters[r.organisation], r.grade, r.reason, r.opinion)
        for r in job.folder.of(rows.DecisionRow)
    ]
    if decided:
        appraisal.decide(job.round, decided, by=by, at=at)
