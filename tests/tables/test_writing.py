"""Tables given out: what a spreadsheet would run is a text."""

from shuping.tables.writing import csv_file


def test_cells_that_a_spreadsheet_would_run_stand_behind_an_apostrophe() -> None:
    cells = ["=1+1", "+1", "-1", "@x", "\tx", "\rx", "\0x", 'a "b"', ""]

    assert csv_file([cells]).decode("utf-8-sig") == (
        '"\'=1+1","\'+1","\'-1","\'@x","\'\tx","\'\rx","\'\0x","a ""b""",""\r\n'
    )
