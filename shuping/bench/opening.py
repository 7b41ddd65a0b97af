"""`shuping bench opening`: a box opened and counted, against bare libsodium.

10,000 ballots of 120 cells. Bare is one call of libsodium for each ballot and nothing
else; the whole also names and fits each ballot, judges it and counts its cells.
"""

import statistics
from argparse import Namespace
from collections.abc import Sequence
from fractions import Fraction
from functools import partial
from random import Random

from nacl.bindings import crypto_box_seal_open

from shuping.ballots.rules.form import Form
from shuping.ballots.rules.opening import box_form, counted, open_ballots
from shuping.bench.ratio import ROUNDS, Ratio, timed
from shuping.refusal import say
from shuping.rounds.rules.scheme import BallotTerms, Category, Grade, Item
from shuping.shell.terminal import tell
from shuping.urn import sealing
from shuping.urn.casting import Sealed
from shuping.urn.form import PHONE, Named

CEILING, MOST_SECONDS = 2, 20
BALLOTS, REPORTERS, ITEMS = 10_000, 20, 6
_BOX = bytes(16)
_GRADES = (("good", 100), ("fairly_good", 75), ("average", 50), ("poor", 0))
_CLASSES = "ABC"
_OPENED, _COUNTED = say("opening the ballots"), say("counting them")


def bench(_: Namespace, ballots: int = BALLOTS) -> bool:
    """Measure, print, and tell whether the ceilings are kept."""
    private, public = sealing.new_key()
    box = _sealed(ballots, public)
    tell(
        say(
            "{ballots} ballots of {cells} cells opened and counted, against opening "
            "them with libsodium alone.",
            ballots=ballots,
            cells=REPORTERS * ITEMS,
        )
    )
    ratio = _measured(box, private, public)
    ratio.print(CEILING)
    seconds = statistics.median(ratio.seconds)
    tell(
        say(
            "the whole: {seconds} s, at most {most}",
            seconds=f"{seconds:.1f}",
            most=MOST_SECONDS,
        )
    )
    return ratio.quartile <= CEILING and seconds <= MOST_SECONDS


def _measured(box: Sequence[Sealed], private: bytes, public: bytes) -> Ratio:
    terms, codes = _terms(), [f"O{n:02}" for n in range(REPORTERS)]
    asked = box_form("", terms, [Named(code, code) for code in codes])
    items = tuple(one.code for one in terms.items)
    form = Form(tuple(codes), items, tuple(code for code, _ in _GRADES))
    ratios, seconds, steps = [], [], {_OPENED: 0.0, _COUNTED: 0.0}
    opened = open_ballots(box, private, asked, _BOX)
    for _ in range(ROUNDS):
        least = timed(partial(_bare, box, private, public))
        opening = timed(partial(open_ballots, box, private, asked, _BOX))
        counting = timed(partial(counted, opened, {}, form, terms))
        steps[_OPENED] += opening
        steps[_COUNTED] += counting
        seconds.append(opening + counting)
        ratios.append(seconds[-1] / least)
    return Ratio(say("opening and counting"), ratios, seconds, steps)


def _bare(box: Sequence[Sealed], private: bytes, public: bytes) -> None:
    for one in box:
        crypto_box_seal_open(one.sealed, public, private)


def _sealed(ballots: int, public: bytes) -> list[Sealed]:
    """Return a made-up box in the order of its leaves."""
    chance = Random(1)  # noqa: S311 - a made-up box, not a secret
    found = []
    for number in range(ballots):
        marks = bytes(chance.choices(range(len(_GRADES)), k=REPORTERS * ITEMS))
        sealed = sealing.seal(marks, chance.randbytes(32), public)
        category = _CLASSES[number % len(_CLASSES)]
        leaf = sealing.leaf(_BOX, category, sealed)
        found.append(Sealed(leaf, category, PHONE, sealed))
    return sorted(found, key=lambda one: one.leaf)


def _terms() -> BallotTerms:
    weight = Fraction(1)
    return BallotTerms(
        grades=tuple(Grade(code, code, Fraction(worth)) for code, worth in _GRADES),
        items=tuple(Item(f"i{n}", f"i{n}", weight) for n in range(ITEMS)),
        categories=tuple(Category(code, code, weight, False) for code in _CLASSES),  # noqa: FBT003
    )
