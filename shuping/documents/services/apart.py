"""A stranger's file, read by a program of ours in a process of its own."""

import os
import subprocess
import sys
import threading
from collections.abc import Callable
from typing import Any, TypeVar

from shuping.documents.rules.apart import MEGABYTES, SECONDS, heard
from shuping.refusal import Refused, Words, say

_PYTHON = (sys.executable, "-B", "-m")
_KEPT = ("PATH", "PYTHONPATH", "SYSTEMROOT")
_PATIENCE = 10
_BEYOND = say(
    "The file could not be read in {seconds} seconds and {memory} MB.",
    seconds=SECONDS,
    memory=MEGABYTES,
)
_one_at_a_time = threading.Lock()
_Told = TypeVar("_Told")


def told_apart(
    program: tuple[str, str], content: bytes, understood: Callable[[Any], _Told]
) -> _Told:
    """Return what a module of ours, with its argument, tells of a file.

    The module gets the file on its standard input; nothing is kept. Refused where it
    says why the file cannot be read, where it takes too long or too much memory, and
    while another file is read.
    """
    if not _one_at_a_time.acquire(timeout=_PATIENCE):
        raise Refused(say("Another file is being read. Send this one again soon."))
    try:
        told = heard(_said(program, content))
        if not isinstance(told, Words):
            return understood(told)
    except (subprocess.TimeoutExpired, ValueError, LookupError, TypeError):
        raise Refused(_BEYOND) from None
    finally:
        _one_at_a_time.release()
    raise Refused(told)


def _said(program: tuple[str, str], content: bytes) -> bytes:
    kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
    return subprocess.run(  # noqa: S603 - our own program
        [*_PYTHON, *program],
        input=content,
        capture_output=True,
        check=False,
        env=kept,
        timeout=SECONDS,
    ).stdout
