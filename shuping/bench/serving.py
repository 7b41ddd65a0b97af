"""Servers that a bench or a test starts on loopback, and an urn with an open box.

An urn here can be killed and started again over the same boxes, as a supervisor does.
"""

import os
import secrets
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any, Self

import shuping
from shuping.urn import codes, control, sealing
from shuping.urn.form import BoxForm

HOUSE = Path(shuping.__file__).parents[1]
SECRET = "between the desk and the urn"  # noqa: S105 - of one bench
URN = ("-m", "shuping.urn")
_PATIENCE, _BREATH = 60.0, 0.02


def free_port() -> int:
    """Return a port of this machine that nobody listens at."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        return int(free.getsockname()[1])


def answers(port: int) -> bool:
    """Tell whether a server says that it is well."""
    address = f"http://127.0.0.1:{port}/health/"
    with suppress(OSError), urllib.request.urlopen(address, timeout=5) as answer:
        return bool(answer.status == 200)  # noqa: PLR2004 - OK
    return False


def await_that(comes: Callable[[], bool]) -> None:
    """Wait until something is so; raises `TimeoutError` where it never is."""
    end = time.monotonic() + _PATIENCE
    while not comes():
        if time.monotonic() > end:
            raise TimeoutError
        time.sleep(_BREATH)


@dataclass
class Urn:
    """One urn process; `program` is what Python is told to run."""

    folder: Path
    patience: float = 0.05
    heard: Path | None = None  # where what it prints is kept
    address: str = ""  # of the database in which its boxes lie, if not in files
    port: int = field(default_factory=free_port)
    desk: int = field(default_factory=free_port)
    process: subprocess.Popen[bytes] | None = None
    committed: list[str] = field(default_factory=list)

    def start(self, program: Sequence[str] = URN, **more: str) -> float:
        """Start it and wait until it answers; return how many seconds that took."""
        environment = os.environ | {
            "SHUPING_BOXES": str(self.folder),
            "SHUPING_BOXES_URL": self.address,
            "SHUPING_URN_CONTROL": str(self.desk),
            "SHUPING_URN_SECRET": SECRET,
            "SHUPING_URN_PATIENCE": str(self.patience),
            **more,
        }
        begun = time.perf_counter()
        with self._ear() as ear:
            self.process = subprocess.Popen(  # noqa: S603 - our own program
                [sys.executable, *program, "--port", str(self.port)],
                cwd=HOUSE,
                env=environment,
                stdin=subprocess.PIPE,
                stdout=ear,
                stderr=ear,
                start_new_session=True,
            )
        await_that(lambda: answers(self.port))
        return time.perf_counter() - begun

    def _ear(self) -> AbstractContextManager[IO[bytes] | int]:
        silent = nullcontext(subprocess.DEVNULL)
        return self.heard.open("ab") if self.heard else silent

    def kill(self) -> None:
        """Kill the process and its worker at once; nothing is written down any more."""
        if self.process is None:
            return
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        if self.process.stdin:
            self.process.stdin.close()
        self.process = None

    def family(self) -> list[int]:
        """Return the process and all that it started."""
        if self.process is None:
            return []
        found = []
        for stat in Path("/proc").glob("[0-9]*/stat"):
            one = int(stat.parent.name)
            with suppress(OSError):
                if os.getpgid(one) == self.process.pid:
                    found.append(one)
        return found

    def kill_writer(self, sent: signal.Signals = signal.SIGKILL) -> None:
        """Send a signal to the process that writes the boxes, and to no other."""
        for one in self.family():
            with suppress(OSError):
                command = Path(f"/proc/{one}/cmdline").read_bytes()
                if b"shuping.urn.writer" in command:
                    os.kill(one, sent)

    def stop(self) -> int:
        """Close its standard input, as a desk that ends does; return the exit code."""
        if self.process is None:
            raise LookupError
        ended, self.process = self.process, None
        ended.communicate(timeout=30)
        return ended.returncode

    def ask(self, act: str, **about: Any) -> dict[str, Any]:
        """Tell the urn what to do; see `control.ask`."""
        if act == "commit":
            self.committed.append(about["box"])
        return control.ask(self.desk, SECRET, act, **about)

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        """End it; the folder of its boxes goes with who made it, a database stays."""
        self.kill()
        if self.address:
            # The driver is an extra, which an installation on files does not have.
            from shuping.urn.postgres import Database  # noqa: PLC0415

            shelf = Database(self.address, self.folder)
            for name in self.committed:
                shelf.drop(name)


@dataclass(frozen=True, slots=True)
class Opened:
    """A box that takes ballots: its name, its key pair and its slips by class."""

    box: bytes
    private: bytes
    public: bytes
    slips: Mapping[str, Sequence[str]]

    @property
    def name(self) -> str:
        """Return the name by which the urn knows the box."""
        return self.box.hex()


def opened(urn: Urn, form: BoxForm, slips: int) -> Opened:
    """Commit a box with so many slips of each class at an urn, and open it."""
    box = secrets.token_bytes(16)
    private, public = sealing.new_key()
    handed = {
        one.code: [codes.make(secrets.randbits) for _ in range(slips)]
        for one in form.categories
    }
    issued = {
        category: [codes.hashed(code, box, category).hex() for code in those]
        for category, those in handed.items()
    }
    urn.ask(
        "commit",
        box=box.hex(),
        form=form.written().decode(),
        public=public.hex(),
        issued=issued,
        level="standard",
        made="apart",
    )
    urn.ask("move", box=box.hex(), to="open")
    return Opened(box, private, public, handed)
