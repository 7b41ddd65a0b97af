"""A counted box as tables: each shown class, reporter by reporter, and its bars."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from shuping.ballots.models import Box
from shuping.ballots.queries import outcome, turnouts
from shuping.ballots.rules.tally import ClassCount, Outcome, Turnout, pooled_into
from shuping.ballots.rules.telling import VOIDS, marks_of, tone
from shuping.refusal import Words, say
from shuping.rounds.models import Reporter
from shuping.rounds.queries import roster, scheme_of
from shuping.rounds.rules.scheme import BallotTerms, Category, Item

WIDE = 100
"""A whole bar, in the units of its picture."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One grade's part of a bar, in hundredths of it."""

    x: str
    width: str
    tone: int


@dataclass(frozen=True, slots=True)
class Line:
    """The counts of one reporter on one item, in the order of the marks."""

    reporter: Reporter
    item: str
    counts: tuple[tuple[Words, int], ...]
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """One class after the count. A class not shown has no lines, and says why."""

    category: Category
    turnout: Turnout
    valid: int
    abstained: int
    void: int
    void_reasons: tuple[tuple[str, int], ...]
    reasons: tuple[tuple[Words, int], ...]
    hidden: Words | None
    lines: tuple[Line, ...]


def marks_shown(terms: BallotTerms) -> list[Words]:
    """Return the headings of the counts."""
    return list(marks_of(terms).values())


def tables_of(box: Box, items: Sequence[Item]) -> list[Table]:
    """Return every class of a counted box, on these items; none before the count."""
    counted = outcome(box)
    if counted is None:
        return []
    terms = scheme_of(box.round).ballot
    reporters = {one.organisation.code: one for one in roster(box.round)}
    there = turnouts(box)
    why = _why(terms, counted)
    none = Turnout(0, 0, 0, 0)
    return [
        _table(
            one,
            there.get(one.code, none),
            counted.of(one.code),
            hidden=why.get(one.code),
            lines=_lines(counted.shown.get(one.code), reporters, terms, items),
        )
        for one in terms.categories
        if one.code in counted.shown or one.code in counted.hidden
    ]


def _table(
    category: Category,
    turnout: Turnout,
    counted: ClassCount,
    *,
    hidden: Words | None,
    lines: tuple[Line, ...],
) -> Table:
    return Table(
        category=category,
        turnout=turnout,
        valid=counted.valid,
        abstained=counted.abstained,
        void=sum(counted.void.values()),
        void_reasons=tuple(counted.void.items()),
        reasons=tuple((VOIDS[why], number) for why, number in counted.void.items()),
        hidden=hidden,
        lines=lines,
    )


def _why(terms: BallotTerms, counted: Outcome) -> Mapping[str, Words]:
    names = {one.code: one.name for one in terms.categories}
    valid = {code: counted.of(code).valid for code in (*counted.shown, *counted.hidden)}
    known = [one for one in terms.categories if one.code in valid]
    pools = pooled_into(valid, known, terms.validity)
    few = terms.validity.min_cast
    return {
        code: say(
            "Fewer than {few} valid ballots; they are counted with the class {pool}.",
            few=few,
            pool=names[pool],
        )
        if (pool := pools.get(code))
        else say("Fewer than {few} valid ballots; they are dropped.", few=few)
        for code in counted.hidden
    }


def _lines(
    counted: ClassCount | None,
    reporters: Mapping[str, Reporter],
    terms: BallotTerms,
    items: Sequence[Item],
) -> tuple[Line, ...]:
    if counted is None:
        return ()
    return tuple(
        _line(one, item, counted.cells[code][item.code], terms)
        for code, one in reporters.items()
        if code in counted.cells
        for item in items
    )


def _line(
    reporter: Reporter, item: Item, cells: Mapping[str, int], terms: BallotTerms
) -> Line:
    marks = marks_of(terms)
    counts = tuple((words, cells.get(mark, 0)) for mark, words in marks.items())
    graded = [number for _, number in counts[: len(terms.grades)]]
    return Line(reporter, item.name, counts, _bars(graded))


def _bars(graded: Sequence[int]) -> tuple[Bar, ...]:
    total, x, bars = sum(graded), 0.0, []
    for place, number in enumerate(graded):
        if number:
            width = WIDE * number / total
            bars.append(Bar(f"{x:.2f}", f"{width:.2f}", tone(place, len(graded))))
            x += width
    return tuple(bars)
