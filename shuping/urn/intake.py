"""Ballots on their way in: sealed, gathered, shuffled, written together, answered.

A batch goes when enough ballots wait or the first has waited long enough, and while one
is written the next gathers by itself. Nobody is answered before the disk has it. Within
a batch the order of arrival is lost twice: by the shuffle, and by the order of keys.
"""

import asyncio
import secrets
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import TypeVar

from shuping.urn.box import Box
from shuping.urn.casting import Cast, Taken, Wish
from shuping.urn.storage import Broken

ENOUGH, MOST, PATIENCE = 8, 256, 2.0
Result = TypeVar("Result")
Waiting = tuple[Wish, "asyncio.Future[Taken]"]
_shuffle = secrets.SystemRandom().shuffle


class Intake:
    """The one writer of a box."""

    def __init__(
        self,
        box: Box,
        *,
        patience: float = PATIENCE,
        shuffle: Callable[[list[Waiting]], None] = _shuffle,
    ) -> None:
        self.box = box
        self._patience, self._shuffle = patience, shuffle
        self._waiting: list[Waiting] = []
        self._enough, self._some = asyncio.Event(), asyncio.Event()
        self._broken = False
        self._thread = ThreadPoolExecutor(1, "box")
        self._written = asyncio.Lock()
        self._task = asyncio.get_running_loop().create_task(self._work())

    async def cast(self, cast: Cast) -> Taken:
        """Return what became of a ballot, once that is on the disk.

        A code that the box does not know waits for no batch and takes no place in one.
        """
        wish = self.box.seal(cast)
        if wish is None:
            return self.box.stranger()
        if self._broken:
            raise Broken
        answer: asyncio.Future[Taken] = asyncio.get_running_loop().create_future()
        self._waiting.append((wish, answer))
        self._some.set()
        if len(self._waiting) >= ENOUGH:
            self._enough.set()
        return await answer

    async def act(self, what: Callable[[], Result]) -> Result:
        """Do something else with the box, between two batches."""
        async with self._written:
            loop = asyncio.get_running_loop()
            return await loop.run_in_executor(self._thread, what)

    async def stop(self) -> None:
        """Write down what waits, then let go of the box."""
        while self._waiting:
            await self._write()
        self._task.cancel()
        with suppress(asyncio.CancelledError):
            await self._task
        await self.act(self.box.shut)
        self._thread.shutdown()

    async def _work(self) -> None:
        while True:
            await self._some.wait()
            with suppress(TimeoutError):
                await asyncio.wait_for(self._enough.wait(), self._patience)
            await self._write()

    async def _write(self) -> None:
        batch, self._waiting = self._waiting[:MOST], self._waiting[MOST:]
        if not self._waiting:
            self._some.clear()
        if len(self._waiting) < ENOUGH:
            self._enough.clear()
        self._shuffle(batch)
        try:
            taken = await self.act(lambda: self.box.put([wish for wish, _ in batch]))
        except Exception as error:  # noqa: BLE001 - each voter is told, and tries again
            self._broken = isinstance(error, Broken)
            for _, answer in batch:
                if not answer.done():
                    answer.set_exception(error)
            return
        for (_, answer), one in zip(batch, taken, strict=True):
            if not answer.done():
                answer.set_result(one)
