"""Lists as they arrive: what is read, and what is told of the rest, cell by cell."""

from datetime import date
from typing import Any

import pytest

from shuping.organisations.rules import layouts
from shuping.organisations.rules.layouts import (
    BODIES,
    POSTS,
    Arrived,
    BodyRow,
    Layout,
    TenureRow,
    arrived,
    read_list,
    told_at_cells,
)
from tests.tables.books import book, date_cell

HEAD = "代码,上级,名称\n"


def told(
    content: bytes | str, layout: Layout[Any] = BODIES, file: str = "a.csv"
) -> Any:
    """Return the faults of a file as (line, column, what is wrong), or its rows."""
    raw = content.encode() if isinstance(content, str) else content
    got = arrived(file, raw, layout)
    if isinstance(got, Arrived):
        read = read_list(got, layout)
        if not read.faults.found:
            return read.rows
        got = told_at_cells(got, read)
    return [(one.line, one.column, str(one.wrong)) for one in got]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_list_is_read_in_the_codes_and_line_ends_of_the_field(
    encoding: str, end: str
) -> None:
    text = f"上级,代码,名称{end}JZ,LJ,临江区委{end}"

    assert told(text.encode(encoding)) == [BodyRow(2, "LJ", "JZ", "临江区委", "", "")]


def test_columns_have_chinese_or_english_names_and_some_may_be_missing() -> None:
    assert told("code,parent,name,kind,sector\nLJ,,临江区委,district,x\n") == [
        BodyRow(2, "LJ", "", "临江区委", "district", "x")
    ]


def test_what_nobody_sees_is_taken_out_and_rare_characters_stay() -> None:
    hidden = "\u200b临\u202e江\ufeff区\u2066𠮷委 e\u0301"

    assert told(f"{HEAD}ＬＪ０１,JZ, {hidden}　\n") == [
        BodyRow(2, "LJ01", "JZ", "临江区𠮷委 é", "", "")
    ]


@pytest.mark.parametrize(
    ("content", "faults"),
    [
        ("", [(1, "-", "the file is empty")]),
        (HEAD + "LJ,JZ\n", [(2, "-", "2 cells")]),
        ("代码,名称\nLJ,x\n", [(1, "parent", "the column is missing")]),
        (
            "代码,上级,名称,代码\nLJ,JZ,x,LJ\n",
            [(1, "code", "the column stands twice")],
        ),
        (
            "代码,上级,名称,code\nLJ,JZ,x,LJ\n",
            [(1, "code", "the column stands twice")],
        ),
        (
            "代码,上级,名称,电话\nLJ,JZ,x,1\n",
            [(1, "电话", "unknown column")],
        ),
        (
            "代码;上级;名称\nLJ;JZ;x\n",
            [(1, "-", "columns are not separated by commas")],
        ),
        (
            HEAD + "LJ,JZ,x\nLJ,PX,x\n",
            [(3, "code", "LJ stands in line 2 already")],
        ),
        (HEAD + ",JZ,x\n", [(2, "code", "empty")]),
        (HEAD + "a b,JZ,x\n", [(2, "code", "a b is no code")]),
        (HEAD + "LJ,a b,x\n", [(2, "parent", "a b is no code")]),
        (HEAD + f"LJ,JZ,{'长' * 201}\n", [(2, "name", "201 characters")]),
        (HEAD + "LJ,JZ,=1+1\n", [(2, "name", "the cell begins with '='")]),
        (HEAD + 'LJ,JZ,"x\n', [(2, "-", "not CSV: unexpected end of data")]),
        (HEAD + "LJ,JZ,\0\n", [(2, "-", "there is a NUL character")]),
        (HEAD.encode("utf-16"), [(1, "-", "the file is UTF-16")]),
        (b"%PDF-1.7", [(1, "-", "the file is a PDF")]),
        (b"\xff\xff", [(1, "-", "byte 0xFF is neither UTF-8 nor GBK")]),
    ],
)
def test_what_is_wrong_is_told_with_its_line_and_column(
    content: bytes | str, faults: list[tuple[int, str, str]]
) -> None:
    assert told(content) == faults


@pytest.mark.parametrize("name", ["a.xls", "a.xlsx", "A.XLSM", "a.csv"])
def test_a_workbook_is_told_by_its_bytes_and_by_its_name(name: str) -> None:
    page = told(b"<html>", file=name)
    rows = told(book(("代码", "上级", "名称"), ("LJ", "JZ", "x")), file=name)

    if name != "a.csv":
        assert page == [(1, "-", "This is no Excel file (.xlsx) but a web page.")]
    assert rows == [BodyRow(2, "LJ", "JZ", "x", "", "")]


def test_a_fault_of_a_workbook_is_told_at_its_cell() -> None:
    rows = (("代码", "名称", "上级"), ("LJ", "x", "a b"), ("", "x", "JZ"))

    assert told(book(*rows), file="a.xlsx") == [
        (2, "C2", "a b is no code"),
        (3, "A3", "empty"),
    ]
    assert told(book(("代码",), ("LJ",)), file="a.xlsx") == [
        (1, "parent", "the column is missing"),
        (1, "name", "the column is missing"),
    ]


def test_a_list_of_no_rows_is_a_list() -> None:
    assert told(HEAD) == []


def test_more_rows_than_one_goes_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(layouts, "MOST_ROWS", 2)

    assert told(HEAD + "a,,\n\n,,\nb,,\n") == [(5, "-", "there are more than 2 rows")]


def test_a_million_empty_lines_are_passed_over() -> None:
    assert told(HEAD + "\n" * 1_048_576 + "LJ,JZ,x\n") == [
        BodyRow(1_048_578, "LJ", "JZ", "x", "", "")
    ]


POSTS_HEAD = "单位,职务,姓名,任职,离任,主持工作\n"
MAY = date(2019, 5, 1)


@pytest.mark.parametrize("day", ["2019-05-01", "2019/5/1", "2019.5.1", "2019年5月1日"])
def test_days_are_read_as_people_write_them(day: str) -> None:
    assert told(f"{POSTS_HEAD}LJ,书记,甲,{day},,是\n", POSTS) == [
        TenureRow(2, "LJ", "书记", "甲", MAY, None, acting=True)
    ]


def test_days_of_a_workbook_are_dates() -> None:
    row = ("LJ", "书记", "甲", date_cell("D2", 43586), "", "否")

    assert told(book(POSTS_HEAD.strip().split(","), row), POSTS, "a.xlsx") == [
        TenureRow(2, "LJ", "书记", "甲", MAY, None, acting=False)
    ]


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        ("LJ,书记,甲,2019-02-30,,", (2, "since", "2019-02-30 does not fit")),
        ("LJ,书记,甲,0001-01-01,,", (2, "since", "0001-01-01 does not fit")),
        ("LJ,书记,甲,,43586,", (2, "until", "43586 does not fit")),
        ("LJ,书记,甲,,,也许", (2, "acting", "也许 does not fit")),
        ("LJ,书记,,,,", (2, "holder", "empty")),
        ("LJ,,甲,,,", (2, "post", "empty")),
    ],
)
def test_what_does_not_fit_a_list_of_posts_is_told(
    row: str, fault: tuple[int, str, str]
) -> None:
    assert told(f"{POSTS_HEAD}{row}\n", POSTS) == [fault]


def test_an_empty_list_to_fill_in_is_one_that_is_read() -> None:
    for layout in (BODIES, POSTS):
        assert told(",".join(layout.template()) + "\n", layout) == []
