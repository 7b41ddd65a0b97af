"""Leaving what a run gives in OUT, in the place of what an earlier run left there.

Only what a run wrote is replaced: a stranger's file in OUT stays as it is.
"""

import json
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from shuping.folders.rules.names import DOCUMENTS, LEFT, RESULTS
from shuping.refusal import Refused, Words, say, why
from shuping.tables.codes import is_code

LETTERS = ("letters.pdf", "letters.ofd")


def refuse_unwritable(out: Path) -> None:
    """Refuse an `out` in which nothing can be written; nothing is made of it yet."""
    there = out
    while not os.path.lexists(there):
        there = there.parent
    if not there.is_dir():
        raise _refused(there, say("it is no folder"))
    if not os.access(there, os.W_OK | os.X_OK):
        raise _refused(there, say("it may not be written to"))
    for name in LEFT:
        old = out / name
        if os.path.lexists(old) and old.is_dir() != (name == DOCUMENTS):
            raise _refused(old, say("something else of this name stands there"))


def _refused(path: Path, reason: Words) -> Refused:
    return Refused(
        say("The results cannot be left at {path}: {reason}.", path=path, reason=reason)
    )


@contextmanager
def filled(out: Path) -> Iterator[Path]:
    """Give a place to write; in the end it takes the place of what `out` held.

    Refused when the disk does not take it.
    """
    refuse_unwritable(out)
    try:
        out.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=out, prefix=".run-") as name:
            place = Path(name)
            yield place
            _take_away(out)
            _put(place, out)
    except OSError as error:
        raise _refused(out, why(error)) from error


def _take_away(out: Path) -> None:
    """Take away what an earlier run left: its letters are named in its results."""
    letters = [f"{code}.docx" for code in _reporters(out / RESULTS)]
    for name in (*LETTERS, *letters):
        (out / DOCUMENTS / name).unlink(missing_ok=True)
    with suppress(OSError):
        (out / DOCUMENTS).rmdir()
    for name in set(LEFT) - {DOCUMENTS}:
        (out / name).unlink(missing_ok=True)


def _reporters(results: Path) -> list[str]:
    try:
        rows = json.loads(results.read_bytes()).get("reporters", [])
        codes = [str(row["organisation"]) for row in rows]
    except (OSError, ValueError, AttributeError, LookupError, TypeError):
        return []
    return [code for code in codes if is_code(code)]


def _put(place: Path, out: Path) -> None:
    for new in place.rglob("*"):
        here = out / new.relative_to(place)
        if new.is_dir():
            here.mkdir(exist_ok=True)
        else:
            new.replace(here)
