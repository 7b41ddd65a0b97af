"""The oracle itself, against cases worked by hand. The comments are the working."""

import pytest

from tests.oracle.naive import expected
from tests.oracle.small import folder, outcome, reporters, scheme, scores
from tests.oracle.writing import table


def test_components_join_by_weight_and_adjustments_add_up_unclamped() -> None:
    # ballot 100 x 60, everyday 87.5 x 40 on LJ01: (6000 + 3500) / 100 = 95;
    # + 7.25 - 0.25 = 102. LJ02: ballot 0, everyday 0.333 x 40 / 100 = 333/2500;
    # 0.1332 - 1 = -0.8668, -2167/2500.
    rules = scheme(
        two=(
            '{code = "ballot", weight = 1}',
            '{code = "ballot", weight = 60}, {code = "everyday", weight = 40}',
        )
    )
    files = folder(rules, A=["gp", "gp"])
    files["scores.csv"] = table(
        "organisation,component,score", "LJ01,everyday,87.5", "LJ02,everyday,0.333"
    )
    files["adjustments.csv"] = table(
        "organisation,points,reason,source",
        "LJ01,7.25,创新,",
        "LJ01,-0.25,迟报,",
        "LJ02,-1,通报,",
    )

    found = reporters(files)

    assert found["LJ01"]["components"] == {"ballot": "100", "everyday": "175/2"}
    assert found["LJ01"]["composite"] == "102"
    assert found["LJ02"]["composite"] == "-2167/2500"
    assert found["LJ02"]["composite_rounded"] == "-0.87"


def test_a_missing_score_is_an_error() -> None:
    assert expected(_short_of_a_score()) == "error"


@pytest.mark.parametrize(
    ("score", "less", "rounding", "printed"),
    [
        ("0.005", "0", "half_up", "0.01"),
        ("0.005", "0", "half_even", "0.00"),
        ("0.015", "0", "half_even", "0.02"),
        ("0", "-0.005", "half_up", "0.00"),  # -0.5 + 0.5 = 0: towards plus infinity
        ("0", "-0.015", "half_up", "-0.01"),  # -1.5 + 0.5 = -1
        ("0", "-0.015", "half_even", "-0.02"),  # -1.5 is as near to -2, which is even
        ("0", "-0.0151", "half_up", "-0.02"),
    ],
)
def test_printing_rounds_once(
    score: str, less: str, rounding: str, printed: str
) -> None:
    files = scores(LJ01=score)
    files["scheme.toml"] = files["scheme.toml"].replace(
        b'"half_up"', f'"{rounding}"'.encode()
    )
    files["adjustments.csv"] = table(
        "organisation,points,reason,source", f"LJ01,{less},校正,"
    )

    assert reporters(files)["LJ01"]["composite_rounded"] == printed


def test_equal_composites_share_a_rank_and_the_next_skips() -> None:
    files = scores(LJ01="80", LJ02="95", LJ03="80", LJ04="70")

    assert [one["rank"] for one in reporters(files).values()] == [2, 1, 2, 4]


def test_gates_lead_down_grade_by_grade_and_name_the_first_unmet() -> None:
    # LJ01 at 95 lacks x and y: to fairly_good by x, there lacks z: to average.
    # LJ02 at 90 (included) holds x and z, lacks y: fairly_good by y, z is met: stays.
    # LJ03 at 60 is poor by band; no gate of a better grade asks it anything.
    files = scores(
        "gates = ["
        '{grade = "fairly_good", requires = "z"}, {grade = "good", requires = "x"}, '
        '{grade = "good", requires = "y"}, {grade = "poor", requires = "w"}]',
        LJ01="95",
        LJ02="90",
        LJ03="60",
    )
    files["flags.csv"] = table("organisation,flag", "LJ02,x", "LJ02,z")

    assert outcome(files) == {
        "LJ01": (1, "average", ["band", "gate:x", "gate:z"]),
        "LJ02": (2, "fairly_good", ["band", "gate:y"]),
        "LJ03": (3, "poor", ["band"]),
    }


def test_the_lowest_cap_wins_and_only_what_changes_is_named() -> None:
    # LJ01: soft caps at fairly_good, hard and harder at average: average, first: hard.
    # LJ02 is poor already: the cap at average changes nothing and is not named.
    files = scores(
        "triggers = ["
        '{code = "soft", name = "甲", caps_at = "fairly_good"}, '
        '{code = "hard", name = "乙", caps_at = "average"}, '
        '{code = "harder", name = "丙", caps_at = "average"}]',
        LJ01="95",
        LJ02="60",
    )
    files["triggers.csv"] = table(
        "organisation,trigger,evidence",
        "LJ01,harder,文",
        "LJ01,soft,文",
        "LJ01,hard,文",
        "LJ02,hard,文",
    )

    assert outcome(files) == {
        "LJ01": (1, "average", ["band", "trigger:hard"]),
        "LJ02": (2, "poor", ["band"]),
    }


@pytest.mark.parametrize(
    ("tie", "second", "third"),
    [
        (
            "down",
            ("fairly_good", ["band", "quota"]),
            ("fairly_good", ["band", "quota"]),
        ),
        ("up", ("good", ["band"]), ("good", ["band"])),
        (
            "committee",
            ("fairly_good", ["band", "quota", "tie"]),
            ("fairly_good", ["band", "quota", "tie"]),
        ),
    ],
)
def test_a_tie_at_the_line_goes_as_the_scheme_says(
    tie: str, second: tuple[str, list[str]], third: tuple[str, list[str]]
) -> None:
    # Four in the pool, floor(4 x 1/2) = 2 may keep; 4 - ceil(4 x 15/100) = 3 is more.
    # 96 keeps; 93 and 93 stand on both sides of the line; 91 is below it and goes.
    files = scores(
        f'good_at_most = "1/2"\ntie_at_the_line = "{tie}"\nquota_from = 4',
        LJ01="96",
        LJ02="93",
        LJ03="93",
        LJ04="91",
    )
    files["scheme.toml"] = files["scheme.toml"].replace(
        b'below_good_at_least = ""', b'below_good_at_least = "15%"'
    )

    assert outcome(files) == {
        "LJ01": (1, "good", ["band"]),
        "LJ02": (2, *second),
        "LJ03": (2, *third),
        "LJ04": (4, "fairly_good", ["band", "quota"]),
    }


def test_at_a_cap_of_nought_nobody_keeps_it_and_nobody_is_tied() -> None:
    # Two in the pool: floor(2 x 1/3) = 0; both go, whatever the rule of ties says.
    files = scores(
        'good_at_most = "1/3"\ntie_at_the_line = "up"\nquota_from = 2',
        LJ01="95",
        LJ02="95",
    )

    assert outcome(files) == {
        "LJ01": (1, "fairly_good", ["band", "quota"]),
        "LJ02": (1, "fairly_good", ["band", "quota"]),
    }


def test_a_pool_smaller_than_the_rule_has_no_quota() -> None:
    # The same two, but the quota begins at seven, the value shown.
    files = scores('good_at_most = "1/3"', LJ01="95", LJ02="95")

    assert {grade for _, grade, _ in outcome(files).values()} == {"good"}


def test_a_pool_may_have_components_of_its_own() -> None:
    # LJ01 is oral: ballot 75. LJ02 is written and not on the ballot: everyday 88.
    rules = scheme(
        covers=("[ballot]\n", '[ballot]\ncovers = "oral"\n'),
        appraisal=(
            '[[appraisal.pools]]\ncode = "o"\nname = "口头"\nmodes = ["oral"]\n'
            '[[appraisal.pools]]\ncode = "w"\nname = "书面"\nmodes = ["written"]\n'
            'components = [{code = "everyday", weight = 3}]\n'
        ),
    )
    files = folder(rules, oral=1, A=["f ", "f "])
    files["scores.csv"] = table("organisation,component,score", "LJ02,everyday,88")

    found = reporters(files)

    assert (found["LJ01"]["pool"], found["LJ01"]["composite"]) == ("o", "75")
    assert (found["LJ02"]["pool"], found["LJ02"]["composite"]) == ("w", "88")
    assert found["LJ02"]["classes"] == {}
    assert found["LJ02"]["rank"] == 1


def test_counts_and_voids_give_the_same_as_the_ballots() -> None:
    # A: three ballots, one all blank; B: one ballot, small, in A's counts already.
    ballots = folder(scheme('small_class = "pool:A"'), A=["gf", "a-", "--"], B=["p2"])
    counted = {name: raw for name, raw in ballots.items() if name != "ballots.csv"}
    counted["counts.csv"] = table(
        "category,organisation,item,mark,count",
        "A,LJ01,overall,good,1",
        "A,LJ01,overall,average,1",
        "A,LJ01,overall,poor,1",
        "A,LJ02,overall,fairly_good,1",
        "A,LJ02,overall,blank,1",
        "A,LJ02,overall,multiple,1",
    )
    counted["voids.csv"] = table("category,reason,count", "A,abstained,1")

    assert expected(counted) == expected(ballots)
    # The mean of 100, 50 and 0 is 50; that of a single 75 is 75.
    assert [one["composite"] for one in reporters(counted).values()] == ["50", "75"]


def test_a_folder_without_electorate_and_scores_carries_no_figures() -> None:
    files = folder(scheme(), A=[])
    del files["electorate.csv"], files["ballots.csv"]

    results = expected(files)

    assert isinstance(results, dict)
    assert results["reporters"] == [
        {"organisation": "LJ01", "mode": "oral", "pool": "all"},
        {"organisation": "LJ02", "mode": "oral", "pool": "all"},
    ]


def test_a_missing_score_is_an_error_though_the_quorum_is_missed() -> None:
    # The folder is wrong before its box is asked for; 8 of 100 is no quorum either.
    files = _short_of_a_score()
    files["electorate.csv"] = table(
        "category,entitled,present,issued,returned",
        *(f"{code},100,8,0,0" for code in "ABS"),
    )

    assert expected(files) == "error"


def _short_of_a_score() -> dict[str, bytes]:
    files = scores(LJ01="90", LJ02="80")
    files["scores.csv"] = table("organisation,component,score", "LJ01,everyday,90")
    return files
