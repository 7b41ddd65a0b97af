"""The words of a ballot: marks, reasons, and what becomes of a small class."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from shuping.ballots.rules.opening import UNREADABLE
from shuping.ballots.rules.tally import Turnout, pooled_into
from shuping.ballots.rules.validity import Judgement
from shuping.refusal import Words, say
from shuping.rounds.rules.scheme import BLANK, MULTIPLE, UNKNOWN, BallotTerms

TONES = 4
_UNGRADED: Mapping[str, Words] = {
    UNKNOWN: say("don't know"),
    BLANK: say("blank"),
    MULTIPLE: say("several marks"),
}

VOIDS: Mapping[str, Words] = {
    Judgement.NO_MARK: say("no cell with a single mark"),
    Judgement.ALL_SAME: say("the same grade everywhere"),
    Judgement.TOO_MANY_GOOD: say("too many of the top grade"),
    UNREADABLE: say("sealed to another key, or of another form"),
    "void": say("void, without the reasons"),
}
"""Why a ballot is void; the last is all that is said of a class not shown."""


def marks_of(terms: BallotTerms) -> dict[str, Words]:
    """Return the marks that a cell can have, in the order of the paper."""
    grades = {one.code: say("{name}", name=one.name) for one in terms.grades}
    rest = dict(_UNGRADED)
    if not terms.validity.unknown:
        del rest[UNKNOWN]
    return grades | rest


def tone(place: int, of: int) -> int:
    """Return the colour of a grade from 1, the best, to 4, by its place from 0."""
    return 1 + round(place * (TONES - 1) / max(of - 1, 1))


@dataclass(frozen=True, slots=True)
class Small:
    """A secret class with too few ballots to be shown on its own."""

    category: str
    name: str
    cast: int
    words: Words


def small_classes(
    terms: BallotTerms, turnouts: Mapping[str, Turnout], *, closed: bool = False
) -> Sequence[Small]:
    """Return the classes that will not be shown, and what becomes of their ballots.

    By who is present and, once the box is closed, by what is cast; the count itself
    goes by valid ballots.
    """
    cast = {
        one.code: _cast(turnouts[one.code], closed=closed)
        for one in terms.categories
        if one.code in turnouts
    }
    known = [one for one in terms.categories if one.code in cast]
    taken = pooled_into(cast, known, terms.validity)
    names = {one.code: one.name for one in terms.categories}
    return [
        Small(code, names[code], cast[code], _treated(pool, names))
        for code, pool in taken.items()
    ]


def _cast(one: Turnout, *, closed: bool) -> int:
    """Return how many ballots can be valid: nobody has returned any yet, or some."""
    if closed or one.returned:
        return min(one.present, one.returned)
    return one.present


def _treated(pool: str | None, names: Mapping[str, str]) -> Words:
    if pool is None:
        return say("its ballots are dropped, and the other classes share its weight")
    return say("its ballots are counted with the class {pool}", pool=names[pool])
