"""Packages whose sums hold, written by another hand: refused, nothing half taken."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from datetime import datetime
from html import unescape
from pathlib import Path
from typing import Any

import pytest

from shuping.accounts.models import Person
from shuping.bulletins.models import Bulletin
from shuping.folders import services
from shuping.folders.rules.archive import (
    BULLETINS,
    ROUND,
    ROUND_UPS,
    STANDING,
    opened,
    packed,
)
from shuping.organisations.models import Organisation
from shuping.rounds.models import Round
from shuping.shell.models import Task
from tests.folders.good import GOOD
from tests.folders.test_archive import (
    _sent,
    _with,
    fresh,
    published,
    rounded_up,
    run,
    worked,
)
from tests.pages import browser, done_beside

Change = Callable[[list[dict[str, Any]]], object]
ENTRY: Any = "x"
DEEP = "[" * 100_000 + "]" * 100_000


@pytest.fixture
def pieces(organiser: Person, leader: Person, now: datetime) -> dict[str, bytes]:
    """What the package of a round with a bulletin and a round-up holds."""
    round_ = worked(dict(GOOD), organiser, now)
    published(round_, organiser, leader, now)
    rounded_up([round_], organiser, leader, now)
    found = opened(services.archive(round_, by=organiser, at=now))
    assert not isinstance(found, tuple)
    sums = ("SHA256SUMS", "index.html")
    return {name: data for name, data in found.items() if name not in sums}


def changed(pieces: dict[str, bytes], name: str, change: Change) -> bytes:
    told = json.loads(pieces[name])
    change(told)
    return packed(pieces | {name: json.dumps(told).encode()}, "某轮")


def told_of(package: bytes, by: Person) -> str:
    """Return what a page tells of a package that it does not take."""
    before = standing()
    page = done_beside(browser(by), "folders:index", folder=_sent(package))
    assert Task.objects.latest("pk").state == "refused"
    assert standing() == before
    return unescape(page)


def standing() -> list[int]:
    """Return how many there are of all that a package may bring."""
    return [one._default_manager.count() for one in (Bulletin, Round, Organisation)]


def put(key: str, value: object, entry: int = 0) -> Change:
    return lambda told: told[entry].__setitem__(key, value)


STRANGE: dict[str, tuple[str, Change, str]] = {
    "a key is missing": (
        BULLETINS,
        lambda told: told[1].pop("body"),
        "entry 2, “body”",
    ),
    "a title is a number": (BULLETINS, put("title", 5), "entry 1, “title”"),
    "a title is endless": (BULLETINS, put("title", "长" * 201), "entry 1, “title”"),
    "a title holds a null": (BULLETINS, put("title", "a\0"), "entry 1, “title”"),
    "a title is half a sign": (BULLETINS, put("title", "\ud800"), "entry 1, “title”"),
    "a year of 0": (
        BULLETINS,
        put("published_at", "0000-01-01T00:00:00+08:00"),
        "entry 1, “published_at”",
    ),
    "a time before all times": (
        BULLETINS,
        put("published_at", "0001-01-01T00:00:00+08:00"),
        "entry 1, “published_at”",
    ),
    "a huge number": (BULLETINS, put("version", 10**30), "entry 1, “version”"),
    "a fact without words": (
        BULLETINS,
        put("facts", [[["meeting"]]]),
        "entry 1, “facts”",
    ),
    "a version twice": (BULLETINS, put("version", 1, 1), "entry 2, “version”"),
    "withdrawn at no time": (
        BULLETINS,
        put("withdrawn_at", "", 1),
        "entry 2, “withdrawn_at”",
    ),
    "a state of ours that is none": (BULLETINS, put("state", "draft"), "“state”"),
    "an entry is a word": (BULLETINS, lambda told: told.insert(0, ENTRY), "“first”"),
    "a part has no name": (
        ROUND_UPS,
        lambda told: told[0]["parts"][0].update(name=""),
        "entry 1, “parts”",
    ),
    "a round is told of twice": (
        ROUND_UPS,
        lambda told: told[0]["parts"].append(told[0]["parts"][-1]),
        "entry 1, “parts”",
    ),
}


@pytest.mark.parametrize("name", STRANGE)
def test_what_is_not_as_we_write_it_is_named_by_file_entry_and_key(
    name: str, pieces: dict[str, bytes], organiser: Person, now: datetime
) -> None:
    file, change, where = STRANGE[name]
    again = fresh(Round.objects.get(), now)

    page = told_of(changed(pieces, file, change), again)

    assert f"{file} in the package is not as this program writes it" in page
    assert where in page


def test_checking_tells_what_taking_would_refuse_and_changes_nothing(
    pieces: dict[str, bytes],
    now: datetime,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    scheme = f"{ROUND}scheme.toml"
    strange: dict[str, bytes] = {
        "bulletins.json不是本系统写出的样子：第1项“title”": changed(
            pieces, BULLETINS, put("title", 5)
        ),
        "不是本系统制作": packed(pieces | {STANDING: b"{}"}, "某轮"),
        "scheme.toml:1:": packed(
            pieces | {scheme: b"x = 1\n" + pieces[scheme]}, "某轮"
        ),
    }
    fresh(Round.objects.get(), now)
    before, file = standing(), tmp_path / "a.zip"

    for told, package in strange.items():
        file.write_bytes(package)
        assert run("check", str(file)) == 2
        assert told in capsys.readouterr().err
    file.write_bytes(packed(pieces, "某轮"))
    assert run("check", str(file)) == 0

    assert standing() == before


def test_to_check_a_package_no_installation_is_needed(
    pieces: dict[str, bytes], tmp_path: Path
) -> None:
    file, data = tmp_path / "a.zip", tmp_path / "data"
    file.write_bytes(packed(pieces, "某轮"))
    about = {"SHUPING_DATA": str(data), "DATABASE_URL": "sqlite:////nowhere/x.db"}

    ended = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-m", "shuping", "archive", "check", str(file)],
        env={**os.environ, **about, "LC_ALL": "en"},
        capture_output=True,
        check=False,
        text=True,
    )

    assert (ended.returncode, ended.stderr) == (0, "")
    assert ended.stdout == f"The package is whole: {len(pieces) + 2} files.\n"
    assert not data.exists()


@pytest.mark.parametrize("raw", ["", "{}", "[1", DEEP, "[1]x"])
def test_what_is_no_list_at_all_is_refused(
    raw: str, pieces: dict[str, bytes], now: datetime
) -> None:
    again = fresh(Round.objects.get(), now)

    page = told_of(packed(pieces | {BULLETINS: raw.encode()}, "某轮"), again)

    told = "bulletins.json in the package is not as this program writes it: it is no"
    assert told in page


@pytest.mark.parametrize("raw", ["", "[]", '{"stage": 5}', '{"stage": "x"}', DEEP])
def test_a_round_that_stands_nowhere_is_none_of_ours(
    raw: str, pieces: dict[str, bytes], now: datetime
) -> None:
    again = fresh(Round.objects.get(), now)

    page = told_of(packed(pieces | {STANDING: raw.encode()}, "某轮"), again)

    assert "This package is none of this program." in page


def test_a_round_that_is_here_already_is_not_taken_twice(
    pieces: dict[str, bytes], now: datetime
) -> None:
    again = fresh(Round.objects.get(), now)
    sent = packed(pieces, "某轮")
    done_beside(browser(again), "folders:index", folder=_sent(sent))
    assert Round.objects.count() == 1

    assert "There is a round of 2019 already." in told_of(sent, again)


def test_a_package_of_another_tree_is_not_taken(
    pieces: dict[str, bytes], organiser: Person, now: datetime
) -> None:
    again = fresh(Round.objects.get(), now)
    Organisation.objects.update(code="ELSEWHERE")

    page = told_of(packed(pieces, "某轮"), again)

    assert "No body that stands here is above the folder" in page


def test_a_scheme_of_another_version_is_told_by_file_and_line(
    pieces: dict[str, bytes], now: datetime
) -> None:
    scheme = pieces[f"{ROUND}scheme.toml"]
    again = fresh(Round.objects.get(), now)

    page = told_of(
        packed(pieces | {f"{ROUND}scheme.toml": b"version = 9\n" + scheme}, "某轮"),
        again,
    )

    assert "scheme.toml" in page
    assert "version" in page


def test_a_zip_in_a_zip_is_no_package_and_the_terminal_says_so(
    pieces: dict[str, bytes], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "a.zip"
    file.write_bytes(_with({}, "lj.zip"))

    assert run("check", str(file)) == 2
    assert run("take", str(file), "--by", "organiser") == 2
    assert capsys.readouterr().err == "这不是本系统制作的档案包。\n" * 2


def test_a_package_that_cannot_be_written_is_refused(
    pieces: dict[str, bytes], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "file"
    file.write_bytes(b"")
    there, one = file / "a.zip", Round.objects.get()

    named = (one.convenor.code, str(one.year), str(there), "--by", "organiser")
    assert run("give", *named) == 2
    assert capsys.readouterr().err == f"无法写入{there}：已经存在。\n"
