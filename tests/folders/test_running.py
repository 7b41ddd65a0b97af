"""Folders run again, run beside what stands, and left without figures."""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

import pytest

from shuping.accounts.models import Person
from shuping.folders import services
from shuping.folders.rules.reading import read
from shuping.organisations.models import Organisation
from shuping.refusal import Refused
from shuping.rounds.models import Round
from tests.folders.breaking import Breaking, both, change, drop
from tests.folders.good import GOOD

NEXT_YEAR = change("scheme.toml", "year = 2019", "year = 2020")
MISSED = change("electorate.csv", "A,5,4,4,3", "A,50,4,4,3")
NO_FIGURES = drop(
    "ballots.csv", "electorate.csv", "scores.csv", "adjustments.csv", "decisions.csv"
)


def laid_out(folder: Path, breaking: Breaking | None = None) -> Path:
    files = dict(GOOD)
    if breaking:
        breaking(files)
    for name, raw in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(raw)
    return folder


def left(out: Path) -> dict[str, bytes]:
    return {
        path.relative_to(out).as_posix(): path.read_bytes()
        for path in out.rglob("*")
        if path.is_file()
    }


def work(files: Mapping[str, bytes], by: Person, at: datetime) -> Round:
    folder = read(files).folder
    assert folder is not None
    return services.work(folder, by=by, at=at)


def made(breaking: Breaking) -> dict[str, bytes]:
    files = dict(GOOD)
    breaking(files)
    return files


def test_a_second_run_takes_the_place_of_the_first_and_of_nothing_else(
    tmp_path: Path, organiser: Person, now: datetime
) -> None:
    out = tmp_path / "out"
    services.run(laid_out(tmp_path / "one"), out, by=organiser, at=now)
    (out / "我的笔记.txt").write_text("留着", encoding="utf-8")
    before = left(out)

    later = laid_out(tmp_path / "two", both(NEXT_YEAR, NO_FIGURES))
    services.run(later, out, by=organiser, at=now)

    after = left(out)
    assert after["我的笔记.txt"] == before["我的笔记.txt"]
    assert after["results.json"] != before["results.json"]
    assert "documents/LJ01.docx" in before
    assert [name for name in after if name.startswith("documents/")] == []
    assert [name for name in after if ".run-" in name] == []


def test_a_missed_quorum_takes_away_what_an_earlier_run_left(
    tmp_path: Path, organiser: Person, now: datetime
) -> None:
    out = tmp_path / "out"
    services.run(laid_out(tmp_path / "one"), out, by=organiser, at=now)

    later = laid_out(tmp_path / "two", both(NEXT_YEAR, MISSED))
    outcome = services.run(later, out, by=organiser, at=now)

    assert outcome.code == 1
    assert set(left(out)) == {"results.json"}


def test_hidden_files_are_no_part_of_a_folder(tmp_path: Path) -> None:
    folder = laid_out(tmp_path / "in")
    (folder / ".DS_Store").write_bytes(b"\0")
    (folder / "reports" / "~$LJ01.docx").write_bytes(b"\0")
    (folder / ".git").mkdir()
    (folder / ".git" / "config.toml").write_bytes(b"\0")

    assert services.read_folder(folder).faults == ()


def test_links_and_deeper_files_are_told(tmp_path: Path) -> None:
    folder = laid_out(tmp_path / "in")
    (tmp_path / "more").mkdir()
    (tmp_path / "more" / "LJ03.md").write_text("# 述职报告", encoding="utf-8")
    (folder / "elsewhere.csv").symlink_to(tmp_path / "secret.csv")
    (folder / "more").symlink_to(tmp_path / "more")
    (folder / "a" / "b").mkdir(parents=True)
    (folder / "a" / "b" / "deep.csv").write_text("x", encoding="utf-8")

    assert [fault.file for fault in services.read_folder(folder).faults] == [
        "a/b/deep.csv",
        "elsewhere.csv",
        "more",
    ]


def test_next_years_folder_finds_the_bodies_and_the_people_that_stand(
    organiser: Person, now: datetime
) -> None:
    work(GOOD, organiser, now)
    bodies, people = Organisation.objects.count(), Person.objects.count()

    later = work(made(NEXT_YEAR), organiser, now)

    assert later.year == 2020
    assert Organisation.objects.count() == bodies
    assert Person.objects.count() == people


def test_a_body_that_stands_under_another_parent_is_refused_and_nothing_is_kept(
    organiser: Person, now: datetime
) -> None:
    work(GOOD, organiser, now)
    moved = change("organisations.csv", "LJ0101,LJ01,", "LJ0101,LJ02,")

    with pytest.raises(Refused, match="LJ0101 stands under another parent"):
        work(made(both(NEXT_YEAR, moved)), organiser, now)

    assert Round.objects.count() == 1


def test_the_same_round_is_not_made_twice(organiser: Person, now: datetime) -> None:
    work(GOOD, organiser, now)

    with pytest.raises(Refused):
        work(GOOD, organiser, now)

    assert Round.objects.count() == 1
