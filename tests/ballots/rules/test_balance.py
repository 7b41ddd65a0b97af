"""The numbers of a box close: what was issued, voided, spent, valid and void."""

import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from shuping.ballots.rules import opening
from shuping.ballots.rules.opening import Opened, box_form, open_ballots
from shuping.urn import codes, sealing
from shuping.urn.box import Box, Plan
from shuping.urn.casting import Cast
from shuping.urn.form import BLANK, PAPER, PHONE
from shuping.urn.slot import State
from shuping.urn.storage import SqliteFile
from tests.ballots.rules.test_opening import FORM, LISTED, PRIVATE, PUBLIC, TERMS
from tests.urn.boxes import BOX

SLIPS = {"A": 12, "B": 9}
MARKS = st.lists(st.sampled_from([*range(4), BLANK]), min_size=3, max_size=3).map(bytes)
CAST = st.tuples(st.sampled_from(sorted(SLIPS)), st.integers(0, 8), MARKS)
ASKED = box_form("测评", TERMS, LISTED)


def box_in(folder: str) -> tuple[Box, dict[str, list[str]]]:
    made = {
        one: [f"{one}{n:019}" for n in range(count)] for one, count in SLIPS.items()
    }
    issued = {
        one: [codes.hashed(code, BOX, one) for code in those]
        for one, those in made.items()
    }
    plan = Plan(box=BOX, form=ASKED, public=PUBLIC, signer=bytes(32), issued=issued)
    path = Path(folder) / "x.box"
    SqliteFile.make(path, plan.tables())
    box = Box(SqliteFile(path))
    box.move(State.OPEN)
    return box, made


@settings(max_examples=40, deadline=None)
@given(
    batches=st.lists(st.lists(CAST, max_size=6), max_size=4),
    voided=st.lists(st.tuples(st.sampled_from(sorted(SLIPS)), st.integers(0, 8))),
    papers=st.lists(st.tuples(st.sampled_from(sorted(SLIPS)), MARKS), max_size=6),
)
def test_i6_the_balance_closes_by_class_and_channel(
    batches: list[list[tuple[str, int, bytes]]],
    voided: list[tuple[str, int]],
    papers: list[tuple[str, bytes]],
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        box, made = box_in(folder)
        number = 0
        for batch in batches:
            casts = []
            for category, slip, marks in batch:
                hashes = {
                    one: codes.hashed(made[category][slip], BOX, one) for one in SLIPS
                }
                number += 1
                casts.append(Cast(hashes, marks, number.to_bytes(32)))
            box.take(casts)
        box.void([codes.hashed(made[one][n], BOX, one) for one, n in voided], "back")
        box.take_paper(
            (one, marks, (1000 + n).to_bytes(32))
            for n, (one, marks) in enumerate(papers)
        )
        box.close()
        turnout, ballots = box.turnout(), box.ballots()
        box.shut()

    opened = open_ballots(ballots, PRIVATE, ASKED, BOX)
    outcome = opening.counted(opened, {}, FORM, TERMS)
    for one, told in turnout.items():
        there = [ballot.channel for ballot in ballots if ballot.category == one]
        count = {**outcome.shown, **outcome.hidden}[one]
        assert told["issued"] == SLIPS[one]
        assert told["issued"] - told["void"] >= told["spent"] == there.count(PHONE)
        assert told["paper"] == there.count(PAPER)
        assert count.valid + count.abstained + sum(count.void.values()) == len(there)
    assert sealing.public_of(PRIVATE) == PUBLIC


def test_s4_ballots_that_differ_and_have_equal_cells_leave_the_same_result() -> None:
    one = {"A": [bytes([0, 1, 2]), bytes([1, 2, 0]), bytes([0, BLANK, 3])]}
    other = {"A": [bytes([0, 2, 0]), bytes([1, BLANK, 2]), bytes([0, 1, 3])]}

    results = [
        opening.counted(Opened(sheets), {}, FORM, TERMS) for sheets in (one, other)
    ]

    assert results[0] == results[1]
    assert repr(results[0]) == repr(results[1])
