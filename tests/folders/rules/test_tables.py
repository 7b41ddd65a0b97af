"""Reading one CSV file: its rows, and every fault of its form."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shuping.folders.rules.rows import KEYS, FlagRow, ScoreRow
from shuping.tables import reading
from shuping.tables.faults import Faults
from shuping.tables.reading import read_rows


def flags(content: str | bytes) -> tuple[list[FlagRow], list[str]]:
    faults = Faults()
    raw = content.encode() if isinstance(content, str) else content
    rows = read_rows("flags.csv", raw, FlagRow, faults)
    return rows, [str(fault) for fault in faults.found]


RIGHT = "the header line is organisation,flag"


def test_columns_stand_in_any_order_and_cells_may_have_spaces() -> None:
    assert flags("flag, organisation\n annual_excellent ,LJ01 \n") == (
        [FlagRow(2, "LJ01", "annual_excellent")],
        [],
    )


@pytest.mark.parametrize("empty", ["\n", ",\n", '"",""\n', "\r\n", " \n", " ,\u3000\n"])
def test_an_empty_row_is_passed_over_and_counted(empty: str) -> None:
    rows, faults = flags(f"organisation,flag\n{empty}LJ01,x\n{empty}")

    assert ([row.line for row in rows], faults) == ([3], [])


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("", f"flags.csv:1: -: the file is empty; {RIGHT}"),
        (" , \nLJ01,x\n", f"flags.csv:1: -: the file is empty; {RIGHT}"),
        (
            "organisation;flag\nLJ01;x\n",
            f"flags.csv:1: -: columns are not separated by commas; {RIGHT}",
        ),
        (
            "organisation\tflag\nLJ01\tx\n",
            f"flags.csv:1: -: columns are not separated by commas; {RIGHT}",
        ),
        (
            b"PK\x03\x04",
            (
                "flags.csv:1: -: the file is a zip file (.xlsx, .docx); "
                "save it as UTF-8 text"
            ),
        ),
    ],
)
def test_a_file_that_is_no_table_is_told_at_its_first_line(
    content: str | bytes, words: str
) -> None:
    assert flags(content) == ([], [words])


def test_a_file_that_is_no_table_leaves_nothing_to_be_called_unknown() -> None:
    faults = Faults()
    read_rows("flags.csv", b"organisation;flag", FlagRow, faults)

    assert faults.lost("flags.csv", "organisation", "LJ01")
    assert not faults.lost("scores.csv", "organisation", "LJ01")


def test_a_file_too_large_is_not_even_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "MOST_BYTES", 3 << 20)

    assert flags(b"\0" * (5 << 20)) == (
        [],
        ["flags.csv:1: -: the file has 5 MB; at most 3 MB"],
    )


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("organisation,flag,flag\nLJ01,x,x\n", ["flag: the column stands twice"]),
        ("organisation\nLJ01\n", ["flag: the column is missing"]),
    ],
)
def test_a_header_that_names_no_table_gives_no_rows(
    content: str, words: list[str]
) -> None:
    assert flags(content)[1] == [f"flags.csv:1: {one}; {RIGHT}" for one in words]


def test_where_a_column_is_missing_the_other_cells_are_checked() -> None:
    assert flags("organisation\n@a\n") == (
        [],
        [
            f"flags.csv:1: flag: the column is missing; {RIGHT}",
            (
                "flags.csv:2: organisation: the cell begins with '@'; "
                "write it without; a spreadsheet would take it for a formula"
            ),
        ],
    )


def test_each_empty_header_cell_is_told() -> None:
    known = "known columns: organisation, flag"

    assert flags("organisation,,flag,\nLJ01,,x,\n") == (
        [FlagRow(2, "LJ01", "x")],
        [
            f"flags.csv:1: -: header cell 2 is empty; {known}",
            f"flags.csv:1: -: header cell 4 is empty; {known}",
        ],
    )


def test_a_formula_in_an_unknown_column_is_told_with_the_column() -> None:
    rows, faults = flags("organisation,flag,note\nLJ01,x,=x\nLJ02,x\nLJ03,x,y\n")

    assert [row.organisation for row in rows] == ["LJ01", "LJ03"]
    assert [fault.split(";")[0] for fault in faults] == [
        "flags.csv:1: note: unknown column",
        "flags.csv:2: note: the cell begins with '='",
        "flags.csv:3: -: 2 cells",
    ]


@pytest.mark.parametrize(
    ("content", "found"),
    [
        ('organisation,flag\nLJ01,"x\n', True),
        ("organisation,flag\nLJ01\n", True),
        ("organisation,flag\n=LJ01,x\n", True),
        ("organisation,flag\nx,=LJ01\n", False),
    ],
)
def test_what_may_stand_in_a_row_that_is_lost_is_not_unknown(
    content: str,
    found: bool,  # noqa: FBT001 - what is expected
) -> None:
    faults = Faults()
    read_rows("flags.csv", content.encode(), FlagRow, faults)

    assert faults.lost("flags.csv", "organisation", "LJ01") is found
    assert not faults.whole("flags.csv")


def test_an_unknown_column_is_told_and_the_rows_are_read() -> None:
    assert flags("organisation,flag,note\nLJ01,x,y\n") == (
        [FlagRow(2, "LJ01", "x")],
        ["flags.csv:1: note: unknown column; known columns: organisation, flag"],
    )


def test_every_fault_of_a_row_is_told_and_the_others_are_read() -> None:
    assert flags("organisation,flag\n,=x\nLJ01\nLJ02,x\n@a,x,\n") == (
        [FlagRow(4, "LJ02", "x")],
        [
            "flags.csv:2: organisation: empty; write something here",
            (
                "flags.csv:2: flag: the cell begins with '='; "
                "write it without; a spreadsheet would take it for a formula"
            ),
            "flags.csv:3: -: 1 cell; 2, as in the header",
            "flags.csv:5: -: 3 cells; 2, as in the header",
        ],
    )


def test_a_row_that_was_read_before_its_quote_broke_stays() -> None:
    rows, (fault,) = flags('organisation,flag\nLJ01,x\nLJ02,"y\n')

    assert [row.organisation for row in rows] == ["LJ01"]
    assert fault.startswith("flags.csv:3: -: not CSV: ")
    assert fault.endswith("close every quote, and write a quote inside a cell twice")


def test_a_second_row_of_one_key_is_told_with_the_first() -> None:
    faults = Faults()
    content = b"organisation,component,score\nA,x,1\nB,x,1\nA,x,2\n"

    rows = read_rows("scores.csv", content, ScoreRow, faults, KEYS["scores.csv"])

    assert len(rows) == 3
    assert [str(fault) for fault in faults.found] == [
        "scores.csv:4: component: A, x stands in line 2 already; one row each"
    ]


@given(st.text('LJ,x"\n\r\t =@好', max_size=60))
def test_a_row_is_read_whole_or_told(text: str) -> None:
    rows, faults = flags(f"organisation,flag\n{text}")

    told = {int(fault.split(":")[1]) for fault in faults}
    assert all(row.organisation and row.flag for row in rows)
    assert told.isdisjoint(row.line for row in rows)
    assert rows or faults or not text.strip(', "\n\r')
