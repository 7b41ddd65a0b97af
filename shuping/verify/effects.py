"""What void rules and single ballots change: told only of enough, and worked anew."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

from shuping.refusal import Words, say
from shuping.verify.bundle import Bundle
from shuping.verify.figures import (
    ABSTAINED,
    ballot_score,
    class_score,
    marks_of,
    pools,
    valid_in,
)
from shuping.verify.judging import BLANK, MULTIPLE, UNKNOWN, VALID, Judged, judge
from shuping.verify.terms import Terms

Counts = Counter[tuple[str, str, str, str]]
Scores = Mapping[str, Fraction | None]


def few_are_not_told(bundle: Bundle) -> Iterator[Words]:
    """Check that effects are told of so many ballots that nobody is given away."""
    least, terms = _least(bundle), bundle.terms
    hidden = pools(terms, valid_in(bundle))
    silent = any(
        code in hidden and why != ABSTAINED and number
        for code, why, number in bundle.voids
    )
    for rule in _in_order(row[0] for row in bundle.effects):
        void = [
            n for code, why, n in bundle.voids if why == rule and code not in hidden
        ]
        if rule not in _lifted(terms) or silent or max(void, default=0) < least:
            yield say("the effects of {rule} would tell of a few", rule=rule)
    wholes = _wholes(bundle, hidden)
    secret = {one.code for one in terms.classes if one.secret}
    for code in _in_order(row[0] for row in bundle.stability):
        if code in hidden or code not in secret or wholes[code] < 2 * least:
            yield say("class {code} is too small for its stability", code=code)


def _in_order(names: Iterator[str]) -> list[str]:
    return list(dict.fromkeys(names))


def _least(bundle: Bundle) -> int:
    return max(bundle.terms.min_cast, 1)


def _wholes(bundle: Bundle, hidden: Mapping[str, str | None]) -> Counter[str]:
    """Return how many ballots stand behind each class, with those pooled into it."""
    found = Counter[str]()
    for code, number in valid_in(bundle).items():
        found[hidden.get(code, code) or ""] += number
    return found


def ranks_follow(bundle: Bundle) -> Iterator[Words]:
    """Check that effects name each reporter once, with the rank of the score."""
    reporters = bundle.codes("reporters")
    for rule in _in_order(row[0] for row in bundle.effects):
        rows = [row[1:] for row in bundle.effects if row[0] == rule]
        scores = {who: score for who, score, _ in rows}
        if [who for who, _, _ in rows] != reporters or _ranks(scores) != {
            who: rank for who, _, rank in rows
        }:
            yield say("the ranks without {rule} are others", rule=rule)
    if {who for _, who in bundle.stability} - {*reporters}:
        yield say("the reporters are not those of the form")


def _ranks(scores: Scores) -> dict[str, int | None]:
    said = sorted((one for one in scores.values() if one is not None), reverse=True)
    first = {score: said.index(score) + 1 for score in dict.fromkeys(said)}
    return {
        who: None if score is None else first[score] for who, score in scores.items()
    }


def effects_again(bundle: Bundle, judged: Judged) -> Iterator[Words]:
    """Check effects.csv and stability.csv against the ballots that were opened."""
    told: dict[str, dict[str, Fraction | None]] = {}
    for rule, who, score, _ in bundle.effects:
        told.setdefault(rule, {})[who] = score
    if told != _effects(bundle, judged):
        yield say("the effects of the void rules are others")
    if list(bundle.stability) != _stability(bundle, judged):
        yield say("what one ballot changes is something else")


def _lifted(terms: Terms) -> dict[str, Terms]:
    found = {}
    if terms.all_same_voids:
        found["all_same"] = replace(terms, all_same_voids=False)
    if terms.good_at_most is not None:
        found["too_many_good"] = replace(terms, good_at_most=None)
    return found


def _effects(bundle: Bundle, judged: Judged) -> dict[str, Scores]:
    hidden = pools(bundle.terms, valid_in(bundle))
    found: dict[str, Scores] = {}
    if any(why not in {VALID, ABSTAINED} for c in hidden for why, _ in judged[c]):
        return {}
    for rule, terms in _lifted(bundle.terms).items():
        freed = {
            code: [
                marks
                for why, marks in those
                if why == rule and judge(marks, terms, bundle) == VALID
            ]
            for code, those in judged.items()
        }
        numbers = [len(those) for those in freed.values() if those]
        if numbers and min(numbers) >= bundle.terms.min_cast:
            counts = _counts(bundle) + _marks(bundle, freed)
            found[rule] = _scores(bundle, counts, bundle.codes("reporters"))
    return found


def _counts(bundle: Bundle) -> Counts:
    return Counter({(c, who, item, mark): n for c, who, item, mark, n in bundle.counts})


def _marks(bundle: Bundle, sheets: Mapping[str, Sequence[bytes]]) -> Counts:
    named = dict(enumerate(bundle.codes("grades")))
    named |= {BLANK: "blank", UNKNOWN: "unknown", MULTIPLE: "multiple"}
    lines = [(w, i) for w in bundle.codes("reporters") for i in bundle.codes("items")]
    return Counter(
        (code, who, item, named[mark])
        for code, those in sheets.items()
        for marks in those
        for (who, item), mark in zip(lines, marks, strict=True)
    )


def _scores(
    bundle: Bundle, counts: Counts, reporters: Sequence[str]
) -> dict[str, Fraction | None]:
    shown = _shown(bundle)
    return {
        who: ballot_score(
            {code: _class(bundle, counts, code, who) for code in shown}, bundle.terms
        )
        for who in reporters
    }


def _shown(bundle: Bundle) -> list[str]:
    hidden = pools(bundle.terms, valid_in(bundle))
    return [one.code for one in bundle.terms.classes if one.code not in hidden]


def _class(bundle: Bundle, counts: Counts, code: str, who: str) -> Fraction | None:
    cells = {
        item: {mark: counts[code, who, item, mark] for mark in marks_of(bundle)}
        for item in bundle.codes("items")
    }
    return class_score(cells, bundle.terms)


def _stability(bundle: Bundle, judged: Judged) -> list[tuple[str, str]]:
    hidden = pools(bundle.terms, valid_in(bundle))
    found: list[tuple[str, str]] = []
    for code in _shown(bundle):
        sheets = [
            marks
            for one, those in judged.items()
            if hidden.get(one, one) == code
            for why, marks in those
            if why == VALID
        ]
        changes = _changes(bundle, code, sheets)
        most = len(sheets) - _least(bundle)
        found += [
            (code, who)
            for who in bundle.codes("reporters")
            if _least(bundle) <= changes[who] <= most
        ]
    return found


def _changes(bundle: Bundle, code: str, sheets: Sequence[bytes]) -> Counter[str]:
    """Return how many sheets change each reporter's rank, each left out alone."""
    counts = _counts(bundle)
    reporters, width = bundle.codes("reporters"), len(bundle.codes("items"))
    before = _ranks(_scores(bundle, counts, reporters))
    known: dict[tuple[str, bytes], Fraction | None] = {}
    found = Counter[str]()
    for marks in sheets:
        parts = {
            who: marks[place * width : (place + 1) * width]
            for place, who in enumerate(reporters)
        }
        if missing := [who for who, part in parts.items() if (who, part) not in known]:
            left = counts.copy()
            left.subtract(_marks(bundle, {code: [marks]}))
            scores = _scores(bundle, left, missing)
            known |= {(who, parts[who]): scores[who] for who in missing}
        after = _ranks({who: known[who, part] for who, part in parts.items()})
        found.update(who for who in reporters if after[who] != before[who])
    return found
