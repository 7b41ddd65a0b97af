"""A box in PostgreSQL: who can read it, what it refuses, and what outlives a crash."""

import os
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import TypeAlias

import psycopg
import pytest
from psycopg.sql import SQL, Identifier

from shuping.urn import postgres
from shuping.urn.box import Box
from shuping.urn.casting import Answer
from shuping.urn.control import Unheard
from shuping.urn.postgres import Careless, Database
from shuping.urn.slot import State
from shuping.urn.storage import SqliteFile, is_closed
from tests.urn.boxes import CLUSTER, FORM, hall, key, planned, shelf_in_the_cluster
from tests.urn.process import Ballot, Urn, opened, urn

THIEF = os.environ.get("SHUPING_THIEF_TEST_URL", "")
MARKS = bytes(FORM.size)
Line: TypeAlias = "psycopg.Connection[tuple[object, ...]]"


def ours(of: str) -> str:
    """Return a name that no other process of the tests uses."""
    return f"{of}_{os.getpid()}"


@pytest.fixture
def thief() -> Iterator[Line]:
    if not THIEF:
        pytest.skip("needs SHUPING_THIEF_TEST_URL, see .ci/run")
    with psycopg.connect(THIEF, autocommit=True) as line:
        yield line


@pytest.fixture
def apart(
    thief: Line,
) -> Iterator[str]:
    """Give the address of a database with a role of its own, which is taken away."""
    role, base = Identifier(ours("keeper")), Identifier(ours("apart"))
    thief.execute(SQL("CREATE ROLE {} LOGIN PASSWORD 'only-in-ci'").format(role))
    thief.execute(SQL("CREATE DATABASE {} OWNER {}").format(base, role))
    yield psycopg.conninfo.make_conninfo(
        THIEF, dbname=ours("apart"), user=ours("keeper")
    )
    thief.execute(SQL("DROP DATABASE {} WITH (FORCE)").format(base))
    thief.execute(SQL("DROP ROLE {}").format(role))


def commit(address: str, folder: Path) -> None:
    slips = {"A": ["one"], "B": ["two"]}
    Database(address, folder).make("0" * 32, planned(slips, key(1)[1]).tables())


def test_a_role_that_reads_nothing_else_may_keep_boxes(
    apart: str, tmp_path: Path
) -> None:
    commit(apart, tmp_path)

    with pytest.raises(FileExistsError):
        commit(apart, tmp_path)


def test_a_role_that_reads_the_peoples_tables_is_refused(
    apart: str,
    thief: Line,
    tmp_path: Path,
) -> None:
    there = psycopg.conninfo.make_conninfo(THIEF, dbname=ours("apart"))
    with psycopg.connect(there, autocommit=True) as line:
        line.execute("CREATE TABLE people(name text)")
        line.execute("GRANT SELECT ON people TO PUBLIC")

    with pytest.raises(Careless, match="people"):
        commit(apart, tmp_path)
    assert Database(apart, tmp_path).find("0" * 32) is None


def test_a_role_that_another_can_take_on_is_refused(
    apart: str,
    thief: Line,
    tmp_path: Path,
) -> None:
    web, keeper = Identifier(ours("web")), Identifier(ours("keeper"))
    thief.execute(SQL("CREATE ROLE {} IN ROLE {}").format(web, keeper))

    with pytest.raises(Careless, match=ours("web")):
        commit(apart, tmp_path)
    thief.execute(SQL("DROP ROLE {}").format(web))


def test_a_superuser_is_refused(thief: Line, tmp_path: Path) -> None:
    with pytest.raises(Careless, match="superuser"):
        commit(THIEF, tmp_path)


@pytest.mark.parametrize("setting", ["fsync", "log_statement", "full_page_writes"])
def test_a_server_that_loses_or_notes_down_is_refused(
    apart: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, setting: str
) -> None:
    monkeypatch.setitem(postgres._WANTED, setting, {"as no server has it"})

    with pytest.raises(Careless, match=f"{setting} = "):
        commit(apart, tmp_path)


def test_the_role_of_the_pages_reads_no_box(tmp_path: Path) -> None:
    shelf = shelf_in_the_cluster(tmp_path)
    pages = os.environ.get("SHUPING_POSTGRES_URL")
    if not pages:
        pytest.skip("needs SHUPING_POSTGRES_URL, see .ci/run")
    name = f"{os.getpid():032x}"
    shelf.make(name, planned({"A": [], "B": []}, key(1)[1]).tables())
    user = psycopg.conninfo.conninfo_to_dict(pages)["user"]

    base = psycopg.conninfo.conninfo_to_dict(CLUSTER)["dbname"]
    box = f"box_{name}"
    with ExitStack() as ends:
        ends.callback(shelf.drop, name)
        line = ends.enter_context(psycopg.connect(pages, dbname=base))
        assert line.info.user == user
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            line.execute(SQL("SELECT * FROM {}").format(Identifier(box, "ballot")))


def test_a_closed_box_is_one_transaction_and_is_given_out_as_a_file(
    apart: str, tmp_path: Path
) -> None:
    here = hall(tmp_path, shelf=Database(apart, tmp_path))
    for number in range(12):
        here.box.take([here.cast("A", number)])

    found = here.box.close()

    rows = here.box._storage.read("SELECT DISTINCT xmin::text FROM ballot")
    assert len(rows) == 1
    path = tmp_path / f"{here.box.box.hex()}.box"
    assert is_closed(path)
    file = Box(SqliteFile(path))
    assert file.ballots() == here.box.ballots()
    assert (file.state, file.close()) == (State.CLOSED, found)
    assert file.told() == here.box.told()
    file.shut()
    path.unlink()  # a file that was lost is given out again
    assert here.box.close() == found
    assert is_closed(path)
    here.box.shut()


def test_a_box_goes_on_after_the_server_ended_its_connection(
    apart: str, thief: Line, tmp_path: Path
) -> None:
    here = hall(tmp_path, shelf=Database(apart, tmp_path))
    first, second = here.cast("A", 0), here.cast("A", 1)
    here.box.take([first])

    _end_connections(thief, ours("apart"))
    with pytest.raises(psycopg.OperationalError):
        here.box.take([second])
    again = here.box.take([first, second])

    assert [one.answer for one in again] == [Answer.AGAIN, Answer.TAKEN]
    here.box.shut()


def _end_connections(thief: Line, base: str) -> None:
    query = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s"
    thief.execute(query, (base,))


@pytest.fixture
def running(apart: str, tmp_path: Path) -> Iterator[Urn]:
    with urn(tmp_path, address=apart) as one:
        yield one


def test_killed_and_cut_off_an_urn_goes_on_with_everything_that_it_answered(
    running: Urn, thief: Line, tmp_path: Path
) -> None:
    ballot = opened(running)
    bodies = [ballot.body(code, MARKS) for code in ballot.slips["A"]]
    answers = [ballot.post(body) for body in bodies[:10]]
    running.kill()
    running.start()
    answers += [ballot.post(body) for body in bodies[10:20]]
    _end_connections(thief, ours("apart"))
    answers += [_until_in(ballot, body) for body in bodies[20:]]

    again = [ballot.post(body) for body in bodies]
    closed = running.ask("close", box=ballot.name)

    assert {status for status, _ in answers} == {200}
    assert again == answers
    assert closed["turnout"]["A"]["spent"] == len(bodies)
    file = Box(SqliteFile(tmp_path / f"{ballot.name}.box"))
    assert {one.leaf.hex() for one in file.ballots()} == {
        told["leaf"] for _, told in answers
    }
    file.shut()


def _until_in(ballot: Ballot, body: bytes) -> tuple[int, dict[str, str]]:
    """Cast as a phone does, which tries again while the disk is not to be had."""
    for _ in range(5):
        answer = ballot.post(body)
        if answer[0] != 503:
            break
    return answer


def test_an_urn_tells_the_desk_why_a_database_will_not_do(
    thief: Line, tmp_path: Path
) -> None:
    with (
        urn(tmp_path, address=THIEF) as running,
        pytest.raises(Unheard, match=r"Careless: .* superuser"),
    ):
        opened(running)
