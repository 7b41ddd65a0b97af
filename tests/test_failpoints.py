"""Killed anywhere: the whole act stands with its entry, or nothing of it does.

Real processes work on a file of their own, are killed at a failpoint over HTTP or in
the queue, and start again. A slice runs always, all of it in `make nightly`.
"""

import io
import shutil
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from http.client import HTTPException
from pathlib import Path
from typing import Any
from urllib.error import HTTPError

import pytest

from tests.killing import Database, Visitor, comes, free_port, running, shuping

LINJIANG, QINGLAN, PINGCHUAN, QISHAN = 5, 6, 7, 8
Press = Callable[[Visitor, Path], object]


@pytest.fixture(scope="session")
def winter(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo's installation, with a report written and a folder to be taken in."""
    data = tmp_path_factory.mktemp("winter")
    done = shuping(data, "demo", "--no-serve", "--out", str(data / "out"))
    assert done.returncode == 0, done.stderr
    port = free_port()
    with running(data, "web", "--port", str(port)):
        liaison, organiser = Visitor(port), Visitor(port)
        assert comes(liaison.is_served)
        liaison.enter("liaison")
        there = f"/desk/rounds/{QINGLAN}/reports/{_reporter(data)}/write/"
        liaison.press(there, there, **{"part-problems": "调研不够深入。"})
        organiser.enter("organiser")
        folder = organiser.get(f"/desk/rounds/{LINJIANG}/folder/")
    assert shuping(data, "journal", "check").returncode == 0
    (data / "next.zip").write_bytes(_of_the_next_year(folder))
    return data


def _reporter(data: Path) -> int:
    found = Database(data).asked(
        "SELECT r.id FROM rounds_reporter r JOIN organisations_organisation o "
        "ON o.id = r.organisation_id WHERE o.code = 'QL01'"
    )
    return int(found[0][0])


def _of_the_next_year(folder: bytes) -> bytes:
    packed = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(folder)) as old,
        zipfile.ZipFile(packed, "w") as new,
    ):
        for name in old.namelist():
            raw = old.read(name)
            if name == "scheme.toml":
                raw = raw.replace(b"year = 2019", b"year = 2020")
            new.writestr(name, raw)
    return packed.getvalue()


@dataclass(frozen=True)
class Act:
    """One act over HTTP: its entry, what of it can be seen, and how it is done."""

    entry: str
    seen: str
    done: Press


def _comment(visitor: Visitor, _: Path) -> None:
    visitor.enter("recorder")
    there = f"/desk/rounds/{PINGCHUAN}/meetings/comments/draft/"
    visitor.press(
        there,
        there,
        author="区委书记",
        kind="affirm",
        scope="common",
        text="断电之前说的话",
    )


def _submission(visitor: Visitor, data: Path) -> None:
    visitor.enter("reporter")
    there = f"/desk/rounds/{QINGLAN}/reports/{_reporter(data)}/"
    visitor.press(there, f"{there}submit/")


def _decisions(visitor: Visitor, _: Path) -> None:
    visitor.enter("organiser")
    there = f"/desk/rounds/{QISHAN}/appraisal/"
    visitor.press(there, f"{there}decide/")


def _composing(visitor: Visitor, _: Path) -> None:
    visitor.enter("organiser")
    there = f"/desk/rounds/{QINGLAN}/bulletins/"
    visitor.press(there, f"{there}compose/")


ACTS = {
    "comment": Act(
        "draft comments",
        "SELECT count(*) FROM meetings_comment WHERE text = '断电之前说的话'",
        _comment,
    ),
    "report": Act(
        "submit report",
        "SELECT count(*) FROM reports_report r JOIN rounds_reporter w "
        "ON w.id = r.reporter_id JOIN organisations_organisation o "
        "ON o.id = w.organisation_id WHERE o.code = 'QL01' AND state = 'submitted'",
        _submission,
    ),
    "decision": Act(
        "decide grades",
        "SELECT count(*) > 0 FROM appraisal_decision d JOIN rounds_reporter r "
        "ON r.id = d.reporter_id WHERE r.round_id = 8",
        _decisions,
    ),
    "bulletin": Act(
        "compose bulletin",
        "SELECT count(*) FROM bulletins_bulletin WHERE round_id = 6",
        _composing,
    ),
}


def _nightly(*values: Any) -> Any:
    return pytest.param(*values, marks=pytest.mark.nightly)


@pytest.fixture
def data(winter: Path, tmp_path: Path) -> Path:
    """A copy of the installation, to be killed."""
    place = tmp_path / "data"
    shutil.copytree(winter, place)
    return place


def does(act: Press, data: Path, failpoint: str = "") -> None:
    """Do an act over HTTP in a web process of its own, which may be killed by it."""
    port = free_port()
    with running(data, "web", "--port", str(port), failpoint=failpoint):
        visitor = Visitor(port)
        assert comes(visitor.is_served)
        if not failpoint:
            act(visitor, data)
            return
        with pytest.raises((OSError, HTTPException)) as broken:
            act(visitor, data)
        assert not isinstance(broken.value, HTTPError)


def is_whole(data: Path) -> bool:
    """Tell whether the file and its journal hold."""
    fit = Database(data).asked("PRAGMA integrity_check") == [("ok",)]
    return fit and shuping(data, "journal", "check").returncode == 0


@pytest.mark.parametrize(
    ("name", "point", "stands"),
    [
        ("comment", "noted: {}", 0),
        ("report", "answering", 1),
        _nightly("comment", "before noting: {}", 0),
        _nightly("comment", "answering", 1),
        _nightly("report", "before noting: {}", 0),
        _nightly("report", "noted: {}", 0),
        _nightly("decision", "before noting: {}", 0),
        _nightly("decision", "noted: {}", 0),
        _nightly("decision", "answering", 1),
        _nightly("bulletin", "before noting: {}", 0),
        _nightly("bulletin", "noted: {}", 0),
        _nightly("bulletin", "answering", 1),
    ],
)
def test_an_act_stands_whole_or_not_at_all_and_can_be_done_then(
    name: str, point: str, stands: int, data: Path
) -> None:
    act, database = ACTS[name], Database(data)
    before = database.entries(act.entry)

    does(act.done, data, point.format(act.entry))
    left = database.asked(act.seen)[0][0], database.entries(act.entry) - before
    if not stands:
        does(act.done, data)

    assert left == (stands, stands)
    assert database.asked(act.seen) == [(1,)]
    assert database.entries(act.entry) - before == 1
    assert is_whole(data)


def _taking_in(visitor: Visitor, data: Path) -> None:
    visitor.enter("organiser")
    there = "/desk/folders/"
    visitor.press(there, there, folder=(data / "next.zip").read_bytes())


def _letters(visitor: Visitor, _: Path) -> None:
    visitor.enter("organiser")
    there = f"/desk/rounds/{LINJIANG}/appraisal/"
    visitor.press(there, f"{there}letters/make/")


WORK = {
    "import": Act(
        "make round", "SELECT count(*) FROM rounds_round WHERE year = 2020", _taking_in
    ),
    "letters": Act(
        "make letters", "SELECT count(*) FROM shell_task WHERE file > ''", _letters
    ),
}


@pytest.mark.parametrize(
    ("name", "point", "stands"),
    [
        ("import", "ending", 0),
        ("import", "ended", 1),
        _nightly("import", "begun", 0),
        _nightly("import", "before noting: make round", 0),
        _nightly("import", "noted: make round", 0),
        _nightly("import", "noted: count box", 0),
        _nightly("import", "noted: decide grades", 0),
        _nightly("letters", "begun", 0),
        _nightly("letters", "spooled", 0),
        _nightly("letters", "before noting: make letters", 0),
        _nightly("letters", "noted: make letters", 0),
        _nightly("letters", "ending", 0),
        _nightly("letters", "ended", 1),
    ],
)
def test_the_next_clerk_takes_up_what_a_killed_one_left(
    name: str, point: str, stands: int, data: Path
) -> None:
    work, database = WORK[name], Database(data)
    before = database.entries(work.entry)
    does(work.done, data)

    killed_at(point, data)
    left = database.asked(work.seen)[0][0], database.entries(work.entry) - before
    with running(data, "clerk"):
        assert comes(lambda: not database.asked(QUEUE)[0][0])

    assert left == (stands, stands)
    assert database.asked(work.seen) == [(1,)]
    assert database.entries(work.entry) - before == 1
    assert database.tasks() == [("done", 1 if stands else 2)]
    files = 1 + (point in LEAVES_A_FILE) if name == "letters" else 0
    assert len(kept(data)) == files
    assert is_whole(data)


def killed_at(point: str, data: Path) -> None:
    """Let a clerk work until it is killed."""
    with running(data, "clerk", failpoint=point) as clerk:
        assert comes(lambda: clerk.poll() is not None)


# Of the letters: what was made lies there unnamed, and is swept within the hour.
LEAVES_A_FILE = {
    "spooled",
    "before noting: make letters",
    "noted: make letters",
    "ending",
}
QUEUE = "SELECT count(*) FROM django_tasks_database_dbtaskresult"


def kept(data: Path) -> list[Path]:
    """Return what lies in the spool."""
    return list((data / "demo.spool").iterdir())


def test_work_that_kills_every_clerk_is_given_up_with_a_way_to_ask_again(
    data: Path,
) -> None:
    database = Database(data)
    does(_taking_in, data)

    for _ in range(3):
        killed_at("begun", data)
    with running(data, "clerk"):
        assert comes(lambda: not database.asked(QUEUE)[0][0])

    assert database.tasks() == [("failed", 4)]
    assert kept(data) == []
    does(lambda visitor, _: _finds_the_way_back(visitor), data)


def _finds_the_way_back(visitor: Visitor) -> None:
    visitor.enter("organiser")
    page = visitor.get("/desk/tasks/1/").decode()
    assert 'href="/desk/folders/"' in page


@pytest.mark.nightly
def test_a_second_clerk_stands_by_until_the_first_is_gone(data: Path) -> None:
    database = Database(data)
    with running(data, "clerk") as first, running(data, "clerk"):
        does(_letters, data)
        assert comes(lambda: not database.asked(QUEUE)[0][0])
        first.kill()
        does(_letters, data)
        assert comes(lambda: not database.asked(QUEUE)[0][0])

    assert database.tasks() == [("done", 1), ("done", 1)]


@pytest.mark.parametrize("point", ["spooled", _nightly("asking")])
def test_work_that_was_never_asked_for_to_the_end_leaves_nothing_in_the_queue(
    point: str, data: Path
) -> None:
    does(_taking_in, data, point)
    database = Database(data)

    assert (database.tasks(), database.asked(QUEUE)) == ([], [(0,)])
    assert len(kept(data)) == 1  # swept within the hour
    assert is_whole(data)


@pytest.mark.parametrize("point", ["sealing", _nightly("sealed")])
def test_a_seal_is_whole_or_not_there(point: str, data: Path) -> None:
    does(_comment, data)
    database = Database(data)
    unsealed = "SELECT count(*) FROM journal_entry WHERE number IS NULL"

    killed_at(point, data)
    left = database.asked(unsealed)
    with running(data, "clerk"):
        assert comes(lambda: database.asked(unsealed) == [(0,)])

    assert left == [(1,)]
    assert is_whole(data)
