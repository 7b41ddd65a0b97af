"""What `run` leaves: done (0), a check of the field failed (1), or faults (2)."""

import json
from argparse import Namespace
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

import pytest
from django.db import transaction

from shuping.accounts.models import Person
from shuping.folders import command, services
from shuping.verify.command import main as verify
from tests.folders.breaking import change
from tests.folders.good import COUNTED, GOOD
from tests.oracle.naive import expected
from tests.second_verifier import verdict


def _laid_out(files: Mapping[str, bytes], folder: Path) -> Path:
    for name, raw in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(raw)
    return folder


@pytest.mark.parametrize("files", [GOOD, COUNTED], ids=["ballots", "counts"])
def test_a_good_folder_is_done(
    files: Mapping[str, bytes], tmp_path: Path, organiser: Person, now: datetime
) -> None:
    source, out = _laid_out(files, tmp_path / "in"), tmp_path / "out"

    outcome = services.run(source, out, by=organiser, at=now)

    results = json.loads((out / "results.json").read_text(encoding="utf-8"))
    oracle = expected(files)
    assert isinstance(oracle, dict)
    assert outcome.code == 0
    assert {key: results[key] for key in oracle} == oracle


@pytest.mark.parametrize("files", [GOOD, COUNTED], ids=["ballots", "counts"])
def test_a_good_folder_leaves_a_bundle_that_two_verifiers_pass(
    files: Mapping[str, bytes], tmp_path: Path, organiser: Person, now: datetime
) -> None:
    source = _laid_out(files, tmp_path / "in")

    for name in ("one", "two"):
        with transaction.atomic():
            services.run(source, tmp_path / name, by=organiser, at=now)
            transaction.set_rollback(True)

    packed = (tmp_path / "one" / "bundle.zip").read_bytes()
    assert (tmp_path / "two" / "bundle.zip").read_bytes() == packed
    assert verify([str(tmp_path / "one" / "bundle.zip")]) == 0
    assert verdict(packed) == 0


def test_a_missed_quorum_gives_turnout_only_and_exit_1(
    tmp_path: Path, organiser: Person, now: datetime
) -> None:
    files = dict(GOOD)
    change("electorate.csv", "A,5,4,4,3", "A,50,4,4,3")(files)
    source, out = _laid_out(files, tmp_path / "in"), tmp_path / "out"

    outcome = services.run(source, out, by=organiser, at=now)

    results = json.loads((out / "results.json").read_text(encoding="utf-8"))
    assert outcome.code == 1
    assert results == expected(files)
    assert set(results) == {"round", "turnout"}


def test_a_broken_folder_tells_its_faults_and_writes_nothing(
    tmp_path: Path, organiser: Person, now: datetime
) -> None:
    files = dict(GOOD)
    change("scores.csv", "87.5", "NaN")(files)
    change("flags.csv", "LJ01", "LJ09")(files)
    source, out = _laid_out(files, tmp_path / "in"), tmp_path / "out"

    outcome = services.run(source, out, by=organiser, at=now)

    places = {(fault.file, fault.line, fault.column) for fault in outcome.faults}
    assert outcome.code == 2
    assert places == {("scores.csv", 3, "score"), ("flags.csv", 2, "organisation")}
    assert not out.exists()


def test_a_roster_that_breaks_the_rules_of_speaking_is_warned_of_and_done(
    tmp_path: Path, db: None, capsys: pytest.CaptureFixture[str]
) -> None:
    files = dict(GOOD)
    change("scheme.toml", "[report]\n", "[roster]\noral_slots = 1\n[report]\n")(files)
    source = _laid_out(files, tmp_path / "in")

    code = command.act(Namespace(folder=source, out=tmp_path / "out"))

    assert code == 0
    assert "口头述职2名，超过规则的1名" in capsys.readouterr().err


def test_a_character_that_no_font_here_has_is_told_with_the_letter_it_stands_in(
    tmp_path: Path, db: None, capsys: pytest.CaptureFixture[str]
) -> None:
    name = "organisations.csv"
    raw = GOOD[name].decode().replace("云台", "云\U0003fffd台").encode()
    source = _laid_out({**GOOD, name: raw}, tmp_path / "in")

    ended = command.act(Namespace(folder=source, out=tmp_path / "out"))

    told = capsys.readouterr().err
    assert ended == 0
    assert told.count("U+3FFFD") == 1
