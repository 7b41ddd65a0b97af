"""All slips of a folder are told at once, and each of them once."""

import pytest

from shuping.folders.rules.reading import read
from shuping.folders.rules.rows import BALLOT_COLUMNS
from tests.folders.breaking import Breaking, add, both, change, drop, put
from tests.folders.good import COUNTED, GOOD

BALLOTS, COUNTS = dict(GOOD), dict(COUNTED)
UNSOUND = {
    "the round": change("scheme.toml", "year = 2019", 'year = "x"'),
    "the ballot": change("scheme.toml", 'covers = "all"', 'covers = "some"'),
    "the appraisal": change("scheme.toml", "places = 2", "places = 2.5"),
    "everything": put("scheme.toml", "[round"),
    "nothing at all": drop("scheme.toml"),
}


def told(base: dict[str, bytes], *steps: Breaking) -> list[str]:
    files = dict(base)
    both(*steps)(files)
    return [str(fault).split(";")[0] for fault in read(files).faults]


def places(base: dict[str, bytes], *steps: Breaking) -> set[str]:
    return {": ".join(words.split(": ")[:2]) for words in told(base, *steps)}


@pytest.mark.parametrize("scheme", UNSOUND.values(), ids=UNSOUND)
def test_a_fault_of_the_scheme_hides_no_fault_of_a_table(scheme: Breaking) -> None:
    assert places(
        BALLOTS,
        scheme,
        change("organisations.csv", "LJ0101,LJ01,", "LJ0101,LJ09,"),
        change("roster.csv", "oral,2,1", "oral,1,1"),
        change("electorate.csv", "A,5,4,4,3", "A,3,4,4,3"),
        change("electorate.csv", "B,4,4,3,2", "B,4,4,1,2"),
        change("ballots.csv", "A2,A,LJ03,", "A2,A,LJ09,"),
        change("ballots.csv", "A3,A,LJ02,", ",A,LJ02,"),
        change("findings.csv", "visit", "rumour"),
        change("flags.csv", "LJ01", "LJ09"),
    ) >= {
        "organisations.csv:7: parent",
        "roster.csv:3: order",
        "electorate.csv:2: present",
        "electorate.csv:3: returned",
        "ballots.csv:7: organisation",
        "ballots.csv:9: ballot",
        "findings.csv:2: kind",
        "flags.csv:2: organisation",
    }


SLIPS = (
    change("ballots.csv", "A2,A,LJ03,overall,unknown", "A2,A,LJ03,overall,great"),
    change("groups.csv", "出席,5,A", "出席,5,X"),
    change("decisions.csv", "LJ01,good", "LJ01,great"),
    change("scores.csv", "LJ02,everyday", "LJ02,morale"),
    change("triggers.csv", "discipline", "weather"),
    change(
        "organisations.csv", "水务局党组,group,department", "水务局党组,group,bureau"
    ),
)
OF_BALLOT = {"ballots.csv:7: mark", "groups.csv:2: category", "decisions.csv:2: grade"}
OF_APPRAISAL = {
    "scores.csv:3: component",
    "triggers.csv:2: trigger",
    "roster.csv:4: organisation",
}


@pytest.mark.parametrize(
    ("scheme", "asked"),
    [
        ("the round", OF_BALLOT | OF_APPRAISAL),
        ("the ballot", OF_APPRAISAL),
        ("the appraisal", OF_BALLOT),
        ("everything", set()),
    ],
)
def test_only_what_is_sound_of_a_scheme_is_asked_of_the_tables(
    scheme: str, asked: set[str]
) -> None:
    found = places(BALLOTS, UNSOUND[scheme], *SLIPS)

    assert {place for place in found if not place.startswith("scheme.toml")} == asked


def test_counts_are_asked_for_reporters_whatever_the_scheme() -> None:
    slips = (
        change("counts.csv", "S,LJ02,overall", "S,LJ09,overall"),
        change("counts.csv", "S,LJ03,overall", "S,LJ03,style"),
    )

    assert places(COUNTS, UNSOUND["the ballot"], *slips) == {
        "scheme.toml:8: ballot.covers",
        "counts.csv:17: organisation",
    }


def test_a_body_nobody_knows_hides_no_check_of_the_figures() -> None:
    stranger = change("flags.csv", "LJ01,annual_excellent", "LJ77,annual_excellent")

    assert told(BALLOTS, stranger) == [
        "flags.csv:2: organisation: LJ77 does not belong here",
        "decisions.csv:2: reason: the proposal was fairly_good",
    ]


def test_a_slip_in_the_ballots_leaves_no_grade_to_be_asked_for() -> None:
    unlike = change("decisions.csv", "LJ01,good,,", "LJ01,average,,")
    slip = change("ballots.csv", "A2,A,LJ03,overall,unknown", "A2,A,LJ03,overall,great")

    assert told(BALLOTS, unlike, slip) == ["ballots.csv:7: mark: great is no mark"]


@pytest.mark.parametrize(
    "slip",
    [
        change("scores.csv", "LJ02,everyday,87.5", "LJ02,everyday,NaN"),
        change("scores.csv", "LJ02,everyday,87.5", "LJ02,everyday"),
        change("scores.csv", "LJ02,everyday,87.5", '"LJ02,everyday,87.5'),
        change("scores.csv", "LJ02,everyday", "LJ02,evryday"),
        change("scores.csv", "component", "part"),
        put("scores.csv", b"\xff\xfe"),
    ],
)
def test_a_score_that_may_be_in_what_is_lost_is_not_missing(slip: Breaking) -> None:
    assert not [words for words in told(BALLOTS, slip) if " has no " in words]


@pytest.mark.parametrize(
    "slip",
    [
        drop("roster.csv"),
        put("roster.csv", b"\xff\xfe"),
        put("roster.csv", "organisation,post,mode,order,speaking_order\n"),
    ],
)
@pytest.mark.parametrize("base", [BALLOTS, COUNTS], ids=["ballots", "counts"])
def test_a_roster_that_is_lost_is_told_once(
    base: dict[str, bytes], slip: Breaking
) -> None:
    (fault,) = told(base, slip)

    assert fault.startswith("roster.csv:1: -: ")


def test_a_tree_that_is_lost_is_told_once() -> None:
    assert told(BALLOTS, drop("organisations.csv")) == [
        "organisations.csv:1: -: the file is missing"
    ]


def test_a_root_in_a_row_with_a_fault_is_a_root() -> None:
    assert told(BALLOTS, change("organisations.csv", "江州市委", "=江州市委")) == [
        "organisations.csv:2: name: the cell begins with '='"
    ]
    assert told(BALLOTS, change("organisations.csv", "JZ,,江州市委", "JZ,")) == [
        "organisations.csv:2: -: 4 cells"
    ]


def test_a_row_with_a_fault_is_checked_in_its_other_cells() -> None:
    assert told(BALLOTS, change("electorate.csv", "A,5,4,4,3", "X,3,4,x,3")) == [
        "electorate.csv:1: category: class A has no row",
        "electorate.csv:2: issued: x does not fit",
        "electorate.csv:2: category: X is no ballot class",
        "electorate.csv:2: present: 4 present of 3",
    ]


@pytest.mark.parametrize(
    "slip",
    [
        change("voids.csv", "A,abstained", "A,torn"),
        change("voids.csv", "A,abstained,0", "A,abstained,x"),
        change("voids.csv", "A,abstained,0", "A,abstained"),
        add("voids.csv", "A,abstained,1"),
        change("electorate.csv", "A,5,4,4,3", "A,5,4,2,3"),
        change("electorate.csv", "A,5,4,4,3", "A,5,4,4"),
        change("counts.csv", "A,LJ02,overall,good,1", "A,LJ02,overall,good"),
        change("counts.csv", "A,LJ02,overall,good,1", "A,LJ02,overall,good,x"),
        change("counts.csv", "A,LJ02,overall,good,1", "A,LJ02,overall,great,1"),
        change("counts.csv", "A,LJ02,overall,good,1", "A,LJ02,style,good,1"),
        change("counts.csv", "A,LJ02,overall,good,1", "A,LJ09,overall,good,1"),
        change("counts.csv", "A,LJ02,overall,good,1", "X,LJ02,overall,good,1"),
        add("counts.csv", "A,LJ02,overall,good,3"),
    ],
)
def test_a_slip_beside_a_sum_is_told_without_the_sum(slip: Breaking) -> None:
    (fault,) = told(COUNTS, slip)

    assert "marks" not in fault


def test_a_sum_is_told_where_the_slip_is_elsewhere() -> None:
    assert told(
        COUNTS,
        change("counts.csv", "B,LJ03,overall,poor,1", "B,LJ03,overall,poor,2"),
        change("voids.csv", "A,abstained", "A,torn"),
        change("counts.csv", "S,LJ02,", "S,LJ09,"),
    ) == [
        "voids.csv:2: reason: torn does not fit",
        "counts.csv:14: count: B, LJ03, overall: 3 marks, 2 valid ballots",
        "counts.csv:17: organisation: LJ09 does not belong here",
    ]


def test_no_sum_is_asked_of_a_pool_that_may_take_in_an_unsure_class() -> None:
    small = change("scheme.toml", "min_cast = 2", "min_cast = 3")
    unsure = add("voids.csv", "B,torn,1")

    assert told(COUNTS, small, unsure) == ["voids.csv:3: reason: torn does not fit"]


def test_ballots_of_no_class_are_told_without_the_returned() -> None:
    ballots = change("ballots.csv", "B2,B,LJ02", "B2,X,LJ02")

    assert told(BALLOTS, ballots) == ["ballots.csv:12: category: X is no ballot class"]


@pytest.mark.parametrize("header", ["mark", "item,mark"])
def test_ballots_without_a_column_are_checked_for_formulas(header: str) -> None:
    row = header.replace("mark", "=1")

    found = places(BALLOTS, put("ballots.csv", f"{header}\n{row}\n{header}\n"))

    assert found == {
        *(f"ballots.csv:1: {name}" for name in BALLOT_COLUMNS[:3]),
        *(f"ballots.csv:1: {name}" for name in {"item"} - set(header.split(","))),
        "ballots.csv:2: mark",
    }
