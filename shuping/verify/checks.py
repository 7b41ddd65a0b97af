"""The twenty-five checks, by number, and what each comes to for one bundle."""

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from shuping.refusal import Words, say
from shuping.verify import effects, figures, people, recount, sealed
from shuping.verify.bundle import Bundle, Reading
from shuping.verify.frozen import form_fits_scheme, form_is_frozen, scheme_is_frozen
from shuping.verify.receipts import receipt_holds
from shuping.verify.skipped import Skipped

_CONTRADICTIONS = (LookupError, ValueError, TypeError, ArithmeticError)
"""What a check runs into where one member speaks of what another does not have."""
Check = Callable[[Bundle], Iterable[Words]]


class Verdict(StrEnum):
    """What a check comes to."""

    PASS = "pass"  # noqa: S105 - the word of the verdict
    FAIL = "fail"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True)
class Asked:
    """What was given beside the bundle: keys that were tried, and a receipt.

    `key` is None where no words were given, and empty where they are no key.
    """

    key: bytes | None = None
    receipt: str = ""


@dataclass(frozen=True, slots=True)
class Result:
    """One check: its number, its name, the verdict, and the reasons of it."""

    number: int
    name: Words
    verdict: Verdict
    reasons: tuple[Words, ...] = ()


def checked(reading: Reading, asked: Asked) -> list[Result]:
    """Return the results of all checks, in the order of their numbers."""
    first = [
        _of_reading(
            say("The manifest names every member, and no other is there"),
            _completeness(reading),
        ),
        _of_reading(say("Every member has its size and its hash"), _hashes(reading)),
        _of_reading(say("Every member can be read in its format"), _formats(reading)),
    ]
    rest = [_result(name, check, reading.bundle) for name, check in _checks(asked)]
    return [
        Result(number, one.name, one.verdict, one.reasons)
        for number, one in enumerate([*first, *rest], 1)
    ]


def _checks(asked: Asked) -> Sequence[tuple[Words, Check]]:
    return (
        (say("The form is the one that was frozen"), form_is_frozen),
        (say("The scheme is the one that was frozen"), scheme_is_frozen),
        (say("The form asks what the scheme says"), form_fits_scheme),
        (say("The codes issued are sorted, each once"), sealed.issued_in_order),
        (say("The root over the codes issued holds"), sealed.issue_root_holds),
        (say("The void codes were issued, each once"), sealed.void_were_issued),
        (
            say("The spent codes were issued, each once, and are not void"),
            sealed.spent_were_issued,
        ),
        (say("The ballots are sorted, each once"), sealed.ballots_in_order),
        (say("The name of every ballot is its hash"), sealed.leaves_are_hashes),
        (say("All sealed ballots have the length of the form"), sealed.lengths_fit),
        (say("The root over the ballots holds"), sealed.ballot_root_holds),
        (
            say("In each class as many codes are spent as ballots came from phones"),
            sealed.spent_are_ballots,
        ),
        (say("Issued and returned balance in each class"), figures.classes_balance),
        (say("There was a quorum"), figures.quorum_holds),
        (say("Two people took each step, in order"), people.steps_in_order),
        (say("A monitor was among the two"), people.monitors_among),
        (say("The counts of each class sum to its valid ballots"), figures.counts_sum),
        (say("Small classes are not shown"), _hidden),
        (say("The scores follow from the counts"), _scored),
        (say("The entries of the journal hold"), people.journal_holds),
        (
            say("The ballots, opened with the key, give the same counts"),
            lambda bundle: recount.counts_again(bundle, asked.key),
        ),
        (
            say("The ballot of the receipt is in the box"),
            lambda bundle: receipt_holds(bundle, asked.receipt),
        ),
    )


def _hidden(bundle: Bundle) -> Iterator[Words]:
    yield from figures.small_are_hidden(bundle)
    yield from effects.few_are_not_told(bundle)


def _scored(bundle: Bundle) -> Iterator[Words]:
    yield from figures.scores_follow(bundle)
    yield from effects.ranks_follow(bundle)


def _of_reading(name: Words, faults: Iterable[Words]) -> Result:
    reasons = tuple(faults)
    return Result(0, name, Verdict.FAIL if reasons else Verdict.PASS, reasons)


def _result(name: Words, check: Check, bundle: Bundle | None) -> Result:
    if bundle is None:
        whole = say("the bundle cannot be read whole")
        return Result(0, name, Verdict.SKIPPED, (whole,))
    try:
        return _of_reading(name, check(bundle))
    except Skipped as skipped:
        return Result(0, name, Verdict.SKIPPED, (skipped.words,))
    except _CONTRADICTIONS:
        return _of_reading(
            name, [say("the members of the bundle contradict each other")]
        )


def _completeness(reading: Reading) -> Iterator[Words]:
    listed = [one["name"] for one in reading.manifest["members"]]
    if reading.bundle and reading.bundle.record["box"] != reading.manifest["box"]:
        yield say("the manifest is of another box")
    for name, times in Counter(listed).items():
        if times > 1:
            yield say("the manifest names {name} twice", name=name)
    if listed != sorted(listed):
        yield say("the manifest is not in order")
    for name in sorted({*listed, *reading.missing} - reading.files.keys()):
        yield say("{name} is missing", name=name)
    unlisted = reading.files.keys() - set(listed)
    for name in sorted(unlisted.union(reading.strange)):
        yield say("{name} does not belong here", name=name)


def _hashes(reading: Reading) -> Iterator[Words]:
    for one in reading.manifest["members"]:
        data = reading.files.get(one["name"])
        if data is not None and (
            len(data) != one["size"]
            or hashlib.sha256(data).hexdigest() != one["sha256"]
        ):
            yield say("{name} is another than the manifest says", name=one["name"])


def _formats(reading: Reading) -> Iterator[Words]:
    for name, where in sorted(reading.malformed.items()):
        yield say("{name} cannot be read: {where}", name=name, where=where[:80])
