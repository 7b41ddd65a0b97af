"""`shuping verify`: exit codes, languages, and no Django."""

import io
import subprocess
import sys
from pathlib import Path

import pytest

from shuping.ballots.rules import keys
from shuping.command import main as shuping
from shuping.verify.command import main
from tests.second_verifier import verdict
from tests.verify.changes import drop_key, of_rows, record, repacked
from tests.verify.mutations import base


@pytest.fixture
def bundle(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("LC_ALL", "en_US.UTF-8")
    path = tmp_path / "bundle.zip"
    path.write_bytes(base("plain").packed)
    return path


def lines(capsys: pytest.CaptureFixture[str]) -> list[str]:
    return capsys.readouterr().out.splitlines()


def test_a_sound_bundle_is_told_check_by_check(
    bundle: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert shuping(["verify", str(bundle)]) == 0

    told = lines(capsys)
    assert told[1] == "Round: 临江区述职评议"
    assert told[4] == "Code slips: made apart, never seen by the server"
    assert told[5] == "Key: made apart, never seen by the server"
    assert told[6] == " 1 PASS The manifest names every member, and no other is there"
    assert told[29] == (
        "24 SKIPPED The ballots, opened with the key, give the same counts "
        "- no key was given"
    )
    assert told[-1] == "23 passed, 0 failed, 2 skipped."


def test_a_key_made_on_the_server_is_told_and_one_of_an_earlier_bundle_is_not(
    bundle: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for change, where in (
        (record(key_made="here"), "made on the server"),
        (drop_key("record.json", "key_made"), "not recorded"),
    ):
        bundle.write_bytes(repacked(base("plain").packed, change))

        assert main([str(bundle)]) == 0
        assert lines(capsys)[5] == f"Key: {where}"
        assert verdict(bundle.read_bytes()) == 0


def test_two_shares_or_the_words_typed_open_the_box(
    bundle: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    one, _, other = keys.shares_of(base("plain").private)
    monkeypatch.setattr("sys.stdin", io.StringIO(base("plain").words + "\n"))

    assert main([str(bundle), "--share", one, "--share", other]) == 0
    assert lines(capsys)[-1] == "24 passed, 0 failed, 1 skipped."
    assert main([str(bundle), "--key", "-"]) == 0
    assert lines(capsys)[-1] == "24 passed, 0 failed, 1 skipped."
    assert main([str(bundle), "--key", base("plain").private.hex()]) == 0


def test_a_changed_bundle_fails_with_the_reason_in_the_language_of_the_terminal(
    bundle: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    change = of_rows("ballots.csv", lambda rows: rows.pop())
    bundle.write_bytes(repacked(base("plain").packed, change))
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")

    assert main([str(bundle)]) == 1
    assert "14 不符 选票校验根相符 - 校验根与记载不一致" in lines(capsys)


@pytest.mark.parametrize(
    ("arguments", "because"),
    [
        (["{bundle}", "--key", "x", "--share", "y"], "Give a key or shares, not both."),
        (["{bundle}.gone"], "it is not there"),
        ([__file__], "This is no zip file, or it is damaged."),
    ],
)
def test_what_is_no_bundle_is_refused(
    arguments: list[str],
    because: str,
    bundle: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main([one.format(bundle=bundle) for one in arguments]) == 2
    assert because in capsys.readouterr().err


def test_rehearsals_and_folders_are_told_as_what_they_are(
    bundle: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bundle.write_bytes(base("rehearsal").packed)
    assert main([str(bundle)]) == 0
    assert "This is a rehearsal, and counts for nothing." in lines(capsys)

    bundle.write_bytes(base("of a folder").packed)
    assert main([str(bundle)]) == 0
    assert lines(capsys)[2].startswith("Worked from sheets or a folder")


def test_the_module_runs_on_its_own_and_loads_no_django(bundle: Path) -> None:
    look = (
        "import sys, runpy\n"
        "try: runpy.run_module('shuping.verify', run_name='__main__')\n"
        "except SystemExit as end: assert end.code == 0, end.code\n"
        "assert [m for m in sys.modules if m.split('.')[0] == 'django'] == []\n"
        "assert 'shuping.urn' not in sys.modules\n"
    )
    done = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-c", look, str(bundle)],
        capture_output=True,
        check=False,
        cwd=Path(__file__).parents[2],
    )

    assert done.stderr.decode() == ""
    assert done.returncode == 0
