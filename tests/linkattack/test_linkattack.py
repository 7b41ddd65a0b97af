"""A thief of every byte does no better than chance, and finds what is built wrongly."""

import os
import shutil
from pathlib import Path

import pytest

from tests.linkattack import cluster_leaks
from tests.linkattack.leaks import DELETED, LEAKS
from tests.linkattack.places import Cluster, Files
from tests.linkattack.scoring import Scores
from tests.linkattack.story import House, play
from tests.oracle.profiles import NIGHTLY

BOXES = 1_000 if NIGHTLY else 200
THIEF = os.environ.get("SHUPING_THIEF_TEST_URL")
_FEW = 8  # of a box with a leak


def attacked(folder: Path, boxes: int, house: House) -> dict[str, float]:
    scores = Scores()
    for seed in range(boxes):
        scores.attack(play(folder / "one", seed, house), seed)
        shutil.rmtree(folder / "one")
    return scores.found()


def test_s2_no_means_tells_pairs_order_or_content_better_than_chance(
    tmp_path: Path,
) -> None:
    assert attacked(tmp_path, BOXES, House(Files)) == {}


@pytest.mark.skipif(not THIEF, reason="needs SHUPING_THIEF_TEST_URL, see .ci/run")
def test_s2_nor_does_any_in_a_cluster_whose_every_byte_is_read(tmp_path: Path) -> None:
    assert attacked(tmp_path, BOXES, House(Cluster)) == {}


@pytest.mark.skipif(not THIEF, reason="needs SHUPING_THIEF_TEST_URL, see .ci/run")
@pytest.mark.parametrize("leak", cluster_leaks.LEAKS)
def test_s2_a_leak_in_a_cluster_is_found(tmp_path: Path, leak: str) -> None:
    house, means = cluster_leaks.LEAKS[leak]

    assert means in attacked(tmp_path, _FEW, house)


@pytest.mark.parametrize("leak", LEAKS)
def test_s2_a_leak_is_found(tmp_path: Path, leak: str) -> None:
    house, means = LEAKS[leak]

    assert means in attacked(tmp_path, _FEW, house)


def test_s2_what_is_deleted_securely_is_no_leak(tmp_path: Path) -> None:
    assert attacked(tmp_path, _FEW, DELETED) == {}
