"""The boxes of one urn process: found in a folder, kept open, acted upon."""

from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from shuping.urn import receipts
from shuping.urn.box import Box, Plan, State
from shuping.urn.casting import Answer, Cast, Taken
from shuping.urn.codes import hashed, read
from shuping.urn.form import form_from
from shuping.urn.intake import PATIENCE, Intake
from shuping.urn.storage import Shelf, Storage


class Unknown(Exception):
    """There is no such box."""


class Room:
    """One box with its intake, and its form as it was committed."""

    def __init__(self, box: Box, patience: float) -> None:
        self.intake = Intake(box, patience=patience)
        self.box = box
        self.form = box.form.written()
        self._categories = [one.code for one in box.form.categories]

    async def cast(self, typed: str, marks: bytes, seed: bytes) -> Taken:
        """Return what became of a ballot; a code that cannot be one is unknown."""
        code = read(typed)
        if code is None:
            return Taken(Answer.UNKNOWN)
        hashes = {one: hashed(code, self.box.box, one) for one in self._categories}
        return await self.intake.cast(Cast(hashes, marks, seed))


def receipt(taken: Taken) -> dict[str, str]:
    """Return the signed promise that a ballot will be in the closed box."""
    return {
        "leaf": taken.leaf.hex(),
        "receipt": receipts.shown(taken.leaf),
        "signature": receipts.texted(taken.signature),
    }


class House:
    """All boxes of a shelf; a box is opened when it is first asked for."""

    def __init__(self, shelf: Shelf, patience: float = PATIENCE) -> None:
        self._shelf, self._patience = shelf, patience
        self._rooms: dict[str, Room] = {}

    def room(self, name: str) -> Room:
        """Return a box by its name, 32 hexadecimal digits; raises `Unknown`."""
        if name not in self._rooms:
            there = self._find(name)
            if there is None:
                raise Unknown(name)
            self._rooms[name] = Room(Box(there), self._patience)
        return self._rooms[name]

    def _find(self, name: str) -> Storage | None:
        if len(name) != 32 or set(name) - set("0123456789abcdef"):  # noqa: PLR2004
            return None
        return self._shelf.find(name)

    async def stop(self) -> None:
        """Write down what waits in every box, and let go of them."""
        for room in self._rooms.values():
            await room.intake.stop()

    async def commit(self, about: Mapping[str, Any]) -> Mapping[str, Any]:
        """Make a box; told: box, form, public key, hashes of codes by class, level."""
        plan = Plan(
            box=bytes.fromhex(about["box"]),
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
        await self._clear(about["box"])
        self._shelf.make(about["box"], plan.tables())
        return {
            "issue_root": plan.issue_root().hex(),
            "verifier": receipts.verifier(plan.signer).hex(),
            "form": plan.form.digest(),
            "kind": self._shelf.kind,
        }

    async def _clear(self, name: str) -> None:
        """Take away a box that was committed and never opened: the desk tries again."""
        with suppress(Unknown):
            if self.room(name).box.state is State.COMMITTED:
                await self._rooms.pop(name).intake.stop()
                self._shelf.drop(name)

    async def move(self, about: Mapping[str, Any]) -> Mapping[str, Any]:
        """Open or pause a box."""
        room = self.room(about["box"])
        there = State(about["to"])
        await room.intake.act(lambda: room.box.move(there))
        return {"state": room.box.state}

    async def close(self, about: Mapping[str, Any]) -> Mapping[str, Any]:
        """Close a box for good; what was on its way is in it or refused."""
        room = self.room(about["box"])
        root = await room.intake.act(room.box.close)
        return {"ballot_root": root.hex(), "turnout": room.box.turnout()}

    async def void(self, about: Mapping[str, Any]) -> Mapping[str, Any]:
        """Void codes by their hashes; told how many were voided now."""
        room = self.room(about["box"])
        hashes = [bytes.fromhex(h) for h in about["hashes"]]
        count = await room.intake.act(lambda: room.box.void(hashes, about["reason"]))
        return {"voided": count}

    async def slips(self, about: Mapping[str, Any]) -> Mapping[str, Any]:
        """Tell of codes, by their hashes, of which class each is and how it stands."""
        room = self.room(about["box"])
        hashes = [bytes.fromhex(h) for h in about["hashes"]]
        standing = await room.intake.act(lambda: room.box.standing(hashes))
        return {"slips": {h.hex(): told for h, told in standing.items()}}

    async def paper(self, about: Mapping[str, Any]) -> Mapping[str, Any]:
        """Put typed paper into a box: rows of class, marks and seed, as hex.

        `after` is how many sheets the desk knows to be in; told: how many are in now.
        """
        room = self.room(about["box"])
        papers = [
            (category, bytes.fromhex(marks), bytes.fromhex(seed))
            for category, marks, seed in about["papers"]
        ]
        count = await room.intake.act(
            lambda: room.box.take_paper(papers, after=about["after"])
        )
        return {"papers": count}

    async def turnout(self, about: Mapping[str, Any]) -> Mapping[str, Any]:
        """Tell where a box stands and how many codes of each class are spent."""
        room = self.room(about["box"])
        turnout = await room.intake.act(room.box.turnout)
        return {"state": room.box.state, "turnout": turnout}
