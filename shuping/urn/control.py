"""The channel by which the desk tells the urn what to do; on loopback, by a secret.

One connection, one request: a line of JSON with the secret, the act and what it is
about, answered by one line of JSON. Ballots never pass here.
"""

import asyncio
import hmac
import json
import socket
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from shuping.urn.pipe import Failed

HOST = "127.0.0.1"
_MOST = 64 * 1024 * 1024
_PATIENCE = 30.0
Act = Callable[[Mapping[str, Any]], Awaitable[Mapping[str, Any]]]


class Unheard(Exception):
    """The urn does not answer, or does not do what it is told; says why."""


def ask(port: int, secret: str, act: str, **about: Any) -> dict[str, Any]:
    """Tell the urn to do something and return its answer.

    Raises `Unheard` where it does not run, does not know us, or refuses.
    """
    told = json.dumps({"secret": secret, "act": act, **about}).encode() + b"\n"
    try:
        with socket.create_connection((HOST, port), timeout=_PATIENCE) as line:
            line.sendall(told)
            heard = b"".join(iter(lambda: line.recv(1 << 16), b""))
        answer: dict[str, Any] = json.loads(heard)
    except (OSError, ValueError) as error:
        raise Unheard("silent") from error
    if "why" in answer:
        raise Unheard(answer["why"])
    return answer


async def listen(
    port: int, secret: str, acts: Mapping[str, Act]
) -> asyncio.AbstractServer:
    """Answer requests on loopback until the server is closed."""

    async def answer(
        reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        try:
            told = await asyncio.wait_for(reader.readline(), _PATIENCE)
            writer.write(json.dumps(await _done(told, secret, acts)).encode() + b"\n")
            await writer.drain()
        except (TimeoutError, ValueError, ConnectionError):
            pass
        finally:
            writer.close()

    return await asyncio.start_server(answer, HOST, port, limit=_MOST)


async def _done(told: bytes, secret: str, acts: Mapping[str, Act]) -> Mapping[str, Any]:
    request = json.loads(told)
    if not hmac.compare_digest(str(request.pop("secret", "")), secret):
        return {"why": "stranger"}
    act = acts.get(str(request.pop("act", "")))
    if act is None:
        return {"why": "unknown act"}
    try:
        return await act(request)
    except Exception as error:  # noqa: BLE001 - the desk is told, and the urn goes on
        failed = isinstance(error, Failed)
        return {"why": str(error) if failed else f"{type(error).__name__}: {error}"}
