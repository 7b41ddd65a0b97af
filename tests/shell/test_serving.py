"""`shuping serve`: it comes up, stays up, and leaves nothing behind."""

import os
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from tests.killing import HOUSE, comes, free_port
from tests.urn.boxes import CLUSTER


def healthy(port: int) -> bool:
    with suppress(OSError):
        address = f"http://127.0.0.1:{port}/health/"
        with urllib.request.urlopen(address, timeout=2) as answer:
            return bool(answer.status == 200)
    return False


def children(parent: int) -> list[int]:
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            words = stat.read_text().rpartition(")")[2].split()
            if int(words[1]) == parent:
                found.append(int(stat.parent.name))
    return found


def lives(process: int) -> bool:
    with suppress(OSError):
        stat = Path(f"/proc/{process}/stat").read_text()
        return stat.rpartition(")")[2].split()[0] != "Z"
    return False


Served = tuple[subprocess.Popen[bytes], int]


@pytest.fixture(params=[""])
def served(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Served]:
    """An installation of its own on a free port; its boxes in files or a database."""
    port = free_port()
    environment = os.environ | {
        "SHUPING_BOXES_URL": request.param,
        "SHUPING_DATA": str(tmp_path),
        "DATABASE_URL": f"sqlite:///{tmp_path / 'shuping.db'}",
    }
    process = subprocess.Popen(  # noqa: S603 - our own program
        [sys.executable, "-m", "shuping", "serve", "--port", str(port)],
        cwd=HOUSE,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        assert comes(lambda: healthy(port))
        yield process, port
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(30)


def test_it_comes_up_with_a_key_of_its_own_and_stops_cleanly(
    served: Served, tmp_path: Path
) -> None:
    process, port = served
    family = children(process.pid)

    process.send_signal(signal.SIGTERM)

    assert process.wait(30) == 0
    assert len(family) == 3  # web, clerk and urn
    assert comes(lambda: not any(map(lives, family)))
    assert not healthy(port)
    assert (tmp_path / "shuping.key").stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("told", [signal.SIGTERM, signal.SIGINT])
def test_it_stops_within_seconds(told: signal.Signals, served: Served) -> None:
    process, _ = served
    began = time.monotonic()

    process.send_signal(told)

    assert process.wait(30) == 0
    assert time.monotonic() - began < 8


def test_its_health_turns_red_where_the_clerk_hangs(
    served: Served, tmp_path: Path
) -> None:
    process, port = served
    clerk = next(one for one in children(process.pid) if b"clerk" in called(one))

    os.kill(clerk, signal.SIGSTOP)
    os.utime(tmp_path / "shuping.clerk", (0, 0))
    red = not healthy(port)
    os.kill(clerk, signal.SIGCONT)

    assert red
    assert comes(lambda: healthy(port))


@pytest.mark.skipif(not CLUSTER, reason="needs SHUPING_BOXES_TEST_URL, see .ci/run")
@pytest.mark.parametrize("served", [CLUSTER], indirect=True, ids=["cluster"])
def test_only_the_urn_knows_the_database_in_which_boxes_lie(served: Served) -> None:
    process, port = served
    assert comes(lambda: healthy(port + 1))

    told = {called(one).split(b"\0")[2] for one in children(process.pid)}
    knows = {
        called(one).split(b"\0")[2]
        for one in children(process.pid)
        if b"SHUPING_BOXES_URL" in Path(f"/proc/{one}/environ").read_bytes()
    }

    assert told == {b"shuping", b"shuping.urn"}
    assert knows == {b"shuping.urn"}


def called(process: int) -> bytes:
    return Path(f"/proc/{process}/cmdline").read_bytes()


def test_a_second_one_says_that_the_port_is_taken(served: Served) -> None:
    _, port = served

    second = asked_to_serve("--port", str(port))

    assert (second.returncode, second.stdout) == (1, "")
    assert second.stderr == (
        f"Port {port} is taken by another program; choose another with --port "
        f"(make demo PORT={port + 1}).\n"
    )
    assert healthy(port)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--host", "0.0.0.0"), "passwords would travel openly"),  # noqa: S104 - refused
        (("--host", "shuping.example"), "passwords would travel openly"),
        (("--port", "70000"), "70000 is no port"),
        (("--host", "127.0.0.1", "--port", "-1"), "is no port"),
    ],
)
def test_what_cannot_be_served_is_told_in_a_sentence(
    words: tuple[str, ...], told: str
) -> None:
    done = asked_to_serve(*words)

    assert done.returncode == 1
    assert told in done.stderr
    assert "Traceback" not in done.stderr


def asked_to_serve(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-m", "shuping", "serve", *words],
        cwd=HOUSE,
        env=os.environ
        | {"DATABASE_URL": "sqlite://:memory:", "LC_ALL": "en", "SHUPING_TLS": ""},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


def test_a_child_that_is_killed_is_started_again(served: Served) -> None:
    process, port = served
    before = children(process.pid)

    for child in before:
        os.kill(child, signal.SIGKILL)

    assert comes(lambda: len(set(children(process.pid)) - set(before)) == 2)
    assert comes(lambda: healthy(port))


def test_children_end_with_a_parent_that_was_killed(served: Served) -> None:
    process, port = served
    family = children(process.pid)

    process.kill()
    process.wait()

    assert comes(lambda: not any(map(lives, family)))
    assert comes(lambda: not healthy(port))
