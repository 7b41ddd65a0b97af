"""What the page of a round and the home page show, gathered from every room.

A constant number of queries, however many reporters there are.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.urls import reverse

from shuping.accounts.models import Person
from shuping.appraisal import queries as appraisal
from shuping.ballots import queries as ballots
from shuping.charter import STAGES, Act, Stage
from shuping.doors import DOORS
from shuping.findings import queries as findings
from shuping.meetings import queries as meetings
from shuping.meetings.rules import STATES as COMMENT_STATES
from shuping.progress.queries import below, missing
from shuping.rectification import queries as rectification
from shuping.rectification.queries import Sums
from shuping.refusal import Words, say
from shuping.reports import queries as reports
from shuping.reports.rules.states import WORDS as REPORT_STATES
from shuping.rounds.models import Reporter, Round
from shuping.rounds.queries import acts_anywhere_in, roster, scheme_of
from shuping.rounds.rules.calendar import WORDS as CALENDAR
from shuping.rounds.rules.calendar import dates_of
from shuping.rounds.rules.stages import WORDS, Fact

MOST_ROUNDS = 8


@dataclass(frozen=True, slots=True)
class StageMark:
    """One stage on the bar: done, here, or to come."""

    name: Words
    until: date | None
    done: bool
    here: bool


@dataclass(frozen=True, slots=True)
class Missing:
    """What the next stage waits for, where to see to it, and until when."""

    fact: Fact
    words: Words
    address: str
    until: date | None


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of a round that opens into its room."""

    name: Words
    value: int
    of: int | None
    address: str


@dataclass(frozen=True, slots=True)
class Line:
    """One reporter in a round, as far as everything is."""

    reporter: Reporter
    report: Words | None
    last_year: Sums | None
    findings: int
    comments: Words | None


_DUE: Mapping[Stage, str] = {
    Stage.REPORTING: "final",
    Stage.MEETING: "meeting",
    Stage.APPRAISING: "grade",
    Stage.RECTIFYING: "lists",
}
_SEEN_TO: Mapping[Fact, tuple[str, str]] = {
    Fact.ROSTER_STANDS: ("rounds:roster", "notice"),
    Fact.REPORTS_ACCEPTED: ("reports:index", "final"),
    Fact.COMMENTS_CONFIRMED: ("meetings:comments", "meeting"),
    Fact.BALLOTS_COUNTED: ("ballots:index", "meeting"),
    Fact.GRADES_DECIDED: ("appraisal:index", "grade"),
    Fact.PROBLEMS_CLOSED: ("rectification:index", "lists"),
}
"""Where each fact is seen to, and the step of the calendar by which it is due."""


def days_of(round_: Round) -> dict[str, date]:
    """Return the days of the round's calendar; empty while no meeting has a date."""
    day = meetings.day_of(round_)
    if day is None:
        return {}
    return dates_of(scheme_of(round_).calendar, day) | {"meeting": day}


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the calendar: what it is, working days from the meeting, its day."""

    words: Words
    offset: int
    day: date | None


def calendar_of(round_: Round) -> list[Step]:
    """Return the steps of the round by their days; without a meeting none has one."""
    offsets = {**scheme_of(round_).calendar, "meeting": 0}
    days = days_of(round_)
    steps = [Step(CALENDAR[key], n, days.get(key)) for key, n in offsets.items()]
    return sorted(steps, key=lambda one: one.offset)


def stages_of(round_: Round, days: Mapping[str, date]) -> tuple[StageMark, ...]:
    """Return the stages in order, the one where the round stands marked."""
    order = list(Stage)
    here = order.index(Stage(round_.stage))
    return tuple(
        StageMark(
            STAGES[stage],
            days.get(_DUE.get(stage, "")),
            done=place < here,
            here=place == here,
        )
        for place, stage in enumerate(order)
    )


def missing_in(round_: Round, days: Mapping[str, date]) -> tuple[Missing, ...]:
    """Return what the next stage waits for, in the order of the year."""
    waited = missing(round_)
    return tuple(
        Missing(
            fact,
            _told(round_, fact),
            reverse(_SEEN_TO[fact][0], args=[round_.pk]),
            days.get(_SEEN_TO[fact][1]),
        )
        for fact in Fact
        if fact in waited
    )


def _told(round_: Round, fact: Fact) -> Words:
    counts: Mapping[Fact, Callable[[Round], int]] = {
        Fact.REPORTS_ACCEPTED: reports.unaccepted,
        Fact.COMMENTS_CONFIRMED: meetings.pending_of,
        Fact.GRADES_DECIDED: appraisal.undecided,
        Fact.PROBLEMS_CLOSED: rectification.waiting,
    }
    if fact not in counts:
        return WORDS[fact]
    return say("{what}: {count}", what=WORDS[fact], count=counts[fact](round_))


def figures_of(round_: Round, acts: frozenset[Act]) -> tuple[Figure, ...]:
    """Return the figures that the person may open, in the order of the year."""
    reporters = round_.reporters.count()
    sums = rectification.sums_of(round_.convenor)
    bodies = below(round_)
    figures = (
        (
            say("reports accepted"),
            reporters - reports.unaccepted(round_),
            reporters,
            "reports:index",
        ),
        (
            say("findings of the year"),
            findings.count_of(round_),
            None,
            "findings:index",
        ),
        (
            say("comments confirmed"),
            meetings.confirmed_of(round_),
            None,
            "meetings:comments",
        ),
        (say("ballots returned"), ballots.returned_of(round_), None, "ballots:index"),
        (
            say("grades decided"),
            reporters - appraisal.undecided(round_),
            reporters,
            "appraisal:index",
        ),
        (
            say("problems to be put right"),
            sums.waiting,
            sums.all,
            "rectification:index",
        ),
        (
            say("bodies below done"),
            bodies.done + bodies.late,
            bodies.done + bodies.late + bodies.under_way,
            "progress:below",
        ),
    )
    return tuple(
        Figure(name, value, of, reverse(address, args=[round_.pk]))
        for name, value, of, address in figures
        if DOORS[address] in acts
    )


def lines_of(round_: Round) -> tuple[Line, ...]:
    """Return how far everything is about each reporter, in protocol order."""
    reported = reports.states_of(round_)
    last_year = rectification.sums_by_body(round_.convenor, round_.year - 1)
    found = findings.counts_of(round_)
    commented = meetings.states_of(round_)
    return tuple(
        Line(
            one,
            REPORT_STATES[reported[one.pk]] if one.pk in reported else None,
            last_year.get(one.organisation_id),
            found.get(one.organisation_id, 0),
            COMMENT_STATES[commented[one.pk]] if one.pk in commented else None,
        )
        for one in roster(round_)
    )


@dataclass(frozen=True, slots=True)
class Wait:
    """Something that waits for a person: what, in which round, until when."""

    words: Words
    round: Round
    address: str
    until: date | None


def at_work(rounds: QuerySet[Round]) -> QuerySet[Round]:
    """Return the rounds that are not over, those due first; no more than a few."""
    return rounds.exclude(stage=Stage.CLOSED).order_by("deadline", "pk")[:MOST_ROUNDS]


def waiting_for(person: Person, rounds: Iterable[Round]) -> list[Wait]:
    """Return what waits for the person in these rounds, the most pressing first."""
    waits: list[Wait] = []
    for round_ in rounds:
        acts = acts_anywhere_in(round_, person)
        waits += _waits(person, round_, acts)
    return sorted(waits, key=lambda one: one.until or date.max)


def _waits(person: Person, round_: Round, acts: frozenset[Act]) -> list[Wait]:
    days = days_of(round_)
    waits: list[Wait] = []
    if Act.ADVANCE_ROUND in acts:
        waits += [
            Wait(one.words, round_, one.address, one.until)
            for one in missing_in(round_, days)
        ]
    if Act.CONFIRM_COMMENT in acts and (count := meetings.pending_of(round_)):
        words = say("{count} comments wait for your confirmation", count=count)
        address = reverse("meetings:comments", args=[round_.pk])
        waits.append(Wait(words, round_, address, days.get("meeting")))
    for report in reports.unfinished_of(round_, person):
        address = reverse("reports:report", args=[round_.pk, report.pk])
        words = say("the report of {whose}", whose=report)
        waits.append(Wait(words, round_, address, days.get("final")))
    if Act.TYPE_SHEET in acts and ballots.is_typing(round_):
        address = reverse("ballots:index", args=[round_.pk])
        waits.append(Wait(say("ballots to type"), round_, address, days.get("meeting")))
    return waits
