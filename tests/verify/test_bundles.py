"""Good bundles pass, broken ones fail where they are broken, and a second verifier,
which shares no code with the first, says the same of all."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from shuping.urn.receipts import shown, texted
from shuping.verify.archive import Unreadable
from shuping.verify.bundle import read
from shuping.verify.checks import Asked, Result, Verdict, checked
from shuping.verify.keys import key_from
from tests import second_verifier
from tests.second_verifier import verdict
from tests.verify.boxes import GOOD, made
from tests.verify.changes import Change, gone, mojibake, repacked, torn
from tests.verify.mutations import ALL, UNREADABLE, Given, Mutated, base, cases

CASES = cases()
UNSEALED = {*range(7, 16), 18, 19, 23, 24, 25}
UNCOUNTED = {20, 21, 22, 24}


def results(given: Given) -> list[Result]:
    key = key_from(given.words, given.shares)
    return checked(read(given.packed), Asked(key, given.receipt))


def of(verdict: Verdict, those: list[Result]) -> set[int]:
    return {one.number for one in those if one.verdict is verdict}


@pytest.mark.parametrize("name", GOOD)
def test_a_good_bundle_passes_whatever_can_be_checked(name: str) -> None:
    one = base(name)
    receipt = f"{one.receipt}.{texted(one.signature)}" if _has_ballots(name) else ""
    given = Given(one.packed, one.words, (), receipt)

    found = results(given)

    skipped = UNSEALED if name in {"typed", "of a folder"} else set()
    skipped = skipped | (UNCOUNTED if name == "closed" else set())
    skipped = skipped | (set() if GOOD[name].seed % 2 or skipped & {19} else {19})
    skipped = skipped | (set() if receipt else {25})
    assert [one.number for one in found] == [*range(1, 26)]
    assert of(Verdict.FAIL, found) == set()
    assert of(Verdict.SKIPPED, found) == skipped
    assert verdict(one.packed, one.words, (), receipt) == 0


def _has_ballots(name: str) -> bool:
    closed = base(name).contents.closed
    return closed is not None and bool(closed.ballots)


def test_the_same_box_gives_the_same_bytes() -> None:
    assert made(GOOD["plain"]).packed == base("plain").packed


def test_without_a_key_and_a_receipt_two_checks_wait() -> None:
    found = results(Given(base("plain").packed))

    assert of(Verdict.SKIPPED, found) == {24, 25}
    assert verdict(base("plain").packed) == 0


def test_the_ten_characters_of_a_receipt_are_enough() -> None:
    one = base("plain")
    short = shown(bytes.fromhex(one.receipt))

    assert of(Verdict.SKIPPED, results(Given(one.packed, receipt=short))) == {24}
    assert of(Verdict.FAIL, results(Given(one.packed, receipt=short.lower()))) == set()


def seen(given: Given) -> tuple[int, set[int]]:
    """Return the exit code, and which checks fail."""
    try:
        found = results(given)
    except Unreadable:
        return 2, {UNREADABLE}
    failed = of(Verdict.FAIL, found)
    return (1 if failed else 0), failed


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_broken_bundle_fails_at_the_check_that_is_named(case: Mutated) -> None:
    given = case.given()

    code, failed = seen(given)

    assert case.check in failed
    assert verdict(given.packed, given.words, given.shares, given.receipt) == code


WAYS: dict[str, Callable[[str], Change]] = {
    "missing": gone,
    "torn": torn,
    "no UTF-8": mojibake,
}


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("name", ALL)
def test_a_member_that_cannot_be_read_is_named_and_no_other(
    name: str, way: str
) -> None:
    packed = repacked(base("plain").packed, WAYS[way](name))

    failed = [one for one in results(Given(packed)) if one.verdict is Verdict.FAIL]

    told = " ".join(str(words) for one in failed for words in one.reasons)
    assert [one for one in ALL if one in told] == [name]


@pytest.mark.parametrize("name", ALL)
def test_a_member_that_is_damaged_or_doubled_in_the_zip_is_named(name: str) -> None:
    told = {case.name: case.given().packed for case in CASES if not case.check}

    with pytest.raises(Unreadable, match=f"{name} is damaged"):
        read(told[f"zip: {name} flipped"])
    with pytest.raises(Unreadable, match=f"{name} is in the zip twice"):
        read(told[f"zip: {name} twice"])


def test_there_are_bundles_enough_of_every_kind() -> None:
    assert len(GOOD) >= 20
    assert len(CASES) >= 200
    assert {case.check for case in CASES} == {UNREADABLE, *range(1, 26)}


def some_bits() -> Iterator[int]:
    size = len(base("plain").packed)
    return iter(range(11, size * 8, size * 8 // 300))


def test_i5_wherever_a_bit_turns_both_verifiers_say_the_same() -> None:
    packed = base("plain").packed
    for bit in some_bits():
        raw = bytearray(packed)
        raw[bit // 8] ^= 1 << bit % 8
        assert verdict(bytes(raw)) == seen(Given(bytes(raw)))[0]


def test_the_second_verifier_is_short_and_shares_no_code() -> None:
    written = Path(second_verifier.__file__).read_text(encoding="utf-8")

    assert sum(1 for line in written.splitlines() if line.strip()) <= 300
    assert "import shuping" not in written
    assert "from shuping" not in written
