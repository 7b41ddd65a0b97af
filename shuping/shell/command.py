"""Serving: what hinders it, and the web, the clerk and the urn, supervised."""

import errno
import ipaddress
import os
import secrets
import socket
import sys
from argparse import ArgumentParser
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from django.conf import settings

from shuping.refusal import Words, say, why
from shuping.shell import clock, private
from shuping.shell.certificates import Certificate
from shuping.shell.serving import supervise
from shuping.shell.terminal import tell, told

HOST, PORT = "127.0.0.1", 8000
_MOST_PORT = 65535
_HERE = ("127.0.0.1", "localhost", "[::1]")


def arguments(parser: ArgumentParser) -> None:
    """Say where to listen."""
    parser.add_argument(
        "--host", default=HOST, help=told(say("the address to listen at"))
    )
    parser.add_argument(
        "--port", type=int, default=PORT, help=told(say("the port to listen at"))
    )


def certificate_arguments(parser: ArgumentParser) -> None:
    """Say with which certificate to listen beyond this machine."""
    parser.add_argument(
        "--certificate",
        type=Path,
        help=told(say("a certificate that phones trust, with its chain (PEM)")),
    )
    parser.add_argument(
        "--certificate-key", type=Path, help=told(say("the key of the certificate"))
    )


def serve(
    host: str = HOST, port: int = PORT, certificate: Certificate | None = None
) -> int:
    """Make the key that signs sessions, and start web, clerk and urn until a signal.

    Return the exit code: 0, or 1 where it cannot be.
    """
    if words := hindrance(host, port, certificate, at=clock.now()):
        tell(words, to=sys.stderr)
        return 1
    make_key()
    name = f"https://{certificate.name}" if certificate else f"http://{host}"
    tell(say("Serving at {address}; stop with Ctrl-C.", address=f"{name}:{port}/"))
    sys.stdout.flush()
    os.environ.update(_way_to_the_urn(host, port, certificate))
    return supervise(
        _children(host, port, certificate),
        secrets={"SHUPING_BOXES_URL": "urn"},
        failed=lambda name: tell(
            say("{name} does not stay up; everything is stopped.", name=name),
            to=sys.stderr,
        ),
    )


def _children(
    host: str, port: int, certificate: Certificate | None
) -> dict[str, Sequence[str]]:
    """Return what is started; without a certificate the urn stays on this machine."""
    web = ["shuping", "web", "--host", host, "--port", str(port)]
    there = host if certificate or is_here(host) else HOST
    urn = ["shuping.urn", "--host", there, "--port", str(port + 1)]
    if certificate:
        chain, key = str(certificate.chain), str(certificate.key)
        web += ["--certificate", chain, "--certificate-key", key]
        urn += ["--certificate", chain, "--key", key]
    return {"web": web, "clerk": ["shuping", "clerk"], "urn": urn}


def urn_address(host: str, port: int, certificate: Certificate | None) -> str:
    """Return where phones find the urn."""
    name = f"https://{certificate.name}" if certificate else f"http://{host}"
    return settings.URN_ADDRESS or f"{name}:{port + 1}"


def _way_to_the_urn(
    host: str, port: int, certificate: Certificate | None
) -> dict[str, str]:
    """Return what web and urn must know of each other; the secret is of this start."""
    with socket.create_server((HOST, 0)) as free:
        control = free.getsockname()[1]
    way = {
        "SHUPING_BOXES": str(settings.BOXES),
        "SHUPING_URN_ADDRESS": urn_address(host, port, certificate),
        "SHUPING_URN_CONTROL": str(control),
        "SHUPING_URN_SECRET": secrets.token_urlsafe(32),
    }
    return way | _way_with(certificate) if certificate else way


def _way_with(certificate: Certificate) -> dict[str, str]:
    """Return what the web must know of a certificate: it is one, its names, its end."""
    names = [one.removeprefix("*") for one in certificate.names]
    hosts = os.environ.get("SHUPING_HOSTS", ",".join((*names, *_HERE)))
    return {
        "SHUPING_TLS": "1",
        "SHUPING_HOSTS": hosts,
        "SHUPING_CERTIFICATE_ENDS": certificate.ends.isoformat(),
    }


def hindrance(
    host: str, port: int, certificate: Certificate | None = None, *, at: datetime
) -> Words | None:
    """Return why nothing can be served there, or None."""
    if certificate and not certificate.holds(at):
        return say(
            "The certificate holds from {begins} to {ends}, and not today.",
            begins=f"{certificate.begins:%Y-%m-%d}",
            ends=f"{certificate.ends:%Y-%m-%d}",
        )
    if not (certificate or settings.BEHIND_TLS or is_here(host)):
        return say(
            "{host} is reached by other machines, and passwords would travel openly. "
            "Give a certificate that they trust (--certificate, --certificate-key), "
            "or put a proxy that speaks TLS in front, set SHUPING_TLS=1 and name the "
            "host in SHUPING_HOSTS.",
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
            reason=why(error),
        )
    return None


def is_here(host: str) -> bool:
    """Tell whether only this machine reaches an address."""
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
