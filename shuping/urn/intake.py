"""Ballots on their way in: sealed, gathered, shuffled, handed to the writer, answered.

A group goes when enough ballots wait or the first has waited long enough; the writer
puts all groups that have come meanwhile in together. Nobody is answered before the disk
has it. Within a group the order of arrival is lost twice: by the shuffle, and by the
order of keys.
"""

import asyncio
import secrets
from collections.abc import Callable
from functools import partial

from shuping.urn.casting import Cast, Reply, Wish
from shuping.urn.pipe import PUT, Asking
from shuping.urn.slot import Slot

ENOUGH, MOST, PATIENCE = 8, 256, 2.0
Waiting = tuple[Wish, "asyncio.Future[Reply]"]
_shuffle = secrets.SystemRandom().shuffle


class Intake:
    """The way of ballots into one box."""

    def __init__(
        self,
        slot: Slot,
        pipe: Asking,
        *,
        patience: float = PATIENCE,
        shuffle: Callable[[list[Waiting]], None] = _shuffle,
    ) -> None:
        self._slot, self._pipe, self._name = slot, pipe, slot.box.hex()
        self._patience, self._shuffle = patience, shuffle
        self._waiting: list[Waiting] = []
        self._on_their_way = 0
        self._timer: asyncio.TimerHandle | None = None

    async def cast(self, cast: Cast) -> Reply:
        """Return what became of a ballot, once that is on the disk.

        A code that the box does not know waits for no batch and takes no place in one.
        """
        wish = self._slot.seal(cast)
        if wish is None:
            return self._slot.stranger()
        loop = asyncio.get_running_loop()
        answer: asyncio.Future[Reply] = loop.create_future()
        self._waiting.append((wish, answer))
        if self._timer is None:
            self._timer = loop.call_later(self._patience, self._send)
        self._send_enough()
        return await answer

    def send_all(self) -> None:
        """Hand what waits to the writer, however little it is."""
        while self._waiting:
            self._send()

    def _send_enough(self) -> None:
        """Hand over a group; the busier the writer, the larger one, up to a measure.

        What is beyond that waits here, where it holds up no pipe.
        """
        enough = max(ENOUGH, self._on_their_way // 2)
        if len(self._waiting) >= enough and self._on_their_way < MOST:
            self._send()

    def _send(self) -> None:
        group, self._waiting = self._waiting[:MOST], self._waiting[MOST:]
        if self._timer:
            self._timer.cancel()
            self._timer = None
        if self._waiting:
            loop = asyncio.get_running_loop()
            self._timer = loop.call_later(self._patience, self._send)
        self._shuffle(group)
        self._on_their_way += len(group)
        written = self._pipe.ask(self._name, PUT, [wish for wish, _ in group])
        written.add_done_callback(partial(self._answer, group))

    def _answer(
        self, group: list[Waiting], written: "asyncio.Future[list[Reply]]"
    ) -> None:
        self._on_their_way -= len(group)
        self._send_enough()
        error = written.exception()
        for place, (_, answer) in enumerate(group):
            if answer.done():
                continue
            if error:
                answer.set_exception(error)
            else:
                answer.set_result(written.result()[place])
