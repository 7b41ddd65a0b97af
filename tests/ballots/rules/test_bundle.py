"""What a bundle holds, and what it never does."""

import io
import zipfile
from dataclasses import replace

from shuping.ballots.rules.bundle import (
    ClosedBox,
    count_rows,
    members_of,
    packed,
    void_rows,
)
from shuping.ballots.rules.tally import ClassCount, Outcome
from shuping.urn.casting import Sealed
from tests.verify.mutations import base

H1, H2 = b"\1" * 32, b"\2" * 32


def test_members_are_stored_as_they_are_and_carry_no_time() -> None:
    with zipfile.ZipFile(io.BytesIO(packed(base("plain").contents))) as archive:
        members = archive.infolist()

    assert {one.date_time for one in members} == {(1980, 1, 1, 0, 0, 0)}
    assert {one.compress_type for one in members} == {zipfile.ZIP_STORED}
    assert {one.create_system for one in members} == {3}


def test_a_reason_in_free_words_could_name_somebody_and_is_left_out() -> None:
    closed = ClosedBox(
        issued=[(H1, "A"), (H2, "A")],
        void=[(H1, "张三"), (H2, "returned")],
        spent=[],
        ballots=[],
    )

    members = members_of(replace(base("closed").contents, closed=closed))

    assert members["void.csv"].decode().splitlines() == [
        "hash,reason",
        f"{H1.hex()},other",
        f"{H2.hex()},returned",
    ]
    assert members["spent.csv"] == b"hash\n"


def test_sealed_ballots_are_written_in_base64() -> None:
    closed = ClosedBox([], [], [], [Sealed(H1, "A", "paper", b"sealed")])

    members = members_of(replace(base("closed").contents, closed=closed))

    row = members["ballots.csv"].decode().splitlines()[1]
    assert row == f"{H1.hex()},A,paper,c2VhbGVk"


def test_counts_and_voids_are_the_rows_of_a_round_folder() -> None:
    cells = {"LJ01": {"overall": {"good": 2, "poor": 0, "blank": 1}}}
    outcome = Outcome(
        {"A": ClassCount(3, 1, {"all_same": 2}, cells)},
        {"B": ClassCount(1, 0, {"void": 1})},
    )

    assert list(count_rows(outcome)) == [
        ("A", "LJ01", "overall", "good", 2),
        ("A", "LJ01", "overall", "blank", 1),
    ]
    assert list(void_rows(outcome)) == [
        ("A", "all_same", 2),
        ("A", "abstained", 1),
        ("B", "void", 1),
    ]
