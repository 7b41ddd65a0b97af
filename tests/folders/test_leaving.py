"""Where results are left: what a run wrote is replaced, all else stays or refuses."""

import json
import os
import subprocess
import sys
from argparse import Namespace
from datetime import datetime
from pathlib import Path

import pytest

from shuping.accounts.models import Person
from shuping.folders import command, services
from shuping.folders.services import leaving, running
from shuping.refusal import Refused
from tests.folders.breaking import both, change
from tests.folders.test_running import MISSED, laid_out, left

MISSED_NEXT = both(change("scheme.toml", "year = 2019", "year = 2020"), MISSED)


def _run(folder: Path, out: Path, by: Person, at: datetime) -> int:
    return services.run(folder, out, by=by, at=at).code


def test_a_strangers_letter_stays_and_an_earlier_runs_letters_go(
    tmp_path: Path, organiser: Person, now: datetime
) -> None:
    out = tmp_path / "out"
    _run(laid_out(tmp_path / "one"), out, organiser, now)
    (out / "documents" / "手写的信.docx").write_bytes(b"mine")

    assert _run(laid_out(tmp_path / "two", MISSED_NEXT), out, organiser, now) == 1

    assert set(left(out)) == {"results.json", "documents/手写的信.docx"}


@pytest.mark.parametrize(
    "results",
    ["", "[]", '{"reporters": null}', '{"reporters": [1]}', '{"reporters": [{}]}'],
)
def test_results_that_are_none_name_no_letters(results: str, tmp_path: Path) -> None:
    documents = tmp_path / "documents"
    documents.mkdir()
    (documents / "LJ01.docx").write_bytes(b"mine")
    (tmp_path / "results.json").write_text(results, encoding="utf-8")

    with leaving.filled(tmp_path) as place:
        (place / "results.json").write_text("{}", encoding="utf-8")

    assert left(tmp_path) == {"results.json": b"{}", "documents/LJ01.docx": b"mine"}


def test_results_name_no_letter_that_lies_elsewhere(tmp_path: Path) -> None:
    out = tmp_path / "out"
    (out / "documents").mkdir(parents=True)
    (tmp_path / "mine.docx").write_bytes(b"mine")
    rows = [{"organisation": "../../mine"}]
    (out / "results.json").write_text(json.dumps({"reporters": rows}))

    with leaving.filled(out):
        pass

    assert left(tmp_path) == {"mine.docx": b"mine"}


def test_results_are_left_nowhere_but_in_a_folder(
    tmp_path: Path, organiser: Person, now: datetime
) -> None:
    folder, file = laid_out(tmp_path / "in"), tmp_path / "file"
    file.write_bytes(b"mine")
    taken, blocked = tmp_path / "taken", tmp_path / "blocked"
    (taken / "results.json").mkdir(parents=True)
    blocked.mkdir()
    (blocked / "documents").write_bytes(b"mine")

    for out, why in (
        (file, "it is no folder"),
        (file / "deeper" / "out", "it is no folder"),
        (taken, "something else of this name stands there"),
        (blocked, "something else of this name stands there"),
    ):
        with pytest.raises(Refused, match=why):
            _run(folder, out, organiser, now)

    assert file.read_bytes() == b"mine"


def test_results_are_left_nowhere_where_nothing_may_be_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "access", lambda *_: False)

    with pytest.raises(Refused, match="it may not be written to"):
        leaving.refuse_unwritable(tmp_path / "out")


def test_a_disk_that_takes_no_more_is_refused(tmp_path: Path) -> None:
    with (
        pytest.raises(Refused, match="the disk is full"),
        leaving.filled(tmp_path),
    ):
        raise OSError(28, "No space left on device")

    assert left(tmp_path) == {}


def test_a_file_that_cannot_be_read_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = laid_out(tmp_path / "in")

    def forbidden(self: Path) -> bytes:
        raise PermissionError(13, "Permission denied", str(self))

    monkeypatch.setattr(Path, "read_bytes", forbidden)

    with pytest.raises(Refused, match="cannot be read: it may not be opened"):
        services.read_folder(folder)


def test_a_folder_that_cannot_be_listed_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="cannot be read: it is not there"):
        services.read_folder(tmp_path / "nowhere")


def test_what_is_no_file_is_passed_over(tmp_path: Path) -> None:
    folder = laid_out(tmp_path / "in")
    os.mkfifo(folder / "photo")

    assert services.read_folder(folder).faults == ()


def _act(folder: Path, out: Path) -> int:
    return command.act(Namespace(folder=folder, out=out))


@pytest.mark.django_db
def test_the_command_ends_with_2_and_a_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder, file = laid_out(tmp_path / "in"), tmp_path / "file"
    file.write_bytes(b"mine")

    assert _act(folder, file / "out") == running.BROKEN

    told = capsys.readouterr().err
    assert told.count("\n") == 1
    assert str(file) in told


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("slips", "count"), [((), 0), (("87.5",), 1), (("87.5", "95"), 2)]
)
def test_the_command_counts_the_faults(
    slips: tuple[str, ...],
    count: int,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    wrong = both(*(change("scores.csv", slip, "NaN") for slip in slips))

    code = _act(laid_out(tmp_path / "in", wrong), tmp_path / "out")

    told = capsys.readouterr().err.splitlines()
    assert code == (running.BROKEN if slips else running.DONE)
    assert len(told) == (count + 1 if count else 0)


def test_run_leaves_the_data_of_the_installation_alone(tmp_path: Path) -> None:
    data = tmp_path / "data"
    folder = laid_out(tmp_path / "in", change("scores.csv", "87.5", "NaN"))
    main = "from shuping.command import main; raise SystemExit(main())"
    words = ["run", str(folder), "--out", str(tmp_path / "out")]

    ended = subprocess.run(  # noqa: S603 - our own command
        [sys.executable, "-c", main, *words],
        env={**os.environ, "SHUPING_DATA": str(data), "LC_ALL": "en"},
        capture_output=True,
        text=True,
        check=False,
    )

    assert ended.returncode == running.BROKEN
    assert ended.stderr.endswith("1 fault; nothing was written.\n")
    assert not data.exists()
