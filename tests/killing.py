"""Real processes on an installation of their own, and a visitor over HTTP."""

import json
import os
import re
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from html import unescape
from http.client import HTTPException
from http.cookiejar import CookieJar
from pathlib import Path
from typing import Any

from shuping.failpoint import VARIABLE

HOUSE = Path(__file__).resolve().parent.parent
PATIENCE = 60.0


def free_port() -> int:
    """Return a port that is free, as the one after it is, at which the urn listens."""
    while True:
        with closing(socket.socket()) as web, closing(socket.socket()) as urn:
            web.bind(("127.0.0.1", 0))
            port = int(web.getsockname()[1])
            with suppress(OSError):
                urn.bind(("127.0.0.1", port + 1))
                return port


def comes(what: Callable[[], object]) -> bool:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if what():
            return True
        time.sleep(0.05)
    return False


def environment(data: Path, **more: str) -> dict[str, str]:
    kept = {k: v for k, v in os.environ.items() if k not in {"DATABASE_URL", VARIABLE}}
    return kept | {
        "SHUPING_DATA": str(data),
        "SHUPING_INSTALLATION": "demo",
        "SHUPING_CLOCK": "2020-01-03T09:00:00+08:00",
        "LC_ALL": "en",
        **more,
    }


def command(*words: str) -> list[str]:
    return [sys.executable, "-m", "shuping", *words]


def shuping(data: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # noqa: S603 - our own program
        command(*words),
        cwd=HOUSE,
        env=environment(data),
        capture_output=True,
        text=True,
        check=False,
    )


@contextmanager
def running(
    data: Path, *words: str, failpoint: str = ""
) -> Iterator[subprocess.Popen[bytes]]:
    """Run one of our processes until the block ends."""
    process = subprocess.Popen(  # noqa: S603 - our own program
        command(*words),
        cwd=HOUSE,
        env=environment(data, **({VARIABLE: failpoint} if failpoint else {})),
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    assert process.stdin
    try:
        yield process
    finally:
        process.stdin.close()
        with suppress(subprocess.TimeoutExpired):
            process.wait(10)
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


class Database:
    """The file of an installation, looked into from outside."""

    def __init__(self, data: Path) -> None:
        self.file = data / "demo.db"

    def asked(self, question: str) -> list[tuple[Any, ...]]:
        with closing(sqlite3.connect(self.file, timeout=30)) as opened:
            return opened.execute(question).fetchall()

    def entries(self, act: str) -> int:
        rows = self.asked("SELECT act FROM journal_entry")
        return [one for (one,) in rows].count(act)

    def tasks(self) -> list[tuple[str, int]]:
        return [
            (state, starts)
            for state, starts in self.asked(
                "SELECT state, starts FROM shell_task ORDER BY id"
            )
        ]


class Visitor:
    """Somebody with a browser, who reads English."""

    def __init__(self, port: int) -> None:
        self.there = f"http://127.0.0.1:{port}"
        cookies = urllib.request.HTTPCookieProcessor(CookieJar())
        self.opener = urllib.request.build_opener(cookies)

    def get(self, path: str) -> bytes:
        address = urllib.parse.urljoin(self.there, path)
        with self.opener.open(address, timeout=20) as answer:
            self.at: str = answer.url
            body: bytes = answer.read()
            return body

    def is_served(self) -> bool:
        return self._answers("/desk/demo/")

    def is_well(self) -> bool:
        return self._answers("/health/")

    def _answers(self, path: str) -> bool:
        with suppress(OSError, HTTPException):
            return bool(self.get(path))
        return False

    def enter(self, role: str) -> None:
        self.press("/desk/demo/", f"/desk/demo/{role}/")

    def press(self, page: str, action: str, **typed: str | bytes) -> bytes:
        """Press the button of the form at a page that goes to `action`."""
        text = self.get(page).decode()
        forms = re.findall(r"<form .*?</form>", text, re.DOTALL)
        for one in forms:
            found = re.search(r'action="([^"]*)"', one)
            where = unescape(found[1]) if found else page
            if where == action:
                return self._post(where, self._fields(one) | typed)
        raise AssertionError(json.dumps([action, page]))

    @staticmethod
    def _fields(form: str) -> dict[str, str | bytes]:
        hidden = re.findall(
            r'<input type="hidden" name="([^"]+)" value="([^"]*)"', form
        )
        areas = re.findall(
            r'<textarea name="([^"]*)"[^>]*>\n?(.*?)</textarea>', form, re.DOTALL
        )
        return {name: unescape(value) for name, value in [*hidden, *areas]}

    def _post(self, path: str, fields: dict[str, str | bytes]) -> bytes:
        edge = "edge-of-a-part"
        parts = []
        for name, value in fields.items():
            file = '; filename="f.zip"' if isinstance(value, bytes) else ""
            head = f'--{edge}\r\nContent-Disposition: form-data; name="{name}"{file}'
            raw = value if isinstance(value, bytes) else value.encode()
            parts.append(f"{head}\r\n\r\n".encode() + raw + b"\r\n")
        request = urllib.request.Request(  # noqa: S310 - http, ours
            urllib.parse.urljoin(self.there, path),
            data=b"".join(parts) + f"--{edge}--\r\n".encode(),
            headers={"Content-Type": f"multipart/form-data; boundary={edge}"},
        )
        with self.opener.open(request, timeout=30) as answer:
            self.at = answer.url
            body: bytes = answer.read()
            return body
