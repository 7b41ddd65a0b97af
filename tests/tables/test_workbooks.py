"""Excel workbooks: plain values are read, what is hidden is told at its cell."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shuping.tables import markup
from shuping.tables.faults import Faults
from shuping.tables.markup import letters
from shuping.tables.workbooks import workbook_records
from tests.tables.books import (
    SHEET,
    book,
    cell,
    date_cell,
    packed,
    parts,
    rows_xml,
    sheet_xml,
)

HEAD = ("代码", "任职")
Records = list[tuple[int, list[str]]]


def read(content: bytes) -> tuple[Records | None, list[str]]:
    faults = Faults()
    records = workbook_records("a.xlsx", content, {"任职"}, faults)
    found = None if records is None else list(records)
    return found, [f"{one.column}: {one.wrong}" for one in faults.found]


def refused(content: bytes) -> str:
    records, faults = read(content)
    assert records is None
    return faults[-1]


@pytest.mark.parametrize(
    ("place", "name"), [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA")]
)
def test_columns_are_named_as_spreadsheets_name_them(place: int, name: str) -> None:
    assert letters(place) == name


def test_values_are_read_as_text_and_numbers_that_are_whole_too() -> None:
    content = book(HEAD, ("LJ01", date_cell("B2", 43845)), (1001, "2020-01-15"))

    assert read(content) == (
        [
            (1, ["代码", "任职"]),
            (2, ["LJ01", "2020-01-15"]),
            (3, ["1001", "2020-01-15"]),
        ],
        [],
    )


def test_a_moment_at_midnight_is_a_day() -> None:
    midnight = date_cell("B2", 43845).replace('s="1"', 's="2"')

    records, faults = read(book(HEAD, ("LJ01", midnight)))

    assert records is not None
    assert (records[1], faults) == ((2, ["LJ01", "2020-01-15"]), [])


def test_empty_rows_before_and_between_are_counted() -> None:
    content = book((), HEAD, (), ("LJ01",))
    records, faults = read(content)

    assert records is not None
    assert [(line, cells[0]) for line, cells in records if any(cells)] == [
        (2, "代码"),
        (4, "LJ01"),
    ]
    assert faults == []


@pytest.mark.parametrize("rare", ["𠮷", "𪚥", "\U0002b740", "\U0002ceb0", "\U00030000"])
def test_rare_characters_of_every_extension_are_kept(rare: str) -> None:
    records, _ = read(book(HEAD, (rare, "")))

    assert records is not None
    assert records[1][1][0] == rare


@pytest.mark.parametrize(
    ("value", "told"),
    [
        (1.1e17, "A2: there is the number 1.1e+17"),
        (0.5, "A2: there is the number 0.5"),
        (
            date_cell("A2", 43845),
            "A2: there is the date or time 2020-01-15",
        ),
        (
            '<c r="A2" t="e"><v>#N/A</v></c>',
            "A2: the cell shows an error",
        ),
        (
            '<c r="A2"><f>1+1</f><v>2</v></c>',
            "A2: the cell is worked out by a formula",
        ),
    ],
)
def test_what_is_no_plain_text_is_told_at_its_cell(value: object, told: str) -> None:
    _, faults = read(book(HEAD, (value, "")))

    assert faults == [told]


@pytest.mark.parametrize(
    ("value", "told"),
    [
        (44561, "B2: there is the number 44561"),
        (
            date_cell("B2", 43845.5),
            "B2: there is the date or time 2020-01-15 12:00:00",
        ),
        (date_cell("B2", 0.5), "B2: there is the date or time 12:00:00"),
    ],
)
def test_a_day_is_a_date_and_no_number_and_has_no_hour(
    value: object, told: str
) -> None:
    _, faults = read(book(HEAD, ("LJ01", value)))

    assert faults == [told]


def test_merged_cells_hidden_rows_and_hidden_columns_are_told() -> None:
    rows = rows_xml([HEAD, ("a", "2020-01-15"), ("b", "2020-01-15")])
    hidden = rows.replace('<row r="3">', '<row r="3" hidden="1">')
    columns = '<cols><col min="2" max="3" hidden="true"/><col min="4" max="9"/></cols>'
    merged = '<mergeCells><mergeCell ref="A2:A3"/></mergeCells>'

    _, faults = read(packed(parts(sheet_xml(hidden, columns, merged))))

    assert faults == [
        "B1: the column is hidden",
        "B2: the column is hidden",
        "A3: the row is hidden",
        "B3: the row is hidden",
        "A2:A3: cells are merged",
    ]


def test_a_hidden_sheet_is_told_and_several_filled_ones_are_refused() -> None:
    one, empty = sheet_xml(rows_xml([HEAD])), sheet_xml("")

    assert read(packed(parts(one, empty, states=("visible", "hidden")))) == (
        [(1, list(HEAD))],
        ["-: the sheet Sheet2 is hidden"],
    )
    assert refused(packed(parts(one, one))) == "-: 2 sheets are filled"
    assert refused(packed(parts(empty))) == "-: no sheet holds anything"


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"", "something else"),
        (b"\xef\xbb\xbf <!DOCTYPE html><table>", "a web page"),
        (b"<table><tr>", "a web page"),
        (b"\xd0\xcf\x11\xe0 xls", "an old Office file (.xls, .doc)"),
        (
            b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"),
            "an Office file locked with a password",
        ),
        (b"%PDF-1.7", "a PDF"),
        (b"PK\x03\x04 cut off", "a zip file (.xlsx, .docx)"),
    ],
)
def test_what_is_no_workbook_is_told_by_its_first_bytes(
    content: bytes, what: str
) -> None:
    assert refused(content) == f"-: This is no Excel file (.xlsx) but {what}."


def test_another_zip_macros_and_parts_that_differ_by_capitals_are_refused() -> None:
    whole = parts(sheet_xml(rows_xml([HEAD])))
    none = "-: This is a zip file, but no Excel file (.xlsx)."

    assert refused(packed({"word/document.xml": "<w/>"})) == none
    assert refused(packed(whole | {SHEET.upper(): "<x/>"})) == none
    assert refused(packed(whole | {"xl/vbaProject.bin": b""})) == (
        "-: The Excel file holds macros."
    )
    assert "leads out of it" in refused(packed(whole | {"../x": b""}))


@pytest.mark.parametrize("part", ["xl/workbook.xml", SHEET, "xl/sharedStrings.xml"])
def test_a_document_type_is_refused_wherever_it_stands(part: str) -> None:
    bomb = '<!DOCTYPE d [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><d>&b;</d>'
    outside = '<!DOCTYPE d [<!ENTITY a SYSTEM "file:///etc/passwd">]><d>&a;</d>'
    whole = parts(sheet_xml(rows_xml([HEAD])))

    for one in (bomb, outside):
        assert refused(packed(whole | {part: one})) == (
            "-: The Excel file declares a document type; none is read."
        )


@pytest.mark.parametrize(
    "inside",
    [
        "<row r='1'><c r='??'><v>1</v></c></row>",
        "<row r='1'><c r='A9999999999'><v>1</v></c></row>",
        "<row r='1'><c r='A2'><v>1</v></c></row>",
        "<row r='x'/>",
        "<row r='1'>",
    ],
)
def test_a_sheet_that_contradicts_itself_is_damaged(inside: str) -> None:
    content = packed(parts(sheet_xml(inside)))

    assert refused(content) == "-: The Excel file is damaged."


def test_a_workbook_that_lists_a_sheet_or_a_part_twice_is_damaged() -> None:
    whole = parts(sheet_xml(rows_xml([HEAD])))
    sheet = '<sheet name="Sheet1" sheetId="1"  r:id="r1"/>'
    for part, one in [
        ("xl/workbook.xml", sheet),
        ("xl/_rels/workbook.xml.rels", '<Relationship Id="r1" Target="x"/>'),
    ]:
        end = "</sheets>" if part == "xl/workbook.xml" else "</Relationships>"
        twice = whole[part].replace(end, one + end)
        assert refused(packed(whole | {part: twice})) == "-: The Excel file is damaged."


def test_values_that_the_reader_cannot_read_are_told() -> None:
    for where in ("?", "A2:??"):
        merged = f'<mergeCells><mergeCell ref="{where}"/></mergeCells>'

        assert refused(book(HEAD, behind=merged)) == "-: The Excel file is damaged."


def test_cells_without_an_address_stand_one_after_the_other() -> None:
    inside = "".join(
        "<row><c t='inlineStr'><is><t>a</t></is></c><c><f>1</f><v>1</v></c></row>"
        for _ in range(2)
    )

    _, faults = read(packed(parts(sheet_xml(inside))))

    assert [one.split(":")[0] for one in faults] == ["B1", "B2"]


def test_a_million_empty_rows_are_passed_over() -> None:
    empty = "".join(f'<row r="{n}"/>' for n in range(3, 1_048_577))
    content = packed(parts(sheet_xml(rows_xml([HEAD, ("LJ01", "")]) + empty)))

    records, faults = read(content)

    assert records == [(1, list(HEAD)), (2, ["LJ01", ""])]
    assert faults == []


@pytest.mark.parametrize(
    ("where", "told"),
    [
        ("A1048576", "-: The sheet has more than 20000 rows."),
        ("XFD1", "-: The sheet has more than 64 columns."),
    ],
)
def test_a_value_far_out_is_refused_before_room_is_made_for_it(
    where: str, told: str
) -> None:
    line = where.lstrip("AXFD")
    inside = f'<row r="{line}">{cell(where, "x")}</row>'

    assert refused(packed(parts(sheet_xml(inside)))) == told


def test_too_many_empty_cells_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(markup, "_MOST_ELEMENTS", 10)

    assert refused(book(HEAD, ("a", "b"), ("c", "d"))) == (
        "-: The sheet has too many empty cells; delete them."
    )


def test_no_more_than_some_hundred_oddities_are_kept() -> None:
    formula = "<f>1</f><v/>"
    inside = "".join(
        f'<row r="{n}"><c r="A{n}">{formula}</c></row>' for n in range(1, 700)
    )

    _, faults = read(packed(parts(sheet_xml(inside))))

    assert len(faults) == 500


WHOLE = book(HEAD, ("LJ01", date_cell("B2", 43845)), (1001, "2020-01-15"))


@settings(max_examples=300, deadline=None)
@given(st.integers(0, len(WHOLE) - 1), st.integers(0, 255))
def test_a_workbook_with_one_bad_byte_is_read_or_refused(place: int, byte: int) -> None:
    content = bytearray(WHOLE)
    content[place] = byte

    records, faults = read(bytes(content))

    assert records is not None or faults


@settings(max_examples=300, deadline=None)
@given(
    st.sampled_from(sorted(parts(""))),
    st.text('<>/="&;r1A2csvtfx', max_size=12),
    st.integers(0, 400),
)
def test_a_workbook_with_a_twisted_part_is_read_or_refused(
    part: str, noise: str, place: int
) -> None:
    whole = parts(sheet_xml(rows_xml([HEAD, ("a", "b")])))
    twisted = whole[part][:place] + noise + whole[part][place + len(noise) :]

    records, faults = read(packed(whole | {part: twisted}))

    assert records is not None or faults
