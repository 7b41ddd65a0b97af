"""Bodies that drip: each is given up alone, after its time."""

import asyncio

import pytest

from shuping.urn.bodies import Bodies


async def whole() -> bytes:
    return b"whole"


async def never() -> bytes:
    await asyncio.Event().wait()
    return b""


async def later() -> bytes:
    await asyncio.sleep(0.3)
    return b"later"


def test_a_body_that_never_comes_is_given_up_and_one_that_comes_meanwhile_is_not() -> (
    None
):
    async def three() -> list[object]:
        bodies = Bodies(slowest=0.6)
        read = [bodies.read(one) for one in (never, later, whole)]
        return await asyncio.gather(*read, return_exceptions=True)

    given_up, *come = asyncio.run(three())

    assert isinstance(given_up, TimeoutError)
    assert come == [b"later", b"whole"]


def test_each_is_given_up_after_its_own_time_not_with_the_first() -> None:
    async def one_after_the_other() -> list[float]:
        bodies, loop = Bodies(slowest=0.3), asyncio.get_running_loop()

        async def waits() -> float:
            begun = loop.time()
            with pytest.raises(TimeoutError):
                await bodies.read(never)
            return loop.time() - begun

        first = asyncio.create_task(waits())
        await asyncio.sleep(0.2)
        return [await waits(), await first]

    assert min(asyncio.run(one_after_the_other())) >= 0.3


def test_whoever_is_given_up_may_still_be_answered_at_leisure() -> None:
    async def told_late() -> str:
        try:
            await Bodies(slowest=0.05).read(never)
        except TimeoutError:
            await asyncio.sleep(0.1)
            return "answered"
        return "read"

    assert asyncio.run(told_late()) == "answered"


def test_the_end_of_the_loop_is_no_slow_body() -> None:
    async def ended() -> None:
        task = asyncio.create_task(Bodies().read(never))
        await asyncio.sleep(0)
        task.cancel()
        await task

    with pytest.raises(asyncio.CancelledError):
        asyncio.run(ended())


def test_nobody_looks_any_more_once_nothing_is_awaited() -> None:
    async def looked() -> bool:
        bodies = Bodies(slowest=0.06)
        await bodies.read(whole)
        await asyncio.sleep(0.1)
        return bodies._looking

    assert asyncio.run(looked()) is False
