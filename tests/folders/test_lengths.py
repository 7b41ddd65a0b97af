"""No text of a folder is longer than its place in the record."""

from dataclasses import fields
from itertools import pairwise

import pytest
from django.db.models import CharField, Model

from shuping.appraisal.models import Flag
from shuping.ballots.models import Sheet
from shuping.findings.models import Highlight
from shuping.folders.rules import rows
from shuping.folders.rules.reading import read
from shuping.meetings.models import Comment, Group, Meeting, Point
from shuping.organisations.models import Organisation
from shuping.organisations.rules.paths import WIDTH
from shuping.rectification.models import Problem
from shuping.rounds.models import Reporter, Round
from shuping.tables import reading
from shuping.tables.kinds import Misfit
from tests.folders.breaking import change
from tests.folders.good import GOOD

KEPT: list[tuple[type[reading.Row], type[Model]]] = [
    (rows.OrganisationRow, Organisation),
    (rows.RosterRow, Reporter),
    (rows.GroupRow, Group),
    (rows.CommentRow, Comment),
    (rows.HighlightRow, Highlight),
    (rows.ProblemRow, Problem),
    (rows.FlagRow, Flag),
]
NAMED = {"category"}
"""Columns that name a code of the scheme, which has its own length."""


def _room(model: type[Model], name: str) -> int:
    field = model._meta.get_field(name)
    assert isinstance(field, CharField)
    assert field.max_length is not None
    return field.max_length


def _texts() -> list[tuple[type[reading.Row], str, int]]:
    found = []
    for row, model in KEPT:
        kept = {f.name for f in model._meta.fields if isinstance(f, CharField)}
        kept -= {f.name for f in model._meta.fields if f.choices} | NAMED
        written = {one.name for one in fields(row) if one.metadata}
        found += [(row, name, _room(model, name)) for name in sorted(kept & written)]
    return found


@pytest.mark.parametrize(("row", "name", "room"), _texts())
def test_a_cell_takes_as_many_characters_as_the_record(
    row: type[reading.Row], name: str, room: int
) -> None:
    (kind,) = (one.metadata["kind"] for one in fields(row) if one.name == name)

    assert kind("书" * room) == "书" * room
    assert isinstance(kind("书" * (room + 1)), Misfit)


@pytest.mark.parametrize(
    ("file", "old", "room", "place"),
    [
        ("scheme.toml", "临江区2019年度述职评议考核", _room(Round, "name"), 2),
        ("meeting.toml", "临江区2019年度述职评议会", _room(Meeting, "title"), 2),
        ("meeting.toml", "区会议中心", _room(Meeting, "place"), 4),
        ("meeting.toml", 'chair = "区委书记', _room(Meeting, "chair"), 5),
        ("meeting.toml", 'speaker = "区委书记', _room(Meeting, "speaker"), 6),
        ("meeting.toml", "指出", _room(Point, "verb"), 13),
        ("ballots.csv", "LJ01,overall,good,联系领导甲", _room(Sheet, "author"), 13),
    ],
)
def test_a_text_elsewhere_takes_as_many(
    file: str, old: str, room: int, place: int
) -> None:
    kept, long = dict(GOOD), dict(GOOD)
    start = old.rpartition('"')[0] + '"' if '"' in old else ""
    start = old.rpartition(",")[0] + "," if file == "ballots.csv" else start
    change(file, old, f"{start}{'书' * room}")(kept)
    change(file, old, f"{start}{'书' * (room + 1)}")(long)
    count = f"{room + 1} characters; at most {room}"

    told = [str(fault) for fault in read(long).faults if count in str(fault)]
    assert not [words for words in map(str, read(kept).faults) if "at most" in words]
    assert [words.split(": ")[0] for words in told] == [f"{file}:{place}"]


def test_a_tree_is_as_deep_as_the_record_takes() -> None:
    most = _room(Organisation, "path") // WIDTH
    codes = ["LJ0101", *(f"D{level}" for level in range(5, most + 3))]
    rows_ = "".join(f"{code},{above},,,\n" for above, code in pairwise(codes))
    files = dict(GOOD)
    files["organisations.csv"] += rows_.encode()

    assert [str(fault) for fault in read(files).faults] == [
        (
            f"organisations.csv:{most + 4}: parent: D{most + 1} stands too deep; "
            f"at most {most} levels"
        )
    ]
