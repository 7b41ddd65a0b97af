"""Killed, cut off, full: what was answered is in the box, once, and nothing else.

A slice of `shuping bench faults`, and its judge held against histories that are wrong.
"""

from argparse import Namespace
from collections import Counter
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest

from shuping.bench import cuts, disks, faults, serving, strikes
from shuping.bench.history import Found, History, Vote, Wrong, judge, look
from shuping.bench.power import PRAGMAS
from shuping.bench.strikes import Told
from tests.oracle.profiles import NIGHTLY
from tests.urn.boxes import CLUSTER, hall
from tests.urn.process import opened, urn

CUTS, KILLS, DISKS = (200, 100, 50) if NIGHTLY else (12, 4, 2)
OF_A_KILL = 100
IN_CLUSTER = pytest.param(
    CLUSTER,
    marks=pytest.mark.skipif(
        not CLUSTER, reason="needs SHUPING_BOXES_TEST_URL, see .ci/run"
    ),
)


def holds(told: Told, due: int) -> bool:
    """Tell whether each strike hit, and nothing is wrong with the boxes."""
    assert told.wrongs == Counter()
    return told.strikes == due


def test_i3_f3_no_power_cut_loses_what_was_answered(tmp_path: Path) -> None:
    told = cuts.cut(tmp_path, CUTS, Random(1))

    assert holds(told, CUTS)
    assert told.casts > CUTS


def test_a_box_that_does_not_sync_each_batch_is_found_out(tmp_path: Path) -> None:
    careless = [one.replace("=FULL", "=NORMAL") for one in PRAGMAS]
    assert careless != list(PRAGMAS)

    told = cuts.cut(tmp_path, 6, Random(1), careless)

    assert told.wrongs[Wrong.LOST] > 0


@pytest.mark.parametrize("address", ["", IN_CLUSTER], ids=["file", "cluster"])
def test_f1_f15_killed_again_and_again_no_answer_is_lost_and_nobody_counts_twice(
    tmp_path: Path, address: str
) -> None:
    told = strikes.killed(tmp_path, KILLS * OF_A_KILL, KILLS, Random(1), address)

    assert holds(told, KILLS)
    assert told.casts >= KILLS * OF_A_KILL
    assert told.late > 0
    assert max(told.restarts) < 10


def test_f5_a_full_disk_takes_nothing_loses_nothing_and_goes_on(tmp_path: Path) -> None:
    assert holds(strikes.filled(tmp_path, DISKS, Random(1)), DISKS)


def test_f5_what_may_write_no_further_takes_nothing_until_it_is_started_again(
    tmp_path: Path,
) -> None:
    with urn(tmp_path) as running:
        ballot = opened(running)
        bodies = [ballot.body(code, bytes(4)) for code in ballot.slips["A"][:3]]
        limit = disks.Limit(running)
        assert ballot.post(bodies[0])[0] == 200

        limit.fill()
        assert [ballot.post(one)[0] for one in bodies[1:]] == [503, 503]
        limit.free()

        assert [ballot.post(one)[0] for one in bodies] == [200, 200, 200]
        assert running.ask("turnout", box=ballot.name)["turnout"]["A"]["spent"] == 3


def test_f6_after_a_failed_fsync_nothing_is_taken_and_no_retry_counts_as_success(
    tmp_path: Path,
) -> None:
    with urn(tmp_path) as running:
        ballot = opened(running)
        bodies = [ballot.body(code, bytes(4)) for code in ballot.slips["A"][:4]]
        assert ballot.post(bodies[0])[0] == 200
        running.kill()

        running.start(("-m", "tests.urn.eio", *serving.URN))
        assert [ballot.post(one)[0] for one in (*bodies[1:], *bodies)] == [503] * 7
        running.kill()

        running.start()
        told = [ballot.post(one) for one in bodies]
        assert [status for status, _ in told] == [200] * 4
        running.ask("close", box=ballot.name)
        running.stop()
    found = look(tmp_path / f"{ballot.name}.box")
    assert found.sound
    assert {leaf.hex() for leaf in found.leaves} == {one["leaf"] for _, one in told}


def test_without_the_right_to_mount_a_full_disk_is_a_limit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "")

    with disks.small_disk(tmp_path) as small:
        assert small is None


def test_the_campaign_tells_its_figures_and_what_was_wrong(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    small = Namespace(casts=600, kills=1, cuts=2, disks=0, boxes=None)

    assert faults.bench(small)
    told = capsys.readouterr().out.splitlines()
    assert len(told) == 5
    lost = Told(strikes=1, wrongs=Counter({Wrong.LOST: 1}))
    monkeypatch.setattr(strikes, "killed", lambda *_: lost)
    assert not faults.bench(small)
    assert "丢失1、" in capsys.readouterr().out
    monkeypatch.setattr(faults, "_NEEDED", "a_package_that_nobody_has")
    assert not faults.bench(small)
    assert "a_package_that_nobody_has" in capsys.readouterr().err


def vote(name: str, code: str = "") -> Vote:
    return Vote((code or name).encode(), f"leaf {name}".encode())


def story() -> tuple[History, Found]:
    """Two who voted, one of them twice over, one refused, one unheard but taken."""
    history = History()
    ann, bob, eve, sly = vote("ann"), vote("bob"), vote("eve"), vote("sly", "ann")
    history.begin(ann)
    for one in (ann, ann, bob):
        history.begin(one).ok(one.leaf)
    history.begin(sly).refused("used")
    history.begin(eve)
    there = [ann, bob, eve]
    return history, Found([one.leaf for one in there], [one.h for one in there])


def test_a_history_that_holds_has_nothing_wrong() -> None:
    assert judge(*story()) == Counter()


def test_an_acknowledged_ballot_that_is_not_in_the_box_is_lost() -> None:
    history, found = story()

    short = Found(found.leaves[1:], found.spent[1:])

    assert judge(history, short) == {Wrong.LOST: 1, Wrong.DENIED: 1}


def test_a_code_that_counts_twice_is_found() -> None:
    history, found = story()
    sly = vote("sly", "ann")

    twice = replace(found, leaves=[*found.leaves, sly.leaf])
    assert judge(history, twice)[Wrong.DOUBLE] == 1
    same = replace(found, leaves=[*found.leaves, found.leaves[0]])
    assert judge(history, same)[Wrong.DOUBLE] == 1
    history.begin(sly).ok(sly.leaf)
    assert judge(history, found)[Wrong.DOUBLE] == 1


def test_a_ballot_that_nobody_cast_is_invented() -> None:
    history, found = story()

    more = Found([*found.leaves, b"leaf of nobody"], [*found.spent, b"nobody"])

    assert judge(history, more) == {Wrong.INVENTED: 1, Wrong.UNBALANCED: 1}


def test_another_receipt_for_the_same_bytes_is_found() -> None:
    history, found = story()

    history.begin(vote("ann")).ok(vote("bob").leaf)

    assert judge(history, found) == {Wrong.CHANGED: 1}


def test_a_refused_ballot_that_is_in_the_box_is_found() -> None:
    history, found = story()

    history.begin(vote("eve")).refused("shut")
    history.begin(vote("new")).refused("used")

    assert judge(history, found) == {Wrong.DENIED: 2}


def test_spent_codes_without_ballots_and_ballots_without_spent_codes_are_found() -> (
    None
):
    history, found = story()

    for spent in (found.spent[1:], [*found.spent, b"more"]):
        wrongs = judge(history, replace(found, spent=spent))
        assert wrongs.keys() == {Wrong.UNBALANCED}


def test_f4_a_box_whose_pages_or_root_do_not_hold_is_corrupt(tmp_path: Path) -> None:
    here = hall(tmp_path)
    here.box.take([here.cast("A", 0)])
    here.box.close()
    (path,) = tmp_path.glob("*.box")
    found = look(path)
    assert found.sound
    assert judge(story()[0], replace(story()[1], sound=False)) == {Wrong.CORRUPT: 1}

    with here.box._storage.writing():
        here.box._storage.write(
            "UPDATE meta SET value = ? WHERE name = ?", [(b"x", "ballot_root")]
        )

    assert not look(path).sound
    here.box.shut()
