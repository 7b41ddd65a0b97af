"""`shuping key make`, on a laptop that has nothing else."""

import re
import stat
from itertools import combinations
from pathlib import Path

import pytest

from shuping import command
from shuping.ballots.command import key as key_command
from shuping.ballots.rules import key_file
from shuping.ballots.rules.keys import fingerprint, key_from, key_of
from shuping.ballots.rules.records import grouped
from shuping.urn import sealing
from tests.ballots.rules.test_slips import NAME
from tests.ballots.test_printing import pages


@pytest.fixture(autouse=True)
def _in_english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "en")
    monkeypatch.setattr(command, "_set_up", lambda _: None)


def make(out: Path, level: str, *more: str, box: str = NAME) -> int:
    words = ["--box", box, "--level", level, "--out", str(out), *more]
    return command.main(["key", "make", *words])


def keys_on(printed: list[str]) -> list[bytes | None]:
    """Return the keys that can be put together from what was printed."""
    if len(printed) == 1:
        body = printed[0].partition("公钥指纹")[2].partition("有了这一页")[0]
        return [key_of("".join(re.findall(r"[\u3400-\u9fff]", body)))]
    shares = [re.findall(r"\b[a-z]{4,8}\b", page) for page in printed]
    # Words go down three columns of eleven, and a page is read along its lines.
    told = [
        " ".join(one[n::3][m] for n in range(3) for m in range(11)) for one in shares
    ]
    return [key_from(*pair) for pair in combinations(told, 2)]


@pytest.mark.parametrize(("level", "count"), [("standard", 1), ("strict", 3)])
def test_the_printed_pages_give_the_key_of_the_public_half_that_is_uploaded(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], level: str, count: int
) -> None:
    out = tmp_path / "out"

    assert make(out, level, "--title", "临江区测评") == 0

    reading = key_file.read((out / key_file.FILE).read_bytes(), box=NAME, level=level)
    printed = pages((out / "key.pdf").read_bytes())
    found = {key and sealing.public_of(key).hex() for key in keys_on(printed)}
    assert (found, len(printed)) == ({reading.public}, count)
    left = {one.name: stat.S_IMODE(one.stat().st_mode) for one in out.iterdir()}
    assert left == {key_file.FILE: 0o600, "key.pdf": 0o600}
    digits = grouped(fingerprint(reading.public))
    assert all("临江区测评" in page and digits in page for page in printed)
    assert capsys.readouterr().out.splitlines() == [
        f"Pages for envelopes: {count}, {out / 'key.pdf'}",
        f"Fingerprint of the key, as in the opening record: {digits}",
        f"Upload {out / key_file.FILE}; print the PDF, seal it, then delete it.",
    ]


@pytest.mark.parametrize("name", ["key.pdf", key_file.FILE])
def test_a_key_that_is_there_is_not_written_over(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    (tmp_path / name).write_text("before")

    assert make(tmp_path, "standard") == 2

    assert [one.read_text() for one in tmp_path.iterdir()] == ["before"]
    assert capsys.readouterr().err == f"There is a key in {tmp_path} already.\n"


def test_where_no_share_gives_the_key_back_nothing_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("shuping.ballots.rules.keys.key_from", lambda *_: None)
    monkeypatch.setattr("shuping.ballots.rules.keys.key_of", lambda _: None)

    for level in ("standard", "strict"):
        with pytest.raises(AssertionError):
            make(tmp_path / "out", level)

    assert not (tmp_path / "out").exists()


def test_what_cannot_be_is_told_and_nothing_is_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out"

    assert make(out, "strict", box="x") == 2
    assert "x is no name of a box" in capsys.readouterr().err
    with pytest.raises(SystemExit):
        make(out, "simple")
    monkeypatch.setattr(key_command, "sets_chinese", lambda: False)
    assert make(out, "standard") == 2
    assert "the key cannot be printed" in capsys.readouterr().err
    assert not out.exists()


def test_a_place_that_cannot_be_written_to_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").touch()

    assert make(tmp_path / "file" / "out", "standard") == 2

    assert "The results cannot be left at" in capsys.readouterr().err
