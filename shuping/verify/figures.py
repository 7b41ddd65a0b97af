"""The numbers of a box: turnout, counts by class, what is shown, and the scores."""

from collections import Counter
from collections.abc import Iterator, Mapping
from fractions import Fraction

from shuping.refusal import Words, say
from shuping.verify.bundle import Bundle, Value
from shuping.verify.sealed import PAPER
from shuping.verify.skipped import NOT_COUNTED, Skipped
from shuping.verify.terms import Terms

ABSTAINED, VOID = "abstained", "void"
_SUMS = ("entitled", "present", "issued", "returned")
_SILENT = ("blank", "unknown", "multiple")
_TRIM_ABOVE = 5
Line = tuple[str, str, str]


def _needs_counts(bundle: Bundle) -> None:
    if not bundle.is_counted:
        raise Skipped(NOT_COUNTED)


def turnout_of(bundle: Bundle) -> dict[str, Value]:
    """Return the electorate's numbers by class."""
    return {one["category"]: one for one in bundle.record["electorate"]}


def valid_in(bundle: Bundle) -> dict[str, int]:
    """Return how many valid ballots each class of the scheme has on its own."""
    turnout = turnout_of(bundle)
    valid = {
        one.code: turnout[one.code]["returned"] if one.code in turnout else 0
        for one in bundle.terms.classes
    }
    for category, _, number in bundle.voids:
        valid[category] = valid.get(category, 0) - number
    return valid


def pools(terms: Terms, valid: Mapping[str, int]) -> dict[str, str | None]:
    """Map each class too small to be shown to the one that takes its ballots."""
    small = [
        one.code
        for one in terms.classes
        if one.secret and valid[one.code] < terms.min_cast
    ]
    pool = None if terms.pool in small else terms.pool
    return dict.fromkeys(small, pool)


def quorum_holds(bundle: Bundle) -> Iterator[Words]:
    """Check that enough of the entitled were present."""
    rows = bundle.record["electorate"]
    present = sum(one["present"] for one in rows)
    entitled = sum(one["entitled"] for one in rows)
    if present < bundle.terms.quorum * entitled:
        yield say(
            "{present} of {entitled} were present", present=present, entitled=entitled
        )


def classes_balance(bundle: Bundle) -> Iterator[Words]:
    """Check the numbers of each class against each other, the box and the results."""
    rows, turnout = bundle.record["electorate"], turnout_of(bundle)
    known = {one.code for one in bundle.terms.classes}
    if len(turnout) < len(rows) or turnout.keys() - known:
        yield say("the classes of the electorate are not those of the scheme")
        return
    for code, one in turnout.items():
        if one["returned"] > one["issued"]:
            yield say("class {code}: more returned than issued", code=code)
    if bundle.is_sealed:
        yield from _boxes_balance(bundle, turnout)
    if bundle.is_counted:
        yield from _results_balance(bundle, turnout)


def _boxes_balance(bundle: Bundle, turnout: Mapping[str, Value]) -> Iterator[Words]:
    category_of = dict(bundle.issued)
    void = {h for h, _ in bundle.void}
    slips = Counter(category for h, category in bundle.issued if h not in void)
    spent = Counter(category_of.get(h, "") for h in bundle.spent)
    lying = Counter(one.category for one in bundle.ballots)
    paper = Counter(one.category for one in bundle.ballots if one.channel == PAPER)
    for code in bundle.codes("categories"):
        one = turnout.get(code, dict.fromkeys(_SUMS, 0))
        if spent[code] > slips[code]:
            yield say("class {code}: more codes spent than issued", code=code)
        if one["issued"] < slips[code] + paper[code]:
            yield say("class {code}: fewer issued than the box has", code=code)
        if one["returned"] != lying[code]:
            yield say("class {code}: not as many ballots as returned", code=code)


def _results_balance(bundle: Bundle, turnout: Mapping[str, Value]) -> Iterator[Words]:
    told, valid = bundle.results["turnout"], valid_in(bundle)
    if told.keys() != turnout.keys() or valid.keys() - {*valid_codes(bundle)}:
        yield say("the classes of the electorate are not those of the scheme")
        return
    keys = [(category, reason) for category, reason, _ in bundle.voids]
    if len(set(keys)) < len(keys):
        yield say("voids.csv has a row twice")
    for code, one in turnout.items():
        void = _void_of(bundle, code)
        abstained = void.pop(ABSTAINED, 0)
        right = {name: one[name] for name in _SUMS}
        right |= {"valid": valid[code], "abstained": abstained}
        there = dict(told[code])
        if there.pop("void", void) != void or there != right or valid[code] < 0:
            yield say("class {code}: the numbers do not balance", code=code)


def valid_codes(bundle: Bundle) -> list[str]:
    """Return the codes of the scheme's classes."""
    return [one.code for one in bundle.terms.classes]


def _void_of(bundle: Bundle, code: str) -> dict[str, int]:
    return {reason: n for category, reason, n in bundle.voids if category == code}


def counts_sum(bundle: Bundle) -> Iterator[Words]:
    """Check each cell: over all marks as many as the class has valid ballots."""
    _needs_counts(bundle)
    valid = valid_in(bundle)
    taken = pools(bundle.terms, valid)
    whole = {code: valid[code] for code in valid if code not in taken}
    for code, pool in taken.items():
        if pool is not None:
            whole[pool] += valid[code]
    sums = Counter[Line]()
    keys = set()
    for category, who, item, mark, number in bundle.counts:
        keys.add((category, who, item, mark))
        sums[category, who, item] += number
        if not number or mark not in marks_of(bundle):
            yield say("counts.csv has a row that means nothing")
    if len(keys) < len(bundle.counts):
        yield say("counts.csv has a row twice")
    lines = {
        (code, who, item): number
        for code, number in whole.items()
        for who in bundle.codes("reporters")
        for item in bundle.codes("items")
    }
    hidden = {line for line in sums if line[0] in taken}
    for line in sorted((lines.keys() | sums.keys()) - hidden):
        if sums[line] != lines.get(line):
            yield say(
                "class {category}, {who}, {item}: the marks do not sum up",
                category=line[0],
                who=line[1],
                item=line[2],
            )


def marks_of(bundle: Bundle) -> list[str]:
    """Return what a cell can be counted as."""
    return [*bundle.codes("grades"), *_SILENT]


def small_are_hidden(bundle: Bundle) -> Iterator[Words]:
    """Check that nothing is told of a small class but its sums."""
    _needs_counts(bundle)
    taken = pools(bundle.terms, valid_in(bundle))
    told = {row[0] for row in bundle.counts} | {
        code
        for one in bundle.results["reporters"]
        for code, words in one["classes"].items()
        if words != {"shown": False}
    }
    for code in sorted(told & taken.keys()):
        yield say("class {code} is small, and its counts are there", code=code)
    telling = {
        code
        for code, reason, _ in bundle.voids
        if code in taken and reason not in {ABSTAINED, VOID}
    }
    for code, one in bundle.results["turnout"].items():
        if ("void" in one) == (code in taken):
            telling.add(code)
    for code in sorted(telling):
        yield say("class {code} is small, and its reasons are there", code=code)


def scores_follow(bundle: Bundle) -> Iterator[Words]:
    """Check each score of results.json, worked anew from counts.csv."""
    _needs_counts(bundle)
    told = {one["organisation"]: one for one in bundle.results["reporters"]}
    if [one["organisation"] for one in bundle.results["reporters"]] != bundle.codes(
        "reporters"
    ):
        yield say("the reporters are not those of the form")
        return
    for who, right in _scores(bundle).items():
        if told[who] != right:
            yield say("the score of {who} is another", who=who)


def _scores(bundle: Bundle) -> dict[str, Value]:
    """Return what results.json must say of each reporter."""
    terms = bundle.terms
    taken = pools(terms, valid_in(bundle))
    counts = {row[:4]: row[4] for row in bundle.counts}
    found = {}
    for who in bundle.codes("reporters"):
        classes: dict[str, Value] = {}
        scores: dict[str, Fraction | None] = {}
        for one in terms.classes:
            if one.code in taken:
                classes[one.code] = {"shown": False}
                continue
            cells = {
                item: {
                    mark: counts.get((one.code, who, item, mark), 0)
                    for mark in marks_of(bundle)
                }
                for item in bundle.codes("items")
            }
            scores[one.code] = class_score(cells, terms)
            classes[one.code] = {
                "shown": True,
                "counts": cells,
                "score": _told(scores[one.code]),
            }
        ballot = _told(ballot_score(scores, terms))
        found[who] = {"organisation": who, "ballot": ballot, "classes": classes}
    return found


def _told(score: Fraction | None) -> str | None:
    return None if score is None else str(score)


def class_score(
    cells: Mapping[str, Mapping[str, int]], terms: Terms
) -> Fraction | None:
    """Return the weighted mean of the items that anybody graded, or None."""
    means = [(one.weight, _mean(cells.get(one.code, {}), terms)) for one in terms.items]
    said = [(weight, mean) for weight, mean in means if mean is not None]
    if not said:
        return None
    total = sum((weight * mean for weight, mean in said), Fraction(0))
    return total / sum(weight for weight, _ in said)


def _mean(marks: Mapping[str, int], terms: Terms) -> Fraction | None:
    points = [one.weight for one in terms.grades for _ in range(marks.get(one.code, 0))]
    if terms.trim and len(points) > _TRIM_ABOVE:
        points = sorted(points)[1:-1]
    return sum(points, Fraction(0)) / len(points) if points else None


def ballot_score(
    scores: Mapping[str, Fraction | None], terms: Terms
) -> Fraction | None:
    """Return the weighted mean of the shown classes, or None."""
    weight = {one.code: one.weight for one in terms.classes}
    said = {code: score for code, score in scores.items() if score is not None}
    if not said or (terms.zero_class == "refuse" and len(said) < len(scores)):
        return None
    over = scores if terms.zero_class == "zero" else said
    total = sum((weight[code] * score for code, score in said.items()), Fraction(0))
    return total / sum(weight[code] for code in over)
