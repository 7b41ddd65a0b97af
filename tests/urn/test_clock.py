"""The urn asks no wall clock: whatever the clock does, ballots go in and out alike."""

import ast
import asyncio
import os
from email.utils import parsedate_to_datetime
from pathlib import Path

import pytest

import shuping.urn
from shuping.bench.lines import Line, post
from tests.urn.process import Ballot, Urn, opened

PLACE = Path(shuping.urn.__file__).parent
CLOCKS = {"time", "datetime", "calendar", "sched", "zoneinfo"}
LIBRARY = sorted(Path("/usr/lib").glob("*/faketime/libfaketimeMT.so.1"))


@pytest.mark.parametrize("path", sorted(PLACE.glob("*.py")), ids=lambda one: one.stem)
def test_f7_no_part_of_the_urn_knows_a_clock(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    names = {
        name.split(".")[0]
        for one in ast.walk(tree)
        if isinstance(one, ast.Import | ast.ImportFrom)
        for name in [getattr(one, "module", None) or "", *(n.name for n in one.names)]
    }

    assert names & CLOCKS == set()
    words = path.read_text(encoding="utf-8").lower()
    assert "current_timestamp" not in words
    assert "julianday" not in words


def test_f7_a_clock_that_jumps_an_hour_ahead_and_a_day_back_changes_nothing(
    tmp_path: Path,
) -> None:
    missing = "libfaketime is missing"
    if not LIBRARY:
        if os.environ.get("SHUPING_NO_SKIP"):
            pytest.fail(missing)
        pytest.skip(missing)
    jump = tmp_path / "jump"
    changed = {
        "LD_PRELOAD": str(LIBRARY[0]),
        "FAKETIME_TIMESTAMP_FILE": str(jump),
        "FAKETIME_NO_CACHE": "1",
        "FAKETIME_DONT_FAKE_MONOTONIC": "1",
    }
    running, shown = Urn(tmp_path), []
    try:
        for number, there in enumerate(("+0s", "+1h", "+10y", "-1d")):
            jump.write_text(there)
            if not number:
                running.start(**changed)
                ballot = opened(running)
            shown.append(asyncio.run(cast(ballot, ballot.slips["A"][number])))
        running.kill()
        running.start(**changed)
        shown.append(asyncio.run(cast(ballot, ballot.slips["A"][4])))
        closed = running.ask("close", box=ballot.name)
    finally:
        running.kill()

    begun, ahead, far, _, behind = shown  # a server shows no time before one it showed
    assert behind < begun - 80_000 < begun + 3_000 < ahead < far
    assert closed["turnout"]["A"]["spent"] == 5


async def cast(ballot: Ballot, code: str) -> float:
    """Cast within two seconds; return what the server takes the time to be."""
    line = await Line.open(ballot.urn.port)
    async with asyncio.timeout(2):
        heard = await line.ask(post(f"/v/{ballot.name}", ballot.body(code, bytes(4))))
    line.drop()
    await asyncio.sleep(0)
    assert heard.status == 200
    return parsedate_to_datetime(heard.headers["date"]).timestamp()
