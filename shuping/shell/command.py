"""`shuping serve`: the web and the clerk, supervised."""

import errno
import ipaddress
import os
import secrets
import socket
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Sequence

from django.conf import settings

from shuping.refusal import Words, say
from shuping.shell import private
from shuping.shell.serving import supervise
from shuping.shell.terminal import tell, told

ABOUT = say("Serve the pages and do the clerk's work until stopped.").text
HOST, PORT = "127.0.0.1", 8000
_MOST_PORT = 65535


def arguments(parser: ArgumentParser) -> None:
    """Say what the command takes."""
    parser.add_argument(
        "--host", default=HOST, help=told(say("the address to listen at"))
    )
    parser.add_argument(
        "--port", type=int, default=PORT, help=told(say("the port to listen at"))
    )


def act(chosen: Namespace) -> int:
    """Serve until a signal; exit code 0, or 1 where it cannot be."""
    return serve(chosen.host, chosen.port)


def serve(host: str = HOST, port: int = PORT) -> int:
    """Make the key that signs sessions, and start web and clerk."""
    if words := hindrance(host, port):
        tell(words, to=sys.stderr)
        return 1
    make_key()
    address = f"http://{host}:{port}/"
    tell(say("Serving at {address}; stop with Ctrl-C.", address=address))
    sys.stdout.flush()
    os.environ.update(_way_to_the_urn(host, port))
    children: dict[str, Sequence[str]] = {
        "web": ["shuping", "web", "--host", host, "--port", str(port)],
        "clerk": ["shuping", "clerk"],
        "urn": ["shuping.urn", "--host", host, "--port", str(port + 1)],
    }
    return supervise(
        children,
        failed=lambda name: tell(
            say("{name} does not stay up; everything is stopped.", name=name),
            to=sys.stderr,
        ),
    )


def _way_to_the_urn(host: str, port: int) -> dict[str, str]:
    """Return what web and urn must know of each other; the secret is of this start."""
    with socket.create_server((HOST, 0)) as free:
        control = free.getsockname()[1]
    return {
        "SHUPING_BOXES": str(settings.BOXES),
        "SHUPING_URN_ADDRESS": settings.URN_ADDRESS or f"http://{host}:{port + 1}",
        "SHUPING_URN_CONTROL": str(control),
        "SHUPING_URN_SECRET": secrets.token_urlsafe(32),
    }


def hindrance(host: str, port: int) -> Words | None:
    """Return why nothing can be served there, or None."""
    if not settings.BEHIND_TLS and not _is_here(host):
        return say(
            "{host} is reached by other machines, and passwords would travel openly. "
            "Put a proxy that speaks TLS in front, set SHUPING_TLS=1 and name the "
            "host in SHUPING_HOSTS. Voting by phone (certificates, --check-hall) is "
            "not there yet; vote on paper.",
            host=host,
        )
    if not 0 < port < _MOST_PORT:
        return say("{port} is no port; a port is from 1 to 65534.", port=port)
    return _taken(host, port) or _taken(host, port + 1)


def _taken(host: str, port: int) -> Words | None:
    """Return why this port cannot be listened at; the urn has the one after."""
    try:
        _probe(host, port)
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            return say(
                "Port {port} is taken by another program; choose another with --port "
                "(make demo PORT={port_after}).",
                port=port,
                port_after=port + 1,
            )
        return say(
            "{host}:{port} cannot be listened at: {reason}.",
            host=host,
            port=port,
            reason=error.strerror or error,
        )
    return None


def _is_here(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _probe(host: str, port: int) -> None:
    """Listen for a moment; raise OSError where that is not possible."""
    family, kind, protocol, _, address = socket.getaddrinfo(
        host, port, type=socket.SOCK_STREAM
    )[0]
    with socket.socket(family, kind, protocol) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        probe.bind(address)


def make_key() -> None:
    """Write the key, readable by its owner only, unless it stands."""
    if not settings.KEY_FILE.exists():
        private.write(settings.KEY_FILE, secrets.token_urlsafe(50).encode())
