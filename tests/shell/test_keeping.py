"""A backup brings back the installation, whole or not at all."""

import os
import subprocess
import sys
import zipfile
from datetime import datetime
from pathlib import Path

import pytest
from django.utils.translation import gettext

from shuping.accounts.models import Person
from shuping.folders.tasks import take_in
from shuping.refusal import say
from shuping.shell import spool
from shuping.shell.services import Wish, ask
from shuping.shell.tasks import work_off
from tests.killing import Database, Visitor, comes, free_port, running
from tests.killing import shuping as run
from tests.urn.boxes import hall

HOUSE = Path(__file__).resolve().parents[2]


def shuping(*words: str, data: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-m", "shuping", *words],
        cwd=HOUSE,
        env={**os.environ, "SHUPING_DATA": str(data), "LANG": "en", "LC_ALL": "en"}
        | {"DATABASE_URL": f"sqlite:///{data / 'shuping.db'}"},
        capture_output=True,
        text=True,
        check=False,
    )


def people(data: Path, statement: str) -> str:
    code = (
        "import django; django.setup();"
        "from shuping.accounts.models import Person;"
        f"print({statement})"
    )
    done = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-c", code],
        cwd=HOUSE,
        env=os.environ
        | {
            "DATABASE_URL": f"sqlite:///{data / 'shuping.db'}",
            "DJANGO_SETTINGS_MODULE": "shuping.settings",
        },
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.strip()


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    """The data of an installation with one person, backed up beside it."""
    data = tmp_path / "data"
    assert shuping("journal", "check", data=data).returncode == 0
    people(data, "Person.objects.create_user('kept')")
    (data / "shuping.key").write_text("the key", encoding="utf-8")
    done = shuping("backup", str(tmp_path / "copy.zip"), data=data)
    assert done.returncode == 0, done.stderr
    return data


def test_what_was_there_is_there_again_after_a_restore(
    kept: Path, tmp_path: Path
) -> None:
    people(kept, "Person.objects.create_user('later')")
    (kept / "shuping.key").write_text("another", encoding="utf-8")

    done = shuping("restore", str(tmp_path / "copy.zip"), data=kept)

    assert done.returncode == 0, done.stderr
    assert people(kept, "[p.username for p in Person.objects.all()]") == "['kept']"
    assert (kept / "shuping.key").read_text(encoding="utf-8") == "the key"


def test_a_backup_while_it_is_served_is_whole_and_holds_nothing_of_the_spool(
    tmp_path: Path,
) -> None:
    data, port = tmp_path / "demo", free_port()
    assert run(data, "demo", "--no-serve", "--out", str(tmp_path)).returncode == 0
    waiting = data / "demo.spool"
    waiting.mkdir()
    (waiting / "sent").write_bytes(b"ballots of somebody")
    (data / "demo.key").write_text("the key", encoding="utf-8")
    with running(data, "web", "--port", str(port)), running(data, "clerk"):
        visitor = Visitor(port)
        assert comes(visitor.is_well)
        visitor.enter("organiser")
        kept = run(data, "backup", str(tmp_path / "copy.zip"))
        early = run(data, "restore", str(tmp_path / "copy.zip"))
        there = "/desk/rounds/6/bulletins/"
        visitor.press(there, f"{there}compose/")
    later = Database(data).entries("compose bulletin")

    back = run(data, "restore", str(tmp_path / "copy.zip"))

    assert (early.returncode, early.stderr) == (
        2,
        "This installation is being served. Stop it first.\n",
    )
    assert (kept.returncode, back.returncode) == (0, 0), kept.stderr + back.stderr
    with zipfile.ZipFile(tmp_path / "copy.zip") as archive:
        assert sorted(archive.namelist()) == ["database", "key", "list.json"]
    assert Database(data).entries("compose bulletin") == later - 1
    assert Database(data).asked("PRAGMA integrity_check") == [("ok",)]
    assert run(data, "journal", "check").returncode == 0
    assert (data / "demo.key").stat().st_mode & 0o077 == 0
    assert list(waiting.iterdir()) == [waiting / "sent"]


def test_a_task_that_waits_in_a_backup_asks_for_its_file_anew(
    tmp_path: Path, organiser: Person, now: datetime
) -> None:
    wish = Wish(say("Taking in a folder"), "/desk/folders/", upload=b"a folder")
    task = ask(take_in, wish, by=organiser, at=now)
    spool.erase(task.upload)

    work_off()

    task.refresh_from_db()
    assert task.state == "refused"
    assert task.words == gettext("The file is no longer kept. Ask anew.")


def test_a_backup_never_writes_over_a_file(kept: Path, tmp_path: Path) -> None:
    again = shuping("backup", str(tmp_path / "copy.zip"), data=kept)

    assert again.returncode == 2
    assert "stands already" in again.stderr


@pytest.mark.parametrize("damage", [b"no zip at all", None])
def test_a_damaged_backup_changes_nothing(
    damage: bytes | None, kept: Path, tmp_path: Path
) -> None:
    copy = tmp_path / "copy.zip"
    raw = bytearray(copy.read_bytes())
    raw[len(raw) // 2] ^= 1
    copy.write_bytes(damage or bytes(raw))
    people(kept, "Person.objects.create_user('later')")

    done = shuping("restore", str(copy), data=kept)

    assert done.returncode == 2
    assert "is no backup, or it is damaged" in done.stderr
    assert people(kept, "Person.objects.count()") == "2"


def test_a_backup_can_be_read_by_its_owner_only(kept: Path, tmp_path: Path) -> None:
    assert (tmp_path / "copy.zip").stat().st_mode & 0o077 == 0


def test_closed_boxes_are_kept_and_an_open_one_is_in_no_backup(tmp_path: Path) -> None:
    data = tmp_path / "data"
    boxes = data / "boxes" / "shuping"
    boxes.mkdir(parents=True)
    here = hall(boxes)
    here.box.take([here.cast("A", 0)])
    closed = boxes / f"{'1' * 32}.box"
    (boxes / f"{'1' * 32}.key").write_text("the key of a simple box")
    assert shuping("backup", str(tmp_path / "open.zip"), data=data).returncode == 0
    here.box.close()
    here.box.shut()
    (boxes / f"{here.box.box.hex()}.box").rename(closed)
    content = closed.read_bytes()
    assert shuping("backup", str(tmp_path / "kept.zip"), data=data).returncode == 0

    closed.unlink()
    assert shuping("restore", str(tmp_path / "kept.zip"), data=data).returncode == 0

    with zipfile.ZipFile(tmp_path / "open.zip") as archive:
        assert [one for one in archive.namelist() if one.endswith(".box")] == []
    assert closed.read_bytes() == content
    assert closed.stat().st_mode & 0o077 == 0
