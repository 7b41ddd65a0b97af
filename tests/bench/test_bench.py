"""The benches measure what they say; how fast it is, no test asserts."""

import re
from argparse import Namespace
from pathlib import Path
from random import Random

import pytest
from django.conf import LazySettings

from shuping import bench
from shuping.bench import cast, documents, hall, opening, pages
from shuping.documents import services
from shuping.documents.rules.content import Document
from shuping.rounds.models import Round
from tests.urn.boxes import CLUSTER


def test_the_pages_of_the_worked_round_are_all_measured(
    db: None, settings: LazySettings, capsys: pytest.CaptureFixture[str]
) -> None:
    pages.bench(Namespace())

    told = capsys.readouterr().out
    assert "appraisal:working" in told
    assert len(told.splitlines()) == 20


def test_a_folder_of_any_size_is_measured_beside_the_worked_district(
    db: None, capsys: pytest.CaptureFixture[str]
) -> None:
    ended = bench.act(Namespace(name="run", reporters=8, ballots=30, sync=0))

    assert ended in {0, bench.MISSED}
    assert "办完的演示区" in capsys.readouterr().out


@pytest.mark.parametrize("address", ["", CLUSTER], ids=["SQLite", "PostgreSQL"])
def test_casting_is_measured_through_the_product_and_each_reference(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    monkeypatch.setattr(cast, "BALLOTS", 120)
    monkeypatch.setattr(cast, "SINGLE", 64)

    told = cast._round(tmp_path, address)

    assert told.pop("wrong") == 0
    assert len(told) == 10
    assert all(ratio > 0 for ratio in told.values())


def test_the_opening_of_a_box_is_measured_part_by_part(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert opening.bench(Namespace(), ballots=60) in {True, False}

    told = capsys.readouterr().out.splitlines()
    assert [line.split("：")[0] for line in told[2:4]] == ["　启封", "　计票"]


def test_a_hall_votes_spread_out_and_at_once(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, seconds in (("_THINKS", 2.0), ("_RUSH", 0.2), ("_REST", 0.5)):
        monkeypatch.setattr(hall, name, seconds)
    monkeypatch.setattr(hall, "WINDOW", 8)

    assert hall.bench(Namespace(phones=20, browsers=0)) in {True, False}

    told = capsys.readouterr().out.splitlines()
    assert len(told) == 8
    assert told[3] == told[7]
    assert set(re.findall(r"\d+", told[3])) == {"0"}


def test_moments_of_a_hall_lie_within_its_minute() -> None:
    chance = Random(1)
    for draw in (hall.spread, hall.at_once):
        for one in (draw(chance) for _ in range(500)):
            assert 0 <= one.arrival < one.press < hall.WINDOW
    rush = [hall.at_once(chance).press for _ in range(500)]
    assert max(rush) - min(rush) <= 5


def test_letters_are_measured_once_every_writer_says_the_same(
    db: None, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(documents, "LETTERS", 1)

    assert documents.bench(Namespace()) in {True, False}

    told = capsys.readouterr().out.splitlines()
    assert [re.split("[:：]", line)[0] for line in told[1:4]] == [
        "PDF，逐份",
        "PDF，合订一份",
        ".docx",
    ]
    assert [re.split("[:：]", line)[0] for line in told[4:-1]] == [
        "反馈函",
        "方案",
        "审批表",
        "述职报告汇编",
        "会议通知",
        "议程",
        "主持词",
        "会议记录",
        "点评卡",
        "计票报告单",
        "通报",
        "三张清单",
        "信息",
        "工作简报",
    ]
    assert Round.objects.count() == 0


def test_a_writer_that_leaves_something_out_is_not_measured(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(documents, "_python_docx", lambda _: docx_of("t"))

    with pytest.raises(ValueError, match="江湾街道"):
        documents.compare(documents._letter(1))


def docx_of(title: str) -> bytes:
    return services.docx(Document(title))
