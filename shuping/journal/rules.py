"""How entries are chained: each digest covers the one before it."""

import hashlib
import json
from datetime import UTC, datetime
from typing import Any, Protocol

GENESIS = "0" * 64


class Noted(Protocol):
    """What an entry says."""

    at: datetime
    by_id: Any
    act: str
    thing: str
    facts: Any


def content(entry: Noted) -> str:
    """Return what an entry says as one canonical line, whatever the database."""
    at = entry.at.astimezone(UTC).isoformat(timespec="microseconds")
    return json.dumps(
        [at, entry.by_id, entry.act, entry.thing, entry.facts],
        ensure_ascii=False,
        sort_keys=True,
        separators=(",", ":"),
    )


def digest(before: str, number: int, said: str) -> str:
    """Return the SHA-256 in hex of the digest before, the number and the words."""
    return hashlib.sha256(f"{before}\n{number}\n{said}".encode()).hexdigest()
