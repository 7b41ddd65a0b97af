"""A slower disk is slower for whoever runs before it, and for nobody else."""

import sys
from pathlib import Path

import pytest

from shuping.bench import sync
from shuping.refusal import Refused

_LOOK = """
import pathlib, sys
from shuping.bench import sync

took = sync.milliseconds(pathlib.Path(sys.argv[1]))
sys.exit(0 if sync.is_slowed() and took >= 20 else 7)
"""


def test_each_sync_takes_as_long_as_it_was_told_to(tmp_path: Path) -> None:
    looking = [sys.executable, "-c", _LOOK, str(tmp_path)]

    assert sync.run_slowed(looking, 20) == 0
    assert sync.run_slowed(looking, 0) == 7
    assert not sync.is_slowed()


def test_without_a_compiler_it_is_said_what_to_install(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("PATH", "")

    with pytest.raises(Refused, match="install gcc"):
        sync.run_slowed([sys.executable, "-c", ""], 20)
