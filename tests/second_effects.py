"""Effects and stability a second time, from docs/verify.md; it shares no code either."""

# fmt: off
# mypy: ignore-errors
from collections import Counter
from fractions import Fraction
from itertools import product

def least_of(box): return box.rules.get("min_cast", 5)

def lifted(box):
    "The void rules that are on, each with the rules without it."
    found = {"all_same": {**box.rules, "all_same": "keep"}} if box.rules.get("all_same") == "void" else {}
    limit = {"too_many_good": {**box.rules, "good_at_most": ""}} if box.rules.get("good_at_most", "") != "" else {}
    return {**found, **limit}

def ranked(scores):
    return {who: None if score is None else 1 + sum(other is not None and other > score for other in scores.values())
            for who, score in scores.items()}

def rows_of(effects):
    "rule -> reporter -> (score, rank), and whether each stands there once, in order."
    found = {}
    for rule, who, score, rank in effects:
        found.setdefault(rule, []).append((who, Fraction(score) if score else None, int(rank) if rank else None))
    return found

def consistent(box, effects, stability):
    "Whether what is told can be told, as far as counts say."
    hidden, least = box.hidden(box.valid), max(least_of(box), 1)
    if any(code in hidden and why != "abstained" and n for (code, why), n in box.voids.items()) and effects:
        return False
    for rule, rows in rows_of(effects).items():
        scores = {who: score for who, score, _ in rows}
        void = [n for (code, why), n in box.voids.items() if why == rule and code not in hidden]
        if (rule not in lifted(box) or max(void, default=0) < least or [row[0] for row in rows] != box.who
                or any(rank != ranked(scores)[who] for who, _, rank in rows)
                or any((str(Fraction(row[2])) if row[2] else "") != row[2] for row in effects)):
            return False
    behind = Counter()
    for code, number in box.valid.items():
        behind[hidden.get(code, code)] += number
    return all(code in box.secret and box.secret[code] and code not in hidden and behind[code] >= 2 * least
               and who in box.who for code, who in stability)

def score_without(box, counts, hidden, who):
    "The ballot score of a reporter by these counts, as a fraction or None."
    kept, box.counts = box.counts, counts
    try:
        told = box.scored(who, hidden)["ballot"]
    finally:
        box.counts = kept
    return None if told is None else Fraction(told)

def worked(box, ballots):
    "effects and stability, from (class, verdict, marks) of every secret ballot."
    hidden, least = box.hidden(box.valid), max(least_of(box), 1)
    named = dict(enumerate(box.grades)) | {252: "blank", 253: "unknown", 254: "multiple"}

    def cells(code, marks, sign=1):
        return {(code, *line, named[mark]): sign for line, mark in zip(product(box.who, box.items), marks)}

    def with_(changes):
        counts = Counter(box.counts)
        for change in changes:
            for cell, number in change.items():
                counts[cell] += number
        return counts

    effects = []
    quiet = not any(code in hidden and why not in {"valid", "abstained"} for code, why, _ in ballots)
    for rule, rules in lifted(box).items():
        freed = [(code, marks) for code, why, marks in ballots
                 if why == rule and box.judge_marks(marks, rules) == "valid"]
        if freed and quiet and min(Counter(code for code, _ in freed).values()) >= least:
            counts = with_(cells(code, marks) for code, marks in freed)
            scores = {who: score_without(box, counts, hidden, who) for who in box.who}
            effects += [(rule, who, str(score) if score is not None else "", str(ranked(scores)[who] or ""))
                        for who, score in scores.items()]
    stability = []
    before = ranked({who: score_without(box, box.counts, hidden, who) for who in box.who})
    for code in [code for code in box.secret if code not in hidden]:
        valid = [marks for one, why, marks in ballots if why == "valid" and hidden.get(one, one) == code]
        moved = Counter()
        for marks in valid:
            counts = with_([cells(code, marks, -1)])
            after = ranked({who: score_without(box, counts, hidden, who) for who in box.who})
            moved.update(who for who in box.who if after[who] != before[who])
        stability += [(code, who) for who in box.who if least <= moved[who] <= len(valid) - least]
    return effects, stability
