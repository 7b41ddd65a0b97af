"""What a process that reads a stranger's file tells the one that started it, as JSON.

Words travel as their English text and what fills it, to be told in any language.
"""

import json
from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from shuping.refusal import Words

SECONDS, MEGABYTES = 30, 1024


def hold() -> None:
    """Hold this process to its memory and time, where the system can."""
    with suppress(ImportError):
        import resource  # noqa: PLC0415 - Windows has none

        memory = MEGABYTES * 1024 * 1024
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
        resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))


def said(told: object) -> str:
    """Return what was read as JSON values, or why nothing can be; `heard` takes it."""
    key = "unreadable" if isinstance(told, Words) else "told"
    return json.dumps({key: plain(told)})


def heard(text: str | bytes) -> Any:
    """Return JSON values or `Words`; ValueError, LookupError, TypeError if neither."""
    told = json.loads(text)
    return words(told["unreadable"]) if "unreadable" in told else told["told"]


def plain(value: object) -> object:
    """Return `Words` as JSON values, and any other value as it is."""
    if isinstance(value, Words):
        filled = {name: plain(one) for name, one in value.values}
        return {"text": value.text, "values": filled}
    return value


def words(told: Mapping[str, Any]) -> Words:
    """Return the words that `plain` wrote down; LookupError or TypeError if none."""
    filled = (
        (name, words(one) if isinstance(one, dict) else one)
        for name, one in told["values"].items()
    )
    return Words(told["text"], tuple(filled))
