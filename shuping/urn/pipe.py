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
from collections.abc import Sequence
from contextlib import suppress
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, NamedTuple, Protocol

from shuping.urn.casting import Broken

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


class Pipe:
    """A writer, started when first asked and once more where it died."""

    def __init__(self, folder: Path, address: str = "") -> None:
        self._environment = {BOXES: str(folder), ADDRESS: address}
        self._asked: deque[asyncio.Future[Any]] = deque()
        self._connection: Connection[Any, Any] | None = None
        self._process: subprocess.Popen[bytes] | None = None

    def ask(self, box: str, act: str, *about: Any) -> asyncio.Future[Any]:
        """Ask for an act of a box, and return what it will come to.

        Where the writer dies meanwhile that is `Failed`: nobody knows what it did.
        """
        answer = asyncio.get_running_loop().create_future()
        self._asked.append(answer)
        # Where the writer is gone already, hearing tells everyone who asked.
        with suppress(BrokenPipeError, ConnectionResetError):
            (self._connection or self._begin()).send((box, act, about))
        return answer

    async def stop(self) -> None:
        """Await what was asked, then let the writer end."""
        await asyncio.gather(*self._asked, return_exceptions=True)
        self._end()

    def _begin(self) -> "Connection[Any, Any]":
        ours, theirs = socket.socketpair()
        with theirs:
            handle = theirs.fileno()
            self._process = subprocess.Popen(  # noqa: S603 - our own program
                [sys.executable, "-m", "shuping.urn.writer", str(handle)],
                env=os.environ | self._environment,
                stdin=subprocess.DEVNULL,
                pass_fds=[handle],
            )
        self._connection = connection = Connection(ours.detach())
        loop = asyncio.get_running_loop()
        loop.add_reader(connection.fileno(), lambda: self._hear(connection))
        return connection

    def _hear(self, connection: "Connection[Any, Any]") -> None:
        try:
            heard: Sequence[Told] = connection.recv()
        except (EOFError, OSError):
            # The writer is gone, perhaps in the midst of a message.
            self._end()
            return
        for told in heard:
            self._answer(told)

    def _answer(self, told: Told) -> None:
        answer = self._asked.popleft()
        if answer.done():
            return
        if told.failure:
            answer.set_exception(told.error())
        else:
            answer.set_result(told.value)

    def _end(self) -> None:
        if self._connection and self._process:
            asyncio.get_running_loop().remove_reader(self._connection.fileno())
            self._connection.close()
            self._process.wait()
            self._connection = self._process = None
        while self._asked:
            self._answer(Told(failure="Failed", words="the writer ended"))
