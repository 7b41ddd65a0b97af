"""The urn on the network: the voter's page, the form, and ballots cast.

No session, no cookie, no log of who came. Every answer to a ballot has the same length.
"""

import asyncio
import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from shuping.urn import control
from shuping.urn.bodies import Bodies
from shuping.urn.casting import Answer
from shuping.urn.house import House, Room
from shuping.urn.intake import PATIENCE
from shuping.urn.pipe import ADDRESS, BOXES, Asking, Pipe, Unknown
from shuping.urn.slot import State
from shuping.urn.wrong import WrongCodes

PAGE = Path(__file__).with_name("page")
MOST = 16 * 1024
_SEED = 32
_ANSWER = 512  # what an answer to a ballot is filled up to
_STATUS: Mapping[Answer, int] = {
    Answer.TAKEN: 200,
    Answer.AGAIN: 200,
    Answer.USED: 409,
    Answer.COPIED: 409,
    Answer.VOID: 409,
    Answer.UNKNOWN: 404,
    Answer.SHUT: 410,
}
_KINDS = {".html": "text/html", ".css": "text/css", ".js": "text/javascript"}
_JSON = "application/json"
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
    "img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
_SAFE = [("cache-control", "no-store"), ("x-content-type-options", "nosniff")]
_SHOWN = [
    *_SAFE,
    ("referrer-policy", "no-referrer"),
    ("content-security-policy", _POLICY),
]
_HEADERS = {
    _JSON: [*_SAFE, ("content-type", _JSON)],
    **{
        kind: [*_SHOWN, ("content-type", f"{kind}; charset=utf-8")]
        for kind in _KINDS.values()
    },
}
_Answered = tuple[int, str, bytes]  # the status, of which kind the body is, the body


class Application:
    """What granian serves."""

    def __init__(
        self, pipe: Asking, port: int, secret: str, patience: float = PATIENCE
    ) -> None:
        self.house = House(pipe, patience)
        self._port, self._secret = port, secret
        self._wrong, self._bodies = WrongCodes(), Bodies()
        self._files = {
            one.name: (one.read_bytes(), _KINDS[one.suffix])
            for one in sorted(PAGE.iterdir())
        }

    def __rsgi_init__(self, loop: Any) -> None:
        """Begin to listen to the desk."""
        acts = {
            "commit": self.house.commit,
            "move": self.house.move,
            "close": self.house.close,
            "void": self.house.void,
            "slips": self.house.slips,
            "paper": self.house.paper,
            "turnout": self._turnout,
        }
        loop.run_until_complete(self.house.begin())
        listening = control.listen(self._port, self._secret, acts)
        self._desk = loop.run_until_complete(listening)

    def __rsgi_del__(self, loop: Any) -> None:
        """Write down what waits."""
        loop.run_until_complete(self.house.stop())

    async def __rsgi__(self, scope: Any, protocol: Any) -> None:
        """Answer one request."""
        status, kind, body = await self._answer(scope, protocol)
        protocol.response_bytes(status, _HEADERS.get(kind, _SAFE), body)

    async def _answer(self, scope: Any, protocol: Any) -> _Answered:
        parts = scope.path.strip("/").split("/")
        if parts == ["health"]:
            well = await self.house.is_well()
            return (200, "", b"ok") if well else (503, "", b"the writer is silent")
        if len(parts) == 2 and parts[0] == "page" and parts[1] in self._files:  # noqa: PLR2004
            body, kind = self._files[parts[1]]
            return 200, kind, body
        if parts[0] != "v" or len(parts) not in {2, 3}:
            return 404, "", b""
        return await self._of_a_box(scope, protocol, parts)

    async def _of_a_box(self, scope: Any, protocol: Any, parts: list[str]) -> _Answered:
        try:
            room = await self.house.room(parts[1])
        except Unknown:
            return 404, "", b""
        if scope.method == "POST":
            return await self._cast(room, scope, protocol)
        if parts[2:] == ["form"]:
            told = b'{"state": "%s", "form": %s}'
            return 200, _JSON, told % (room.slot.state.encode(), room.form)
        body, kind = self._files["vote.html"]
        return 200, kind, body

    async def _cast(self, room: Room, scope: Any, protocol: Any) -> _Answered:
        if int(scope.headers.get("content-length") or MOST + 1) > MOST:
            return _told(413, {"why": "size"})
        try:
            sent = json.loads(str(await self._bodies.read(protocol), "utf-8"))
            typed, marks, seed = (sent[name] for name in ("code", "marks", "seed"))
            marks, seed = bytes.fromhex(marks), bytes.fromhex(seed)
            fits = len(seed) == _SEED and room.slot.form.fits(marks)
        except TimeoutError:
            return _told(408, {"why": "slow"})
        except (ValueError, KeyError, TypeError, RecursionError):
            fits = False
        if not fits:
            return _told(400, {"why": "form"})
        try:
            reply = await room.cast(str(typed), marks, seed)
        except Exception:  # noqa: BLE001 - nothing of a ballot may reach a log
            return _told(503, {"why": "disk"})
        if reply.receipt:
            return _answered(_STATUS[reply.answer], reply.receipt)
        if reply.answer is Answer.UNKNOWN:
            await self._hold_back(room.slot.box.hex(), scope.client)
        return _refused(reply.answer, room.slot.state)

    async def _hold_back(self, box: str, client: str) -> None:
        """Count a wrong code and let whoever tries many wait; nobody else does."""
        address = client.rpartition(":")[0]
        moment = asyncio.get_running_loop().time()
        await asyncio.sleep(self._wrong.count(box, address, moment))

    async def _turnout(self, about: Mapping[str, Any]) -> Mapping[str, Any]:
        told = await self.house.turnout(about)
        return {**told, "wrong": self._wrong.counts[about["box"]]}


def _refused(answer: Answer, state: State) -> _Answered:
    """Return why a ballot is not in; where its box only pauses, it is to come again."""
    if answer is Answer.SHUT and state is not State.CLOSED:
        return _told(503, {"why": "paused"})
    return _told(_STATUS[answer], {"why": answer.value})


def _told(status: int, words: Mapping[str, str]) -> _Answered:
    return _answered(status, json.dumps(words).encode())


def _answered(status: int, body: bytes) -> _Answered:
    """Return an answer to a ballot, of the one length that all of them have."""
    return status, _JSON, body.ljust(_ANSWER)


def from_environment() -> Application:
    """Return the application as the environment of the process says."""
    folder, address = Path(os.environ[BOXES]), os.environ.get(ADDRESS, "")
    return Application(
        Pipe(folder, address),
        int(os.environ["SHUPING_URN_CONTROL"]),
        os.environ["SHUPING_URN_SECRET"],
        float(os.environ.get("SHUPING_URN_PATIENCE", PATIENCE)),
    )
