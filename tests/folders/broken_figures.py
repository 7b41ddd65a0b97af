"""Ballots, counts and scores that are wrong, each with the cell of its fault."""

from tests.folders.breaking import Case, add, both, case, change, drop, put, rewritten
from tests.folders.good import BALLOTS, COUNTED, COUNTS, VOIDS

ELECTORATE = [
    case(
        "ballots and no electorate",
        drop("electorate.csv"),
        ("electorate.csv", 1, "category"),
    ),
    *rewritten(
        "electorate.csv",
        ("a class without a row", "S,2,2,2,1\n", "", 1, "category"),
        ("a row of no class", "S,2,2,2,1", "S,2,2,2,1\nX,1,1,1,0", 5, "category"),
        ("a class with two rows", "S,2,2,2,1", "S,2,2,2,1\nA,1,1,1,0", 5, "category"),
        ("more returned than issued", "A,5,4,4,3", "A,5,4,2,3", 2, "returned"),
        ("returned unlike the ballots", "A,5,4,4,3", "A,5,4,4,4", 2, "returned"),
        ("more present than entitled", "A,5,4,4,3", "A,3,4,4,3", 2, "present"),
        ("fewer than nobody", "B,4,4,3,2", "B,-4,4,3,2", 3, "entitled"),
        ("half a voter", "B,4,4,3,2", "B,4,3.5,3,2", 3, "present"),
        ("no number issued", "B,4,4,3,2", "B,4,4,,2", 3, "issued"),
        ("a number in words", "B,4,4,3,2", "B,四,4,3,2", 3, "entitled"),
        ("a number with an exponent", "B,4,4,3,2", "B,1e308,4,3,2", 3, "entitled"),
    ),
]

MARKS = [
    *rewritten(
        "ballots.csv",
        ("a ballot of no class", "A2,A,LJ03,", "A2,X,LJ03,", 7, "category"),
        ("a ballot of two classes", "A2,A,LJ03,", "A2,B,LJ03,", 7, "category"),
        ("a ballot on nobody", "A2,A,LJ03,", "A2,A,LJ09,", 7, "organisation"),
        ("a ballot on no reporter", "A2,A,LJ03,", "A2,A,LJ0101,", 7, "organisation"),
        (
            "an item nobody knows",
            "LJ03,overall,unknown",
            "LJ03,style,unknown",
            7,
            "item",
        ),
        (
            "a mark nobody knows",
            "LJ03,overall,unknown",
            "LJ03,overall,great",
            7,
            "mark",
        ),
        ("one of two marks unknown", "average+poor", "average+great", 6, "mark"),
        ("a mark in Chinese", "average+poor", "一般", 6, "mark"),
        ("a row without a ballot", "A2,A,LJ03,", ",A,LJ03,", 7, "ballot"),
        ("an author on a secret ballot", "unknown,\n", "unknown,某人\n", 7, "author"),
        ("a signed ballot without author", "good,联系领导甲", "good,", 13, "author"),
    ),
    case(
        "a cell twice",
        add("ballots.csv", "A1,A,LJ01,overall,poor,"),
        ("ballots.csv", 15, "item"),
    ),
    case(
        "do-not-know where it is not allowed",
        change("scheme.toml", "unknown = true", "unknown = false"),
        ("ballots.csv", 7, "mark"),
    ),
    case(
        "a row on someone whom the ballot does not list",
        both(
            change("scheme.toml", 'covers = "all"', 'covers = "oral"'),
            change(
                "scheme.toml",
                'sectors = ["department"]',
                'sectors = ["department"]\n'
                'components = [{code = "everyday", weight = 1}]',
            ),
        ),
        ("ballots.csv", 4, "organisation"),
    ),
]

TALLIED = [
    *rewritten(
        "counts.csv",
        ("a count of no class", "S,LJ02,", "X,LJ02,", 17, "category"),
        ("a count of nobody", "S,LJ02,", "S,LJ09,", 17, "organisation"),
        ("a count of no item", "S,LJ02,overall", "S,LJ02,style", 17, "item"),
        ("a count of no mark", "S,LJ02,overall,blank", "S,LJ02,overall,", 17, "mark"),
        (
            "a count of two marks",
            "S,LJ02,overall,blank",
            "S,LJ02,overall,good+poor",
            17,
            "mark",
        ),
        (
            "fewer than none",
            "LJ02,overall,good,1\nA",
            "LJ02,overall,good,-1\nA",
            4,
            "count",
        ),
        (
            "half a mark",
            "LJ02,overall,good,1\nA",
            "LJ02,overall,good,0.5\nA",
            4,
            "count",
        ),
        (
            "counts that do not add up",
            "A,LJ01,overall,good,2",
            "A,LJ01,overall,good,3",
            2,
            "count",
        ),
        base=COUNTED,
    ),
    case(
        "a count twice",
        add("counts.csv", "S,LJ02,overall,blank,0"),
        ("counts.csv", 19, "mark"),
        COUNTED,
    ),
    case(
        "a body that was not counted",
        change("counts.csv", "S,LJ02,overall,blank,1\n", ""),
        ("counts.csv", 1, "count"),
        COUNTED,
    ),
    *rewritten(
        "voids.csv",
        ("a void of no class", "A,abstained", "X,abstained", 2, "category"),
        ("a void of no reason", "A,abstained", "A,torn", 2, "reason"),
        ("a sum of voids of a shown class", "A,abstained,0", "A,void,1", 2, "reason"),
        ("no count of voids", "abstained,0", "abstained,", 2, "count"),
        base=COUNTED,
    ),
    case("ballots and counts", put("counts.csv", COUNTS), ("counts.csv", 1, "-")),
    case("ballots and voids", put("voids.csv", VOIDS), ("voids.csv", 1, "-")),
    case(
        "counts and ballots",
        put("ballots.csv", BALLOTS),
        ("counts.csv", 1, "-"),
        COUNTED,
    ),
]

_SCORED = [
    (
        f"a score of {written}",
        "LJ02,everyday,87.5",
        f"LJ02,everyday,{written}",
        3,
        "score",
    )
    for written in (
        "100.01",
        "-0.5",
        "NaN",
        "inf",
        "1e308",
        '"87,5"',
        "八十",
        "87%",
        "",
    )
]
SCORES: list[Case] = [
    *rewritten(
        "scores.csv",
        *_SCORED,
        ("a score for the ballot", "LJ02,everyday", "LJ02,ballot", 3, "component"),
        ("a score of no component", "LJ02,everyday", "LJ02,morale", 3, "component"),
        ("a score of nobody", "LJ02,everyday", "LJ09,everyday", 3, "organisation"),
        ("a score missing", "LJ02,everyday,87.5\n", "", 1, "component"),
    ),
    case(
        "a score twice",
        add("scores.csv", "LJ02,everyday,87.5"),
        ("scores.csv", 5, "component"),
    ),
    *rewritten(
        "adjustments.csv",
        ("an adjustment without points", "LJ01,0.5", "LJ01,", 2, "points"),
        ("an adjustment in words", "LJ01,0.5", "LJ01,半分", 2, "points"),
        ("an adjustment without end", "LJ01,0.5", "LJ01,inf", 2, "points"),
        ("an adjustment of nobody", "LJ01,", "LJ09,", 2, "organisation"),
    ),
    *rewritten(
        "triggers.csv",
        ("a trigger nobody knows", "discipline", "weather", 2, "trigger"),
        ("a trigger on nobody", "LJ03,", "LJ0101,", 2, "organisation"),
    ),
    *rewritten(
        "flags.csv",
        ("a flag on no reporter", "LJ01,", "LJ0101,", 2, "organisation"),
    ),
    *rewritten(
        "decisions.csv",
        ("a decision nobody knows", "LJ01,good", "LJ01,great", 2, "grade"),
        ("a decision on no reporter", "LJ01,good", "LJ0101,good", 2, "organisation"),
        (
            "two decisions on one",
            "LJ01,good,,",
            "LJ01,good,,甲\nLJ01,good,,",
            3,
            "organisation",
        ),
    ),
]

CASES = [*ELECTORATE, *MARKS, *TALLIED, *SCORES]
