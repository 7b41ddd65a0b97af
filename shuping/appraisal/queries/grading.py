"""What the pages of the appraisal show: every figure printed, and how it came about."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from shuping.appraisal import queries
from shuping.appraisal.models import Adjustment, Decision, MetTrigger
from shuping.appraisal.rules.figures import Figures
from shuping.appraisal.rules.reasons import told_why
from shuping.appraisal.rules.spread import Mark, Spread, spread
from shuping.ballots import queries as ballots
from shuping.ballots.rules.tally import ClassCount
from shuping.refusal import Words
from shuping.rounds.models import Reporter, Round
from shuping.rounds.queries import roster, scheme_of
from shuping.rounds.rules.explaining_grades import component_words
from shuping.rounds.rules.numbers import exact, rounded
from shuping.rounds.rules.scheme import Pool, Scheme


@dataclass(frozen=True, slots=True)
class Grade:
    """A grade as pages show it: its name and its place, the best being 1."""

    code: str
    name: str
    place: int


@dataclass(frozen=True, slots=True)
class Row:
    """One reporter in the grading table; what is missing is empty."""

    reporter: Reporter
    rank: int | None
    components: tuple[str, ...]
    composite: str
    proposed: Grade | None
    why: Words | None
    decision: Decision | None
    decided: Grade | None


@dataclass(frozen=True, slots=True)
class Table:
    """One pool: what its composite is made of, its rows by rank, its chart."""

    pool: Pool
    components: tuple[Words | str, ...]
    rows: tuple[Row, ...]
    spread: Spread


def grades_of(scheme: Scheme) -> dict[str, Grade]:
    """Return the grades by code, the best first."""
    return {
        one.code: Grade(one.code, one.name, place)
        for place, one in enumerate(scheme.ballot.grades, 1)
    }


def tables(round_: Round) -> tuple[Table, ...]:
    """Return the grading table of each pool that has somebody, by rank in it.

    A constant number of queries, however many reporters there are.
    """
    scheme = scheme_of(round_)
    reporters = {one.organisation.code: one for one in roster(round_)}
    decided = queries.decisions(round_)
    by_pool: dict[str, list[Figures]] = {}
    for one in queries.figures(round_):
        by_pool.setdefault(one.pool.code, []).append(one)
    return tuple(
        _table(pool, by_pool[pool.code], scheme, reporters, decided)
        for pool in scheme.appraisal.pools
        if pool.code in by_pool
    )


def _table(
    pool: Pool,
    figures: Sequence[Figures],
    scheme: Scheme,
    reporters: Mapping[str, Reporter],
    decided: Mapping[str, Decision],
) -> Table:
    rows = [
        _row(one, scheme, reporters[one.organisation], decided.get(one.organisation))
        for one in figures
    ]
    best = scheme.ballot.grades[0].code
    marks = [
        Mark(
            one.composite,
            bool(one.proposal and one.proposal.grade == best),
            str(reporters[one.organisation]),
        )
        for one in figures
        if one.composite is not None
    ]
    names = grades_of(scheme)
    borders = [(band.from_, names[band.grade].name) for band in scheme.appraisal.bands]
    return Table(
        pool,
        tuple(component_words(part.code) for part in pool.components),
        tuple(sorted(rows, key=lambda row: (row.rank is None, row.rank or 0))),
        spread(marks, borders),
    )


def _row(
    one: Figures, scheme: Scheme, reporter: Reporter, decision: Decision | None
) -> Row:
    terms, grades = scheme.appraisal, grades_of(scheme)

    def told(value: Fraction | None) -> str:
        return "" if value is None else rounded(value, terms.places, terms.rounding)

    proposal = one.proposal
    return Row(
        reporter,
        proposal.rank if proposal else None,
        tuple(told(one.components[part.code]) for part in one.pool.components),
        told(one.composite),
        grades[proposal.grade] if proposal else None,
        told_why(proposal.reasons, terms) if proposal else None,
        decision,
        grades[decision.grade] if decision else None,
    )


@dataclass(frozen=True, slots=True)
class Part:
    """One addend of a weighted mean: its name, weight, exact and printed value."""

    name: Words | str
    weight: str
    exact: str
    printed: str


@dataclass(frozen=True, slots=True)
class Cells:
    """What a shown class marked on one item, grade by grade in the form's order."""

    category: str
    item: str
    counts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Working:
    """How one reporter's figures came about, from the counts to the grade."""

    figures: Figures
    marks: tuple[str, ...]
    cells: tuple[Cells, ...]
    classes: tuple[Part, ...]
    hidden: tuple[str, ...]
    components: tuple[Part, ...]
    adjustments: tuple[Adjustment, ...]
    triggers: tuple[MetTrigger, ...]
    row: Row


def working_of(reporter: Reporter) -> Working | None:
    """Return the working of one reporter; None where nothing was worked out."""
    round_ = reporter.round
    scheme, code = scheme_of(round_), reporter.organisation.code
    figures = {one.organisation: one for one in queries.figures(round_)}[code]
    outcome = ballots.outcome_of(round_)
    shown = outcome.shown if outcome else {}
    decision = Decision.objects.filter(reporter=reporter).first()
    return Working(
        figures,
        _marks(scheme),
        _cells(shown, code, scheme),
        _classes(figures, scheme),
        tuple(
            one.name
            for one in scheme.ballot.categories
            if outcome and one.code in outcome.hidden
        ),
        _components(figures, scheme),
        tuple(Adjustment.objects.filter(reporter=reporter)),
        tuple(MetTrigger.objects.filter(reporter=reporter)),
        _row(figures, scheme, reporter, decision),
    )


def _marks(scheme: Scheme) -> tuple[str, ...]:
    return tuple(grade.name for grade in scheme.ballot.grades)


def _cells(
    shown: Mapping[str, ClassCount], code: str, scheme: Scheme
) -> tuple[Cells, ...]:
    items = {one.code: one.name for one in scheme.ballot.items}
    names = {one.code: one.name for one in scheme.ballot.categories}
    grades = [grade.code for grade in scheme.ballot.grades]
    more = ("unknown", "blank", "multiple")
    return tuple(
        Cells(
            names[category],
            items[item],
            tuple(marks.get(mark, 0) for mark in (*grades, *more)),
        )
        for category, counted in shown.items()
        for item, marks in counted.cells.get(code, {}).items()
    )


def _classes(figures: Figures, scheme: Scheme) -> tuple[Part, ...]:
    weights = {one.code: one for one in scheme.ballot.categories}
    return tuple(
        _part(weights[code].name, weights[code].weight, score, scheme)
        for code, score in figures.classes.items()
    )


def _components(figures: Figures, scheme: Scheme) -> tuple[Part, ...]:
    return tuple(
        _part(
            component_words(part.code),
            part.weight,
            figures.components[part.code],
            scheme,
        )
        for part in figures.pool.components
    )


def _part(
    name: Words | str, weight: Fraction, value: Fraction | None, scheme: Scheme
) -> Part:
    terms = scheme.appraisal
    if value is None:
        return Part(name, exact(weight), "", "")
    printed = rounded(value, terms.places, terms.rounding)
    return Part(name, exact(weight), exact(value), printed)
