"""Children that serve: started together, watched, started again, stopped together."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import IO

_PATIENCE, _BREATH = 5.0, 0.2
_MOST_STARTS = 5


@dataclass(slots=True)
class Child:
    """One process of ours; `starts` counts how often it had to be started.

    What it must not know of our environment is taken out by the name of the variable.
    """

    name: str
    command: Sequence[str]
    without: frozenset[str] = frozenset()
    process: subprocess.Popen[bytes] | None = None
    starts: int = field(default=0)

    def start(self) -> None:
        """Start it; its standard input stays open as long as we live."""
        self.starts += 1
        self.process = subprocess.Popen(  # noqa: S603 - our own program
            self.command,
            env={k: v for k, v in os.environ.items() if k not in self.without},
            stdin=subprocess.PIPE,
            start_new_session=True,
        )

    def start_again(self) -> None:
        """Start it anew, once nothing is left of what it had started itself."""
        if self.process:
            with suppress(ProcessLookupError):
                os.killpg(self.process.pid, signal.SIGKILL)
        self.start()

    def ask_to_end(self) -> None:
        """Ask it to end by closing its input."""
        if self.process and self.process.stdin:
            self.process.stdin.close()

    def stop(self) -> None:
        """Wait until it has ended; after a while, insist, and leave nothing of it."""
        if self.process is None:
            return
        with suppress(subprocess.TimeoutExpired):
            self.process.wait(_PATIENCE)
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


def supervise(
    commands: dict[str, Sequence[str]],
    *,
    failed: Callable[[str], None],
    secrets: Mapping[str, str] | None = None,
) -> int:
    """Run modules of ours, with their words, until we are told to stop; return 0.

    `secrets` are variables of the environment, each with the one child that knows it.
    A child that ends is started again, at most a few times; then all stop, `failed`
    is told which, and the answer is 1.
    """
    ours = [sys.executable, "-m"]
    children = [
        Child(name, [*ours, *words], _hidden_from(name, secrets or {}))
        for name, words in commands.items()
    ]
    told = threading.Event()
    for one in (signal.SIGTERM, signal.SIGINT):
        signal.signal(one, lambda *_: told.set())
    for child in children:
        child.start()
    try:
        return _watch(children, told, failed)
    finally:
        for child in children:
            child.ask_to_end()
        for child in children:
            child.stop()


def _hidden_from(child: str, secrets: Mapping[str, str]) -> frozenset[str]:
    return frozenset(name for name, whose in secrets.items() if whose != child)


def _watch(
    children: Sequence[Child], told: threading.Event, failed: Callable[[str], None]
) -> int:
    while not told.wait(_BREATH):
        for child in children:
            if child.process is None or child.process.poll() is None:
                continue
            if child.starts >= _MOST_STARTS:
                failed(child.name)
                return 1
            time.sleep(_BREATH * child.starts)
            child.start_again()
    return 0


def end_with_parent() -> None:
    """End this process when its standard input closes: nobody watches it any more."""

    def wait() -> None:
        while os.read(0, 1024):
            pass
        os.kill(os.getpid(), signal.SIGTERM)

    threading.Thread(target=wait, daemon=True).start()


if sys.platform == "win32":

    def hold(file: IO[str]) -> bool:  # noqa: ARG001 - as below
        """Windows has no such lock; whoever serves twice there is told by the port."""
        return True

else:
    import fcntl

    def hold(file: IO[str]) -> bool:
        """Hold an open file for this process alone; False where another holds it."""
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True
