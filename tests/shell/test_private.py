"""A private file is whole or not there, and nobody else may ever read it."""

import os
import stat
from pathlib import Path

import pytest

from shuping.shell import private


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_a_private_file_is_its_owners_only_and_so_is_a_folder_made_for_it(
    tmp_path: Path,
) -> None:
    path = tmp_path / "boxes" / "a.key"

    private.write(path, b"secret")

    assert path.read_bytes() == b"secret"
    assert mode(path) == 0o600
    assert mode(path.parent) == 0o700
    assert list(path.parent.iterdir()) == [path]


def test_it_takes_the_place_of_one_that_others_could_read(tmp_path: Path) -> None:
    path = tmp_path / "a.key"
    path.write_bytes(b"old")
    path.chmod(0o644)

    private.write(path, b"new")

    assert (path.read_bytes(), mode(path)) == (b"new", 0o600)


def test_from_its_first_byte_nobody_else_may_read_it_whatever_the_mask(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[int] = []
    sync = os.fsync

    def watch(handle: int) -> None:
        seen.append(stat.S_IMODE(os.fstat(handle).st_mode))
        sync(handle)

    monkeypatch.setattr(os, "fsync", watch)
    before = os.umask(0)
    try:
        private.write(tmp_path / "a.key", b"secret")
    finally:
        os.umask(before)

    assert seen[0] == 0o600
    assert len(seen) == 2, "the file and its folder are both on the disk"


def test_where_the_disk_fails_the_old_file_stays_and_nothing_lies_about(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.key"
    private.write(path, b"old")

    def full(handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space left"):
        private.write(path, b"new")

    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]
