"""I4: the same closed box and its key give the same figures wherever it is opened."""

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import shuping
from tests.second_verifier import verdict
from tests.verify.boxes import GOOD, Maker
from tests.verify.changes import unzipped
from tests.verify.elsewhere import FIGURES
from tests.verify.mutations import base

HOUSE = Path(shuping.__file__).parent.parent
OPENED = ("plain", "small pooled", "effects told", "stability told", "sixteen items")


def elsewhere(folder: Path, *words: str, typed: str) -> str:
    """Run a module of ours in another folder, time zone, language and hash seed."""
    environment = {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(HOUSE),
        "PYTHONHASHSEED": "7",
        "TZ": "America/St_Johns",
        "LC_ALL": "en_US.UTF-8",
        "SHUPING_HOME": str(folder),
    }
    done = subprocess.run(  # noqa: S603 - our own modules
        [sys.executable, "-m", *words],
        input=typed,
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, (done.stdout, done.stderr)
    return done.stdout


@pytest.mark.parametrize("name", OPENED)
def test_i4_another_process_gives_the_same_figures_from_a_copy_of_the_box(
    tmp_path: Path, name: str
) -> None:
    here, there = tmp_path / "here", tmp_path / "there"
    here.mkdir()
    there.mkdir()
    maker, one = Maker(GOOD[name], here), base(name)
    maker.box().shut()
    shutil.copy(maker.path, there / "copy.box")
    (there / "copy.zip").write_bytes(one.packed)
    members = unzipped(one.packed)
    told = [f"{name} {hashlib.sha256(members[name]).hexdigest()}" for name in FIGURES]

    again = elsewhere(
        there,
        *("tests.verify.elsewhere", "copy.box", "copy.zip"),
        typed=one.private.hex() + "\n",
    )

    assert again.splitlines() == told


@pytest.mark.parametrize("name", OPENED)
def test_i4_two_other_programs_count_the_same_with_the_key(
    tmp_path: Path, name: str
) -> None:
    one = base(name)
    (tmp_path / "copy.zip").write_bytes(one.packed)

    checks = elsewhere(
        tmp_path,
        *("shuping.verify", "copy.zip", "--key", "-"),
        typed=one.words + "\n",
    )

    assert "24 PASS" in " ".join(checks.split())
    assert verdict(one.packed, one.words) == 0
