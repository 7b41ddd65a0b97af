"""A real urn process on loopback, with a desk that tells it what to do."""

import json
import os
import secrets
import signal
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

from shuping.urn import codes, control, sealing
from shuping.urn.form import BoxForm
from tests.shell.test_serving import comes, free_port, healthy
from tests.urn.boxes import FORM

HOUSE = Path(__file__).resolve().parents[2]
SECRET = "between the desk and the urn"  # noqa: S105 - of one test


@dataclass
class Urn:
    """One process; it can be killed and started again over the same boxes."""

    folder: Path
    port: int = field(default_factory=free_port)
    desk: int = field(default_factory=free_port)
    process: subprocess.Popen[bytes] | None = None
    heard: Path | None = None  # where what it prints is kept
    address: str = ""  # of the database in which its boxes lie, if not in files

    def start(self) -> None:
        environment = os.environ | {
            "SHUPING_BOXES": str(self.folder),
            "SHUPING_BOXES_URL": self.address,
            "SHUPING_URN_CONTROL": str(self.desk),
            "SHUPING_URN_SECRET": SECRET,
            "SHUPING_URN_PATIENCE": "0.05",
        }
        with self._ear() as ear:
            self.process = subprocess.Popen(  # noqa: S603 - our own program
                [sys.executable, "-m", "shuping.urn", "--port", str(self.port)],
                cwd=HOUSE,
                env=environment,
                stdin=subprocess.PIPE,
                stdout=ear,
                stderr=ear,
                start_new_session=True,
            )
        assert comes(lambda: healthy(self.port))

    def _ear(self) -> AbstractContextManager[IO[bytes] | None]:
        return self.heard.open("ab") if self.heard else nullcontext()

    def kill(self) -> None:
        """Kill the process and its worker at once, as a power cut would."""
        assert self.process is not None
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        if self.process.stdin:
            self.process.stdin.close()

    def stop(self) -> int:
        """Close its standard input, as a desk that ends does; return the exit code."""
        assert self.process is not None
        self.process.communicate(timeout=30)
        return self.process.returncode

    def ask(self, act: str, **about: Any) -> dict[str, Any]:
        return control.ask(self.desk, SECRET, act, **about)


@contextmanager
def urn(folder: Path, heard: Path | None = None, *, address: str = "") -> Iterator[Urn]:
    """Run an urn over a folder of boxes, and end it whatever happens."""
    one = Urn(folder, heard=heard, address=address)
    one.start()
    try:
        yield one
    finally:
        if one.process and one.process.poll() is None:
            one.kill()


@dataclass
class Ballot:
    """A box of an urn that takes ballots: its name, its key and its slips."""

    urn: Urn
    box: bytes
    private: bytes
    slips: dict[str, list[str]]

    @property
    def name(self) -> str:
        return self.box.hex()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.urn.port}/v/{self.name}"

    def body(self, code: str, marks: bytes, seed: bytes | None = None) -> bytes:
        seed = seed or secrets.token_bytes(32)
        told = {"code": code, "marks": marks.hex(), "seed": seed.hex()}
        return json.dumps(told).encode()

    def post(self, body: bytes) -> tuple[int, dict[str, str]]:
        """Cast a ballot as a phone does; return the status and what is told."""
        request = urllib.request.Request(  # noqa: S310 - on loopback
            self.address, body, {"content-type": "application/json"}, method="POST"
        )
        try:
            with urllib.request.urlopen(request, timeout=20) as answer:  # noqa: S310
                return answer.status, json.loads(answer.read())
        except urllib.error.HTTPError as refused:
            with refused:
                return refused.code, json.loads(refused.read() or b"{}")


def opened(urn: Urn, *, slips: int = 30, form: BoxForm = FORM) -> Ballot:
    """Commit a box at an urn and open it."""
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
    return Ballot(urn, box, private, handed)
