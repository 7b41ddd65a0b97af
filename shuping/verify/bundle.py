"""The members of a bundle read into values, and which of them could not be read."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from shuping.refusal import say
from shuping.verify import shapes
from shuping.verify.archive import Unreadable, opened
from shuping.verify.shapes import Malformed
from shuping.verify.terms import Terms, terms_of

MANIFEST, FORMAT = "manifest.json", 1
URN, PAPER, FOLDER = "urn", "paper", "folder"
CLOSED, COUNTED = "closed", "counted"
OVERHEAD = 48
_ALWAYS = ("record.json", "form.json", "scheme.toml", "journal.json")
_SEALED = ("issued.csv", "void.csv", "spent.csv", "ballots.csv")
_LEFT = (
    "counts.csv",
    "voids.csv",
    "results.json",
    "effects.csv",
    "stability.csv",
)
Value = Any


@dataclass(frozen=True, slots=True)
class Ballot:
    """One row of ballots.csv."""

    leaf: bytes
    category: str
    channel: str
    sealed: bytes


@dataclass(frozen=True, slots=True)
class Bundle:
    """A bundle that could be read whole; what is not in it is empty."""

    files: Mapping[str, bytes]
    record: Value
    form: Value
    terms: Terms
    journal: Sequence[Value]
    issued: Sequence[tuple[bytes, str]]
    void: Sequence[tuple[bytes, str]]
    spent: Sequence[bytes]
    ballots: Sequence[Ballot]
    counts: Sequence[tuple[str, str, str, str, int]]
    voids: Sequence[tuple[str, str, int]]
    results: Value
    effects: Sequence[tuple[str, str, Fraction | None, int | None]]
    stability: Sequence[tuple[str, str]]

    @property
    def is_sealed(self) -> bool:
        """Tell whether there is a closed box of the urn in it."""
        return bool(self.record["source"] == URN)

    @property
    def is_counted(self) -> bool:
        """Tell whether the box was counted."""
        return bool(self.record["state"] == COUNTED)

    @property
    def cells(self) -> int:
        """Return how many cells a ballot has."""
        return len(self.form["reporters"]) * len(self.form["items"])

    def codes(self, name: str) -> list[str]:
        """Return the codes of a list of the form, in its order."""
        return [one["code"] for one in self.form[name]]


@dataclass(frozen=True, slots=True)
class Reading:
    """What came of reading: the manifest, the members, what is wrong, the bundle.

    Which members are `missing` or `strange` the record says; where it cannot be read,
    no other member is blamed for that.
    """

    manifest: Value
    files: Mapping[str, bytes]
    malformed: Mapping[str, str]
    missing: Sequence[str]
    strange: Sequence[str]
    bundle: Bundle | None


def read(packed: bytes) -> Reading:
    """Read a bundle; raises `Unreadable` where it is none."""
    files = opened(packed)
    try:
        manifest = shapes.fitting(files.pop(MANIFEST, b""), shapes.MANIFEST)
    except Malformed as error:
        raise Unreadable(say("There is no manifest that can be read.")) from error
    if manifest["format"] != FORMAT:
        raise Unreadable(
            say("The bundle has format {format}.", format=manifest["format"])
        )
    values, malformed = _values(files)
    record = values.get("record.json")
    due = _due(record) if record else _ALWAYS
    missing = sorted(set(due) - files.keys())
    strange = sorted(files.keys() - set(due if record else _READERS))
    bundle = None if missing or malformed else _bundle(files, values)
    return Reading(manifest, files, malformed, missing, strange, bundle)


def _due(record: Value) -> Sequence[str]:
    """Return the members that a bundle of such a record must have, and no others."""
    sealed = _SEALED if record["source"] == URN else ()
    counted = _LEFT if record["state"] == COUNTED else ()
    return (*_ALWAYS, *sealed, *counted)


def _record(raw: bytes) -> Value:
    record = shapes.fitting(raw, shapes.RECORD)
    known = {(URN, CLOSED)} | {(one, COUNTED) for one in (URN, PAPER, FOLDER)}
    if (record["source"], record["state"]) not in known:
        raise Malformed("source, state")
    return record


def _terms(raw: bytes) -> Terms:
    try:
        return terms_of(raw)
    except (ValueError, LookupError, TypeError, AttributeError, ArithmeticError) as why:
        raise Malformed("TOML") from why


_READERS: Mapping[str, Callable[[bytes], Value]] = {
    "record.json": _record,
    "form.json": lambda raw: shapes.fitting(raw, shapes.FORM),
    "scheme.toml": _terms,
    "journal.json": lambda raw: shapes.fitting(raw, shapes.JOURNAL),
    "issued.csv": lambda raw: shapes.rows(raw, shapes.ISSUED),
    "void.csv": lambda raw: shapes.rows(raw, shapes.VOID),
    "spent.csv": lambda raw: [h for (h,) in shapes.rows(raw, shapes.SPENT)],
    "ballots.csv": lambda raw: [
        Ballot(*row) for row in shapes.rows(raw, shapes.BALLOTS)
    ],
    "counts.csv": lambda raw: shapes.rows(raw, shapes.COUNTS),
    "voids.csv": lambda raw: shapes.rows(raw, shapes.VOIDS),
    "results.json": lambda raw: shapes.fitting(raw, shapes.RESULTS),
    "effects.csv": lambda raw: shapes.rows(raw, shapes.EFFECTS),
    "stability.csv": lambda raw: shapes.rows(raw, shapes.STABILITY),
}


def _values(files: Mapping[str, bytes]) -> tuple[dict[str, Value], dict[str, str]]:
    values: dict[str, Value] = {}
    malformed: dict[str, str] = {}
    for name in files.keys() & _READERS.keys():
        try:
            values[name] = _READERS[name](files[name])
        except Malformed as error:
            malformed[name] = str(error)
    return values, malformed


def _bundle(files: Mapping[str, bytes], values: Mapping[str, Value]) -> Bundle:
    return Bundle(
        files=files,
        record=values["record.json"],
        form=values["form.json"],
        terms=values["scheme.toml"],
        journal=values["journal.json"],
        issued=values.get("issued.csv", ()),
        void=values.get("void.csv", ()),
        spent=values.get("spent.csv", ()),
        ballots=values.get("ballots.csv", ()),
        counts=values.get("counts.csv", ()),
        voids=values.get("voids.csv", ()),
        results=values.get("results.json"),
        effects=values.get("effects.csv", ()),
        stability=values.get("stability.csv", ()),
    )
