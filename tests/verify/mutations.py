"""Bundles with one thing wrong, each with the number of the check that must see it."""

import io
import json
import struct
import warnings
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cache, partial

from shuping.ballots.rules import keys
from shuping.ballots.rules.bundle import packed as packed_again
from shuping.ballots.rules.tally import Outcome
from shuping.urn.receipts import texted
from tests.urn.boxes import key
from tests.verify.boxes import GOOD, Crowd, Made, Recipe, made
from tests.verify.changes import (
    Change,
    Members,
    alone,
    at,
    cell,
    double,
    drop_key,
    enter,
    flipped,
    gone,
    header,
    issue_never,
    lengthened,
    marks_moved,
    mojibake,
    more,
    of_json,
    of_rows,
    rechained,
    reclassed,
    record,
    repacked,
    rerooted,
    resealed,
    spend_unused,
    spend_void,
    swap,
    toggled,
    torn,
    unzipped,
    zipped,
)

UNREADABLE = 0
SEALED = ("issued.csv", "void.csv", "spent.csv", "ballots.csv")
COUNTED = ("counts.csv", "voids.csv", "effects.csv", "stability.csv", "results.json")
ALL = ("record.json", "form.json", "scheme.toml", "journal.json", *SEALED, *COUNTED)


@dataclass(frozen=True)
class Given:
    """What is handed to both verifiers."""

    packed: bytes
    words: str = ""
    shares: tuple[str, ...] = ()
    receipt: str = ""


@dataclass(frozen=True)
class Mutated:
    """One broken bundle, and the number of the check that names what is wrong."""

    name: str
    check: int
    given: Callable[[], Given]


HASH = "5a" * 32
LATER = "2020-01-03T23:00:00.000000+00:00"


def _with_small_void(members: Members) -> None:
    enter("voids.csv", "C,void,1")(members)
    at("results.json", "turnout.C.valid", 1)(members)


CHANGES: list[tuple[str, int, Change]] = [
    *((f"{name} is missing", 1, gone(name)) for name in ALL),
    ("a member more", 1, lambda m: m.update({"extra.csv": b"x\n"})),
    *((f"{name} is torn", 3, torn(name)) for name in ALL),
    *((f"{name} is no UTF-8", 3, mojibake(name)) for name in ALL),
    *((f"{name} has another header", 3, header(name)) for name in SEALED),
    *((f"{name} has another header", 3, header(name)) for name in COUNTED[:4]),
    ("a key of the record is missing", 3, drop_key("record.json", "level")),
    ("a key of the record is more", 3, record(more=1)),
    ("the record comes from nowhere", 3, record(source="cloud")),
    ("the slips are made anywhere", 3, record(slips_made="elsewhere")),
    ("the key is made anywhere", 3, record(key_made="elsewhere")),
    ("the record is of an open box", 3, record(state="open")),
    ("a key of the form is missing", 3, drop_key("form.json", "title")),
    ("a number is none", 3, at("record.json", "electorate.0.issued", "9")),
    ("a number is below nothing", 3, at("record.json", "electorate.0.present", -1)),
    ("a row has a cell more", 3, of_rows("spent.csv", cell(0, 0, f"{HASH},A"))),
    ("a hash is short", 3, of_rows("spent.csv", cell(0, 0, HASH[2:]))),
    ("a hash is in capitals", 3, of_rows("spent.csv", cell(0, 0, HASH.upper()))),
    ("a sealed ballot is no base64", 3, of_rows("ballots.csv", cell(0, 3, "?"))),
    ("a count is nothing of a number", 3, of_rows("counts.csv", cell(0, 4, "-1"))),
    ("a count begins with nothing", 3, of_rows("counts.csv", cell(0, 4, "07"))),
    ("the scheme has no ballot", 3, lambda m: m.update({"scheme.toml": b""})),
    ("the form hash is another", 4, record(form_sha256=HASH)),
    ("the scheme hash is another", 5, record(scheme_sha256=HASH)),
    (
        "the scheme is changed",
        5,
        lambda m: m.update({"scheme.toml": m["scheme.toml"] + b"\n# more\n"}),
    ),
    ("a grade has another name", 6, at("form.json", "grades.0.name", "甲")),
    ("an item has another code", 6, at("form.json", "items.0.code", "x")),
    ("a class has another name", 6, at("form.json", "categories.0.name", "乙")),
    ("unknown is not asked", 6, toggled("form.json", "unknown")),
    ("the record says rehearsal", 6, toggled("record.json", "rehearsal")),
    ("the record says one by one", 6, toggled("record.json", "one_by_one")),
    ("a reporter twice", 6, of_json("form.json", lambda f: double(f["reporters"]))),
    ("issued not sorted", 7, rerooted(of_rows("issued.csv", swap))),
    ("a code issued twice", 7, rerooted(of_rows("issued.csv", double))),
    (
        "a code of no class",
        7,
        rerooted(of_rows("issued.csv", cell(0, 1, "Z"))),
    ),
    ("a code taken away", 8, issue_never),
    ("a code put in", 8, enter("issued.csv", f"{HASH},A")),
    ("a code of another class", 8, of_rows("issued.csv", reclassed)),
    ("the issue root is another", 8, record(issue_root=HASH)),
    ("the issue root is none", 8, record(issue_root="")),
    ("a code void twice", 9, of_rows("void.csv", double)),
    ("a void code never issued", 9, enter("void.csv", f"{HASH},lost")),
    ("spent not sorted", 10, of_rows("spent.csv", swap)),
    ("a code spent twice", 10, of_rows("spent.csv", double)),
    ("a spent code never issued", 10, enter("spent.csv", HASH)),
    ("a void code spent", 10, spend_void),
    ("ballots not sorted", 11, of_rows("ballots.csv", swap)),
    ("a ballot twice", 11, of_rows("ballots.csv", double)),
    ("a ballot by carrier pigeon", 11, of_rows("ballots.csv", cell(0, 2, "pigeon"))),
    ("a ballot of no class", 11, of_rows("ballots.csv", cell(0, 1, "Z"))),
    ("a leaf replaced", 12, of_rows("ballots.csv", cell(0, 0, "0" * 64))),
    ("the last leaf replaced", 12, of_rows("ballots.csv", cell(-1, 0, "f" * 64))),
    ("a ballot of another class", 12, of_rows("ballots.csv", reclassed)),
    ("a ballot too long", 13, lengthened),
    ("a ballot taken away", 14, of_rows("ballots.csv", lambda rows: rows.pop())),
    ("the first ballot taken away", 14, of_rows("ballots.csv", lambda r: r.pop(0))),
    ("the ballot root is another", 14, record(ballot_root=HASH)),
    ("the ballot root is none", 14, record(ballot_root="")),
    ("a spent code added", 15, spend_unused),
    ("a spent code taken away", 15, of_rows("spent.csv", lambda rows: rows.pop())),
    ("a phone made to paper", 15, of_rows("ballots.csv", cell(0, 2, "paper"))),
    ("one returned more", 16, at("record.json", "electorate.0.returned", 9)),
    ("fewer issued than returned", 16, at("record.json", "electorate.0.issued", 1)),
    ("fewer issued than codes", 16, at("record.json", "electorate.0.issued", 8)),
    (
        "a class twice",
        16,
        of_json("record.json", lambda r: double(r["electorate"])),
    ),
    (
        "a class of no scheme",
        16,
        at("record.json", "electorate.0.category", "Z"),
    ),
    ("more valid ballots told", 16, at("results.json", "turnout.A.valid", 99)),
    ("more entitled told", 16, at("results.json", "turnout.A.entitled", 99)),
    ("a void reason told", 16, at("results.json", "turnout.A.void.all_same", 1)),
    ("a class not told", 16, of_json("results.json", lambda r: r["turnout"].pop("A"))),
    ("voids of no class", 16, enter("voids.csv", "Z,no_mark,1")),
    ("ballots made void", 16, enter("voids.csv", "A,no_mark,1")),
    ("few present", 17, at("record.json", "electorate.0.present", 0)),
    ("many entitled", 17, at("record.json", "electorate.0.entitled", 9000)),
    ("a step taken away", 18, of_json("record.json", lambda r: r["steps"].pop())),
    (
        "the first step taken away",
        18,
        of_json("record.json", lambda r: r["steps"].pop(0)),
    ),
    ("steps out of order", 18, of_json("record.json", lambda r: swap(r["steps"]))),
    (
        "one person alone",
        18,
        at("record.json", "steps.0.people.1.account", "organiser"),
    ),
    (
        "the same person again",
        18,
        at("record.json", "steps.2.people.1.account", "organiser"),
    ),
    ("nobody", 18, at("record.json", "steps.1.people.0.account", "")),
    ("a step too early", 18, at("record.json", "steps.0.people.0.at", LATER)),
    ("no second person", 18, of_json("record.json", alone)),
    ("no monitor", 19, at("record.json", "steps.0.people.1.monitor", new=False)),
    ("one monitor opens", 19, at("record.json", "steps.3.people.0.monitor", new=False)),
    ("one mark more", 20, of_rows("counts.csv", more(4))),
    ("a count taken away", 20, of_rows("counts.csv", lambda rows: rows.pop())),
    ("a count twice", 20, of_rows("counts.csv", double)),
    ("a mark of no grade", 20, of_rows("counts.csv", cell(0, 3, "superb"))),
    ("a reporter of no form", 20, of_rows("counts.csv", cell(0, 1, "LJ99"))),
    ("a count of no class", 20, of_rows("counts.csv", cell(0, 0, "Z"))),
    ("a mark moved", 22, marks_moved()),
    ("another score", 22, at("results.json", "reporters.0.ballot", "99")),
    ("no score", 22, at("results.json", "reporters.0.ballot", None)),
    ("another class score", 22, at("results.json", "reporters.1.classes.A.score", "1")),
    (
        "another count told",
        22,
        at("results.json", "reporters.0.classes.A.counts.i0.good", 99),
    ),
    (
        "a class kept back",
        22,
        at("results.json", "reporters.0.classes.A", {"shown": False}),
    ),
    (
        "reporters out of order",
        22,
        of_json("results.json", lambda r: swap(r["reporters"])),
    ),
    (
        "a reporter left out",
        22,
        of_json("results.json", lambda r: r["reporters"].pop()),
    ),
    ("an entry changed", 23, at("journal.json", "1.act", "open box")),
    ("an entry at another time", 23, at("journal.json", "0.at", LATER)),
    ("an entry by another", 23, at("journal.json", "2.by", 8)),
    ("an entry with other facts", 23, at("journal.json", "2.facts", {})),
    ("an entry with another digest", 23, at("journal.json", "1.digest", HASH)),
    ("an entry after nothing", 23, at("journal.json", "0.before", HASH)),
    ("an entry with another number", 23, at("journal.json", "1.number", 9)),
    ("entries out of order", 23, of_json("journal.json", swap)),
    ("an entry twice", 23, of_json("journal.json", double)),
    ("an entry taken away", 23, of_json("journal.json", lambda j: j.pop(1))),
    ("no entries", 23, of_json("journal.json", lambda j: j.clear())),
    (
        "an entry about another box",
        23,
        rechained(lambda one: one.update(thing="ballots.box:4")),
    ),
    ("an entry of another act", 23, rechained(lambda one: one.update(act="x box"))),
    (
        "another first person",
        23,
        at("record.json", "steps.1.people.0.account", "somebody"),
    ),
    ("a step at another time", 23, at("record.json", "steps.3.people.1.at", LATER)),
    ("a ballot exchanged", 24, resealed),
    (
        "the effects of a rule that is off",
        21,
        enter("effects.csv", "all_same,LJ01,50,1"),
    ),
    (
        "the effects of no rule",
        21,
        enter("effects.csv", "x,LJ01,50,1"),
    ),
    ("stability of no class", 21, enter("stability.csv", "Z,LJ01")),
    ("stability of nobody", 22, enter("stability.csv", "A,LJ99")),
    ("a score of half a number", 3, enter("effects.csv", "all_same,LJ01,1/2/3,1")),
    ("a score by nothing", 3, enter("effects.csv", "all_same,LJ01,1/0,1")),
    ("a score not in lowest terms", 3, enter("effects.csv", "all_same,LJ01,2/4,1")),
    ("a rank of half a place", 3, enter("effects.csv", "all_same,LJ01,50,1.5")),
]

TOLD_CHANGES: list[tuple[str, int, Change]] = [
    ("another rank without a rule", 22, of_rows("effects.csv", cell(0, 3, "9"))),
    ("no rank without a rule", 22, of_rows("effects.csv", cell(0, 3, ""))),
    ("a reporter without effects", 22, of_rows("effects.csv", lambda r: r.pop())),
    ("a reporter with effects twice", 22, of_rows("effects.csv", double)),
    ("effects out of order", 22, of_rows("effects.csv", swap)),
    ("another score without a rule", 24, of_rows("effects.csv", cell(0, 2, "99"))),
    ("no effects", 24, of_rows("effects.csv", lambda rows: rows.clear())),
    ("stability where there is none", 24, enter("stability.csv", "A,LJ01")),
    ("stability of a small class", 21, enter("stability.csv", "C,LJ01")),
    ("a void ballot in a small class", 21, _with_small_void),
]

SMALL_CHANGES: list[tuple[str, int, Change]] = [
    ("the counts of a small class", 21, enter("counts.csv", "B,LJ01,i0,good,2")),
    ("the reasons of a small class", 21, enter("voids.csv", "B,no_mark,1")),
    ("the void of a small class", 21, at("results.json", "turnout.B.void", {})),
    (
        "a small class shown",
        21,
        at("results.json", "reporters.0.classes.B", {"shown": True, "score": "1"}),
    ),
]
OTHERS: list[tuple[str, int]] = [
    ("record.json", 4),
    ("form.json", 4),
    ("scheme.toml", 5),
    ("issued.csv", 8),
    ("void.csv", 9),
    ("spent.csv", 10),
    ("ballots.csv", 12),
    ("counts.csv", 20),
    ("results.json", 22),
]
WIDE = Recipe(
    {"A": Crowd(12, 3), "B": Crowd(7, 2, unfit=1)}, seed=31, items=2, reporters=4
)


@cache
def base(name: str) -> Made:
    """Return a good bundle, made once."""
    return made(WIDE if name == "wide" else GOOD[name])


def cases() -> list[Mutated]:
    """Return all broken bundles."""
    found = [*_zips(), *_beside(), *_keys(), *_receipts()]
    for name in ("plain", "wide"):
        found += [_changed(name, *one) for one in CHANGES]
        found += [_stale(name, member, n) for n, member in enumerate(ALL)]
        found += [_of_another(name, *one) for one in OTHERS]
    found += [_changed("small dropped", *one) for one in SMALL_CHANGES]
    found += [_changed("effects told", *one) for one in TOLD_CHANGES]
    found += [_recounted(name) for name in ("plain", "wide", "trimmed", "strict")]
    return found


def _changed(name: str, what: str, check: int, change: Change) -> Mutated:
    def given() -> Given:
        one = base(name)
        return Given(repacked(one.packed, change), one.words)

    return Mutated(f"{name}: {what}", check, given)


def _stale(name: str, member: str, place: int) -> Mutated:
    """Flip one bit of a member and leave the manifest as it was."""

    def given() -> Given:
        change = flipped(member, 97 * place)
        return Given(repacked(base(name).packed, change, stale=True))

    return Mutated(f"{name}: a bit of {member}", 2, given)


def _of_another(name: str, member: str, check: int) -> Mutated:
    def given() -> Given:
        other = unzipped(base("nine classes").packed)[member]
        change: Change = lambda members: members.update({member: other})  # noqa: E731
        return Given(repacked(base(name).packed, change))

    return Mutated(f"{name}: {member} of another box", check, given)


def _recounted(name: str) -> Mutated:
    """Move counts from one grade to another, all figures worked anew from them."""

    def given() -> Given:
        one = base(name)
        outcome = one.contents.outcome
        assert outcome is not None
        code, counted = next(iter(outcome.shown.items()))
        cells = {
            who: {item: _turned(marks) for item, marks in items.items()}
            for who, items in counted.cells.items()
        }
        moved = Outcome(
            {**outcome.shown, code: replace(counted, cells=cells)}, outcome.hidden
        )
        return Given(packed_again(replace(one.contents, outcome=moved)), one.words)

    return Mutated(f"{name}: counts moved, and all that follows", 24, given)


def _turned(marks: Mapping[str, int]) -> dict[str, int]:
    return {**marks, "good": marks["poor"], "poor": marks["good"]}


def _zips() -> list[Mutated]:
    """Return what is no bundle at all."""

    def of(change: Callable[[bytes], bytes]) -> Callable[[], Given]:
        return lambda: Given(change(base("plain").packed))

    told: list[tuple[str, Callable[[bytes], bytes]]] = [
        ("nothing", lambda _: b""),
        ("no zip", lambda _: b"bundle" * 99),
        *(
            (f"cut at {n}", lambda raw, n=n: raw[: len(raw) * n // 9])
            for n in range(1, 9)
        ),
        ("cut by a byte", lambda raw: raw[:-1]),
        *((f"{name} flipped", _flipped_inside(name)) for name in ALL),
        ("manifest flipped", _flipped_inside("manifest.json")),
        ("no manifest", lambda raw: zipped(_less(raw, "manifest.json"))),
        ("an empty zip", lambda _: zipped({})),
        ("a manifest of junk", _manifested(b"{")),
        ("a manifest of another format", _manifested(b'{"format":2,"members":[]}')),
        ("a manifest without members", _manifested(b'{"format":1,"box":""}')),
        ("a way out", lambda raw: zipped(unzipped(raw) | {"../x.csv": b"x"})),
        ("a folder", lambda raw: zipped(unzipped(raw) | {"a/x.csv": b"x"})),
        ("a strange name", lambda raw: zipped(unzipped(raw) | {"Run.exe": b"x"})),
        *((f"{name} twice", _twice(name)) for name in ALL),
        ("too many members", _many),
        ("a bomb", _bomb),
        ("a lock", _locked),
    ]
    return [Mutated(f"zip: {name}", UNREADABLE, of(change)) for name, change in told]


def _less(packed: bytes, name: str) -> Members:
    members = unzipped(packed)
    del members[name]
    return members


def _manifested(told: bytes) -> Callable[[bytes], bytes]:
    return lambda raw: zipped(unzipped(raw) | {"manifest.json": told})


def _flipped_inside(name: str) -> Callable[[bytes], bytes]:
    """Flip a bit of a member as it lies in the zip: its checksum is wrong then."""

    def change(packed: bytes) -> bytes:
        raw = bytearray(packed)
        raw[raw.index(unzipped(packed)[name][:40]) + 7] ^= 4
        return bytes(raw)

    return change


def _twice(name: str) -> Callable[[bytes], bytes]:
    def change(packed: bytes) -> bytes:
        packing = io.BytesIO(packed)
        with zipfile.ZipFile(packing, "a") as archive, warnings.catch_warnings():
            warnings.simplefilter("ignore")
            archive.writestr(name, unzipped(packed)[name])
        return packing.getvalue()

    return change


def _many(packed: bytes) -> bytes:
    more_ = {f"{a}{b}.csv": b"x" for a in "abcdef" for b in "abcdef"}
    return zipped(unzipped(packed) | more_)


def _bomb(packed: bytes) -> bytes:
    packing = io.BytesIO(packed)
    with zipfile.ZipFile(packing, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("bomb.csv", bytes(1 << 20))
    return packing.getvalue()


def _locked(packed: bytes) -> bytes:
    """Mark every member as locked with a password."""
    raw = bytearray(packed)
    start = 0
    while (start := raw.find(b"PK\x01\x02", start)) >= 0:
        struct.pack_into("<H", raw, start + 8, 1)
        start += 4
    return bytes(raw)


def _beside() -> list[Mutated]:
    """Return bundles whose manifest and members are not the same."""

    def unlisted() -> Given:
        members = unzipped(base("plain").packed)
        return Given(zipped(members | {"extra.csv": b"x\n"}))

    def listed_only() -> Given:
        return Given(zipped(_less(base("plain").packed, "spent.csv")))

    def sealed_of_folder() -> Given:
        change: Change = lambda members: members.update({"spent.csv": b"hash\n"})  # noqa: E731
        return Given(repacked(base("of a folder").packed, change))

    def counts_of_closed() -> Given:
        change: Change = lambda members: members.update(  # noqa: E731
            {"voids.csv": b"category,reason,count\n"}
        )
        return Given(repacked(base("closed").packed, change))

    def of_another_box() -> Given:
        members = unzipped(base("plain").packed)
        other = json.loads(members["manifest.json"]) | {"box": "00" * 16}
        return Given(zipped(members | {"manifest.json": json.dumps(other).encode()}))

    def listed_twice() -> Given:
        members = unzipped(base("plain").packed)
        told = json.loads(members["manifest.json"])
        double(told["members"])
        return Given(zipped(members | {"manifest.json": json.dumps(told).encode()}))

    told = [
        unlisted,
        listed_only,
        listed_twice,
        sealed_of_folder,
        counts_of_closed,
        of_another_box,
    ]
    return [Mutated(f"beside: {one.__name__}", 1, one) for one in told]


def _keys() -> list[Mutated]:
    one, other = partial(base, "plain"), key(99)[0]
    split = partial(keys.shares_of)
    told: list[tuple[str, Callable[[], Given]]] = [
        ("another key", lambda: Given(one().packed, keys.words_of(other))),
        ("the key of another box", lambda: Given(one().packed, base("strict").words)),
        ("junk", lambda: Given(one().packed, "的的的")),
        ("a word wrong", lambda: Given(one().packed, _misread(one().words))),
        ("one share", lambda: Given(one().packed, "", split(one().private)[:1])),
        ("shares of another", lambda: Given(one().packed, "", split(other)[:2])),
        (
            "shares of two keys",
            lambda: Given(one().packed, "", (split(other)[0], split(one().private)[1])),
        ),
        ("a share of junk", lambda: Given(one().packed, "", ("academic acid", "x"))),
    ]
    return [Mutated(f"key: {name}", 24, given) for name, given in told]


def _misread(words: str) -> str:
    first, second, *rest = words.split()
    return " ".join([second, first, *rest])


def _receipts() -> list[Mutated]:
    def told(receipt: Callable[[Made], str]) -> Callable[[], Given]:
        return lambda: Given(base("plain").packed, receipt=receipt(base("plain")))

    def signed(one: Made, by: Made) -> str:
        return f"{one.receipt}.{texted(by.signature)}"

    those = {
        "of another box": lambda _: base("strict").receipt,
        "junk": lambda _: "0000000000",
        "signed by another": lambda one: signed(one, base("strict")),
        "another signed": lambda one: signed(base("strict"), one),
    }
    return [Mutated(f"receipt: {n}", 25, told(one)) for n, one in those.items()]
