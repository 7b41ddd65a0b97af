"""The ballots opened with the key, judged and counted anew, and compared."""

from collections import Counter
from collections.abc import Iterator, Sequence

from nacl.public import PrivateKey, SealedBox

from shuping.refusal import Words, say
from shuping.verify.bundle import Bundle
from shuping.verify.effects import effects_again
from shuping.verify.figures import ABSTAINED, VOID, pools, valid_in
from shuping.verify.judging import (
    BLANK,
    MULTIPLE,
    UNKNOWN,
    VALID,
    Judged,
    judged_by,
)
from shuping.verify.skipped import NOT_COUNTED, NOT_SEALED, Skipped


def counts_again(bundle: Bundle, key: bytes | None) -> Iterator[Words]:
    """Check counts.csv and voids.csv of the secret classes against the ballots."""
    if not bundle.is_sealed:
        raise Skipped(NOT_SEALED)
    if key is None:
        raise Skipped(say("no key was given"))
    if not key:
        yield say("the words are no key, or not two shares of one key")
        return
    private = PrivateKey(key)
    if bytes(private.public_key).hex() != bundle.record["public"]:
        yield say("this is not the key of the box")
        return
    if not bundle.is_counted:
        raise Skipped(NOT_COUNTED)
    judged = judged_by(bundle, SealedBox(private))
    yield from _differences(bundle, judged)
    yield from effects_again(bundle, judged)


def _differences(bundle: Bundle, judged: Judged) -> Iterator[Words]:
    secret = set(bundle.codes("categories"))
    reasons = {
        code: Counter(verdict for verdict, _ in those) for code, those in judged.items()
    }
    valid = valid_in(bundle) | {code: one[VALID] for code, one in reasons.items()}
    taken = pools(bundle.terms, valid)
    voids = {
        (category, reason): number
        for category, reason, number in bundle.voids
        if category in secret
    }
    if _voids(reasons, set(taken)) != voids:
        yield say("the void ballots are others")
    counts = {row[:4]: row[4] for row in bundle.counts if row[0] in secret}
    if _counts(bundle, judged, taken) != counts:
        yield say("the counts are others")


def _voids(
    reasons: dict[str, Counter[str]], hidden: set[str]
) -> dict[tuple[str, str], int]:
    found = Counter[tuple[str, str]]()
    for code, those in reasons.items():
        for reason, number in those.items():
            if reason != VALID:
                plain = reason == ABSTAINED or code not in hidden
                found[code, reason if plain else VOID] += number
    return dict(found)


def _counts(
    bundle: Bundle, judged: Judged, taken: dict[str, str | None]
) -> dict[tuple[str, ...], int]:
    marked = dict(enumerate(bundle.codes("grades")))
    marked |= {BLANK: "blank", UNKNOWN: "unknown", MULTIPLE: "multiple"}
    lines = [
        (who, item)
        for who in bundle.codes("reporters")
        for item in bundle.codes("items")
    ]
    found = Counter[tuple[str, ...]]()
    for code, those in judged.items():
        shown = taken.get(code, code)
        for line, column in zip(lines, _columns(those), strict=False):
            for mark, number in Counter(column).items():
                if shown is not None:
                    found[shown, *line, marked[mark]] += number
    return dict(found)


def _columns(those: Sequence[tuple[str, bytes]]) -> Sequence[Sequence[int]]:
    return list(
        zip(*(marks for verdict, marks in those if verdict == VALID), strict=True)
    )
