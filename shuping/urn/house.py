"""The boxes of one urn as the desk and the phones know them."""

import asyncio
import gc
from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from shuping.urn.casting import Cast, Reply
from shuping.urn.codes import hashed, read
from shuping.urn.intake import PATIENCE, Intake
from shuping.urn.pipe import Asking, Failed, Unknown
from shuping.urn.slot import Slot, State

_MOST_SILENCE = 2.0


class Room:
    """The slot of a box with its intake, and its form as it was committed."""

    def __init__(self, slot: Slot, pipe: Asking, patience: float) -> None:
        self.intake = Intake(slot, pipe, patience=patience)
        self.slot = slot
        self.form = slot.form.written()
        self._categories = [one.code for one in slot.form.categories]

    async def cast(self, typed: str, marks: bytes, seed: bytes) -> Reply:
        """Return what became of a ballot; a code that cannot be one is unknown."""
        code = read(typed)
        if code is None:
            return self.slot.stranger()
        box = self.slot.box
        hashes = {one: hashed(code, box, one) for one in self._categories}
        return await self.intake.cast(Cast(hashes, marks, seed))


class House:
    """All boxes that a writer has; a box is asked for when it is first needed."""

    def __init__(self, pipe: Asking, patience: float = PATIENCE) -> None:
        self._pipe, self._patience = pipe, patience
        self._rooms: dict[str, Room] = {}
        self._sign: asyncio.Future[Any] | None = None

    async def room(self, name: str) -> Room:
        """Return a box by its name, 32 hexadecimal digits; raises `Unknown`."""
        if name not in self._rooms:
            slot = await self._pipe.ask(name, "slot")
            self._rooms.setdefault(name, Room(slot, self._pipe, self._patience))
            # The codes of a box stay as long as the urn runs: nothing to look through.
            gc.freeze()
        return self._rooms[name]

    async def begin(self) -> None:
        """Start the writer; raises what keeps it from its boxes."""
        await self._pipe.ask("", "kind")

    async def is_well(self) -> bool:
        """Tell whether the writer gives a sign within seconds; one sign serves all."""
        if self._sign is None or self._sign.done():
            self._sign = self._pipe.ask("", "kind")
        done, _ = await asyncio.wait({self._sign}, timeout=_MOST_SILENCE)
        return bool(done) and self._sign.exception() is None

    async def stop(self) -> None:
        """Write down what waits for every box, and let go of them."""
        for room in self._rooms.values():
            room.intake.send_all()
        await self._pipe.stop()

    async def commit(self, about: Mapping[str, Any]) -> Mapping[str, Any]:
        """Make a box; told: box, form, public key, hashes of codes by class, level."""
        await self._clear(about["box"])
        made: Mapping[str, Any] = await self._pipe.ask(about["box"], "make", about)
        return made

    async def _clear(self, name: str) -> None:
        """Take away a box that was committed and never opened: the desk tries again."""
        with suppress(Unknown):
            if (await self.room(name)).slot.state is State.COMMITTED:
                del self._rooms[name]
                await self._pipe.ask(name, "drop")

    async def move(self, about: Mapping[str, Any]) -> Mapping[str, Any]:
        """Open or pause a box; what waits for it goes in before."""
        room = await self.room(about["box"])
        there = State(about["to"])
        await self._after_all(room, "move", there)
        room.slot.state = there
        return {"state": there}

    async def close(self, about: Mapping[str, Any]) -> Mapping[str, Any]:
        """Close a box for good; what waits for it goes in before."""
        room = await self.room(about["box"])
        root = await self._after_all(room, "close")
        room.slot.state = State.CLOSED
        turnout = await self._pipe.ask(about["box"], "turnout")
        return {"ballot_root": root.hex(), "turnout": turnout}

    async def _after_all(self, room: Room, act: str, *about: Any) -> Any:
        room.intake.send_all()
        name = room.slot.box.hex()
        try:
            return await self._pipe.ask(name, act, *about)
        except Failed:
            # Where the box stands now is the writer's word, when it is asked again.
            self._rooms.pop(name, None)
            raise

    async def void(self, about: Mapping[str, Any]) -> Mapping[str, Any]:
        """Void codes by their hashes; told how many were voided now."""
        hashes = [bytes.fromhex(h) for h in about["hashes"]]
        count = await self._pipe.ask(about["box"], "void", hashes, about["reason"])
        return {"voided": count}

    async def slips(self, about: Mapping[str, Any]) -> Mapping[str, Any]:
        """Tell of codes, by their hashes, of which class each is and how it stands."""
        hashes = [bytes.fromhex(h) for h in about["hashes"]]
        standing = await self._pipe.ask(about["box"], "standing", hashes)
        return {"slips": {h.hex(): told for h, told in standing.items()}}

    async def paper(self, about: Mapping[str, Any]) -> Mapping[str, Any]:
        """Put typed paper into a box: rows of class, marks and seed, as hex.

        `after` is how many sheets the desk knows to be in; told: how many are in now.
        """
        papers = [
            (category, bytes.fromhex(marks), bytes.fromhex(seed))
            for category, marks, seed in about["papers"]
        ]
        box, after = about["box"], about["after"]
        return {"papers": await self._pipe.ask(box, "take_paper", papers, after)}

    async def turnout(self, about: Mapping[str, Any]) -> Mapping[str, Any]:
        """Tell where a box stands and how many codes of each class are spent."""
        room = await self.room(about["box"])
        turnout = await self._pipe.ask(about["box"], "turnout")
        return {"state": room.slot.state, "turnout": turnout}
