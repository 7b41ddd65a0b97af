"""A file that was sent, measured in a process of its own."""

import json
import os
import subprocess
import sys
import threading
from collections import defaultdict

from shuping.documents.rules.apart import MEGABYTES, SECONDS, read
from shuping.documents.rules.measuring.checking import Checked
from shuping.documents.services.profiles import profiles
from shuping.refusal import Refused, Words, say

_COMMAND = (sys.executable, "-B", "-m", "shuping.documents")
_KEPT = ("PATH", "PYTHONPATH", "SYSTEMROOT")
_PATIENCE = 10
_BEYOND = say(
    "The file could not be measured in {seconds} seconds and {memory} MB.",
    seconds=SECONDS,
    memory=MEGABYTES,
)
_one_at_a_time = threading.Lock()


def checked(content: bytes) -> Checked:
    """Return what the checker finds in a file; nothing of it is kept.

    Fonts that organs here have for their own count. Refused where the file cannot be
    read or takes too long or too much memory, and while another one is measured.
    """
    if not _one_at_a_time.acquire(timeout=_PATIENCE):
        raise Refused(say("Another document is being measured. Send it again soon."))
    try:
        outcome = read(_said(content))
    except (subprocess.TimeoutExpired, ValueError, LookupError, TypeError):
        raise Refused(_BEYOND) from None
    finally:
        _one_at_a_time.release()
    if isinstance(outcome, Words):
        raise Refused(outcome)
    return outcome


def _said(content: bytes) -> bytes:
    kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
    return subprocess.run(  # noqa: S603 - our own program
        [*_COMMAND, json.dumps(_fonts())],
        input=content,
        capture_output=True,
        check=False,
        env=kept,
        timeout=SECONDS,
    ).stdout


def _fonts() -> dict[str, list[str]]:
    """Return by face the fonts that organs here have for their own."""
    named: defaultdict[str, list[str]] = defaultdict(list)
    for one in profiles().values():
        for face, name in one.fonts.items():
            named[face].append(name)
    return named
