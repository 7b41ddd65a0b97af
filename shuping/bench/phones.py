"""Phones for a bench: so many connections, each casting one ballot after the other."""

import asyncio
import json
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

_END = b"\r\n\r\n"


@dataclass(slots=True)
class Run:
    """What came of casting: how long it took, each answer's seconds, each status."""

    seconds: float = 0.0
    waits: list[float] = field(default_factory=list)
    statuses: Counter[int] = field(default_factory=Counter)

    @property
    def rate(self) -> float:
        """Return how many ballots were answered in a second."""
        return len(self.waits) / self.seconds

    def percentile(self, share: float) -> float:
        """Return the wait that this share of the answers did not exceed."""
        return sorted(self.waits)[int(share * (len(self.waits) - 1))]


def body_of(code: str, marks: bytes, seed: bytes) -> bytes:
    """Return what a phone sends to cast a ballot."""
    told = {"code": code, "marks": marks.hex(), "seed": seed.hex()}
    return json.dumps(told).encode()


def cast(port: int, path: str, bodies: Sequence[bytes], connections: int) -> Run:
    """Cast all ballots over so many connections at once."""
    requests = [_request(path, body) for body in bodies]
    return asyncio.run(_cast(port, iter(requests), connections))


def _request(path: str, body: bytes) -> bytes:
    head = (
        f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n"
        f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body


async def _cast(port: int, requests: Iterator[bytes], connections: int) -> Run:
    run = Run()
    begun = time.perf_counter()
    await asyncio.gather(*(_phone(port, requests, run) for _ in range(connections)))
    run.seconds = time.perf_counter() - begun
    return run


async def _phone(port: int, requests: Iterator[bytes], run: Run) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    for request in requests:
        begun = time.perf_counter()
        writer.write(request)
        head = await reader.readuntil(_END)
        await reader.readexactly(_length(head))
        run.waits.append(time.perf_counter() - begun)
        run.statuses[int(head[9:12])] += 1
    writer.close()


def _length(head: bytes) -> int:
    for line in head.split(b"\r\n"):
        name, _, value = line.partition(b":")
        if name.lower() == b"content-length":
            return int(value)
    return 0
