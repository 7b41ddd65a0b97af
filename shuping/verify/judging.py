"""The ballots opened with the key, and the verdict on each."""

from fractions import Fraction
from math import floor

from nacl.exceptions import CryptoError
from nacl.public import PrivateKey, SealedBox

from shuping.verify.bundle import Ballot, Bundle
from shuping.verify.figures import ABSTAINED
from shuping.verify.sealed import PAPER, leaf
from shuping.verify.terms import Terms

BLANK, UNKNOWN, MULTIPLE = 252, 253, 254
_ENOUGH_TO_BE_ALL_SAME = 3
VALID = "valid"
Opener = SealedBox[PrivateKey]
Judged = dict[str, list[tuple[str, bytes]]]


def judged_by(bundle: Bundle, opener: Opener) -> Judged:
    """Return by class each ballot's verdict and its marks."""
    found: Judged = {code: [] for code in bundle.codes("categories")}
    for ballot in bundle.ballots:
        marks = _opened(bundle, ballot, opener)
        verdict = "unreadable" if marks is None else judge(marks, bundle.terms, bundle)
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


def judge(marks: bytes, terms: Terms, bundle: Bundle) -> str:
    """Return `valid`, `abstained`, or why a whole ballot is void by these terms."""
    width = len(bundle.form["items"])
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
