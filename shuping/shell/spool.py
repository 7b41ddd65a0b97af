"""The private folder where files wait for the clerk, and what it made for its askers.

A file's name says nothing, and only the installation's own account may read it. What
was sent is erased when its task ends; what came out, after a day.
"""

import secrets
import time
from collections.abc import Mapping
from pathlib import Path

from django.conf import settings

from shuping.failpoint import failpoint
from shuping.refusal import Refused, say
from shuping.shell import private

_HOUR, _DAY = 60 * 60, 24 * 60 * 60


def keep(content: bytes) -> str:
    """Write a file and return its name."""
    name = secrets.token_hex(32)
    private.write(_path(name), content)
    failpoint("spooled")
    return name


def read(name: str) -> bytes:
    """Return what a file holds; refused where it is no longer there."""
    try:
        return _path(name).read_bytes()
    except OSError:
        raise Refused(say("The file is no longer kept. Ask anew.")) from None


def erase(name: str) -> None:
    """Take a file away, where there is one."""
    if name:
        _path(name).unlink(missing_ok=True)


def sweep(in_use: Mapping[str, bool]) -> None:
    """Take away what nobody needs any more, by the times of the disk.

    `in_use` tells of each file that a task names whether an open task needs it. A file
    that none names may be of a task that is just being asked for: it stays an hour.
    """
    there = settings.SPOOL.iterdir() if settings.SPOOL.exists() else ()
    for path in there:
        needed = in_use.get(path.name)
        age = time.time() - path.stat().st_mtime
        if not needed and age > (_HOUR if needed is None else _DAY):
            path.unlink(missing_ok=True)


def _path(name: str) -> Path:
    return Path(settings.SPOOL) / name
