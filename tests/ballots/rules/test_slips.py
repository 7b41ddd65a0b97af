"""Code slips to the printer, hashes to the box."""

import json
from random import Random

import pytest

from shuping.ballots.rules import slips
from shuping.ballots.rules.slips import Reading, Slips
from shuping.urn import codes
from shuping.urn.form import Named
from tests.urn.boxes import BOX, key, planned

NAME = BOX.hex()
MADE = slips.make({"A": 3, "B": 2}, Random(1).getrandbits)
HASHES = slips.hashes_of(NAME, MADE)
KNOWN = ("A", "B")


def told(raw: bytes) -> list[str]:
    """Return the faults of a file, and see that nothing is read where one is."""
    reading = slips.read(raw, box=NAME, known=KNOWN)
    assert not (reading.faults and reading.hashes)
    return [str(one) for one in reading.faults]


def changed(**hashes: object) -> bytes:
    return json.dumps({"box": NAME, "issued": {**HASHES, **hashes}}).encode()


def test_the_hashes_are_those_that_the_box_looks_for_and_are_sorted() -> None:
    assert sorted(codes.hashed(code, BOX, "A").hex() for code in MADE["A"]) == list(
        HASHES["A"]
    )
    assert [len(those) for those in MADE.values()] == [3, 2]


def test_the_root_is_that_of_the_opening_record() -> None:
    assert slips.root_over(HASHES) == planned(MADE, key(1)[1]).issue_root().hex()


def test_what_is_written_is_read_back_whole_and_holds_no_code() -> None:
    raw = slips.written(NAME, HASHES)

    assert slips.read(raw, box=NAME, known=KNOWN) == Reading(dict(HASHES))
    for code in (one for those in MADE.values() for one in those):
        assert code.encode() not in raw


def test_the_code_stands_in_the_fragment_of_the_address_alone() -> None:
    address = Slips("", "https://vote.example/", NAME).address("0" * 20)

    assert address == f"https://vote.example/v/{NAME}#{'0' * 20}"


def test_a_sheet_has_for_each_code_its_groups_and_a_qr_code() -> None:
    about = Slips("述职评议", "https://vote.example", NAME, rehearsal=True)

    sheet = about.sheet(Named("A", "区领导"), MADE["A"])

    assert sheet["class"] == "A类　区领导"
    assert sheet["rehearsal"] is True
    assert [one["code"] for one in sheet["slips"]] == [
        codes.grouped(code) for code in MADE["A"]
    ]
    assert len({one["qr"] for one in sheet["slips"]}) == 3
    assert sheet["slips"][0]["qr"].startswith("<svg ")


def test_a_class_without_a_name_is_told_by_its_letter() -> None:
    assert slips.told(Named("A", "A")) == "A类"


@pytest.mark.parametrize(
    "address",
    [
        "http://vote.example",
        "vote.example",
        "https://",
        "https://vote.example/there",
        "https://vote.example/?x",
        "https://vote.example/#x",
        "https://me@vote.example",
        "https://vote.example:x",
        "https://[",
    ],
)
def test_an_address_that_is_not_of_a_machine_with_tls_is_none(address: str) -> None:
    assert not slips.is_host(address, NAME)


@pytest.mark.parametrize(
    ("raw", "fault"),
    [
        (b"\xff", "This is no file of slips: it cannot be read as JSON."),
        (b"{", "This is no file of slips: it cannot be read as JSON."),
        (b"[" * 100_000, "This is no file of slips: it cannot be read as JSON."),
        (b"[]", "A file of slips has box and issued, and nothing else."),
        (b'{"box": 1}', "A file of slips has box and issued, and nothing else."),
        (b'{"box": 1, "box": 2}', "box stands there twice."),
        (
            slips.written("f" * 32, HASHES),
            f"These slips are of another box; this one is {NAME}.",
        ),
        (slips.written(NAME, {}), "There are no slips in the file."),
        (
            json.dumps({"box": NAME, "issued": [1]}).encode(),
            "There are no slips in the file.",
        ),
        (changed(S=["0" * 64]), "The box has no secret class S."),
        (changed(A=[]), "Class A: there are no slips."),
        (changed(A="x"), "Class A: there are no slips."),
        (changed(A=["0" * 63]), "Class A: slip 1 is not 64 hexadecimal digits."),
        (
            changed(A=["0" * 64, [1]]),
            "Class A: slip 2 is not 64 hexadecimal digits.",
        ),
        (changed(A=["1" * 64, "0" * 64]), "Class A: the slips are not sorted."),
        (changed(A=["1" * 64, "1" * 64]), "A slip stands there twice."),
        (changed(A=HASHES["B"]), "A slip stands there twice."),
        (
            changed(A=[f"{n:064x}" for n in range(5000)]),
            "5002 slips are too many; 5000 is the most.",
        ),
    ],
    ids=range(18),
)
def test_a_fault_is_told_in_a_sentence(raw: bytes, fault: str) -> None:
    assert told(raw) == [fault]


def test_all_faults_of_a_file_are_told_at_once() -> None:
    raw = json.dumps({"box": "f" * 32, "issued": {"A": [], "X": 1}}).encode()

    assert told(raw) == [
        f"These slips are of another box; this one is {NAME}.",
        "Class A: there are no slips.",
        "The box has no secret class X.",
    ]


@pytest.mark.parametrize(
    "address",
    [
        "https://vote.example",
        "https://vote.example:8443/",
        f"https://vote.example/v/{NAME}",
        "http://127.0.0.1:8001",
        "http://localhost:8001",
    ],
)
def test_an_address_may_lead_to_the_box_already(address: str) -> None:
    assert slips.is_host(address, NAME)
    there = Slips("", address, NAME).address("x")
    assert there.endswith(f"/v/{NAME}#x")
    assert there.count(NAME) == 1
