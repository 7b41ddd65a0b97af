"""Slips as they are typed and scanned at the desk."""

from random import Random

import pytest

from shuping.ballots.rules import unused
from shuping.ballots.rules.balance import Balance
from shuping.ballots.rules.unused import Fault
from shuping.refusal import say
from shuping.urn import codes
from tests.ballots.rules.test_slips import MADE, NAME

ONE, TWO, THREE = MADE["A"]
ADDRESS = f"https://vote.example/v/{NAME}#"


def told(typed: str) -> list[tuple[int, str]]:
    found = unused.read(typed, NAME)
    return [(one.line, str(one.words)) for one in found.faults]


@pytest.mark.parametrize(
    "typed",
    [
        f"{ONE}\n{TWO}\n",
        f"{codes.grouped(ONE)}\r\n\r\n  {codes.grouped(TWO).lower()}",
        f"{ADDRESS}{ONE}\n{ADDRESS}{TWO}",
        f"{ADDRESS}{ONE}{ADDRESS}{TWO}",
        f"{ADDRESS}{ONE}\t{TWO}",
        f"{ONE}，{TWO}；",
        f"{ONE}、{TWO}",
        f"HTTPS：／／VOTE.EXAMPLE／V／{NAME.upper()}＃{ONE}\n{TWO}",
    ],
    ids=range(8),
)
def test_guns_phones_and_people_are_read_alike(typed: str) -> None:
    found = unused.read(typed, NAME)

    assert (found.lines, found.faults) == ({ONE: 1, TWO: 2}, [])


def test_every_wrong_line_is_told_and_the_right_ones_are_read() -> None:
    other = "0" * 32
    wrong = ONE[:-1] + ("A" if ONE[-1] != "A" else "B")
    lines = [
        ONE,
        codes.grouped(ONE),
        ONE[:19],
        wrong,
        f"https://vote.example/v/{other}#{TWO}",
        f"https://elsewhere.example/#{TWO}",
        "U" * 20,
        TWO,
    ]

    assert told("\n".join(lines)) == [
        (2, "the same slip as on line 1"),
        (3, "19 characters; a code has 20"),
        (4, "a character is wrong; compare it with the slip"),
        (5, "a slip of another box"),
        (6, "this is no address of a slip"),
        (7, "a character is wrong; compare it with the slip"),
    ]
    assert unused.read("\n".join(lines), NAME).lines == {ONE: 1, TWO: 8}


def test_nothing_is_read_from_nothing() -> None:
    found = unused.read(" \n\n", NAME)

    assert (found.lines, found.faults) == ({}, [])


def test_three_hundred_slips_are_read_in_their_order() -> None:
    bits = Random(3).getrandbits
    many = [codes.make(bits) for _ in range(300)]

    assert list(unused.read("\n".join(many), NAME).lines) == many


def test_no_code_stands_in_what_is_told_of_a_reading() -> None:
    found = unused.read(f"{ONE}\n{TWO[:19]}", NAME)

    assert ONE not in repr(found)
    assert TWO[:19] not in repr(found)


def test_slips_are_sorted_out_and_which_are_used_is_not_told() -> None:
    lines = unused.hashes_of({ONE: 1, TWO: 2, THREE: 3}, NAME, ["A", "B"])
    a = {line: h for h, line in list(lines.items())[::2]}
    assert len(lines) == 6

    handed = unused.sorted_out(
        lines, {a[1]: ("A", "unused"), a[2]: ("A", "spent")}, set()
    )
    assert handed.unused == {"A": [a[1]]}
    assert (handed.count, handed.used) == (1, 1)
    assert handed.faults == [Fault(3, say("no slip of this box"))]
    assert a[2] not in repr(handed)

    again = unused.sorted_out(
        lines,
        {a[1]: ("A", "unused"), a[2]: ("A", "void"), a[3]: ("A", "unused")},
        {a[3]},
    )
    assert again.unused == {"A": [a[1]]}
    assert {one.line: str(one.words) for one in again.faults} == {
        2: "void already",
        3: "entered already",
    }


def test_what_was_issued_is_void_sealed_cast_or_missing() -> None:
    closes = Balance("A", "区领导", issued=30, void=3, sealed=2, cast=20)
    slips = Balance("A", "区领导", issued=30, void=3, sealed=9, cast=20)
    sheets = Balance("A", "区领导", 30, 3, 2, 20, sheets=4, handed_out=3)

    assert (closes.missing, closes.over) == (5, 0)
    assert (slips.missing, slips.over) == (-2, 2)
    assert sheets.over == 1
