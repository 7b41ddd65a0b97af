"""Keeping a copy of the whole installation in one file, and bringing it back.

The file is a zip of the database as its own tool writes it, of the key that signs
sessions, of the closed boxes of the urn with the keys that the server keeps, and of a
list with their digests. It is as secret as the installation. An open box is in no
backup: copies of it at several moments would tell who came after whom.
"""

import hashlib
import json
import os
import re
import sqlite3
import subprocess
import tempfile
import zipfile
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connections

from shuping.refusal import Refused, say
from shuping.shell import private
from shuping.shell.serving import hold
from shuping.urn.storage import is_closed

_LIST, _DATABASE, _KEY = "list.json", "database", "key"
_BOXES = "boxes/"
_BOX = re.compile(r"boxes/[0-9a-f]{32}\.(box|key)")
SQLITE, POSTGRESQL = "sqlite", "postgresql"


def back_up(file: Path) -> int:
    """Write the installation into a new file; return its size in bytes.

    Refused where the file stands already. While it is written others go on working:
    the copy is of one moment.
    """
    if file.exists():
        raise Refused(say("{file} stands already; choose another name.", file=file))
    with tempfile.TemporaryDirectory(dir=file.parent) as place:
        dump = Path(place) / _DATABASE
        kind = _dump(dump)
        parts = {_DATABASE: dump.read_bytes(), _KEY: _key(), **_boxes()}
        digests = {name: _digest(data) for name, data in parts.items()}
        told = json.dumps({"kind": kind, "sha256": digests})
        packed = Path(place) / "packed"
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr(_LIST, told)
            for name, data in parts.items():
                archive.writestr(name, data)
        packed.chmod(0o600)
        packed.rename(file)
    return file.stat().st_size


def restore(file: Path) -> None:
    """Put a backup in the place of the installation, whole or not at all.

    Refused where the file is no backup, is damaged, or comes from another kind of
    database, and while the installation is served. What waits in the spool is in no
    backup: it is asked for anew.
    """
    with settings.CLERK_FILE.open("a") as clerk:
        if not hold(clerk):
            raise Refused(say("This installation is being served. Stop it first."))
        _put_back(file)


def _put_back(file: Path) -> None:
    told, parts = _opened(file)
    kind = _kind()
    if told.get("kind") != kind:
        raise Refused(
            say(
                "The backup is of {theirs}, this is {ours}.",
                theirs=told.get("kind"),
                ours=kind,
            )
        )
    connections.close_all()
    with tempfile.TemporaryDirectory(dir=settings.DATA_DIR) as place:
        dump = Path(place) / _DATABASE
        dump.write_bytes(parts[_DATABASE])
        _load(dump)
    for name in parts.keys() - {_DATABASE, _KEY}:
        private.write(Path(settings.BOXES) / name.removeprefix(_BOXES), parts[name])
    if parts[_KEY]:
        private.write(settings.KEY_FILE, parts[_KEY])


def _opened(file: Path) -> tuple[dict[str, Any], Mapping[str, bytes]]:
    damaged = Refused(say("{file} is no backup, or it is damaged.", file=file))
    try:
        with zipfile.ZipFile(file) as archive:
            told = json.loads(archive.read(_LIST))
            names = [_DATABASE, _KEY, *sorted(set(told["sha256"]) - {_DATABASE, _KEY})]
            parts = {name: archive.read(name) for name in names}
    except (OSError, KeyError, ValueError, TypeError, zipfile.BadZipFile):
        raise damaged from None
    if told["sha256"] != {name: _digest(data) for name, data in parts.items()}:
        raise damaged
    if not all(_BOX.fullmatch(name) for name in names[2:]):
        raise damaged
    return told, parts


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _key() -> bytes:
    return settings.KEY_FILE.read_bytes() if settings.KEY_FILE.exists() else b""


def _boxes() -> dict[str, bytes]:
    """Return the closed boxes and the keys beside them, by their names in the zip."""
    folder = Path(settings.BOXES)
    closed = [one for one in folder.glob("*.box") if is_closed(one)]
    keys = folder.glob("*.key")
    return {f"{_BOXES}{one.name}": one.read_bytes() for one in sorted([*closed, *keys])}


def _kind() -> str:
    return SQLITE if connections["default"].vendor == "sqlite" else POSTGRESQL


def _dump(file: Path) -> str:
    if _kind() == SQLITE:
        name = str(settings.DATABASES["default"]["NAME"])
        with (
            closing(sqlite3.connect(name)) as ours,
            closing(sqlite3.connect(file)) as copy,
        ):
            ours.backup(copy)
    else:
        _postgres("pg_dump", "--format=custom", "--no-owner", f"--file={file}")
    return _kind()


def _load(dump: Path) -> None:
    if _kind() == SQLITE:
        name = Path(str(settings.DATABASES["default"]["NAME"]))
        for behind in ("-wal", "-shm"):
            name.with_name(name.name + behind).unlink(missing_ok=True)
        dump.replace(name)
    else:
        database = connections["default"].settings_dict["NAME"]
        _postgres(
            "pg_restore",
            "--clean",
            "--if-exists",
            "--no-owner",
            "--single-transaction",
            f"--dbname={database}",
            str(dump),
        )


def _postgres(tool: str, *words: str) -> None:
    """Run a tool of PostgreSQL on our database; the password goes by environment."""
    where = connections["default"].settings_dict
    known = {
        "PGHOST": where["HOST"],
        "PGPORT": str(where["PORT"]),
        "PGUSER": where["USER"],
        "PGPASSWORD": where["PASSWORD"],
        "PGDATABASE": where["NAME"],
    }
    environment = os.environ | {name: value for name, value in known.items() if value}
    done = subprocess.run(  # noqa: S603 - the tool's name is ours
        [tool, *words], env=environment, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise Refused(say("{tool} failed: {why}", tool=tool, why=done.stderr.strip()))
