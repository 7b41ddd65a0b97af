"""The urn as a process: phones cast, it dies and goes on, and it tells nothing."""

import json
import os
import secrets
import signal
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, suppress
from http.client import HTTPConnection
from pathlib import Path

import pytest

from shuping.bench.serving import await_that
from shuping.urn import control, receipts, sealing
from shuping.urn.box import Box
from shuping.urn.control import Unheard
from shuping.urn.storage import SqliteFile
from tests.urn.process import Ballot, Urn, opened, urn

MARKS = bytes([0, 1, 2, 252])


@pytest.fixture
def running(tmp_path: Path) -> Iterator[Urn]:
    with urn(tmp_path) as one:
        yield one


@pytest.fixture
def ballot(running: Urn) -> Ballot:
    return opened(running)


def cast_all(ballot: Ballot, bodies: list[bytes]) -> list[tuple[int, dict[str, str]]]:
    with ThreadPoolExecutor(16) as phones:
        return list(phones.map(ballot.post, bodies))


def test_phones_cast_at_once_and_every_receipt_is_in_the_closed_box(
    ballot: Ballot, tmp_path: Path
) -> None:
    bodies = [ballot.body(code, MARKS) for code in ballot.slips["A"]]

    answers = cast_all(ballot, bodies)
    closed = ballot.urn.ask("close", box=ballot.name)
    assert ballot.urn.stop() == 0

    assert {status for status, _ in answers} == {200}
    assert closed["turnout"]["A"] == {"issued": 30, "void": 0, "spent": 30, "paper": 0}
    box = Box(SqliteFile(tmp_path / f"{ballot.name}.box"))
    found = {one.leaf.hex(): one for one in box.ballots()}
    assert found.keys() == {told["leaf"] for _, told in answers}
    assert {sealing.unseal(one.sealed, ballot.private) for one in found.values()} == {
        MARKS
    }
    box.shut()


def test_a_lost_answer_is_told_again_and_a_second_ballot_is_not_taken(
    ballot: Ballot,
) -> None:
    code = ballot.slips["A"][0]
    body = ballot.body(code, MARKS)

    first, again = ballot.post(body), ballot.post(body)
    other = ballot.post(ballot.body(code, MARKS))

    assert first == again
    assert first[0] == 200
    assert other == (409, {"why": "used"})


@pytest.mark.parametrize(
    "broken",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b"{}",
        b"[" * 5000,
        json.dumps({"code": "x", "marks": "00", "seed": "00" * 32}).encode(),
        json.dumps({"code": "x", "marks": "00010299", "seed": "00" * 32}).encode(),
        json.dumps({"code": "x", "marks": MARKS.hex(), "seed": "00"}).encode(),
        json.dumps({"code": [1], "marks": 7, "seed": None}).encode(),
        b"\xff\xfe" * 100,
    ],
    ids=range(11),
)
def test_what_is_no_ballot_is_refused_and_the_urn_goes_on(
    ballot: Ballot, broken: bytes
) -> None:
    assert ballot.post(broken) == (400, {"why": "form"})
    assert ballot.post(ballot.body(ballot.slips["B"][0], MARKS))[0] == 200


def test_a_ballot_too_large_and_a_box_that_is_not_there_are_refused(
    ballot: Ballot,
) -> None:
    assert ballot.post(b"x" * 20_000) == (413, {"why": "size"})
    for name in ("0" * 32, "..%2f..%2fetc", "x", "0" * 31 + "G"):
        stray = Ballot(ballot.urn, b"", b"", {})
        stray.box = bytes.fromhex("00" * 16) if name == "0" * 32 else b""
        assert stray.post(b"{}")[0] == 404


def test_answers_to_ballots_have_one_length(ballot: Ballot) -> None:
    first, second = ballot.slips["A"][:2]
    bodies = [
        ballot.body(first, MARKS),
        ballot.body(first, MARKS),
        ballot.body("0" * 20, MARKS),
        b"{}",
        b"x" * 20_000,
    ]
    told = [raw(ballot, one) for one in bodies]
    ballot.urn.ask("close", box=ballot.name)
    told.append(raw(ballot, ballot.body(second, MARKS)))

    assert [status for status, _ in told] == [200, 409, 404, 400, 413, 410]
    assert {len(body) for _, body in told} == {512}


def raw(ballot: Ballot, body: bytes) -> tuple[int, bytes]:
    """Cast, and return the answer byte by byte."""
    line = HTTPConnection("127.0.0.1", ballot.urn.port, timeout=20)
    line.request("POST", f"/v/{ballot.name}", body)
    answer = line.getresponse()
    with closing(line):
        return answer.status, answer.read()


def test_v1_killed_at_once_it_goes_on_with_everything_that_it_answered(
    ballot: Ballot,
) -> None:
    bodies = [ballot.body(code, MARKS) for code in ballot.slips["A"][:20]]
    before = cast_all(ballot, bodies[:10])

    ballot.urn.kill()
    ballot.urn.start()

    assert cast_all(ballot, bodies[:10]) == before
    assert {status for status, _ in cast_all(ballot, bodies[10:])} == {200}
    assert ballot.urn.ask("turnout", box=ballot.name)["turnout"]["A"]["spent"] == 20


def test_v1_a_writer_killed_alone_is_followed_by_another_and_nothing_is_lost(
    ballot: Ballot,
) -> None:
    bodies = [ballot.body(code, MARKS) for code in ballot.slips["A"]]
    before = cast_all(ballot, bodies[:10])

    ballot.urn.kill_writer()
    told = [ballot.post(bodies[10])[0] for _ in range(2)]

    assert told[-1] == 200
    assert cast_all(ballot, bodies[:10]) == before
    assert {status for status, _ in cast_all(ballot, bodies)} == {200}
    assert ballot.urn.ask("close", box=ballot.name)["turnout"]["A"]["spent"] == 30


def test_v1_the_desk_asks_again_where_the_writer_was_killed_meanwhile(
    running: Urn, ballot: Ballot
) -> None:
    name = ballot.name
    assert ballot.post(ballot.body(ballot.slips["A"][0], MARKS))[0] == 200

    running.kill_writer()
    with suppress(Unheard):
        running.ask("move", box=name, to="paused")
    assert running.ask("move", box=name, to="paused") == {"state": "paused"}

    assert running.ask("turnout", box=name)["state"] == "paused"
    assert ballot.post(ballot.body(ballot.slips["A"][1], MARKS))[0] == 503


def test_no_process_outlives_an_urn_whose_front_was_killed(ballot: Ballot) -> None:
    family = ballot.urn.family()
    assert ballot.urn.process
    (front,) = (
        one
        for one in family
        if one != ballot.urn.process.pid and ".writer" not in _command(one)
    )

    os.kill(front, signal.SIGKILL)
    ballot.urn.process.wait(timeout=30)

    await_that(lambda: not [one for one in family if _command(one)])


def test_the_writer_ends_with_the_front_and_by_no_signal_to_end(
    ballot: Ballot,
) -> None:
    family = ballot.urn.family()

    for one in (signal.SIGINT, signal.SIGTERM):
        ballot.urn.kill_writer(one)
    assert ballot.post(ballot.body(ballot.slips["A"][0], MARKS))[0] == 200

    assert ballot.urn.family() == family
    assert ballot.urn.stop() == 0
    await_that(lambda: not [one for one in family if _command(one)])


def _command(process: int) -> str:
    """Return how a process was called; nothing where it has ended."""
    with suppress(OSError):
        return Path(f"/proc/{process}/cmdline").read_text()
    return ""


def test_the_desk_is_heard_by_its_secret_only(running: Urn, ballot: Ballot) -> None:
    with pytest.raises(Unheard, match="stranger"):
        control.ask(running.desk, "a guess", "close", box=ballot.name)
    with pytest.raises(Unheard, match="unknown act"):
        running.ask("open the box")
    with pytest.raises(Unheard, match="Unknown"):
        running.ask("turnout", box="0" * 32)
    with pytest.raises(Unheard, match="silent"):
        control.ask(1, "s", "turnout")

    assert running.ask("turnout", box=ballot.name)["state"] == "open"


def test_a_receipt_is_signed_by_the_key_that_was_told_at_the_commitment(
    running: Urn,
) -> None:
    ballot = opened(running)
    told = Box(SqliteFile(running.folder / f"{ballot.name}.box"))
    verifier = receipts.verifier(told.signer)
    told.shut()

    _, answer = ballot.post(ballot.body(ballot.slips["A"][0], MARKS))

    signature = receipts.untexted(answer["signature"])
    leaf = bytes.fromhex(answer["leaf"])
    assert receipts.holds(verifier, ballot.box, leaf, signature)


def test_s1_no_byte_of_a_voter_is_in_the_files_of_a_box(
    ballot: Ballot, tmp_path: Path
) -> None:
    seeds = [secrets.token_bytes(32) for _ in ballot.slips["A"]]
    cast_all(
        ballot,
        [
            ballot.body(code, MARKS, seed)
            for code, seed in zip(ballot.slips["A"], seeds, strict=True)
        ],
    )

    raw = b"".join(one.read_bytes() for one in tmp_path.iterdir())
    for code, seed in zip(ballot.slips["A"], seeds, strict=True):
        assert code.encode() not in raw
        assert seed not in raw
        assert seed.hex().encode() not in raw
    assert b"127.0.0.1" not in raw
    assert MARKS * 2 not in raw
