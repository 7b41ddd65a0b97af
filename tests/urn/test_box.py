"""One box: what it takes, what it answers, and how it is closed."""

import sqlite3
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from shuping.urn import codes, sealing
from shuping.urn.box import Box, Misplaced
from shuping.urn.casting import Answer, Broken
from shuping.urn.form import MULTIPLE, UNKNOWN
from shuping.urn.slot import State
from shuping.urn.storage import Row, SqliteFile, is_closed
from shuping.urn.tree import root
from tests.urn.boxes import (
    FORM,
    Hall,
    hall,
    key,
    only_one,
    planned,
    shelf_in_the_cluster,
)


@pytest.fixture(params=["file", "cluster"])
def there(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Hall]:
    if request.param == "file":
        yield hall(tmp_path)
        return
    shelf = shelf_in_the_cluster(tmp_path)
    with only_one(shelf):
        here = hall(tmp_path, shelf=shelf)
        yield here
        here.box.shut()


@pytest.fixture
def filed(tmp_path: Path) -> Hall:
    return hall(tmp_path)


def test_a_ballot_goes_in_sealed_and_its_code_is_spent(there: Hall) -> None:
    cast = there.cast("A", 0)

    (taken,) = there.box.take([cast])

    (ballot,) = there.box.ballots()
    assert taken.answer is Answer.TAKEN
    assert taken.leaf == ballot.leaf
    assert (ballot.category, ballot.channel) == ("A", "phone")
    assert sealing.unseal(ballot.sealed, there.private) == cast.marks
    assert there.box.turnout()["A"] == {"issued": 20, "void": 0, "spent": 1, "paper": 0}


def test_the_same_bytes_again_get_the_same_answer(there: Hall) -> None:
    cast = there.cast("A", 0)
    (first,) = there.box.take([cast])

    (again,) = there.box.take([cast])
    there.box.close()
    (late,) = there.box.take([cast])

    assert again.answer is late.answer is Answer.AGAIN
    assert first.leaf == again.leaf == late.leaf
    assert len(there.box.ballots()) == 1


def test_i1_a_code_counts_once_in_a_batch_and_over_batches(there: Hall) -> None:
    one, two, three = (there.cast("B", 3) for _ in range(3))

    first = there.box.take([one, two, one])
    then = there.box.take([three])

    assert [taken.answer for taken in (*first, *then)] == [
        Answer.TAKEN,
        Answer.USED,
        Answer.AGAIN,
        Answer.USED,
    ]
    assert len(there.box.ballots()) == 1


def test_a_copy_of_a_ballot_under_another_code_is_refused(there: Hall) -> None:
    mine = there.cast("A", 0)
    copied = there.cast("A", 1, mine.marks)
    copied = type(copied)(copied.hashes, mine.marks, mine.seed)

    answers = there.box.take([mine, copied])

    assert [one.answer for one in answers] == [Answer.TAKEN, Answer.COPIED]
    assert there.box.turnout()["A"]["spent"] == 1


def test_i2_codes_of_another_box_and_unknown_ones_are_not_taken(there: Hall) -> None:
    stray = there.with_code(codes.make(there.random.getrandbits))

    assert [one.answer for one in there.box.take([stray])] == [Answer.UNKNOWN]
    assert there.box.ballots() == []


def test_a_void_code_is_not_taken_and_a_spent_one_is_not_voided(there: Hall) -> None:
    used, left = there.cast("A", 0), there.cast("A", 1)
    there.box.take([used])

    hashes = [used.hashes["A"], left.hashes["A"], b"nobody's"]
    assert there.box.void(hashes, "handed back") == 1
    assert there.box.void(hashes, "handed back") == 0

    (answer,) = there.box.take([left])
    assert answer.answer is Answer.VOID
    assert there.box.turnout()["A"]["void"] == 1
    other = there.cast("B", 0).hashes["B"]
    assert there.box.standing([*hashes, other]) == {
        used.hashes["A"]: ("A", "spent"),
        left.hashes["A"]: ("A", "void"),
        other: ("B", "unused"),
    }


@pytest.mark.parametrize("state", [None, State.PAUSED, State.CLOSED])
def test_a_box_that_is_not_open_takes_nothing(
    tmp_path: Path, state: State | None
) -> None:
    here = hall(tmp_path, state=State.OPEN if state is State.PAUSED else None)
    if state is State.CLOSED:
        here.box.close()
    elif state:
        here.box.move(state)

    twice = [here.cast("A", 0)] * 2
    assert [one.answer for one in here.box.take(twice)] == [Answer.SHUT] * 2
    assert here.box.ballots() == []


def test_a_closed_box_goes_nowhere_and_takes_no_paper(there: Hall) -> None:
    there.box.close()

    there.box.move(State.CLOSED)  # where it is already
    with pytest.raises(Misplaced):
        there.box.move(State.OPEN)
    with pytest.raises(Misplaced):
        there.box.take_paper([("A", there.marks(), b"s" * 32)])
    with pytest.raises(Misplaced):
        there.box.void([], "late")


def test_paper_whose_answer_was_lost_does_not_go_in_twice(there: Hall) -> None:
    def typed(seed: int) -> list[tuple[str, bytes, bytes]]:
        return [("A", there.marks(), bytes([seed, n]) * 16) for n in range(3)]

    assert there.box.take_paper(typed(1)) == 3
    assert there.box.take_paper(typed(2)) == 3  # the same sheets, sealed anew

    assert there.box.take_paper(typed(3), after=3) == 6
    with pytest.raises(Misplaced, match="6 sheets"):
        there.box.take_paper(typed(4))
    assert there.box.turnout()["A"]["paper"] == 6


def test_closing_gives_the_root_over_sorted_leaves_and_forgets_the_signer(
    there: Hall, tmp_path: Path
) -> None:
    there.box.take([there.cast("A", n) for n in range(9)])
    there.box.take_paper([("B", there.marks(), bytes([n]) * 32) for n in range(3)])

    found = there.box.close()

    assert found == root(sorted(one.leaf for one in there.box.ballots()))
    assert there.box.close() == found
    assert "signer" not in there.box.told()
    assert [one.suffix for one in tmp_path.iterdir()] == [".box"]
    assert is_closed(tmp_path / f"{there.box.box.hex()}.box")


def test_a_closed_box_keeps_the_order_of_leaves_on_the_disk_too(
    filed: Hall, tmp_path: Path
) -> None:
    for number in range(15):
        filed.box.take([filed.cast("A", number)])
    filed.box.close()
    filed.box.shut()

    raw = (tmp_path / f"{filed.box.box.hex()}.box").read_bytes()
    box = Box(SqliteFile(tmp_path / f"{filed.box.box.hex()}.box"))
    places = [raw.index(one.leaf) for one in box.ballots()]
    # Cells of a page are filled from its end, so key order is falling offsets.
    assert places == sorted(places, reverse=True)
    codes_at = [raw.rindex(h) for (h,) in box.codes("spent")]
    assert codes_at == sorted(codes_at, reverse=True)
    box.shut()


def test_a_box_that_is_not_there_is_not_made_by_looking(tmp_path: Path) -> None:
    with pytest.raises(sqlite3.OperationalError):
        Box(SqliteFile(tmp_path / "none.box"))

    assert list(tmp_path.iterdir()) == []


def test_a_box_is_made_once(tmp_path: Path) -> None:
    here = hall(tmp_path)
    here.box.shut()

    with pytest.raises(FileExistsError):
        hall(tmp_path)


def test_an_open_box_is_not_closed(filed: Hall, tmp_path: Path) -> None:
    assert not is_closed(tmp_path / f"{filed.box.box.hex()}.box")


def test_a_box_goes_on_after_its_process_died(filed: Hall, tmp_path: Path) -> None:
    cast = filed.cast("A", 0)
    filed.box.take([cast])

    other = Box(SqliteFile(tmp_path / f"{filed.box.box.hex()}.box"))

    assert other.state is State.OPEN
    assert [one.answer for one in other.take([cast])] == [Answer.AGAIN]
    other.shut()


def test_what_goes_wrong_inside_a_batch_leaves_nothing_of_it(
    filed: Hall, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = SqliteFile.insert

    def insert(file: SqliteFile, table: str, rows: Sequence[Row]) -> None:
        if table == "ballot":
            raise sqlite3.OperationalError("database or disk is full")
        real(file, table, rows)

    monkeypatch.setattr(SqliteFile, "insert", insert)
    with pytest.raises(sqlite3.OperationalError):
        filed.box.take([filed.cast("A", 0)])
    monkeypatch.undo()

    assert filed.box.turnout()["A"]["spent"] == 0
    assert [one.answer for one in filed.box.take([filed.cast("A", 0)])] == [
        Answer.TAKEN
    ]


def test_the_form_says_which_marks_a_ballot_can_have() -> None:
    assert FORM.fits(bytes([0, 1, 2, UNKNOWN]))
    assert not FORM.fits(bytes([0, 1, 2]))
    assert not FORM.fits(bytes([0, 1, 2, 3]))
    assert not FORM.fits(bytes([0, 1, 2, MULTIPLE]))
    assert FORM.fits(bytes([0, 1, 2, MULTIPLE]), paper=True)


def test_the_root_over_codes_is_the_same_in_any_order() -> None:
    slips = {"A": ["x", "y"], "B": ["z"]}
    turned = {"B": ["z"], "A": ["y", "x"]}

    assert planned(slips, key(1)[1]).issue_root() == (
        planned(turned, key(1)[1]).issue_root()
    )


class FailsOnce:
    """A connection whose first commit is not kept by the disk; the next ones are."""

    def __init__(self, file: sqlite3.Connection) -> None:
        self._file, self._failed = file, False

    def execute(self, statement: str, *values: Any) -> sqlite3.Cursor:
        if statement == "COMMIT" and not self._failed:
            self._failed = True
            error = sqlite3.OperationalError("disk I/O error")
            error.sqlite_errorcode = sqlite3.SQLITE_IOERR_FSYNC
            raise error
        return self._file.execute(statement, *values)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._file, name)


def test_f6_once_the_disk_failed_a_box_writes_nothing_more(
    filed: Hall, monkeypatch: pytest.MonkeyPatch
) -> None:
    storage = filed.box._storage
    monkeypatch.setattr(storage, "_file", FailsOnce(storage._file))  # type: ignore[attr-defined]

    for number in range(3):
        with pytest.raises(Broken):
            filed.box.take([filed.cast("A", number)])
    with pytest.raises(Broken):
        filed.box.close()

    assert filed.box.turnout()["A"]["spent"] == 0
