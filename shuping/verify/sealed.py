"""The closed box: codes issued, void and spent, and the sealed ballots."""

import hashlib
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from shuping.refusal import Words, say
from shuping.verify.bundle import OVERHEAD, Bundle
from shuping.verify.skipped import NOT_SEALED, Skipped

PHONE, PAPER = "phone", "paper"
_SUITE = 1


def root(entries: Sequence[bytes]) -> bytes:
    """Return the root of the Merkle tree of RFC 9162 over entries in their order."""
    count = len(entries)
    if not count:
        return hashlib.sha256().digest()
    if count == 1:
        return hashlib.sha256(b"\0" + entries[0]).digest()
    split = 1 << (count - 1).bit_length() - 1
    sides = root(entries[:split]) + root(entries[split:])
    return hashlib.sha256(b"\1" + sides).digest()


def leaf(box: str, category: str, sealed: bytes) -> bytes:
    """Return the hash that a sealed ballot is named by."""
    told = bytes([0, _SUITE]) + bytes.fromhex(box) + category.encode() + b"\0" + sealed
    return hashlib.sha256(told).digest()


def _needs_a_box(bundle: Bundle) -> None:
    if not bundle.is_sealed:
        raise Skipped(NOT_SEALED)


def _in_order(keys: Sequence[bytes]) -> Iterator[Words]:
    if any(one >= after for one, after in pairwise(keys)):
        yield say("the rows are not sorted, or one stands twice")


def issued_in_order(bundle: Bundle) -> Iterator[Words]:
    """Check that codes are sorted by hash, each once, of classes of the form."""
    _needs_a_box(bundle)
    yield from _in_order([h for h, _ in bundle.issued])
    if {category for _, category in bundle.issued} - set(bundle.codes("categories")):
        yield say("there is a class that the form does not have")


def issue_root_holds(bundle: Bundle) -> Iterator[Words]:
    """Check the root over hash and class of each code."""
    _needs_a_box(bundle)
    entries = [h + category.encode() for h, category in bundle.issued]
    if root(entries).hex() != bundle.record["issue_root"]:
        yield say("the root is another than the record says")


def void_were_issued(bundle: Bundle) -> Iterator[Words]:
    """Check that void codes are sorted, each once, among those issued."""
    _needs_a_box(bundle)
    hashes = [h for h, _ in bundle.void]
    yield from _in_order(hashes)
    if set(hashes) - {h for h, _ in bundle.issued}:
        yield say("a code was never issued")


def spent_were_issued(bundle: Bundle) -> Iterator[Words]:
    """Check that spent codes are sorted, each once, issued and not void."""
    _needs_a_box(bundle)
    yield from _in_order(bundle.spent)
    if set(bundle.spent) - {h for h, _ in bundle.issued}:
        yield say("a code was never issued")
    if set(bundle.spent) & {h for h, _ in bundle.void}:
        yield say("a spent code is void")


def ballots_in_order(bundle: Bundle) -> Iterator[Words]:
    """Check that ballots are sorted by leaf, each once, of a known class and way."""
    _needs_a_box(bundle)
    yield from _in_order([one.leaf for one in bundle.ballots])
    if {one.category for one in bundle.ballots} - set(bundle.codes("categories")):
        yield say("there is a class that the form does not have")
    if {one.channel for one in bundle.ballots} - {PHONE, PAPER}:
        yield say("a ballot came in a way that is not known")


def leaves_are_hashes(bundle: Bundle) -> Iterator[Words]:
    """Check the leaf of every ballot."""
    _needs_a_box(bundle)
    box = bundle.record["box"]
    wrong = [
        one for one in bundle.ballots if leaf(box, one.category, one.sealed) != one.leaf
    ]
    for one in wrong:
        yield say("the ballot {leaf} has another hash", leaf=one.leaf.hex()[:16])


def lengths_fit(bundle: Bundle) -> Iterator[Words]:
    """Check that no sealed ballot is longer or shorter than the form makes it."""
    _needs_a_box(bundle)
    right = bundle.cells + OVERHEAD
    if any(len(one.sealed) != right for one in bundle.ballots):
        yield say("a sealed ballot has not {right} bytes", right=right)


def ballot_root_holds(bundle: Bundle) -> Iterator[Words]:
    """Check the root over the leaves."""
    _needs_a_box(bundle)
    if root([one.leaf for one in bundle.ballots]).hex() != bundle.record["ballot_root"]:
        yield say("the root is another than the record says")


def spent_are_ballots(bundle: Bundle) -> Iterator[Words]:
    """Check, class by class, that a code was spent for every ballot from a phone."""
    _needs_a_box(bundle)
    category_of = dict(bundle.issued)
    spent = Counter(category_of.get(h, "") for h in bundle.spent)
    cast = Counter(one.category for one in bundle.ballots if one.channel == PHONE)
    for category in sorted(spent.keys() | cast.keys()):
        if spent[category] != cast[category]:
            yield say(
                "class {category}: {spent} codes spent, {cast} ballots from phones",
                category=category,
                spent=spent[category],
                cast=cast[category],
            )
