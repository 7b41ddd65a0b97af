"""`shuping serve`: the web and the clerk, supervised; `shuping web`, one of the two."""

import secrets
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Sequence

from django.conf import settings

from shuping.refusal import say
from shuping.shell.serving import supervise
from shuping.shell.terminal import tell, told

ABOUT = say("Serve the pages and do the clerk's work until stopped.").text


def arguments(parser: ArgumentParser) -> None:
    """Say what the command takes."""
    parser.add_argument(
        "--host", default="127.0.0.1", help=told(say("the address to listen at"))
    )
    parser.add_argument(
        "--port", type=int, default=8000, help=told(say("the port to listen at"))
    )


def act(chosen: Namespace) -> int:
    """Serve until a signal; exit code 0, or 1 when a process would not stay up."""
    return serve(chosen.host, chosen.port)


def serve(host: str = "127.0.0.1", port: int = 8000) -> int:
    """Make the key that signs sessions, and start web and clerk."""
    make_key()
    address = f"http://{host}:{port}/"
    tell(say("Serving at {address}; stop with Ctrl-C.", address=address))
    children: dict[str, Sequence[str]] = {
        "web": ["web", "--host", host, "--port", str(port)],
        "clerk": ["clerk"],
    }
    return supervise(
        children,
        failed=lambda name: tell(
            say("{name} does not stay up; everything is stopped.", name=name),
            to=sys.stderr,
        ),
    )


def make_key() -> None:
    """Write the key, readable by its owner only, unless it stands."""
    if not settings.KEY_FILE.exists():
        settings.KEY_FILE.touch(mode=0o600)
        settings.KEY_FILE.write_text(secrets.token_urlsafe(50))
