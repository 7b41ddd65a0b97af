"""Bodies of requests on their way in; one that drips for too long is given up.

One look at all of them every few seconds costs a ballot next to nothing; a timer for
each costs as much as reading it.
"""

import asyncio
from collections.abc import Awaitable, Callable

SLOWEST = 30.0  # seconds that a body may take to come whole
_LOOKS = 6  # in that time


class Bodies:
    """All bodies that one loop awaits: by whom, and since when unless given up."""

    def __init__(self, slowest: float = SLOWEST) -> None:
        self._slowest = slowest
        self._awaited: dict[asyncio.Task[object], float | None] = {}
        self._looking = False

    async def read(self, body: Callable[[], Awaitable[bytes]]) -> bytes:
        """Return a body once it is whole; raises `TimeoutError` where it is given up.

        That is after `slowest` seconds, and a sixth of them later at most.
        """
        loop, task = asyncio.get_running_loop(), asyncio.current_task()
        if task is None:
            raise RuntimeError
        self._awaited[task] = loop.time()
        if not self._looking:
            self._look()
        try:
            return await body()
        except asyncio.CancelledError:
            if self._awaited[task] is not None:
                raise
            task.uncancel()
            raise TimeoutError from None
        finally:
            del self._awaited[task]

    def _look(self) -> None:
        """Give up what has been awaited too long; look again while anything is."""
        loop = asyncio.get_running_loop()
        late = loop.time() - self._slowest
        for task, since in self._awaited.items():
            if since is not None and since <= late:
                self._awaited[task] = None
                task.cancel()
        self._looking = bool(self._awaited)
        if self._looking:
            loop.call_later(self._slowest / _LOOKS, self._look)
