"""The fictitious districts of the demo: right, whole, and written by the tool."""

import subprocess
import sys
from datetime import datetime
from pathlib import Path

import pytest

from shuping.accounts.models import Person
from shuping.folders import queries, services
from shuping.folders.rules.reading import read
from tests.oracle import plain
from tests.oracle.naive import expected

ROOT = Path(__file__).resolve().parents[2]
WINTER = ROOT / "shuping" / "demo" / "winter"
INVENTED = ("linjiang", "pingchuan", "qinglan", "qishan")


def _files(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


@pytest.mark.parametrize("name", INVENTED)
def test_an_invented_district_has_no_fault_and_names_nobody(name: str) -> None:
    files = _files(WINTER / name)

    assert [str(fault) for fault in read(files).faults] == []
    assert files["scheme.toml"].decode().startswith("# 演示数据")
    assert not any(row.get("name") for row in plain.rows(files, "roster.csv"))


@pytest.mark.parametrize("name", ["linjiang", "qishan"])
def test_an_invented_district_works_to_the_figures_of_the_oracle(
    name: str, organiser: Person, now: datetime
) -> None:
    files = _files(WINTER / name)
    folder = read(files).folder
    assert folder is not None

    results = queries.results(services.work(folder, by=organiser, at=now))

    oracle = expected(files)
    assert isinstance(oracle, dict)
    assert {key: results[key] for key in oracle} == oracle


def test_two_of_the_reports_fail_a_check_each(organiser: Person, now: datetime) -> None:
    folder = read(_files(WINTER / "linjiang")).folder
    assert folder is not None

    checks = queries.results(services.work(folder, by=organiser, at=now))["checks"]

    failed = {
        code: [one["rule"] for one in check["failed"]]
        for code, check in checks.items()
        if check["failed"]
    }
    assert len(checks) == 69
    assert failed == {"LJ11": ["problems.share_min"], "LJ37": ["total_max"]}


def test_the_committee_differs_once_and_says_why() -> None:
    files = _files(WINTER / "linjiang")
    oracle = expected(files)
    assert isinstance(oracle, dict)
    proposed = {one["organisation"]: one for one in oracle["reporters"]}

    other = [
        row
        for row in plain.rows(files, "decisions.csv")
        if row["grade"] != proposed[row["organisation"]]["proposed_grade"]
    ]

    assert [(row["organisation"], row["grade"]) for row in other] == [
        ("LJ42", "fairly_good")
    ]
    assert "会后核查" in other[0]["reason"]
    assert len(plain.rows(files, "decisions.csv")) == 69


def test_the_tool_writes_the_same_bytes_again(tmp_path: Path) -> None:
    tool = ROOT / "tools" / "make_linjiang.py"
    command = [sys.executable, str(tool), str(tmp_path)]
    subprocess.run(command, check=True, capture_output=True)  # noqa: S603  our own tool

    for name in INVENTED:
        assert _files(tmp_path / name) == _files(WINTER / name)
