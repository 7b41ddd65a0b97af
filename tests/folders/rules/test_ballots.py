"""ballots.csv: rows packed into ballots, and every fault of a row."""

import pytest

from shuping.ballots.rules.form import ABSENT_CELL, BLANK_CELL, MULTIPLE_CELL, Form
from shuping.folders.rules.ballots import Ballot, Known, read_ballots
from shuping.rounds.rules.scheme import Category
from shuping.tables.faults import Faults
from tests.rounds.rules.test_scheme_file import LEAST, scheme_of

FORM = Form(("LJ01", "LJ02"), ("overall",), ("good", "poor"))
(SECRET,) = scheme_of(LEAST).ballot.categories
SIGNED = Category("S", "联系领导", SECRET.weight, signed=True)
KNOWN = Known(
    form=FORM,
    categories={"A": SECRET, "S": SIGNED},
    roster=frozenset({"LJ01", "LJ02", "LJ03"}),
    lost=lambda code: code == "LJ08",
)
HEADER = "ballot,category,organisation,item,mark,author\n"


def ballots(*rows: str, header: str = HEADER) -> tuple[dict[str, Ballot], list[str]]:
    faults = Faults()
    content = header + "".join(f"{row}\n" for row in rows)
    read = read_ballots(content.encode(), KNOWN, faults)
    told = [str(fault).removeprefix("ballots.csv:") for fault in faults.found]
    return read, told


def test_a_ballot_is_packed_cell_by_cell() -> None:
    read, faults = ballots(
        "1,A,LJ01,overall,poor,",
        "2,S,LJ01,overall,,某人",
        "1,A,LJ02,overall,good + poor,",
    )

    assert faults == []
    assert read == {
        "1": Ballot("A", "", bytearray([1, MULTIPLE_CELL])),
        "2": Ballot("S", "某人", bytearray([BLANK_CELL, ABSENT_CELL])),
    }


def test_the_author_may_be_left_out_and_columns_stand_in_any_order() -> None:
    read, faults = ballots(
        " good ,1,LJ02,overall, A", header="mark,ballot,organisation,item,category\n"
    )

    assert faults == []
    assert read == {"1": Ballot("A", "", bytearray([ABSENT_CELL, 0]))}


FIRST = "1,A,LJ01,overall,good,"


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("2,A,LJ01,overall,good", ["-: 5 cells; 6, as in the header"]),
        (
            "=2,A,LJ01,overall,@good,",
            [
                (
                    "ballot: the cell begins with '='; "
                    "write it without; a spreadsheet would take it for a formula"
                ),
                (
                    "mark: the cell begins with '@'; "
                    "write it without; a spreadsheet would take it for a formula"
                ),
            ],
        ),
        (",A,LJ01,overall,good,", ["ballot: empty; number each ballot"]),
        (
            "2,,LJ01,overall,good,",
            ['category: "" is no ballot class; one of A, S'],
        ),
        (
            "2,S,LJ01,overall,good,",
            ["author: a signed ballot without its author; write who signed it"],
        ),
        (
            "2,A,LJ01,overall,good,某人",
            ["author: an author on a secret ballot; leave it empty; class A is secret"],
        ),
        (
            "1,S,LJ02,overall,good,",
            ["category: ballot 1 stands in class A too; a ballot belongs to one class"],
        ),
        (
            "1,A,LJ02,overall,good,某人",
            ["author: ballot 1 has another author too; a ballot has one author"],
        ),
        (
            "1,A,LJ03,overall,good,",
            [
                (
                    "organisation: LJ03 reports in writing; "
                    "the ballot covers oral reporters only"
                )
            ],
        ),
        (
            "1,A,,style,great,",
            [
                'organisation: "" is not on the roster; an organisation of roster.csv',
                "item: style is no item; one of overall",
                (
                    "mark: great is no mark; "
                    "one of good, poor, unknown, empty, or several joined by +"
                ),
            ],
        ),
        (
            "1,A,LJ01,overall,poor,",
            [
                (
                    "item: ballot 1 has LJ01, overall already; "
                    "one row each cell; several marks are joined by +"
                )
            ],
        ),
        ("1,A,LJ08,overall,good,", []),
    ],
)
def test_a_row_that_does_not_fit_is_told_once(row: str, words: list[str]) -> None:
    assert ballots(FIRST, row)[1] == [f"3: {one}" for one in words]


def test_a_row_that_does_not_fit_leaves_the_others_as_they_are() -> None:
    read, _ = ballots(FIRST, "1,A,LJ09,overall,poor,", "1,A,LJ02,overall,poor,")

    assert read == {"1": Ballot("A", "", bytearray([0, 1]))}


def test_nothing_is_lost_unless_it_is_said() -> None:
    assert not Known(FORM, {}, frozenset()).lost("LJ08")


def test_a_file_that_is_no_table_has_no_ballots() -> None:
    faults = Faults()

    assert read_ballots(b"1;A;LJ01", KNOWN, faults) == {}
    assert [(one.line, one.column) for one in faults.found] == [(1, "-")]
    assert faults.unreadable == {"ballots.csv"}
