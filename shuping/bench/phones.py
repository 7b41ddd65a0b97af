"""Phones for a bench: so many connections, each casting one ballot after the other.

One thread serves all of them with little work for each answer, since the phones share
the machine with what they measure.
"""

import json
import socket
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from selectors import EVENT_READ, DefaultSelector

_END, _LENGTH = b"\r\n\r\n", b"content-length: "
_MOST, _PATIENCE = 1 << 16, 30.0


@dataclass(slots=True)
class Run:
    """What came of casting: each answer's seconds, each status, and how fast.

    `seconds` and `busy` are of the time in which every phone had something to cast: the
    last ballots of a run wait for company that does not come, as in a hall.
    """

    seconds: float = 0.0
    busy: int = 0
    waits: list[float] = field(default_factory=list)
    statuses: Counter[int] = field(default_factory=Counter)

    @property
    def rate(self) -> float:
        """Return how many ballots were answered in a second."""
        return self.busy / self.seconds

    def percentile(self, share: float) -> float:
        """Return the wait that this share of the answers did not exceed."""
        waits = sorted(self.waits[: self.busy])
        return waits[int(share * (len(waits) - 1))]


def body_of(code: str, marks: bytes, seed: bytes) -> bytes:
    """Return what a phone sends to cast a ballot."""
    told = {"code": code, "marks": marks.hex(), "seed": seed.hex()}
    return json.dumps(told).encode()


def cast(port: int, path: str, bodies: Sequence[bytes], connections: int) -> Run:
    """Cast all ballots over so many connections at once."""
    requests = iter([_request(path, body) for body in bodies])
    phones = [_Phone(port) for _ in range(min(connections, len(bodies)))]
    try:
        return _cast(phones, requests)
    finally:
        for phone in phones:
            phone.line.close()


def _request(path: str, body: bytes) -> bytes:
    head = (
        f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n"
        f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body


class _Phone:
    """One connection: what it waits for since when, and what it has heard so far."""

    def __init__(self, port: int) -> None:
        self.line = socket.create_connection(("127.0.0.1", port))
        self.line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._heard, self._begun = b"", 0.0

    def ask(self, request: bytes) -> None:
        self._heard, self._begun = b"", time.perf_counter()
        self.line.sendall(request)

    def hear(self, run: Run) -> bool:
        """Read what has come; tell whether the answer is whole."""
        heard = self.line.recv(_MOST)
        if not heard:
            raise ConnectionError
        self._heard += heard
        head, found, body = self._heard.partition(_END)
        if not found or len(body) < _length(head):
            return False
        run.waits.append(time.perf_counter() - self._begun)
        run.statuses[int(head[9:12])] += 1
        return True


def _cast(phones: Sequence[_Phone], requests: Iterator[bytes]) -> Run:
    run, selector = Run(), DefaultSelector()
    begun = time.perf_counter()
    for phone in phones:
        selector.register(phone.line, EVENT_READ, phone)
        phone.ask(next(requests))
    while selector.get_map():
        heard = selector.select(_PATIENCE)
        if not heard:
            raise TimeoutError
        for key, _ in heard:
            phone = key.data
            if phone.hear(run):
                request = next(requests, None)
                if request is not None:
                    phone.ask(request)
                    continue
                if not run.busy:
                    run.busy = len(run.waits)
                    run.seconds = time.perf_counter() - begun
                selector.unregister(phone.line)
    return run


def _length(head: bytes) -> int:
    """Return how long the body is; the name may be written in any case."""
    low = head.lower()
    at = low.find(_LENGTH)
    return int(low[at + len(_LENGTH) :].split(b"\r\n", 1)[0]) if at >= 0 else 0
