"""The pipe to the writer, on the side of the process that phones reach.

The writer is a process of its own, so that sealing and writing do not wait for each
other's interpreter. What is asked in order is answered in order.
"""

import asyncio
import os
import socket
import subprocess
import sys
from collections import deque
from pathlib import Path
from typing import Any, NamedTuple, Protocol, cast

from shuping.urn.casting import Broken
from shuping.urn.frames import Frames, framed

BOXES, ADDRESS = "SHUPING_BOXES", "SHUPING_BOXES_URL"
PUT = "put"


class Unknown(Exception):
    """There is no such box."""


class Failed(Exception):
    """The writer could not do it; says what went wrong."""


class Told(NamedTuple):
    """What an act came to: its value, or the name and the words of what went wrong."""

    value: Any = None
    failure: str = ""
    words: str = ""

    def error(self) -> Exception:
        """Return what went wrong, to be raised."""
        known = {one.__name__: one for one in (Unknown, Broken)}
        if self.failure in known:
            return known[self.failure](self.words)
        return Failed(f"{self.failure}: {self.words}")


class Asking(Protocol):
    """Whoever can be asked for an act of a box."""

    def ask(self, box: str, act: str, *about: Any) -> "asyncio.Future[Any]":
        """Ask for an act of a box, and return what it will come to."""

    async def stop(self) -> None:
        """Await what was asked, then let go."""


class Pipe(asyncio.Protocol):
    """A writer, started when first asked and once more where it died.

    The loop waits for the writer nowhere, however long that is silent.
    """

    def __init__(self, folder: Path, address: str = "") -> None:
        self._environment = {BOXES: str(folder), ADDRESS: address}
        self._asked: deque[asyncio.Future[Any]] = deque()
        self._process: subprocess.Popen[bytes] | None = None
        self._line: asyncio.WriteTransport | None = None
        self._connecting: asyncio.Task[Any] | None = None
        self._unsent: list[bytes] = []
        self._frames = Frames()

    def ask(self, box: str, act: str, *about: Any) -> asyncio.Future[Any]:
        """Ask for an act of a box, and return what it will come to.

        Where the writer dies meanwhile that is `Failed`: nobody knows what it did.
        """
        message = framed((box, act, about))
        if self._process is None:
            self._begin()
        answer = asyncio.get_running_loop().create_future()
        self._asked.append(answer)
        if self._line:
            self._line.write(message)
        else:
            self._unsent.append(message)
        return answer

    async def stop(self) -> None:
        """Await what was asked, then let the writer end."""
        await asyncio.gather(*self._asked, return_exceptions=True)
        ended, self._process = self._process, None
        if self._line and ended:
            self._line.close()
            await asyncio.to_thread(ended.wait)

    def _begin(self) -> None:
        ours, theirs = socket.socketpair()
        with theirs:
            handle = theirs.fileno()
            self._process = subprocess.Popen(  # noqa: S603 - our own program
                [sys.executable, "-m", "shuping.urn.writer", str(handle)],
                env=os.environ | self._environment,
                stdin=subprocess.DEVNULL,
                pass_fds=[handle],
            )
        loop = asyncio.get_running_loop()
        connected = loop.create_unix_connection(lambda: self, sock=ours)
        self._connecting = loop.create_task(connected)

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Send what was asked before the line stood."""
        self._line = cast(asyncio.WriteTransport, transport)
        self._line.write(b"".join(self._unsent))
        self._unsent.clear()

    def data_received(self, data: bytes) -> None:
        """Hand answers on, in the order of what was asked."""
        for heard in self._frames.add(data):
            for told in heard:
                self._answer(told)

    def connection_lost(self, _: Exception | None) -> None:
        """Tell who asked that the writer is gone, perhaps in the midst of a message."""
        if self._process:
            self._process.wait()
        self._line = self._process = None
        self._frames = Frames()
        while self._asked:
            self._answer(Told(failure="Failed", words="the writer ended"))

    def _answer(self, told: Told) -> None:
        answer = self._asked.popleft()
        if answer.done():
            return
        if told.failure:
            answer.set_exception(told.error())
        else:
            answer.set_result(told.value)
