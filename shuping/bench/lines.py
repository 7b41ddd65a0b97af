"""One connection to a server, as a phone holds it: a request, then its answer."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass

_END = b"\r\n\r\n"


@dataclass(frozen=True, slots=True)
class Heard:
    """An answer as it came: status, headers by small name, body as it was sent."""

    status: int
    headers: Mapping[str, str]
    body: bytes


class Line:
    """An open connection; it raises `OSError` or `EOFError` where it breaks."""

    def __init__(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        self._reader, self._writer = reader, writer

    @classmethod
    async def open(cls, port: int) -> "Line":
        """Connect to a port of this machine."""
        return cls(*await asyncio.open_connection("127.0.0.1", port))

    def send(self, request: bytes) -> None:
        """Send a request and do not wait for its answer."""
        self._writer.write(request)

    async def ask(self, request: bytes) -> Heard:
        """Send a request and return its answer."""
        self.send(request)
        lines = (await self._reader.readuntil(_END)).decode("latin-1").split("\r\n")
        pairs = (line.partition(":") for line in lines[1:])
        headers = {name.lower(): value.strip() for name, _, value in pairs}
        length = int(headers.get("content-length", "0"))
        body = await self._reader.readexactly(length)
        return Heard(int(lines[0].split()[1]), headers, body)

    def drop(self) -> None:
        """Hang up, whatever was still to come."""
        self._writer.transport.abort()


def get(path: str, **headers: str) -> bytes:
    """Return the request for a page."""
    return _head("GET", path, headers)


def post(path: str, body: bytes) -> bytes:
    """Return the request that casts a ballot."""
    about = {"Content-Type": "application/json", "Content-Length": str(len(body))}
    return _head("POST", path, about) + body


def _head(verb: str, path: str, headers: Mapping[str, str]) -> bytes:
    rows = [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    return "\r\n".join([f"{verb} {path} HTTP/1.1", "Host: urn", *rows, "", ""]).encode()
