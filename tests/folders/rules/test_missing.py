"""What must lie in a folder, when it need not, and why a ballot score is missing."""

from shuping.folders.rules.reading import read
from tests.folders.breaking import both, change, drop, put
from tests.folders.rules.test_at_once import BALLOTS, told


def test_the_ballots_missing_are_told_once() -> None:
    gone = drop("ballots.csv", "decisions.csv")

    assert told(BALLOTS, gone) == [
        "ballots.csv:1: -: no such file, but 6 returned in electorate.csv"
    ]
    assert told(BALLOTS, gone, drop("electorate.csv")) == [
        "electorate.csv:1: -: no such file, but the ballot is a component"
    ]


def test_a_missed_quorum_needs_no_ballots() -> None:
    missed = change("electorate.csv", "A,5,4,4,3", "A,50,4,4,3")

    assert told(BALLOTS, missed, drop("ballots.csv")) == []


def test_a_missed_quorum_needs_no_scores_but_all_of_them_where_there_are_any() -> None:
    missed = change("electorate.csv", "A,5,4,4,3", "A,50,4,4,3")
    one = change("scores.csv", "LJ02,everyday,87.5\n", "")

    assert told(BALLOTS, missed, drop("scores.csv")) == []
    assert told(BALLOTS, missed, one) == [
        "scores.csv:1: component: LJ02 has no everyday"
    ]


def test_why_nobody_has_a_ballot_score_is_told() -> None:
    small = both(
        change("scheme.toml", "min_cast = 2", "min_cast = 9"),
        change("scheme.toml", 'secrecy = "signed"\n', ""),
        put("ballots.csv", BALLOTS["ballots.csv"].decode().replace("联系领导甲", "")),
    )
    refuse = change("scheme.toml", '"renormalise"', '"refuse"')
    mute = both(
        *(
            change("ballots.csv", f"LJ03,overall,{mark}", "LJ03,overall,")
            for mark in ("good", "unknown", "poor", "average")
        )
    )

    assert told(BALLOTS, small) == [
        f"ballots.csv:1: organisation: no class is shown of LJ0{number}, "
        "all are too small"
        for number in (1, 2, 3)
    ]
    assert told(BALLOTS, refuse) == [
        "ballots.csv:1: organisation: class S says nothing of LJ02"
    ]
    assert told(BALLOTS, mute) == ["ballots.csv:1: organisation: nobody graded LJ03"]


def test_a_pool_that_does_not_fit_is_told_without_its_figures() -> None:
    oral = change("scheme.toml", 'covers = "all"', 'covers = "oral"')
    slips = [
        change("ballots.csv", f"{ballot},LJ03,overall,{mark}{rest}\n", "")
        for ballot, mark, rest in (
            ("A1,A", "good", ","),
            ("A2,A", "unknown", ","),
            ("B1,B", "poor", ","),
            ("S1,S", "average", ",联系领导甲"),
        )
    ]

    (fault,) = told(BALLOTS, oral, *slips)

    assert fault.endswith(": pool departments has written reporters only")


def test_the_one_pool_of_a_scheme_without_pools_may_not_mix_modes_either() -> None:
    raw = BALLOTS["scheme.toml"].decode()
    without = raw[: raw.index("[[appraisal.pools]]")] + raw[raw.index("[report]") :]
    mixed = put("scheme.toml", without.replace('covers = "all"', 'covers = "oral"'))

    assert "scheme.toml:8: ballot.covers: pool all has oral and written reporters" in (
        told(BALLOTS, mixed)
    )


def test_where_the_scheme_has_nothing_to_choose_from_that_is_told() -> None:
    bare = both(
        change(
            "scheme.toml",
            '[[appraisal.triggers]]\ncode = "discipline"\n'
            'name = "违纪违法"\ncaps_at = "average"\n',
            "",
        ),
        change(
            "scheme.toml",
            '[[appraisal.components]]\ncode = "everyday"\nweight = 40\n',
            "",
        ),
        put("scores.csv", "organisation,component,score\nLJ01,everyday,80\n"),
        drop("decisions.csv"),
    )
    files = dict(BALLOTS)
    bare(files)

    assert [str(fault) for fault in read(files).faults] == [
        (
            "scores.csv:2: component: everyday is no component to be entered; "
            "the scheme has none to be entered"
        ),
        (
            "triggers.csv:2: trigger: discipline is no trigger; "
            "the scheme has no triggers"
        ),
    ]
