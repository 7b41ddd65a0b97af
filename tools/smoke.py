"""Start `make demo` on a free port, look at its welcome page, stop it by a signal.

Fails where it does not come up, does not show the page, does not stop within seconds,
leaves a process behind or writes into the checkout.
"""

import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

HOUSE = Path(__file__).resolve().parent.parent
_TO_COME, _TO_STOP = 180.0, 20.0


def main() -> None:
    """Look at the demo from its start to its stop."""
    before = _changed()
    port = _free_port()
    with tempfile.TemporaryDirectory() as data:
        demo = subprocess.Popen(
            ["make", "demo", f"PORT={port}"],
            cwd=HOUSE,
            env=os.environ | {"SHUPING_DATA": data},
            start_new_session=True,
        )
        try:
            took = _wait_for(demo, f"http://127.0.0.1:{port}/health/")
            page = _get(f"http://127.0.0.1:{port}/desk/demo/")
            _demand("demo/organiser/" in page, "the welcome page has its cards")
            stopped = _stop(demo, port)
        finally:
            if demo.poll() is None:
                os.killpg(demo.pid, signal.SIGKILL)
    _demand(_changed() == before, "the checkout is as it was")
    print(f"smoke: the demo came up in {took:.1f} s and stopped in {stopped:.1f} s")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _get(address: str) -> str:
    with urllib.request.urlopen(address, timeout=10) as answer:  # noqa: S310 - http, ours
        return str(answer.read().decode())


def _wait_for(demo: subprocess.Popen[bytes], address: str) -> float:
    began = time.monotonic()
    while time.monotonic() < began + _TO_COME:
        _demand(demo.poll() is None, "the demo stays up")
        try:
            _get(address)
        except OSError:
            time.sleep(0.2)
        else:
            return time.monotonic() - began
    sys.exit("smoke: the demo does not come up")


def _stop(demo: subprocess.Popen[bytes], port: int) -> float:
    """Interrupt it as Ctrl-C at a terminal does: the whole foreground at once."""
    began = time.monotonic()
    os.killpg(demo.pid, signal.SIGINT)
    try:
        demo.wait(_TO_STOP)
    except subprocess.TimeoutExpired:
        sys.exit("smoke: the demo does not stop")
    took = time.monotonic() - began
    with socket.socket() as probe:
        _demand(probe.connect_ex(("127.0.0.1", port)) != 0, "nothing listens any more")
    return took


def _changed() -> str:
    git = ("git", "status", "--porcelain")
    return subprocess.run(
        git, cwd=HOUSE, capture_output=True, text=True, check=True
    ).stdout


def _demand(holds: bool, what: str) -> None:  # noqa: FBT001 - a condition
    if not holds:
        sys.exit(f"smoke: it does not hold that {what}")


if __name__ == "__main__":
    main()
