"""What is said of a folder whose files do not fit together, and in which words."""

import pytest

from shuping.folders.rules.folder import Folder
from shuping.folders.rules.reading import read
from tests.folders.breaking import Breaking, add, both, change, drop, put
from tests.folders.good import COUNTED, GOOD, VOIDS

BALLOTS, COUNTS = dict(GOOD), dict(COUNTED)
SMALL = change("scheme.toml", "min_cast = 2", "min_cast = 3")
DROPPED = both(SMALL, change("scheme.toml", "pool:A", "drop"))
_ROWS_OF_B = [
    row for row in COUNTED["counts.csv"].decode().splitlines() if row.startswith("B,")
]
WITHOUT_B = both(*(change("counts.csv", f"{row}\n", "") for row in _ROWS_OF_B))


def told(base: dict[str, bytes], *steps: Breaking) -> list[str]:
    files = dict(base)
    both(*steps)(files)
    return [str(fault) for fault in read(files).faults]


def test_a_parent_in_a_row_that_has_a_fault_is_not_called_unknown() -> None:
    assert told(
        BALLOTS, change("organisations.csv", "云台街道党工委", "=云台街道党工委")
    ) == [
        (
            "organisations.csv:4: name: the cell begins with '='; "
            "write it without; a spreadsheet would take it for a formula"
        )
    ]


def test_two_reports_of_one_body_are_told() -> None:
    assert told(BALLOTS, put("reports/LJ01.docx", GOOD["reports/LJ01.md"]))[0] == (
        "reports/LJ01.md:1: -: reports/LJ01.docx is there too; "
        "one report each, .md or .docx"
    )


def test_an_oral_text_alone_is_told() -> None:
    assert told(BALLOTS, drop("reports/LJ01.md")) == [
        (
            "reports/LJ01.oral.md:1: -: an oral text without the report; "
            "add reports/LJ01.md or .docx"
        )
    ]


def test_a_decision_unlike_the_proposal_needs_its_reason() -> None:
    unlike = change("decisions.csv", "LJ01,good,,", "LJ01,average,,")

    assert told(BALLOTS, unlike) == [
        (
            "decisions.csv:2: reason: the proposal was good; "
            "write why the committee decided otherwise"
        )
    ]
    assert told(BALLOTS, change("decisions.csv", "good,,", "average,群众反映,")) == []


@pytest.mark.parametrize("base", [BALLOTS, COUNTS], ids=["ballots", "counts"])
def test_nothing_is_asked_of_a_decision_without_a_proposal(
    base: dict[str, bytes],
) -> None:
    shut = change("electorate.csv", "A,5,4,4,3", "A,50,4,4,3")

    assert told(base, shut, change("decisions.csv", "good,,", "average,,")) == []


def test_a_problem_without_a_state_is_open() -> None:
    files = dict(GOOD)
    change("problems.csv", ",tasked", ",")(files)

    assert read(files).faults == ()


def test_more_abstained_than_returned_is_told_and_nothing_more() -> None:
    assert told(COUNTS, change("voids.csv", "A,abstained,0", "A,abstained,4")) == [
        (
            "voids.csv:1: count: class A: more abstained and void than returned; "
            "returned = valid + abstained + void"
        )
    ]


def test_a_class_that_is_dropped_has_no_counts() -> None:
    row = "category: class B is not shown; its rows stand under its pool, or nowhere"

    told_of = told(COUNTS, DROPPED)

    assert told_of == [
        f"counts.csv:{line}: {row}"
        for line, text in enumerate(COUNTED["counts.csv"].decode().splitlines(), 1)
        if text.startswith("B,")
    ]
    assert told(COUNTS, DROPPED, WITHOUT_B) == []


def test_a_class_that_is_pooled_stands_in_the_counts_of_its_pool() -> None:
    assert told(COUNTS, SMALL, WITHOUT_B)[0] == (
        "counts.csv:2: count: A, LJ01, overall: 3 marks, 5 valid ballots; "
        "all marks add up to the valid ballots"
    )


def test_a_class_that_is_not_shown_has_no_reasons_but_the_sum() -> None:
    hidden = both(DROPPED, WITHOUT_B)

    assert told(COUNTS, hidden, put("voids.csv", f"{VOIDS}B,all_same,1\n")) == [
        (
            "voids.csv:3: reason: class B is not shown; "
            "a class not shown has one row void with the total, no reasons"
        )
    ]
    assert told(COUNTS, hidden, put("voids.csv", f"{VOIDS}B,void,1\n")) == []


def test_counts_of_no_class_known_are_told_without_sums() -> None:
    assert told(COUNTS, change("voids.csv", "A,abstained", "X,abstained")) == [
        (
            "voids.csv:2: category: X does not belong here; "
            "a code that the ballot of the scheme has"
        )
    ]


def test_counts_are_not_added_up_where_a_class_has_no_electorate() -> None:
    assert told(COUNTS, change("electorate.csv", "S,2,2,2,1\n", ""))[0].startswith(
        "electorate.csv:1: category: "
    )


def test_a_class_without_counts_is_of_blank_ballots_only_where_none_is_valid() -> None:
    nobody = both(
        change("electorate.csv", "S,2,2,2,1", "S,2,2,2,0"),
        *(
            change("counts.csv", f"{row}\n", "")
            for row in COUNTED["counts.csv"].decode().splitlines()
            if row.startswith("S,")
        ),
    )

    assert told(COUNTS, nobody) == []


@pytest.mark.parametrize("asked", ["parents", "sectors", "reporters"])
def test_the_tree_is_not_built_anew_for_each_row(
    asked: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    built: list[str] = []
    build = getattr(Folder, asked).fget

    def counting(folder: Folder) -> object:
        built.append(asked)
        return build(folder)

    monkeypatch.setattr(Folder, asked, property(counting))

    def times(rows: int) -> int:
        built.clear()
        more = {
            "organisations.csv": "LJ9{n},LJ,乙镇,committee,street_town",
            "roster.csv": "LJ9{n},党委书记,written,9{n},",
            "problems.csv": "LJ9{n},2018,底数不清,self,individual,,,,,,open",
            "requests.csv": "LJ9{n},缺人,LJ",
        }
        steps = [
            add(file, row.format(n=n))
            for file, row in more.items()
            for n in range(rows)
        ]
        told(BALLOTS, *steps, *(put(f"reports/LJ9{n}.md", "文") for n in range(rows)))
        return len(built)

    assert times(30) == times(3)
