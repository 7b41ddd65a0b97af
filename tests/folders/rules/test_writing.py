"""What is written into a folder reads back as the same values."""

import tomllib
from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shuping.folders.rules import writing
from shuping.folders.rules.meetings import MeetingRow, PointRow, read_meetings
from shuping.folders.rules.rows import AdjustmentRow, HighlightRow, ProblemRow
from shuping.tables.faults import Faults
from shuping.tables.reading import FORMULA, read_rows
from shuping.wording import without_controls

# A NUL or half a pair of surrogates stands neither in a file nor in a database.
TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"))
STRIPPED = TEXT.map(str.strip)
FILLED = STRIPPED.filter(lambda text: without_controls(text).strip())


def short(texts: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Return texts that fit every place of a folder."""
    return texts.filter(lambda text: len(text) <= 60)


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        (None, ""),
        ("", ""),
        (0, "0"),
        (date(2020, 1, 5), "2020-01-05"),
        (Fraction(7, 2), "3.5"),
        ("-1", "-1"),
        ("=1", " =1"),
        ("@x", " @x"),
        ("\tx", " \tx"),
        ("\rx", " \rx"),
    ],
)
def test_a_cell_is_written_so_that_no_spreadsheet_runs_it(
    value: object, cell: str
) -> None:
    assert writing.cell(value) == cell


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (Fraction(0), "0"),
        (Fraction(100), "100"),
        (Fraction(1, 8), "0.125"),
        (Fraction(-1, 20), "-0.05"),
        (Fraction(-25, 2), "-12.5"),
        (Fraction(875, 10), "87.5"),
    ],
)
def test_a_number_is_written_with_its_own_places(value: Fraction, written: str) -> None:
    assert writing.decimal(value) == written


@given(st.integers(-(10**12), 10**12), st.integers(0, 12))
def test_every_decimal_is_written_exactly(digits: int, places: int) -> None:
    value = Fraction(digits, 10**places)

    assert Fraction(writing.decimal(value)) == value


@given(st.lists(st.tuples(short(FILLED), short(FILLED), TEXT), max_size=5))
def test_words_read_back_as_they_were(rows: list[tuple[str, str, str]]) -> None:
    faults = Faults()
    content = writing.table("highlights.csv", rows)
    read = read_rows("highlights.csv", content, HighlightRow, faults)

    assert [str(fault) for fault in faults.found] == []
    assert [(row.organisation, row.name, row.text) for row in read] == [
        tuple(without_controls(one).strip() for one in row) for row in rows
    ]


def test_a_lone_carriage_return_does_not_end_a_row() -> None:
    content = writing.table("highlights.csv", [("LJ01", "a\rb", 'c"\n')])

    assert content == b'organisation,name,text\nLJ01,"a\rb","c""\n"\n'


def test_numbers_dates_and_what_is_missing_read_back() -> None:
    faults = Faults()
    points = writing.table("adjustments.csv", [("LJ01", Fraction(-5, 4), "", None)])
    row = ("LJ02", 2018, "a", "self", "common", "", "", "", None, "", "")
    problems = writing.table("problems.csv", [row])

    assert read_rows("adjustments.csv", points, AdjustmentRow, faults) == [
        AdjustmentRow(2, "LJ01", Fraction(-5, 4), "", "")
    ]
    (problem,) = read_rows("problems.csv", problems, ProblemRow, faults)
    assert (problem.year, problem.deadline, problem.status) == (2018, None, "open")
    assert faults.found == []


def test_a_table_without_rows_is_its_header() -> None:
    assert writing.table("flags.csv", []) == b"organisation,flag\n"
    assert all(writing.cell(sign).startswith(" ") for sign in FORMULA)


MEETINGS = st.lists(
    st.fixed_dictionaries(
        {
            "title": short(FILLED),
            "date": st.none() | st.dates(),
            "place": short(STRIPPED),
            "chair": short(STRIPPED),
            "speaker": short(STRIPPED),
            "agenda": st.lists(STRIPPED, max_size=3),
            "visiting": st.fixed_dictionaries(
                {
                    "judgement": STRIPPED,
                    "affirmed": st.lists(STRIPPED, max_size=2),
                    "suggestions": st.lists(STRIPPED, max_size=2).map(tuple),
                }
            ),
            "points": st.lists(
                st.fixed_dictionaries(
                    {"verb": short(STRIPPED), "heading": FILLED, "body": STRIPPED}
                ),
                max_size=2,
            ),
        }
    ),
    max_size=3,
)


def _row(one: dict[str, Any]) -> MeetingRow:
    visiting = one["visiting"]
    return MeetingRow(
        title=one["title"],
        date=one["date"],
        place=one["place"],
        chair=one["chair"],
        speaker=one["speaker"],
        agenda=tuple(one["agenda"]),
        points=tuple(PointRow(**point) for point in one["points"]),
        judgement=visiting["judgement"],
        affirmed=tuple(visiting["affirmed"]),
        suggestions=visiting["suggestions"],
    )


@given(MEETINGS)
def test_meetings_read_back_as_they_were(held: list[dict[str, Any]]) -> None:
    faults = Faults()

    read = read_meetings(writing.meetings(held), faults)

    assert [str(fault) for fault in faults.found] == []
    assert read == tuple(map(_row, held))


def test_a_meeting_is_written_as_a_person_would_write_it() -> None:
    content = writing.meetings(
        [
            {
                "title": "述职“评议”会\x7f",
                "date": date(2019, 12, 30),
                "place": None,
                "agenda": ("述职", '"点评"'),
                "visiting": {"judgement": "好"},
                "points": [{"heading": "一"}],
            }
        ]
    )

    assert content.decode().splitlines() == [
        "[[meeting]]",
        'title = "述职“评议”会\\u007f"',
        "date = 2019-12-30",
        'agenda = ["述职", "\\"点评\\""]',
        "",
        "[meeting.visiting]",
        'judgement = "好"',
        "",
        "[[meeting.points]]",
        'heading = "一"',
    ]
    assert tomllib.loads(content.decode())["meeting"][0]["visiting"] == {
        "judgement": "好"
    }
