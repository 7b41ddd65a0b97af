"""Every way in which a folder can be wrong is told, at its file, line and column."""

import re

import pytest

from shuping.folders.rules.reading import read
from tests.folders import broken_figures, broken_schemes, broken_tables
from tests.folders.breaking import Case, add, change, put
from tests.folders.good import COUNTED, GOOD

CASES = [*broken_schemes.CASES, *broken_tables.CASES, *broken_figures.CASES]
TOLD = re.compile(
    r"(?P<file>[^:]+):(?P<line>\d+): (?P<column>[^:]+): (.+); (.+)", re.DOTALL
)


def _place(told: str) -> tuple[str, int, str]:
    match = TOLD.fullmatch(told)
    assert match is not None, told
    return match["file"], int(match["line"]), match["column"]


@pytest.mark.parametrize("files", [GOOD, COUNTED], ids=["ballots", "counts"])
def test_the_unbroken_folder_has_no_fault(files: dict[str, bytes]) -> None:
    reading = read(files)

    assert [str(fault) for fault in reading.faults] == []
    assert reading.folder is not None


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.file}: {case.name}")
def test_a_broken_folder_is_told_where_and_what_would_be_right(case: Case) -> None:
    reading = read(case.files())

    told = [str(fault) for fault in reading.faults]
    assert (case.file, case.line, case.column) in [_place(words) for words in told], (
        told
    )
    assert reading.folder is None


def test_a_fault_knows_its_place_as_it_tells_it() -> None:
    files = dict(GOOD)
    add("flags.csv", "LJ09,annual_excellent")(files)

    (fault,) = read(files).faults

    assert (fault.file, fault.line, fault.column) == ("flags.csv", 3, "organisation")
    assert str(fault).startswith("flags.csv:3: organisation: ")


def test_each_case_bears_a_name_of_its_own() -> None:
    names = [(case.file, case.name) for case in CASES]

    assert len(names) == len(set(names))
    assert len(names) >= 70


@pytest.mark.parametrize("sign", ["+", "-"])
def test_a_cell_may_begin_with_a_plus_or_a_minus(sign: str) -> None:
    files = dict(GOOD)
    change("organisations.csv", "河湾镇党委", f"{sign}河湾镇党委")(files)

    assert read(files).faults == ()


def test_many_faults_are_told_at_once() -> None:
    files = dict(GOOD)
    change("organisations.csv", "LJ0101,LJ01,", "LJ0101,LJ09,")(files)
    change("roster.csv", "written", "by_post")(files)
    change("findings.csv", "visit", "rumour")(files)
    change("meeting.toml", "place =", "spot =")(files)
    put("notes.csv", "备注")(files)

    places = {_place(str(fault)) for fault in read(files).faults}

    assert places == {
        ("organisations.csv", 7, "parent"),
        ("roster.csv", 4, "mode"),
        ("findings.csv", 2, "kind"),
        ("meeting.toml", 4, "meeting[1].spot"),
        ("notes.csv", 1, "-"),
    }


def test_many_faults_of_one_file_are_told_at_once() -> None:
    files = dict(GOOD)
    change("scores.csv", "95", "NaN")(files)
    change("scores.csv", "LJ02,everyday", "LJ02,ballot")(files)
    change("scores.csv", "LJ03,everyday,80", "LJ09,everyday,101")(files)

    places = {_place(str(fault)) for fault in read(files).faults}

    assert places >= {
        ("scores.csv", 2, "score"),
        ("scores.csv", 3, "component"),
        ("scores.csv", 4, "organisation"),
        ("scores.csv", 4, "score"),
    }


def test_nothing_at_all_is_three_missing_files() -> None:
    assert {_place(str(fault)) for fault in read({}).faults} == {
        ("scheme.toml", 1, "-"),
        ("organisations.csv", 1, "-"),
        ("roster.csv", 1, "-"),
    }
