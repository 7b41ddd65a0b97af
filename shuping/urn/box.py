"""One box: which codes it takes, which are spent, and sealed ballots.

No table has a time, an order of arrival or a link from a code to a ballot. Rows of one
batch go in by the order of their random keys, and a closed box is written anew in that
order, so that neither the file nor its journal keeps who came after whom.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from shuping.urn.casting import Answer, Batch, Cast, Sealed, Taken, Wish
from shuping.urn.form import PAPER, BoxForm, form_from
from shuping.urn.receipts import Signer
from shuping.urn.slot import Slot, State
from shuping.urn.storage import Row, Storage
from shuping.urn.tree import root

SIMPLE, STANDARD, STRICT = "simple", "standard", "strict"
LEVELS = (SIMPLE, STANDARD, STRICT)
_SET = (
    "INSERT INTO meta VALUES(?, ?) "
    "ON CONFLICT(name) DO UPDATE SET value = excluded.value"
)
_COUNTS = {
    "issued": "SELECT category, count(*) FROM issued GROUP BY 1",
    "void": "SELECT category, count(*) FROM void JOIN issued USING(h) GROUP BY 1",
    "spent": "SELECT category, count(*) FROM spent JOIN issued USING(h) GROUP BY 1",
    "paper": "SELECT category, count(*) FROM ballot WHERE channel = 'paper' GROUP BY 1",
}


NEXT: Mapping[State, frozenset[State]] = {
    State.COMMITTED: frozenset({State.OPEN, State.CLOSED}),
    State.OPEN: frozenset({State.PAUSED, State.CLOSED}),
    State.PAUSED: frozenset({State.OPEN, State.CLOSED}),
    State.CLOSED: frozenset(),
}


class Misplaced(Exception):
    """A box is not where an act would need it."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What a box is committed with: `issued` are the hashes of codes by class.

    `made` says whether the slips were made apart from the server or on it.
    """

    box: bytes
    form: BoxForm
    public: bytes
    signer: bytes
    issued: Mapping[str, Sequence[bytes]]
    level: str = STANDARD
    made: str = "apart"

    def issue_root(self) -> bytes:
        """Return the root over the codes that the box takes; 32 bytes."""
        return root([h + category.encode() for h, category in self._rows()])

    def _rows(self) -> list[tuple[bytes, str]]:
        return sorted((h, one) for one, those in self.issued.items() for h in those)

    def tables(self) -> list[tuple[str, Sequence[Row]]]:
        """Return the statements that fill a new box, each with its rows."""
        told = {
            "box": self.box,
            "form": self.form.written(),
            "public": self.public,
            "signer": self.signer,
            "issue_root": self.issue_root(),
            "level": self.level.encode(),
            "made": self.made.encode(),
            "state": State.COMMITTED.value.encode(),
        }
        return [
            ("INSERT INTO meta VALUES(?, ?)", sorted(told.items())),
            ("INSERT INTO issued VALUES(?, ?)", self._rows()),
        ]


class Box(Slot):
    """A box that lies somewhere; one writer, who lives in a process of the urn."""

    def __init__(self, storage: Storage) -> None:
        self._storage = storage
        told = self.told()
        super().__init__(
            box=told["box"],
            form=form_from(told["form"]),
            public=told["public"],
            issued=dict(self.codes("issued")),
            state=State(told["state"].decode()),
        )
        self.signer = told.get("signer", b"")
        self.level = told["level"].decode()

    @property
    def slot(self) -> Slot:
        """Return what of the box those may know who reach it from outside."""
        return Slot(self.box, self.form, self.public, self.issued, self.state)

    def shut(self) -> None:
        """Let go of the box; it stays where it is."""
        self._storage.shut()

    def move(self, there: State) -> None:
        """Write down where the box stands now; a closed box goes nowhere."""
        if there is self.state:
            return
        if there not in NEXT[self.state]:
            raise Misplaced(self.state)
        with self._storage.writing():
            self._storage.write(_SET, [("state", there.value.encode())])
        self.state = there

    def take(self, casts: Sequence[Cast]) -> list[Taken]:
        """Seal ballots and put them in as one batch; answer in their order."""
        wishes = [self.seal(cast) for cast in casts]
        answers = iter(self.put([wish for wish in wishes if wish]))
        strange = Taken(self.stranger().answer)
        return [next(answers) if wish else strange for wish in wishes]

    def put(self, wishes: Sequence[Wish]) -> list[Taken]:
        """Put a batch in, in one durable transaction; answer in its order, signed."""
        if self.state is not State.OPEN:
            # Each alone: what a batch would have added is in the box of none.
            return [_late(*self._looked_up([one]).answers) for one in wishes]
        with self._storage.writing():
            batch = self._looked_up(wishes)
            codes = sorted((wish.code,) for wish in batch.added)
            self._storage.insert("spent", codes)
            self._storage.insert("ballot", _rows(wish.ballot for wish in batch.added))
        return [self._signed(one) for one in batch.answers]

    def _signed(self, taken: Taken) -> Taken:
        if not taken.leaf:
            return taken
        return taken._replace(signature=self._signer.sign(taken.leaf))

    def take_paper(
        self, papers: Iterable[tuple[str, bytes, bytes]], after: int = 0
    ) -> int:
        """Put paper ballots in, each (class, marks, seed); return how many are in now.

        `after` is how many the teller knows to be in already. Where the urn has just
        these papers more, its answer was lost, and they do not go in twice.
        """
        if self.state is State.CLOSED:
            raise Misplaced(self.state)
        rows = _rows(
            self.sealed(category, marks, seed, PAPER)
            for category, marks, seed in papers
        )
        with self._storage.writing():
            inside = self._papers()
            if inside == after:
                self._storage.insert("ballot", rows)
            elif inside != after + len(rows):
                raise Misplaced(f"{inside} sheets")
            return self._papers()

    def _papers(self) -> int:
        return sum(int(count) for _, count in self._storage.read(_COUNTS["paper"]))

    def void(self, hashes: Iterable[bytes], reason: str) -> int:
        """Void codes that are not spent; return how many were voided now."""
        if self.state is State.CLOSED:
            raise Misplaced(self.state)
        with self._storage.writing():
            return self._storage.write(
                "INSERT INTO void SELECT h, ? FROM issued WHERE h = ? "
                "AND h NOT IN (SELECT h FROM spent) ON CONFLICT DO NOTHING",
                sorted((reason, h) for h in hashes),
            )

    def standing(self, hashes: Sequence[bytes]) -> dict[bytes, tuple[str, str]]:
        """Return of each code that was issued its class, and unused, void or spent."""
        found = self._storage.among({"void": hashes, "spent": hashes})
        ours = {h: self.issued[h] for h in hashes if h in self.issued}
        return {h: (one, _standing(h, found)) for h, one in ours.items()}

    def turnout(self) -> dict[str, dict[str, int]]:
        """Return by class how many codes are issued, void, spent; how many sheets."""
        found = {one.code: dict.fromkeys(_COUNTS, 0) for one in self.form.categories}
        for kind, query in _COUNTS.items():
            for category, count in self._storage.read(query):
                found[category][kind] = count
        return found

    def close(self) -> bytes:
        """Close the box for good and write it anew in the order of its leaves.

        Return the root over the leaves; 32 bytes. The key that signs receipts is
        forgotten. Closing a closed box again gives the same root.
        """
        found = root([one.leaf for one in self.ballots()])
        if self.state is not State.CLOSED:
            with self._storage.writing():
                self._storage.write(_SET, [("ballot_root", found)])
                self._storage.write("DELETE FROM meta WHERE name = ?", [("signer",)])
                self._storage.write(_SET, [("state", State.CLOSED.value.encode())])
            self.state, self.signer = State.CLOSED, b""
        self._storage.rewrite()
        return found

    def ballots(self) -> list[Sealed]:
        """Return the sealed ballots in the order of their leaves."""
        rows = self._storage.read(
            "SELECT leaf, category, channel, sealed FROM ballot ORDER BY leaf"
        )
        return [Sealed(bytes(row[0]), row[1], row[2], bytes(row[3])) for row in rows]

    def told(self) -> dict[str, bytes]:
        """Return what the box was committed with and what became of it."""
        rows = self._storage.read("SELECT name, value FROM meta ORDER BY name")
        return {name: bytes(value) for name, value in rows}

    def codes(self, table: str) -> list[Row]:
        """Return the rows of `issued`, `void` or `spent` in the order of their keys."""
        queries = {
            "issued": "SELECT h, category FROM issued ORDER BY h",
            "void": "SELECT h, reason FROM void ORDER BY h",
            "spent": "SELECT h FROM spent ORDER BY h",
        }
        return [(bytes(h), *rest) for h, *rest in self._storage.read(queries[table])]

    @cached_property
    def _signer(self) -> Signer:
        return Signer(self.signer, self.box)

    def _looked_up(self, wishes: Sequence[Wish]) -> Batch:
        """Look up all that a batch has to do with."""
        codes = [wish.code for wish in wishes]
        leaves = [wish.ballot.leaf for wish in wishes]
        found = self._storage.among({"void": codes, "spent": codes, "ballot": leaves})
        return Batch(
            wishes, void=found["void"], spent=found["spent"], leaves=found["ballot"]
        )


def _rows(ballots: Iterable[Sealed]) -> list[Row]:
    """Return ballots as rows in the order of their random keys."""
    return sorted((one.leaf, one.category, one.channel, one.sealed) for one in ballots)


def _standing(code: bytes, found: Mapping[str, set[bytes]]) -> str:
    return next((how for how in ("spent", "void") if code in found[how]), "unused")


def _late(taken: Taken) -> Taken:
    """Return what a box that takes nothing answers: who is in is told so still."""
    return taken if taken.answer is Answer.AGAIN else Taken(Answer.SHUT)
