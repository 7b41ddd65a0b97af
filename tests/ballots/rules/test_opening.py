"""Opening sealed ballots: what comes out, and what does not."""

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from shuping.ballots.rules import opening
from shuping.ballots.rules.form import Form
from shuping.ballots.rules.opening import UNREADABLE, box_form, open_ballots
from shuping.rounds.rules.scheme_file import read
from shuping.urn import sealing
from shuping.urn.casting import Sealed
from shuping.urn.form import BLANK, MULTIPLE, PAPER, PHONE, Named
from tests.conftest import SCHEME
from tests.urn.boxes import BOX, hall, key

_SCHEME = read(SCHEME.encode()).scheme
assert _SCHEME is not None
TERMS = _SCHEME.ballot
LISTED = [Named(f"LJ{n:02}", "") for n in range(1, 4)]
ASKED = box_form("测评", TERMS, LISTED)
FORM = Form(
    tuple(one.code for one in LISTED),
    ("overall",),
    ("good", "fairly_good", "average", "poor"),
)
PRIVATE, PUBLIC = key(3)
MARKS = st.lists(st.sampled_from([*range(4), BLANK]), min_size=3, max_size=3)


def sealed(marks: bytes, number: int, category: str = "A", by: str = PHONE) -> Sealed:
    raw = sealing.seal(marks, bytes([number]) * 32, PUBLIC)
    return Sealed(sealing.leaf(BOX, category, raw), category, by, raw)


def test_the_secret_classes_and_no_signed_one_are_asked() -> None:
    assert [one.code for one in ASKED.categories] == ["A", "B"]
    assert [one.code for one in ASKED.grades] == [*FORM.grades]
    assert ASKED.size == FORM.size


@given(st.lists(MARKS, min_size=1, max_size=8))
def test_s4_ballots_come_out_in_the_order_of_their_marks(
    those: list[list[int]],
) -> None:
    ballots = [sealed(bytes(one), number) for number, one in enumerate(those)]

    opened = open_ballots(ballots, PRIVATE, ASKED, BOX)
    turned = open_ballots(ballots[::-1], PRIVATE, ASKED, BOX)

    assert opened == turned
    assert opened.sheets["A"] == sorted(bytes(one) for one in those)


def test_s3_without_the_key_nothing_comes_out() -> None:
    opened = open_ballots([sealed(bytes(3), 1)], key(4)[0], ASKED, BOX)

    assert opened.sheets == {}
    assert opened.unreadable == {"A": 1}


def test_a_ballot_of_another_form_or_under_another_name_is_unreadable() -> None:
    good = sealed(bytes(3), 1)
    ballots = [
        good,
        sealed(bytes(2), 2),
        sealed(bytes([MULTIPLE] * 3), 3),
        sealed(bytes([0, 0, MULTIPLE]), 4, by=PAPER),
        Sealed(b"0" * 32, "A", PHONE, good.sealed),
        Sealed(good.leaf, "B", PHONE, good.sealed),
    ]

    opened = open_ballots(ballots, PRIVATE, ASKED, BOX)

    assert opened.sheets == {"A": [bytes(3), bytes([0, 0, MULTIPLE])]}
    assert opened.unreadable == {"A": 3, "B": 1}


def test_what_was_opened_is_counted_with_the_signed_ballots_beside_it() -> None:
    ballots = [sealed(bytes([0, 1, 2]), n) for n in range(3)]
    ballots += [sealed(bytes([0]), 9), sealed(bytes([1] * 3), 7, "B")]
    opened = open_ballots(ballots, PRIVATE, ASKED, BOX)

    outcome = opening.counted(opened, {"S": [bytes([0, 0, 1])]}, FORM, TERMS)

    assert outcome.shown["A"].valid == 3
    assert outcome.shown["A"].void == {UNREADABLE: 1}
    assert outcome.shown["A"].cells["LJ02"]["overall"]["fairly_good"] == 3
    assert outcome.shown["S"].cells["LJ01"]["overall"]["good"] == 1
    assert outcome.hidden["B"].valid == 1
    assert outcome.hidden["B"].cells == {}


def test_a_box_of_the_urn_is_opened_as_it_lies(tmp_path: Path) -> None:
    here = hall(tmp_path)
    casts = [here.cast("A", number) for number in range(6)]
    here.box.take(casts)
    here.box.close()

    opened = open_ballots(here.box.ballots(), here.private, here.box.form, BOX)

    assert opened.sheets["A"] == sorted(cast.marks for cast in casts)
    here.box.shut()
