"""What others may ask about the appraisal."""

from collections import Counter, defaultdict
from datetime import date
from fractions import Fraction

from shuping.appraisal.models import Adjustment, Decision, Flag, MetTrigger, Score
from shuping.appraisal.rules import circular as rules
from shuping.appraisal.rules.figures import Entrant, Figures, work
from shuping.ballots import queries as ballots
from shuping.documents.rules.content import Document
from shuping.documents.rules.letters import Feedback, Problem, feedback
from shuping.meetings import queries as meetings
from shuping.meetings.rules import Kind, Scope, State
from shuping.rectification import queries as rectification
from shuping.rectification.rules import Extent
from shuping.rounds.models import Mode, Round
from shuping.rounds.queries import roster, scheme_of


def entrants(round_: Round) -> list[Entrant]:
    """Return the reporters with what was entered about them, in protocol order.

    Five queries, however many reporters there are.
    """
    scores: defaultdict[int, dict[str, Fraction]] = defaultdict(dict)
    for score in Score.objects.filter(reporter__round=round_):
        scores[score.reporter_id][score.component] = Fraction(score.points)
    adjustments: defaultdict[int, Fraction] = defaultdict(Fraction)
    for adjustment in Adjustment.objects.filter(reporter__round=round_):
        adjustments[adjustment.reporter_id] += Fraction(adjustment.points)
    flags: defaultdict[int, set[str]] = defaultdict(set)
    for flag in Flag.objects.filter(reporter__round=round_):
        flags[flag.reporter_id].add(flag.flag)
    triggers: defaultdict[int, set[str]] = defaultdict(set)
    for trigger in MetTrigger.objects.filter(reporter__round=round_):
        triggers[trigger.reporter_id].add(trigger.trigger)
    return [
        Entrant(
            organisation=one.organisation.code,
            sector=one.organisation.sector,
            mode=one.mode,
            scores=scores[one.pk],
            adjustment=adjustments[one.pk],
            flags=frozenset(flags[one.pk]),
            triggers=frozenset(triggers[one.pk]),
        )
        for one in roster(round_)
    ]


def has_figures(round_: Round) -> bool:
    """Tell whether anything was counted or entered that figures follow from."""
    return (
        ballots.box_of(round_) is not None
        or Score.objects.filter(reporter__round=round_).exists()
    )


def figures(round_: Round) -> tuple[Figures, ...]:
    """Return everybody's figures in protocol order, worked anew from what stands."""
    outcome = ballots.outcome_of(round_)
    return work(scheme_of(round_), entrants(round_), outcome)


def decisions(round_: Round) -> dict[str, Decision]:
    """Return the committee's decisions by organisation code."""
    rows = Decision.objects.filter(reporter__round=round_)
    return {
        one.reporter.organisation.code: one
        for one in rows.select_related("reporter__organisation")
    }


def undecided(round_: Round) -> int:
    """Return on how many reporters the committee has not decided."""
    decided = Decision.objects.filter(reporter__round=round_).count()
    return round_.reporters.count() - decided


def all_decided(round_: Round) -> bool:
    """Tell whether the committee has decided on every reporter."""
    decided = Decision.objects.filter(reporter__round=round_).count()
    return 0 < decided == round_.reporters.count()


def letters(round_: Round, *, on: date) -> dict[str, Document]:
    """Return each reporter's feedback letter, by organisation code in protocol order.

    It tells the decided grade and opinion, confirmed comments, and what the year's
    ledger holds of the reporter. Where nothing was worked out there are no letters.
    """
    if not has_figures(round_):
        return {}
    grades = {grade.code: grade.name for grade in scheme_of(round_).ballot.grades}
    decided = decisions(round_)
    said = _said(round_)
    problems: defaultdict[str, list[Problem]] = defaultdict(list)
    for one in rectification.ledger(round_.convenor, year=round_.year):
        problems[one.organisation.code].append(
            Problem(one.text, one.measure, one.deadline)
        )
    return {
        code: feedback(
            Feedback(
                organisation=str(one.organisation),
                post=one.post,
                year=round_.year,
                convenor=str(round_.convenor),
                grade=grades[decided[code].grade] if code in decided else "",
                opinion=decided[code].opinion if code in decided else "",
                affirmed=tuple(said[code, Kind.AFFIRM]),
                requests=tuple(said[code, Kind.REQUEST]),
                problems=tuple(problems[code]),
                date=on,
            )
        )
        for one in roster(round_)
        for code in [one.organisation.code]
    }


def circular(round_: Round, *, on: date) -> Document:
    """Return the circular on a round: how many of each grade, and what is common.

    Common are confirmed comments on all, and the year's problems of all in the ledger.
    """
    scheme, decided = scheme_of(round_), decisions(round_).values()
    counts = Counter(one.grade for one in decided)
    oral = sum(one.mode == Mode.ORAL for one in roster(round_))
    common = [
        one
        for one in meetings.comments_of(round_)
        if one.scope == Scope.COMMON and one.state == State.CONFIRMED
    ]
    ledger = rectification.ledger(round_.convenor, year=round_.year)
    said = {kind: [one.text for one in common if one.kind == kind] for kind in Kind}
    problems = [one.text for one in ledger if one.kind == Extent.COMMON]
    return rules.circular(
        rules.Outcome(
            convenor=str(round_.convenor),
            year=round_.year,
            oral=oral,
            written=round_.reporters.count() - oral,
            grades=tuple((one.name, counts[one.code]) for one in scheme.ballot.grades),
            affirmed=tuple(said[Kind.AFFIRM]),
            problems=tuple(dict.fromkeys((*said[Kind.SHORTCOMING], *problems))),
            requests=tuple(said[Kind.REQUEST]),
        ),
        on,
    )


def _said(round_: Round) -> defaultdict[tuple[str, str], list[str]]:
    said: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for one in meetings.comments_of(round_):
        if one.reporter and one.state == State.CONFIRMED:
            said[one.reporter.organisation.code, one.kind].append(one.text)
    return said


def scores_of(round_: Round) -> list[Score]:
    """Return every score entered in the round."""
    return list(Score.objects.filter(reporter__round=round_))
