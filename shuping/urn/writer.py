"""`python -m shuping.urn.writer PIPE`: the process that has the boxes and writes them.

It is a child of the process that phones reach, hears it over one pipe and ends with it.
Groups of ballots that wait for one box go in together, in one durable transaction: the
slower the disk, the more of them share a write.
"""

import os
import signal
import socket
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any

from shuping.urn import receipts
from shuping.urn.box import Box, Plan
from shuping.urn.casting import Reply, Taken, Wish
from shuping.urn.form import form_from
from shuping.urn.frames import Frames, framed
from shuping.urn.pipe import ADDRESS, BOXES, PUT, Told, Unknown
from shuping.urn.slot import Slot
from shuping.urn.storage import Folder, Shelf

_AT_ONCE = 1 << 16
_OF_THE_SHELF = {"kind", "slot", "make", "drop"}


class Writer:
    """All boxes of a shelf; a box is opened when it is first asked for."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf
        self._boxes: dict[str, Box] = {}

    def answers(self, name: str, act: str, asked: Sequence[Any]) -> list[Told]:
        """Return what each asked for came to; ballots go in as one batch."""
        if act == PUT:
            groups = [wishes for (wishes,) in asked]
            told = _told(self.put, name, groups)
            if told.failure:
                return [told] * len(groups)
            return [Told(taken) for taken in told.value]
        return [_told(self._do, name, act, *about) for about in asked]

    def put(self, name: str, groups: Sequence[Sequence[Wish]]) -> list[list[Reply]]:
        """Put groups of ballots in together; answer group by group."""
        taken = iter(self.box(name).put([wish for group in groups for wish in group]))
        return [[_reply(next(taken)) for _ in group] for group in groups]

    def box(self, name: str) -> Box:
        """Return a box by its name, 32 hexadecimal digits; raises `Unknown`."""
        if name not in self._boxes:
            right = len(name) == 32 and not set(name) - set("0123456789abcdef")  # noqa: PLR2004
            there = self._shelf.find(name) if right else None
            if there is None:
                raise Unknown(name)
            self._boxes[name] = Box(there)
        return self._boxes[name]

    def kind(self, _: str) -> str:
        """Return of which kind the shelf is."""
        return self._shelf.kind

    def slot(self, name: str) -> Slot:
        """Return the slot of a box."""
        return self.box(name).slot

    def make(self, name: str, about: Mapping[str, Any]) -> dict[str, str]:
        """Make a box, whole or not at all; told: what the desk told, see `House`."""
        plan = Plan(
            box=bytes.fromhex(name),
            form=form_from(about["form"].encode()),
            public=bytes.fromhex(about["public"]),
            signer=receipts.new_signer(),
            issued={
                category: [bytes.fromhex(h) for h in hashes]
                for category, hashes in about["issued"].items()
            },
            level=about["level"],
            made=about["made"],
        )
        self._shelf.make(name, plan.tables())
        return {
            "issue_root": plan.issue_root().hex(),
            "verifier": receipts.verifier(plan.signer).hex(),
            "form": plan.form.digest(),
            "kind": self._shelf.kind,
        }

    def drop(self, name: str) -> None:
        """Take a box away."""
        self.box(name).shut()
        del self._boxes[name]
        self._shelf.drop(name)

    def stop(self) -> None:
        """Let go of every box."""
        for box in self._boxes.values():
            box.shut()

    def _do(self, name: str, act: str, *about: Any) -> Any:
        if act in _OF_THE_SHELF:
            return getattr(self, act)(name, *about)
        return getattr(self.box(name), act)(*about)


def _reply(taken: Taken) -> Reply:
    if not taken.leaf:
        return Reply(taken.answer)
    return Reply(taken.answer, receipts.written(taken.leaf, taken.signature))


def _told(what: Callable[..., Any], *about: Any) -> Told:
    try:
        return Told(what(*about))
    except Exception as error:  # noqa: BLE001 - who asked is told, and the writer goes on
        return Told(failure=type(error).__name__, words=str(error))


def serve(line: socket.socket, writer: Writer) -> None:
    """Answer what is asked over a line until its other end is gone."""
    frames = Frames()
    with suppress(ConnectionError):
        while heard := line.recv(_AT_ONCE):
            for (name, act), those in groupby(frames.add(heard), itemgetter(0, 1)):
                answers = writer.answers(name, act, [about for *_, about in those])
                line.sendall(framed(answers))


def shelf(folder: Path, address: str = "") -> Shelf:
    """Return where boxes stand: in a folder, or in a database where one is told."""
    if not address:
        return Folder(folder)
    # The driver is an extra, which an installation on files does not have.
    from shuping.urn.postgres import Database  # noqa: PLC0415

    return Database(address, folder)


def main() -> None:
    """Write until whoever asks is gone; signals to end are for them.

    A terminal and a supervisor send them to every process at once, and what waits at
    the front has to be written yet.
    """
    for one in (signal.SIGINT, signal.SIGTERM):
        signal.signal(one, signal.SIG_IGN)
    writer = Writer(shelf(Path(os.environ[BOXES]), os.environ.get(ADDRESS, "")))
    with socket.socket(fileno=int(sys.argv[1])) as line:
        serve(line, writer)
    writer.stop()


if __name__ == "__main__":
    main()
