"""Everybody at once, a file that others hold, a full log, a writer that hangs."""

import asyncio
import signal
import sqlite3
import time
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.request import urlopen

import pytest

from shuping.bench.lines import Line, post
from shuping.bench.serving import answers
from tests.urn.process import Ballot, opened, urn

MARKS = bytes(4)
PHONES = 400


@pytest.fixture
def ballot(tmp_path: Path) -> Iterator[Ballot]:
    with urn(tmp_path) as running:
        yield opened(running, slips=PHONES)


def spent(ballot: Ballot) -> int:
    told = ballot.urn.ask("turnout", box=ballot.name)["turnout"]
    return int(told["A"]["spent"])


def test_f12_all_phones_that_come_back_at_once_are_answered_within_three_seconds(
    ballot: Ballot,
) -> None:
    bodies = [ballot.body(code, MARKS) for code in ballot.slips["A"]]

    waits = asyncio.run(back_at_once(ballot, bodies))

    assert max(waits) < 3
    assert spent(ballot) == PHONES


async def back_at_once(ballot: Ballot, bodies: list[bytes]) -> list[float]:
    """Cast while the urn is killed, all again once it is back; how long each took."""
    requests = [post(f"/v/{ballot.name}", body) for body in bodies]
    lines = [await Line.open(ballot.urn.port) for _ in requests]
    for line, request in zip(lines, requests, strict=True):
        line.send(request)
    ballot.urn.kill()
    for line in lines:
        line.drop()
    await asyncio.to_thread(ballot.urn.start)

    async def again(request: bytes) -> float:
        begun = time.monotonic()
        line = await Line.open(ballot.urn.port)
        assert (await line.ask(request)).status == 200
        line.drop()
        return time.monotonic() - begun

    return await asyncio.gather(*map(again, requests))


def test_f22_who_reads_or_holds_the_file_of_a_box_keeps_no_ballot_out(
    ballot: Ballot,
) -> None:
    one, other = (ballot.body(code, MARKS) for code in ballot.slips["A"][:2])
    path = ballot.urn.folder / f"{ballot.name}.box"
    with (
        closing(sqlite3.connect(path, isolation_level=None)) as file,
        ThreadPoolExecutor(1) as phone,
    ):
        file.execute("BEGIN")
        file.execute("SELECT count(*) FROM ballot").fetchall()
        assert ballot.post(one)[0] == 200
        file.execute("COMMIT")

        file.execute("BEGIN IMMEDIATE")
        waits = phone.submit(ballot.post, other)
        time.sleep(1)
        file.execute("ROLLBACK")
        assert waits.result()[0] == 200
    assert spent(ballot) == 2


def test_f24_where_nothing_can_be_logged_the_vote_goes_on(tmp_path: Path) -> None:
    with urn(tmp_path, Path("/dev/full")) as running:
        ballot = opened(running)
        bodies = [ballot.body(code, MARKS) for code in ballot.slips["A"]]
        running.kill_writer()

        told = [ballot.post(body)[0] for body in (b"{", *bodies, *bodies)]

        assert told[0] == 400
        assert set(told[-len(bodies) :]) == {200}
        assert running.ask("close", box=ballot.name)["turnout"]["A"]["spent"] == 30


@contextmanager
def cast_while_the_writer_hangs(
    ballot: Ballot, bodies: list[bytes]
) -> Iterator[list[Future[tuple[int, dict[str, str]]]]]:
    with ThreadPoolExecutor(len(bodies)) as phones:
        ballot.urn.kill_writer(signal.SIGSTOP)
        waits = [phones.submit(ballot.post, body) for body in bodies]
        assert not answers(ballot.urn.port)
        assert not any(one.done() for one in waits)
        yield waits


def test_f30_while_the_writer_hangs_health_is_red_and_no_ballot_is_told_to_be_in(
    ballot: Ballot,
) -> None:
    bodies = [ballot.body(code, MARKS) for code in ballot.slips["A"][:20]]
    with cast_while_the_writer_hangs(ballot, bodies) as waits:
        ballot.urn.kill_writer(signal.SIGCONT)
        told = [one.result() for one in waits]

    assert answers(ballot.urn.port)
    assert {status for status, _ in told} == {200}
    assert [ballot.post(body) for body in bodies] == told
    assert spent(ballot) == 20


def test_v1_a_writer_killed_before_it_read_is_noticed_and_followed_by_another(
    ballot: Ballot,
) -> None:
    bodies = [ballot.body(code, MARKS) for code in ballot.slips["A"][:20]]
    with cast_while_the_writer_hangs(ballot, bodies) as waits:
        ballot.urn.kill_writer()
        told = [one.result() for one in waits]

    assert {status for status, _ in told} == {503}
    assert {ballot.post(body)[0] for body in bodies} == {200}
    assert spent(ballot) == 20


def test_f30_however_much_is_asked_of_a_writer_that_hangs_pages_are_answered(
    ballot: Ballot,
) -> None:
    more_than_a_pipe_holds = [f"{number:064x}" for number in range(20_000)]
    with ThreadPoolExecutor(1) as desk:
        ballot.urn.kill_writer(signal.SIGSTOP)
        asked = desk.submit(
            ballot.urn.ask, "slips", box=ballot.name, hashes=more_than_a_pipe_holds
        )
        time.sleep(0.5)
        with urlopen(ballot.address, timeout=5) as page:  # noqa: S310 - on loopback
            assert page.status == 200
        assert not asked.done()
        ballot.urn.kill_writer(signal.SIGCONT)

        assert asked.result() == {"slips": {}}
