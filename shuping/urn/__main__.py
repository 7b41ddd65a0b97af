"""`python -m shuping.urn`: the urn process; a child of `shuping serve`.

It ends when its standard input closes. Which boxes it has and how the desk reaches it
stand in its environment, the secret too, so that no list of processes shows it.
"""

import argparse
import os
import resource
import signal
import threading
from pathlib import Path

from granian import Granian
from granian.constants import HTTPModes, Interfaces, Loops
from granian.log import LogLevels

_BACKLOG, _LINES, _OTHER_FILES = 1024, 10_000, 100


def main() -> None:
    """Take ballots until standard input closes or a signal comes."""
    parser = argparse.ArgumentParser(prog="shuping.urn")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8001)
    parser.add_argument("--certificate", type=Path)
    parser.add_argument("--key", type=Path)
    chosen = parser.parse_args()
    # A dump of memory would hold ballots.
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    threading.Thread(target=_end_with_parent, daemon=True).start()
    Granian(
        "shuping.urn.application:from_environment",
        factory=True,
        address=chosen.host,
        port=chosen.port,
        interface=Interfaces.RSGI,
        # No phone needs more, and each way in is one to keep safe.
        http=HTTPModes.http1,
        # Named, so that what else is installed changes nothing (decision 12).
        loop=Loops.uvloop,
        workers=1,
        backlog=_BACKLOG,
        backpressure=_let_in(_LINES),
        websockets=False,
        log_level=LogLevels.warning,
        log_access=False,
        ssl_cert=chosen.certificate,
        ssl_key=chosen.key,
    ).serve()


def _let_in(lines: int) -> int:
    """Make room for so many open connections, as far as the system allows; return it.

    A phone holds several, and leaves them open; beyond this number nobody comes in.
    """
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = lines + _OTHER_FILES
    files = wanted if most == resource.RLIM_INFINITY else min(wanted, most)
    resource.setrlimit(resource.RLIMIT_NOFILE, (files, most))
    return max(files - _OTHER_FILES, files // 2)


def _end_with_parent() -> None:
    while os.read(0, 1024):
        pass
    os.kill(os.getpid(), signal.SIGTERM)


if __name__ == "__main__":
    main()
