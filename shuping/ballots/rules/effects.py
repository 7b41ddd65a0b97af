"""What a void rule, or one ballot, changes: worked while whole ballots are at hand.

Nothing later can tell, since a count leaves cells only. Both rest on the ballot score.
A void rule is lifted for the secret classes; classes stay shown, dropped or pooled as
they were counted. What would tell of fewer than `min_cast` ballots is left out, and so
is every effect of a rule where a class that is not shown has void ballots.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Any

from shuping.ballots.rules.form import Form
from shuping.ballots.rules.leaving_out import Counted, rank_changes
from shuping.ballots.rules.publication import (
    figures_of,
    given_away,
    groups_of,
    pool_of,
)
from shuping.ballots.rules.tally import (
    Outcome,
    added,
    cells_of,
    places,
    scores_of,
)
from shuping.ballots.rules.validity import Judgement, judge
from shuping.rounds.rules.scheme import BallotTerms, Validity

Sheets = Mapping[str, Sequence[bytes]]
Scores = Mapping[str, Fraction | None]


@dataclass(frozen=True, slots=True)
class Effects:
    """What may be told of the void rules, and of single ballots.

    `without` is rule -> reporter -> ballot score if the rule did not hold. `moved` is
    class -> reporters whose rank any one of at least `min_cast` ballots of the class
    would change if it were left out, while at least as many would not.
    """

    without: Mapping[str, Scores] = field(default_factory=dict)
    moved: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def enough(terms: BallotTerms) -> int:
    """Return how many ballots an effect must concern to be told: `min_cast`, or one."""
    return max(terms.validity.min_cast, 1)


def effects_of(
    sheets: Sheets, form: Form, outcome: Outcome, terms: BallotTerms
) -> Effects:
    """Return the effects, from the whole ballots of each secret class and its count."""
    return Effects(
        _without(sheets, form, outcome, terms), _moved(sheets, form, outcome, terms)
    )


def written(effects: Effects) -> dict[str, Any]:
    """Return effects as a JSON value."""
    return {
        "without": [
            [rule, who, None if score is None else str(score)]
            for rule, scores in effects.without.items()
            for who, score in scores.items()
        ],
        "moved": [
            [code, who] for code, those in effects.moved.items() for who in those
        ],
    }


def read(value: Mapping[str, Any]) -> Effects:
    """Return effects from what `written` gave; nothing written has none."""
    without: dict[str, dict[str, Fraction | None]] = {}
    moved: dict[str, tuple[str, ...]] = {}
    for rule, who, score in value.get("without", ()):
        told = None if score is None else Fraction(score)
        without.setdefault(rule, {})[who] = told
    for code, who in value.get("moved", ()):
        moved[code] = (*moved.get(code, ()), who)
    return Effects(without, moved)


def effect_rows(effects: Effects) -> Iterator[tuple[object, ...]]:
    """Yield the rows of effects.csv: rule, reporter, ballot score and rank without."""
    for rule, scores in effects.without.items():
        ranks = places(scores.values())
        for (who, score), rank in zip(scores.items(), ranks, strict=True):
            yield rule, who, "" if score is None else score, rank or ""


def moved_rows(effects: Effects) -> Iterator[tuple[str, str]]:
    """Yield the rows of stability.csv: a class, and whose rank one ballot changes."""
    for code, those in effects.moved.items():
        for who in those:
            yield code, who


def _lifted(validity: Validity) -> Iterator[tuple[Judgement, Validity]]:
    """Yield each void rule that is switched on, with the rules without it."""
    if validity.all_same_voids:
        yield Judgement.ALL_SAME, replace(validity, all_same_voids=False)
    if validity.good_at_most is not None:
        yield Judgement.TOO_MANY_GOOD, replace(validity, good_at_most=None)


def _without(
    sheets: Sheets, form: Form, outcome: Outcome, terms: BallotTerms
) -> dict[str, Scores]:
    if any(one.void for one in outcome.hidden.values()):
        return {}
    found: dict[str, Scores] = {}
    for rule, lifted in _lifted(terms.validity):
        freed = {
            code: [
                one
                for one in sheets.get(code, ())
                if _is_freed(one, form, lifted, terms)
            ]
            for code in outcome.shown
        }
        if any(freed.values()) and not _tells_of_few(freed, outcome, terms):
            cells = {
                code: added(one.cells, cells_of(freed[code], form))
                for code, one in outcome.shown.items()
            }
            found[str(rule)] = scores_of(cells, form.reporters, terms)
    return found


def _is_freed(sheet: bytes, form: Form, lifted: Validity, terms: BallotTerms) -> bool:
    valid = Judgement.VALID
    return (
        judge(sheet, form, lifted) is valid
        and judge(sheet, form, terms.validity) is not valid
    )


def _tells_of_few(
    freed: Mapping[str, Sequence[bytes]], outcome: Outcome, terms: BallotTerms
) -> bool:
    """Tell whether counts with and without a rule differ by the ballots of a few."""
    figures = figures_of(outcome, terms)
    groups = groups_of(outcome, terms)
    before = dict(zip(outcome.shown, figures, strict=False))
    for code, those in freed.items():
        groups[f"{code} freed"] = len(those)
        figures.append({**before[code], f"{code} freed": Fraction(1)})
    return given_away(groups, figures, terms.validity.min_cast) is not None


def _moved(
    sheets: Sheets, form: Form, outcome: Outcome, terms: BallotTerms
) -> dict[str, tuple[str, ...]]:
    least = enough(terms)
    cells = {code: one.cells for code, one in outcome.shown.items()}
    found = {}
    for one in terms.categories:
        if one.code in outcome.shown and not one.signed:
            lying = [
                sheet
                for code in pool_of(one.code, outcome, terms)
                for sheet in sheets.get(code, ())
                if judge(sheet, form, terms.validity) is Judgement.VALID
            ]
            changes = rank_changes(one.code, lying, Counted(cells, form, terms))
            most = len(lying) - least
            those = (who for who in form.reporters if least <= changes[who] <= most)
            found[one.code] = tuple(those)
    return {code: those for code, those in found.items() if those}
