"""A scheme read from its file: its values, its defaults, and its faults in words."""

import hashlib
from collections.abc import Callable
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shuping.rounds.rules.scheme import (
    BallotTerms,
    Category,
    Item,
    ReportTerms,
    RosterTerms,
    Scheme,
    Section,
    Validity,
)
from shuping.rounds.rules.scheme_file import read
from tests.folders import good

LEAST = """\
[round]
name = "2019年度述职评议考核"
year = 2019
convenor = "LJ"
deadline = 2020-01-15
[ballot]
grades = [{code = "good", points = 100}, {code = "poor", points = 0}]
items = [{code = "overall"}]
categories = [{code = "A", weight = 40}]
[appraisal]
components = [{code = "ballot", weight = 60}]
places = 2
rounding = "half_up"
bands = [{grade = "good", from = 90}]
"""


def scheme_of(text: str) -> Scheme:
    reading = read(text.encode())
    assert reading.scheme is not None, told(text)
    return reading.scheme


def told(text: str) -> list[str]:
    faults = read(text.encode()).faults
    return [f"{fault.line}: {fault.words}" for fault in faults]


def test_what_is_not_written_has_the_value_of_the_design() -> None:
    scheme = scheme_of(LEAST)

    assert scheme.round.deadline == date(2020, 1, 15)
    assert scheme.ballot.items == (Item("overall", "overall", Fraction(1)),)
    assert scheme.ballot.categories == (Category("A", "A", Fraction(40), signed=False),)
    assert scheme.ballot.validity == Validity()
    assert isinstance(scheme.ballot, BallotTerms)
    assert (scheme.ballot.covers_oral_only, scheme.ballot.announce) == (False, "sealed")
    assert (scheme.roster, scheme.report) == (RosterTerms(), ReportTerms())
    assert (scheme.meeting["comment"], scheme.calendar["notice"]) == (2, -35)
    assert scheme.sources == {}


def test_what_is_written_is_read_exactly() -> None:
    more = """
[ballot.validity]
unknown = false
all_same = "void"
good_at_most = "1/3"
min_cast = 3
small_class = "pool:A"
zero_class = "refuse"
trim = "above_5"
quorum = ""
[roster]
must_speak = ["street_town"]
at_least_once_in_years = 2
oral_slots = 8
[report]
oral_minutes = 7.5
sections = [
  {code = "done", name = "成绩", max = 700},
  {code = "next", name = "打算", share_min = "1/3"},
]
[meeting]
speech = 8
[calendar]
notice = -40
"""
    scheme = scheme_of(LEAST + more)

    assert scheme.ballot.validity == Validity(
        unknown=False,
        all_same_voids=True,
        good_at_most=Fraction(1, 3),
        min_cast=3,
        pool_small_into="A",
        zero_class="refuse",
        trim_above_5=True,
        quorum=Fraction(0),
    )
    assert scheme.roster == RosterTerms(("street_town",), 2, 8)
    assert scheme.report.oral_minutes == Fraction(15, 2)
    assert scheme.report.sections == (
        Section("done", "成绩", 700),
        Section("next", "打算", None, Fraction(1, 3)),
    )
    assert (scheme.meeting["speech"], scheme.meeting["comment"]) == (8, 2)
    assert (scheme.calendar["notice"], scheme.calendar["pack"]) == (-40, -2)


@pytest.mark.parametrize(
    ("table", "key"),
    [
        ("[ballot.validity]", "ballot.validity"),
        ("[[appraisal.triggers]]\ncode = 'x'\ncaps_at = 'poor'", None),
        ("[roster]", "roster"),
        ("[report]", "report"),
        ("[[report.sections]]\ncode = 'x'\nname = 'x'", "report.sections[1]"),
        ("[meeting]", "meeting"),
        ("[calendar]", "calendar"),
    ],
)
def test_any_table_may_carry_its_source(table: str, key: str | None) -> None:
    scheme = scheme_of(f'{LEAST}{table}\nsource = "市委组织部文件"\n')

    assert scheme.sources == {key or "appraisal.triggers[1]": "市委组织部文件"}


def test_the_source_of_the_whole_file_is_the_rounds() -> None:
    scheme = scheme_of(f'source = "市委组织部文件"\n{LEAST}')

    assert scheme.sources == {"round": "市委组织部文件"}


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        (
            'code = "good", points = 100',
            'code = "good"',
            ["7: ballot.grades[1].points: missing; this key is required"],
        ),
        (
            'code = "good", points = 100',
            "points = 100",
            ["7: ballot.grades[1].code: missing; this key is required"],
        ),
        (
            'bands = [{grade = "good", from = 90}]',
            'bands = [{grade = "good"}, {grade = "poor", from = 60}]',
            ["14: appraisal.bands[1].from: missing; this key is required"],
        ),
    ],
)
def test_what_is_missing_in_a_list_makes_its_neighbours_no_faults(
    old: str, new: str, words: list[str]
) -> None:
    assert told(LEAST.replace(old, new)) == words


WRONG: dict[str, tuple[Callable[[str], str], str]] = {
    "a grade of a reserved name": (
        lambda text: text.replace('"poor"', '"blank"'),
        "7: ballot.grades[2].code: blank has a meaning of its own; choose another code",
    ),
    "a grade that looks like two marks": (
        lambda text: text.replace('"poor"', '"po+or"'),
        (
            "7: ballot.grades[2].code: po+or is no code; "
            "letters, digits, _ - and . only, no - or . first, at most 64"
        ),
    ),
    "points that do not fall": (
        lambda text: text.replace("points = 0", "points = 100"),
        (
            "7: ballot.grades[2].points: points do not fall; "
            "grades stand best first, points strictly falling"
        ),
    ),
    "too many items": (
        lambda text: text.replace(
            '{code = "overall"}', ", ".join(f'{{code = "i{n}"}}' for n in range(17))
        ),
        "8: ballot.items: 17 items; from 1 to 16",
    ),
    "no item": (
        lambda text: text.replace('{code = "overall"}', ""),
        "8: ballot.items: empty; at least one is needed",
    ),
    "an item twice": (
        lambda text: text.replace('{code = "overall"}', '{code = "a"}, {code = "a"}'),
        "8: ballot.items[2].code: a stands twice; each may stand once",
    ),
    "a small class that goes nowhere": (
        lambda text: text + '[ballot.validity]\nsmall_class = ""',
        '16: ballot.validity.small_class: "" does not fit; drop, or pool: and one of A',
    ),
    "a small class that goes to a signed one": (
        lambda text: (
            text.replace("weight = 40", 'weight = 40, secrecy = "signed"')
            + '[ballot.validity]\nsmall_class = "pool:A"'
        ),
        '16: ballot.validity.small_class: "pool:A" does not fit; one of drop',
    ),
    "two sections under one heading": (
        lambda text: (
            text + "[report]\nsections = [{code = 'a', name = '成绩'},\n"
            "{code = 'b', name = '成绩'}]"
        ),
        "17: report.sections[2].name: 成绩 stands twice; each may stand once",
    ),
    "a section of no length": (
        lambda text: (
            text + "[report]\nsections = [\n{code = 'a', name = '成绩', max = 0}]"
        ),
        "17: report.sections[1].max: 0 does not fit; from 1 to 1000000000",
    ),
    "a meeting of more than a day": (
        lambda text: text + "[meeting]\nspeech = 1000",
        "16: meeting.speech: 1000 does not fit; from 0 to 999",
    ),
    "a day without a name": (
        lambda text: text + "[calendar]\npicnic = 1",
        (
            "16: calendar.picnic: unknown key; known here: notice, findings, draft, "
            "return, final, comment_cards, pack, grade, letters, lists, source"
        ),
    ),
}


@pytest.mark.parametrize(("breaking", "words"), WRONG.values(), ids=WRONG)
def test_what_is_wrong_is_told_with_its_line(
    breaking: Callable[[str], str], words: str
) -> None:
    assert told(breaking(LEAST)) == [words]
    assert read(breaking(LEAST).encode()).scheme is None


def test_faults_are_told_from_the_first_line_to_the_last() -> None:
    text = LEAST.replace("2019\n", "1\n").replace("half_up", "up") + "x = 1"

    assert [line.split(":")[:2] for line in told(text)] == [
        ["3", " round.year"],
        ["13", " appraisal.rounding"],
        ["15", " appraisal.x"],
    ]


def test_bytes_that_are_no_text_are_no_scheme() -> None:
    reading = read(b"[round]\n\0")

    assert (reading.scheme, reading.lines) == (None, {})
    assert [str(one.words) for one in reading.faults] == [
        "-: there is a NUL character; save it as UTF-8 text"
    ]


def _tables(text: str) -> list[str]:
    """Split the good scheme before each table; repeated ones stay together."""
    blocks: list[str] = []
    last = ""
    for block in text.split("\n["):
        name = block.split("]")[0]
        if name == last:
            blocks[-1] += "\n[" + block
        else:
            blocks.append(block)
        last = name
    return [blocks[0], *(f"[{block}" for block in blocks[1:])]


@given(st.permutations(_tables(good.SCHEME)))
def test_the_order_of_the_tables_changes_nothing(tables: list[str]) -> None:
    assert scheme_of("\n".join(tables)) == scheme_of(good.SCHEME)


@given(st.permutations(LEAST.splitlines()[1:5]))
def test_the_order_of_the_keys_changes_nothing_but_the_file(keys: list[str]) -> None:
    text = "\n".join(["[round]", *keys, *LEAST.splitlines()[5:], ""])

    assert scheme_of(text) == scheme_of(LEAST)
    # The hash is the file's: it says which words were decided, to the letter.
    assert (text == LEAST) == (_sha256(text) == _sha256(LEAST))


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
