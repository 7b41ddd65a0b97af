"""A small box and its voters, made of a seed, for tests of the urn."""

import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

import psycopg
import pytest

from shuping.urn import codes, receipts, sealing
from shuping.urn.box import Box, Plan
from shuping.urn.casting import Cast
from shuping.urn.form import BLANK, BoxForm, Named
from shuping.urn.postgres import Database
from shuping.urn.slot import State
from shuping.urn.storage import Folder, Shelf

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


CLUSTER = os.environ.get("SHUPING_BOXES_TEST_URL", "")


def shelf_in_the_cluster(folder: Path) -> Database:
    """Return a shelf in PostgreSQL, where the address of one is told."""
    if not CLUSTER:
        pytest.skip("needs SHUPING_BOXES_TEST_URL, see .ci/run")
    return Database(CLUSTER, folder)


@contextmanager
def only_one(shelf: Database) -> Iterator[None]:
    """Let one process of the tests at a time have the box in the cluster."""
    with psycopg.connect(CLUSTER, autocommit=True) as line:
        line.execute("SELECT pg_advisory_lock(1)")
        shelf.drop(BOX.hex())
        yield
        shelf.drop(BOX.hex())


def hall(
    folder: Path,
    *,
    slips: int = 20,
    seed: int = 7,
    state: State | None = State.OPEN,
    shelf: Shelf | None = None,
) -> Hall:
    """Commit a box with so many slips of each class, and open it."""
    random = Random(seed)
    handed = {
        one.code: [codes.make(random.getrandbits) for _ in range(slips)]
        for one in FORM.categories
    }
    private, public = key(seed)
    shelf = shelf or Folder(folder)
    shelf.make(BOX.hex(), planned(handed, public).tables())
    there = shelf.find(BOX.hex())
    assert there
    box = Box(there)
    if state:
        box.move(state)
    return Hall(box, private, handed, random)
