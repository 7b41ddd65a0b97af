"""The oracle itself, against cases worked by hand. The comments are the working."""

import pytest

from tests.oracle.naive import expected
from tests.oracle.small import folder, outcome, reporters, scheme


def test_each_class_has_its_mean_and_the_weights_join_them() -> None:
    # LJ01: A (100 + 75 + 50) / 3 = 75, B (100 + 0) / 2 = 50, S (75) = 75.
    # Ballot: (40 x 75 + 30 x 50 + 30 x 75) / 100 = (3000 + 1500 + 2250) / 100 = 135/2.
    # LJ02: A (100 + 100 + 75) / 3 = 275/3, B 75, S 100.
    # Ballot: (40 x 275/3 + 2250 + 3000) / 100 = (11000/3 + 5250) / 100 = 535/6, 89.166.
    files = folder(scheme(), A=["gg", "fg", "af"], B=["gf", "pf"], S=["fg"])

    found = reporters(files)

    assert found["LJ01"]["composite"] == "135/2"
    assert found["LJ02"]["classes"]["A"]["score"] == "275/3"
    assert found["LJ02"]["composite"] == "535/6"
    assert found["LJ02"]["composite_rounded"] == "89.17"
    assert outcome(files) == {
        "LJ01": (
            2,
            "poor",
            ["band"],
        ),  # bands leave out "average": below 75 is the last
        "LJ02": (1, "fairly_good", ["band"]),
    }


def test_blank_unknown_and_double_marks_enter_no_mean() -> None:
    # Class A on LJ01: good, blank, unknown, double, and one row left out: mean 100.
    # LJ02 has four 75 and a 0: 300 / 5 = 60.
    files = folder(scheme(), A=["gf", "-f", "?f", "2f", " p"])

    found = reporters(files)["LJ01"]["classes"]["A"]

    assert found == {
        "shown": True,
        "counts": {
            "overall": {
                "good": 1,
                "fairly_good": 0,
                "average": 0,
                "poor": 0,
                "blank": 2,
                "unknown": 1,
                "multiple": 1,
            }
        },
        "score": "100",
    }
    assert reporters(files)["LJ02"]["composite"] == "60"


def test_whole_ballots_abstain_or_are_void_by_the_first_rule_that_holds() -> None:
    # Four bodies, share 1/2: floor(2) = 2 good on a whole ballot at most.
    # 1 "----" nothing at all: abstained. 2 "?-  " unknown is no grade: abstained.
    # 3 "2-? " a double mark and no grade: no_mark. 4 "gggg" all_same, not too many.
    # 5 "gggf" three good > 2: too_many_good. 6 "gg  " two rows: 2 > floor(1): too many,
    # and only two graded cells, so not all_same. 7 "ggfp" two of four: valid.
    # 8 "ff-2" two graded cells, the same, fewer than three: valid.
    files = folder(
        scheme('all_same = "void"\ngood_at_most = "1/2"'),
        4,
        A=["----", "?-  ", "2-? ", "gggg", "gggf", "gg  ", "ggfp", "ff-2"],
    )

    results = expected(files)

    assert isinstance(results, dict)
    assert results["turnout"]["A"] == {
        "entitled": 10,
        "present": 8,
        "issued": 8,
        "returned": 8,
        "valid": 2,
        "abstained": 2,
        "void": {"no_mark": 1, "all_same": 1, "too_many_good": 2},
    }


def test_a_missed_quorum_leaves_the_box_shut() -> None:
    # 24 present of 30 entitled; 2/3 of 30 = 20 is reached, 5/6 of 30 = 25 is not.
    kept = folder(scheme('quorum = "2/3"'), A=["gg", "gg"])
    missed = folder(scheme('quorum = "5/6"'), A=["gg", "gg"])

    shut = expected(missed)

    assert "reporters" in expected(kept)
    assert isinstance(shut, dict)
    assert set(shut) == {"round", "turnout"}
    assert shut["turnout"]["A"] == {
        "entitled": 10,
        "present": 8,
        "issued": 2,
        "returned": 2,
    }


def test_a_dropped_small_class_leaves_the_denominator_even_under_zero() -> None:
    # B has one valid ballot of the two that min_cast asks for; its blank one abstains.
    # LJ01: (40 x 100 + 30 x 50) / 70 = 5500/70 = 550/7, B's 0 points are not in it.
    files = folder(scheme('zero_class = "zero"'), A=["gg", "gg"], B=["pp", "--"])
    files |= {"ballots.csv": files["ballots.csv"] + b"S1,S,LJ01,overall,average\n"}
    files["electorate.csv"] = files["electorate.csv"].replace(
        b"S,10,8,0,0", b"S,10,8,1,1"
    )

    results = expected(files)

    assert isinstance(results, dict)
    assert reporters(files)["LJ01"]["composite"] == "550/7"
    assert reporters(files)["LJ01"]["classes"]["B"] == {"shown": False}
    assert results["turnout"]["B"] == {
        "entitled": 10,
        "present": 8,
        "issued": 2,
        "returned": 2,
        "valid": 1,
        "abstained": 1,
    }
    # LJ02: S is shown (signed) but silent, and under zero counts 0 with its weight:
    # (40 x 100 + 30 x 0) / 70 = 400/7.
    assert reporters(files)["LJ02"]["composite"] == "400/7"


def test_a_pooled_small_class_counts_with_its_pool() -> None:
    # B (one valid) goes into A: LJ01 in A is then good, good, poor: 200/3.
    # Only A is shown beside S (silent): renormalised, the composite is 200/3.
    files = folder(scheme('small_class = "pool:A"'), A=["gg", "gg"], B=["pf"])

    found = reporters(files)

    assert found["LJ01"]["composite"] == "200/3"
    assert found["LJ01"]["classes"]["A"]["counts"]["overall"]["poor"] == 1
    assert found["LJ01"]["classes"]["B"] == {"shown": False}
    assert found["LJ01"]["classes"]["S"]["score"] is None


def test_a_small_pool_drops_both() -> None:
    # A has one, B has one: both small, both dropped although together they are two.
    # Only S speaks: 75.
    files = folder(scheme('small_class = "pool:A"'), A=["gg"], B=["pp"], S=["fa"])

    found = reporters(files)

    assert found["LJ01"]["composite"] == "75"
    assert found["LJ02"]["composite"] == "50"
    assert found["LJ01"]["classes"]["A"] == {"shown": False}


def test_trimming_leaves_out_one_highest_and_one_lowest_above_five() -> None:
    # LJ01: 100 100 100 75 50 0: without a 100 and the 0: 325/4. LJ02 has five marks
    # only (one blank), so nothing goes: (100 x 4 + 0) / 5 = 80.
    files = folder(scheme('trim = "above_5"'), A=["gg", "gg", "gg", "fg", "ap", "p-"])

    found = reporters(files)

    assert found["LJ01"]["composite"] == "325/4"
    assert found["LJ01"]["classes"]["A"]["counts"]["overall"]["good"] == 3
    assert found["LJ02"]["composite"] == "80"


def test_trimming_counts_after_pooling() -> None:
    # A alone has five on LJ01 (four 100, one 50) and B one 0; of six 350/4 = 175/2.
    files = folder(
        scheme('trim = "above_5"\nsmall_class = "pool:A"'),
        A=["gg", "gg", "gg", "gg", "ag"],
        B=["pg"],
    )

    assert reporters(files)["LJ01"]["composite"] == "175/2"


def test_items_join_by_their_weights_and_a_silent_item_steps_back() -> None:
    # Items duty (weight 1) and effect (weight 0.5). LJ01: duty 100 and 75 -> 175/2;
    # effect 50: (1 x 175/2 + 1/2 x 50) / (3/2) = (225/2) / (3/2) = 75.
    # LJ02: duty 75 twice, effect never marked: 75.
    rules = scheme(
        two=(
            '{code = "overall", name = "总体评价"}',
            (
                '{code = "duty", name = "履责"}, '
                '{code = "effect", name = "实效", weight = 0.5}'
            ),
        )
    )
    files = folder(rules, A=["gf", "ff"])
    files["ballots.csv"] = (
        files["ballots.csv"].replace(b"overall", b"duty")
        + b"A1,A,LJ01,effect,average\nA2,A,LJ02,effect,\n"
    )

    found = reporters(files)

    assert found["LJ01"]["composite"] == "75"
    assert found["LJ02"]["composite"] == "75"
    assert found["LJ02"]["classes"]["A"]["counts"]["effect"]["blank"] == 2


@pytest.mark.parametrize(
    ("rule", "composite"),
    # A says nothing of LJ01, B says 75: (30 x 75) / 30, or (40 x 0 + 30 x 75) / 70,
    # with S counted too (silent): (0 + 2250 + 0) / 100 = 45/2.
    [("renormalise", "75"), ("zero", "45/2"), ("refuse", "error")],
)
def test_a_silent_class_renormalises_counts_nothing_or_is_refused(
    rule: str, composite: str
) -> None:
    files = folder(scheme(f'zero_class = "{rule}"'), A=["-g", "?g"], B=["fg", "ff"])

    results = expected(files)

    if rule == "refuse":
        assert results == composite
    else:
        assert reporters(files)["LJ01"]["composite"] == composite


@pytest.mark.parametrize("rule", ["renormalise", "zero"])
def test_where_all_classes_are_silent_the_component_is_missing(rule: str) -> None:
    files = folder(scheme(f'zero_class = "{rule}"'), A=["-g", "?g"], B=["-g", "-f"])

    assert expected(files) == "error"
