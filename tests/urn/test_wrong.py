"""Many wrong codes, and phones that are slow on purpose: nobody else may feel them."""

import asyncio
import json
import secrets
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from shuping.bench.lines import Line, post
from shuping.urn import codes
from shuping.urn.wrong import ADDRESSES, AT_ONCE, WAIT, WrongCodes
from tests.urn.process import Ballot, opened, urn

MARKS = bytes(4)
SLOW = 500


def test_a_minutes_worth_of_wrong_codes_is_answered_at_once() -> None:
    wrong = WrongCodes()

    assert {wrong.count("box", "hall", at=5.0) for _ in range(AT_ONCE)} == {0.0}
    assert wrong.count("box", "hall", at=5.0) == WAIT
    assert wrong.count("box", "hall", at=5.5) == WAIT
    assert wrong.count("box", "elsewhere", at=5.5) == 0.0
    assert wrong.counts == {"box": AT_ONCE + 3}


def test_time_forgives_wrong_codes_and_never_more_than_a_minute_of_them() -> None:
    wrong = WrongCodes()
    for _ in range(AT_ONCE):
        wrong.count("box", "hall", at=0.0)

    assert wrong.count("box", "hall", at=1.0) == 0.0
    assert wrong.count("box", "hall", at=1.0) == WAIT
    waits = [wrong.count("box", "hall", at=9999.0) for _ in range(AT_ONCE + 1)]
    assert waits == [0.0] * AT_ONCE + [WAIT]


def test_of_too_many_addresses_the_quietest_is_forgotten() -> None:
    wrong = WrongCodes()
    for _ in range(AT_ONCE):
        wrong.count("box", "first", at=0.0)

    for number in range(ADDRESSES):
        wrong.count("box", str(number), at=0.0)

    assert len(wrong._left) == ADDRESSES
    assert wrong.count("box", "first", at=0.0) == 0.0


@pytest.fixture
def ballot(tmp_path: Path) -> Iterator[Ballot]:
    with urn(tmp_path) as running:
        yield opened(running)


def timed(ballot: Ballot, body: bytes) -> tuple[int, float]:
    begun = time.monotonic()
    status, _ = ballot.post(body)
    return status, time.monotonic() - begun


def test_a_flood_of_wrong_codes_waits_and_the_right_ones_beside_it_do_not(
    ballot: Ballot,
) -> None:
    guesses = [codes.make(secrets.randbits) for _ in range(AT_ONCE + 40)]
    with ThreadPoolExecutor(40) as many:
        told = many.map(lambda code: timed(ballot, ballot.body(code, MARKS)), guesses)
        right = [
            timed(ballot, ballot.body(code, MARKS)) for code in ballot.slips["A"][:10]
        ]
    wrong = list(told)

    assert {status for status, _ in wrong} == {404}
    assert sum(seconds >= WAIT for _, seconds in wrong) >= 30
    assert {status for status, _ in right} == {200}
    assert sorted(seconds for _, seconds in right)[5] < WAIT
    turnout = ballot.urn.ask("turnout", box=ballot.name)
    assert turnout["wrong"] == len(guesses)
    assert turnout["turnout"]["A"]["spent"] == 10


def test_wrong_codes_are_counted_for_their_own_box_and_no_longer_once_it_is_closed(
    ballot: Ballot,
) -> None:
    other = opened(ballot.urn)
    typed = ballot.body(ballot.slips["A"][0][:-1], MARKS)
    assert [ballot.post(typed)[0], other.post(b"{}")[0]] == [404, 400]

    wrong = [
        ballot.urn.ask("turnout", box=one.name)["wrong"] for one in (ballot, other)
    ]

    assert wrong == [1, 0]
    ballot.urn.ask("close", box=ballot.name)
    strange = ballot.body(other.slips["A"][0], MARKS)
    assert ballot.post(strange) == (410, {"why": "shut"})


def test_f11_five_hundred_slow_phones_stop_nobody(ballot: Ballot) -> None:
    bodies = [ballot.body(code, MARKS) for code in ballot.slips["A"][:5]]

    waits = asyncio.run(beside_slow_ones(ballot, bodies))

    assert max(waits) < 3


async def beside_slow_ones(ballot: Ballot, bodies: list[bytes]) -> list[float]:
    """Cast while many phones send a byte a second; return how long each took."""
    path = f"/v/{ballot.name}"
    request = post(path, ballot.body(ballot.slips["B"][0], MARKS))
    slow = [await Line.open(ballot.urn.port) for _ in range(SLOW)]
    dripping = asyncio.create_task(drip(slow, request))
    waits = []
    for body in bodies:
        begun = time.monotonic()
        line = await Line.open(ballot.urn.port)
        heard = await line.ask(post(path, body))
        assert (heard.status, "leaf" in json.loads(heard.body)) == (200, True)
        line.drop()
        waits.append(time.monotonic() - begun)
        await asyncio.sleep(0.3)
    dripping.cancel()
    for one in slow:
        one.drop()
    await asyncio.sleep(0)
    return waits


async def drip(slow: list[Line], request: bytes) -> None:
    """Send half of the phones' heads, and half of the others' ballots, byte by byte."""
    head = request.index(b"\r\n\r\n") + 4
    for number, line in enumerate(slow):
        line.send(request[: head if number % 2 else 1])
    for place in range(1, head):
        await asyncio.sleep(1)
        for number, line in enumerate(slow):
            at = head + place if number % 2 else place
            line.send(request[at : at + 1])


def test_more_phones_stay_connected_than_wait_to_be_let_in(ballot: Ballot) -> None:
    async def beside_idle_ones() -> int:
        idle = [await Line.open(ballot.urn.port) for _ in range(1100)]
        for one in idle:
            one.send(b"G")
        line = await Line.open(ballot.urn.port)
        async with asyncio.timeout(10):
            heard = await line.ask(
                post(f"/v/{ballot.name}", ballot.body(ballot.slips["A"][0], MARKS))
            )
        for one in (line, *idle):
            one.drop()
        await asyncio.sleep(0)
        return heard.status

    assert asyncio.run(beside_idle_ones()) == 200
