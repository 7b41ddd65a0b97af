"""`shuping slips make`, on a machine that has nothing else."""

import json
import stat
from pathlib import Path

import pytest

from shuping import command
from shuping.ballots.rules import slips
from tests.ballots.rules.test_slips import NAME

HOST = "https://vote.example"


@pytest.fixture(autouse=True)
def _in_english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "en")
    monkeypatch.setattr(command, "_set_up", lambda _: None)


def make(out: Path, *more: str, box: str = NAME, host: str = HOST) -> int:
    words = ["--box", box, "--host", host, "--out", str(out), "--title", "测评"]
    return command.main(["slips", "make", *words, *more])


def test_it_leaves_a_pdf_a_class_and_hashes_and_tells_the_balance(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"

    assert make(out, "--class", "A=3=区领导", "--class", "B=2") == 0

    reading = slips.read((out / slips.FILE).read_bytes(), box=NAME, known=("A", "B"))
    assert {one: len(those) for one, those in reading.hashes.items()} == {
        "A": 3,
        "B": 2,
    }
    left = {one.name: stat.S_IMODE(one.stat().st_mode) for one in out.iterdir()}
    assert left == dict.fromkeys((slips.FILE, "slips-A.pdf", "slips-B.pdf"), 0o600)
    assert capsys.readouterr().out.splitlines() == [
        f"Class A: 3 slips, {out / 'slips-A.pdf'}",
        f"Class B: 2 slips, {out / 'slips-B.pdf'}",
        "All together: 5 slips",
        "Root over the codes, as in the opening record: "
        + slips.root_over(reading.hashes),
        f"Upload {out / slips.FILE}; print the PDFs, then delete them.",
    ]


def test_slips_that_are_there_are_not_written_over(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    make(tmp_path, "--class", "A=1")
    before = json.loads((tmp_path / slips.FILE).read_text())

    assert make(tmp_path, "--class", "B=1") == 2

    assert json.loads((tmp_path / slips.FILE).read_text()) == before
    assert "There are slips in" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("box", "host", "classes", "said"),
    [
        ("x", HOST, ["A=1"], "x is no name of a box: 32 hexadecimal digits."),
        (
            NAME,
            "http://h",
            ["A=1"],
            "http://h is no address like https://vote.example.",
        ),
        (NAME, HOST, ["A=1", "A=2"], "A class stands there twice."),
        (NAME, HOST, ["A=5001"], "5001 slips are too many; 5000 is the most."),
    ],
)
def test_what_cannot_be_is_told_and_nothing_is_written(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    box: str,
    host: str,
    classes: list[str],
    said: str,
) -> None:
    words = [word for one in classes for word in ("--class", one)]

    assert make(tmp_path / "out", *words, box=box, host=host) == 2

    assert capsys.readouterr().err == f"{said}\n"
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("text", ["A", "A=", "A=0", "A=x", "=3", "../A=3", "..=3"])
def test_a_class_that_is_not_like_one_is_refused(
    tmp_path: Path, text: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        make(tmp_path, "--class", text)

    assert "is not like A=30" in capsys.readouterr().err


def test_a_place_that_cannot_be_written_to_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").touch()

    assert make(tmp_path / "file" / "out", "--class", "A=1") == 2

    assert "The results cannot be left at" in capsys.readouterr().err
