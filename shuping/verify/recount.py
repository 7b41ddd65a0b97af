"""The ballots opened with the key, judged and counted anew, and compared."""

from collections import Counter
from collections.abc import Iterator, Sequence
from fractions import Fraction
from math import floor

from nacl.exceptions import CryptoError
from nacl.public import PrivateKey, SealedBox

from shuping.refusal import Words, say
from shuping.verify.bundle import Ballot, Bundle
from shuping.verify.figures import ABSTAINED, VOID, pools, valid_in
from shuping.verify.sealed import PAPER, leaf
from shuping.verify.skipped import NOT_COUNTED, NOT_SEALED, Skipped

BLANK, UNKNOWN, MULTIPLE = 252, 253, 254
_ENOUGH_TO_BE_ALL_SAME = 3
VALID = "valid"
Opener = SealedBox[PrivateKey]


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
    yield from _differences(bundle, _judged(bundle, SealedBox(private)))


Judged = dict[str, list[tuple[str, bytes]]]


def _judged(bundle: Bundle, opener: Opener) -> Judged:
    """Return by class each ballot's verdict and its marks."""
    found: Judged = {code: [] for code in bundle.codes("categories")}
    for ballot in bundle.ballots:
        marks = _opened(bundle, ballot, opener)
        verdict = "unreadable" if marks is None else judge(marks, bundle)
        found.setdefault(ballot.category, []).append((verdict, marks or b""))
    return found


def _opened(bundle: Bundle, ballot: Ballot, opener: Opener) -> bytes | None:
    """Return the marks of a ballot, None where it is no ballot of this form."""
    if leaf(bundle.record["box"], ballot.category, ballot.sealed) != ballot.leaf:
        return None
    try:
        marks = opener.decrypt(ballot.sealed)
    except (CryptoError, ValueError):
        return None
    known = {*range(len(bundle.form["grades"])), BLANK}
    known |= {UNKNOWN} if bundle.form["unknown"] else set()
    known |= {MULTIPLE} if ballot.channel == PAPER else set()
    return marks if len(marks) == bundle.cells and known.issuperset(marks) else None


def judge(marks: bytes, bundle: Bundle) -> str:
    """Return `valid`, `abstained`, or why a whole ballot is void."""
    terms, width = bundle.terms, len(bundle.form["items"])
    graded = [mark for mark in marks if mark < BLANK]
    if not graded:
        return "no_mark" if MULTIPLE in marks else ABSTAINED
    if (
        terms.all_same_voids
        and len(graded) >= _ENOUGH_TO_BE_ALL_SAME
        and len(set(graded)) == 1
    ):
        return "all_same"
    most = terms.good_at_most
    if most is not None and _top(marks, width) > _limit(most, len(marks) // width):
        return "too_many_good"
    return VALID


def _top(marks: bytes, width: int) -> int:
    return sum(mark == 0 for mark in marks[::width])


def _limit(share: Fraction, reporters: int) -> int:
    return floor(share * reporters)


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
