"""Which files are read, which are left alone, and which are told to be misplaced."""

import pytest

from shuping.folders.rules.reading import read
from tests.folders.good import GOOD


def told(*names: str) -> list[str]:
    files = dict(GOOD) | dict.fromkeys(names, b"")
    return [str(fault) for fault in read(files).faults]


@pytest.mark.parametrize(
    ("name", "right"),
    [
        ("SCORES.CSV", "its name and place would be scores.csv"),
        ("sub/scores.csv", "its name and place would be scores.csv"),
        ("Meeting.toml", "its name and place would be meeting.toml"),
        (
            "Reports/LJ01.md",
            "its name and place as a report would be reports/LJ01.md",
        ),
        (
            "report/LJ03.MD",
            "its name and place as a report would be reports/LJ03.md",
        ),
        (
            "reports/sub/LJ01.oral.md",
            "its name and place as a report would be reports/LJ01.oral.md",
        ),
        ("LJ03.docx", "its name and place as a report would be reports/LJ03.docx"),
    ],
)
def test_a_file_in_the_wrong_place_is_told_the_right_one(name: str, right: str) -> None:
    assert told(name) == [f"{name}:1: -: a file of this name means nothing; {right}"]


@pytest.mark.parametrize("name", ["notes.csv", "a/b/notes.XLSX", "old/scheme2.toml"])
def test_a_table_of_no_known_name_is_told_the_known_ones(name: str) -> None:
    (fault,) = told(name)

    assert fault.startswith(f"{name}:1: -: a file of this name means nothing; known ")


@pytest.mark.parametrize(
    "name",
    [
        "README.md",
        "readme.MD",
        "photo.jpg",
        "a/photo.jpg",
        ".git/config.toml",
        "~$scores.csv",
        "reports/~$LJ01.docx",
        "reports/.LJ09.md",
        "__MACOSX/._scores.csv",
    ],
)
def test_what_holds_no_data_of_the_folder_is_left_alone(name: str) -> None:
    assert told(name) == []


@pytest.mark.parametrize("place", ["", "out/", "a/out/"])
def test_what_an_earlier_run_left_is_left_alone(place: str) -> None:
    left = ("bulletin.docx", "bulletin.md", "documents/LJ01.docx")

    assert told(*(place + name for name in ("results.json", *left))) == []
    assert [fault.partition(":")[0] for fault in told(*(place + n for n in left))] == [
        place + name for name in left
    ]


def test_beside_what_a_run_left_nothing_else_is_left_alone() -> None:
    (fault,) = told("out/results.json", "out/scores.csv")

    assert fault.startswith("out/scores.csv:1: ")


def test_no_file_may_be_a_symbolic_link() -> None:
    files = {name: raw for name, raw in GOOD.items() if name != "comments.csv"}

    assert [str(fault) for fault in read(files, ["comments.csv"]).faults] == [
        "comments.csv:1: -: a symbolic link; put the file itself there"
    ]
