"""A small box and its voters, made of a seed, for tests of the urn."""

import hashlib
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from shuping.urn import codes, receipts, sealing
from shuping.urn.box import Box, Plan, State
from shuping.urn.casting import Cast
from shuping.urn.form import BLANK, BoxForm, Named
from shuping.urn.storage import SqliteFile

FORM = BoxForm(
    title="临江区2019年度民主测评",
    categories=(Named("A", "区领导"), Named("B", "部门负责人")),
    reporters=tuple(Named(f"LJ{n:02}", f"第{n}街道") for n in range(1, 5)),
    items=(Named("overall", "总体评价"),),
    grades=(Named("good", "好"), Named("fair", "较好"), Named("poor", "差")),
)
BOX = bytes(range(16))


@dataclass
class Hall:
    """A committed box, its key, and the codes that were handed out."""

    box: Box
    private: bytes
    slips: dict[str, list[str]]
    random: Random = field(default_factory=lambda: Random(7))

    def cast(self, category: str, number: int, marks: bytes | None = None) -> Cast:
        """Return the ballot of the number-th slip of a class, with fresh bytes."""
        return self.with_code(self.slips[category][number], marks)

    def with_code(self, code: str, marks: bytes | None = None) -> Cast:
        hashes = {
            one.code: codes.hashed(code, self.box.box, one.code)
            for one in self.box.form.categories
        }
        return Cast(hashes, marks or self.marks(), self.random.randbytes(32))

    def marks(self) -> bytes:
        return bytes(self.random.choice([0, 1, 2, BLANK]) for _ in range(FORM.size))


def key(seed: int) -> tuple[bytes, bytes]:
    """Return a private and a public key that are the same at every run."""
    private = hashlib.sha256(str(seed).encode()).digest()
    return private, sealing.public_of(private)


def planned(slips: dict[str, list[str]], public: bytes, box: bytes = BOX) -> Plan:
    return Plan(
        box=box,
        form=FORM,
        public=public,
        signer=receipts.new_signer(),
        issued={
            category: [codes.hashed(code, box, category) for code in those]
            for category, those in slips.items()
        },
    )


def hall(
    folder: Path, *, slips: int = 20, seed: int = 7, state: State | None = State.OPEN
) -> Hall:
    """Commit a box with so many slips of each class, and open it."""
    random = Random(seed)
    handed = {
        one.code: [codes.make(random.getrandbits) for _ in range(slips)]
        for one in FORM.categories
    }
    private, public = key(seed)
    path = folder / f"{BOX.hex()}.box"
    SqliteFile.make(path, planned(handed, public).tables())
    box = Box(SqliteFile(path))
    if state:
        box.move(state)
    return Hall(box, private, handed, random)
