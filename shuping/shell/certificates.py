"""A certificate for the hall: whose it is, how long it holds, and who trusts it.

It is looked at through the handshake that a phone makes, here within one process.
"""

import ssl
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from shuping.refusal import Refused, say

LEAST = timedelta(days=7)
"""How long a certificate must hold yet, so that it does not end while people vote."""
_ANY_TIME = ssl.VerifyFlags(0x200000)  # OpenSSL: X509_V_FLAG_NO_CHECK_TIME
_MOST_TURNS = 8


@dataclass(frozen=True, slots=True)
class Certificate:
    """What a certificate says: its names, from when and until when it holds."""

    chain: Path
    key: Path
    names: tuple[str, ...]
    begins: datetime
    ends: datetime

    @property
    def name(self) -> str:
        """Return the first name that is no pattern, empty where there is none."""
        return next((one for one in self.names if "*" not in one), "")

    def holds(self, at: datetime, least: timedelta = timedelta()) -> bool:
        """Tell whether it holds now, and so long yet."""
        return self.begins <= at and at + least <= self.ends


def read(chain: Path, key: Path) -> Certificate:
    """Read a certificate in PEM; refused where it or its key cannot be used."""
    alone = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    alone.check_hostname = False
    alone.verify_flags |= ssl.VERIFY_X509_PARTIAL_CHAIN | _ANY_TIME
    try:
        alone.load_verify_locations(chain)
        told = _handshake(chain, key, alone, "")
        names = [name for kind, name in told["subjectAltName"] if kind == "DNS"]
        begins, ends = _moment(told["notBefore"]), _moment(told["notAfter"])
    except (OSError, LookupError, ValueError, TypeError) as error:
        raise Refused(
            say(
                "{certificate} with the key {key} is no certificate that can be used.",
                certificate=chain,
                key=key,
            )
        ) from error
    return Certificate(chain, key, tuple(names), begins, ends)


def is_named(certificate: Certificate, name: str) -> bool:
    """Tell whether a phone that goes to this name accepts whose certificate it is."""
    here = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    here.verify_flags |= ssl.VERIFY_X509_PARTIAL_CHAIN | _ANY_TIME
    here.load_verify_locations(certificate.chain)
    return _accepts(certificate, here, name)


def is_trusted(certificate: Certificate, name: str) -> bool:
    """Tell whether those whom this machine trusts stand behind the certificate."""
    return _accepts(certificate, ssl.create_default_context(), name)


def _accepts(certificate: Certificate, context: ssl.SSLContext, name: str) -> bool:
    try:
        _handshake(certificate.chain, certificate.key, context, name)
    except ssl.SSLCertVerificationError:
        return False
    return True


def _handshake(
    chain: Path, key: Path, context: ssl.SSLContext, name: str
) -> dict[str, Any]:
    """Return what the client is told of the certificate when both have shaken hands."""
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server.load_cert_chain(chain, key, password=lambda: "")
    up, down = ssl.MemoryBIO(), ssl.MemoryBIO()
    phone = context.wrap_bio(down, up, server_hostname=name or None)
    hall = server.wrap_bio(up, down, server_side=True)
    waiting = [phone, hall]
    for _ in range(_MOST_TURNS):
        waiting = [one for one in waiting if not _is_done(one)]
    return dict(phone.getpeercert() or {})


def _is_done(side: ssl.SSLObject) -> bool:
    try:
        side.do_handshake()
    except ssl.SSLWantReadError:
        return False
    return True


def _moment(told: object) -> datetime:
    return datetime.fromtimestamp(ssl.cert_time_to_seconds(str(told)), UTC)
