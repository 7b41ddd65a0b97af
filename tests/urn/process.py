"""A real urn process on loopback, with phones that cast into its box."""

import json
import secrets
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from shuping.bench import serving
from shuping.bench.serving import SECRET, Urn
from shuping.urn.form import BoxForm
from tests.urn.boxes import FORM

__all__ = ["SECRET", "Ballot", "Urn", "opened", "urn"]


@contextmanager
def urn(folder: Path, heard: Path | None = None, *, address: str = "") -> Iterator[Urn]:
    """Run an urn over a folder of boxes, and end it whatever happens."""
    with Urn(folder, heard=heard, address=address) as one:
        yield one


@dataclass
class Ballot:
    """A box of an urn that takes ballots: its name, its key and its slips."""

    urn: Urn
    box: bytes
    private: bytes
    slips: Mapping[str, Sequence[str]]

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
    box = serving.opened(urn, form, slips)
    return Ballot(urn, box.box, box.private, box.slips)
