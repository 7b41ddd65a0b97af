"""The hall an hour before the vote: what phones and the urn need of this machine."""

import io
import ssl
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from urllib.parse import urlsplit

import segno
from django.conf import settings
from django.utils import timezone

from shuping.ballots.queries.urns import boxes_at_the_urn
from shuping.documents.services import sets_chinese
from shuping.journal.queries import last_moment
from shuping.refusal import Words, say
from shuping.shell import certificates, machine
from shuping.shell.certificates import Certificate

_GIGABYTE = 1024**3
_PATIENCE = 5.0


class Verdict(StrEnum):
    """What a line comes to; only `WRONG` keeps phones from voting."""

    FINE = "fine"
    CARE = "care"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that was looked at: what it is, or what to do."""

    verdict: Verdict
    words: Words


def code_of(address: str) -> str:
    """Return the QR code of an address, to be scanned from the terminal."""
    text = io.StringIO()
    segno.make(address).terminal(out=text, compact=True)
    return text.getvalue()


def looked_over(
    address: str, certificate: Certificate | None, *, at: datetime
) -> Iterator[Line]:
    """Yield a line for each thing, in the order in which one puts them right."""
    if certificate is None:
        yield _without_certificate(address)
    else:
        yield from _certificate(certificate, str(urlsplit(address).hostname), at)
    yield _answering(address)
    yield from _disk(settings.DATA_DIR)
    yield _open_files(machine.most_open_files())
    yield _swap(machine.open_swap())
    yield _clock(last_moment(), at)
    yield from _boxes()
    yield _line(
        sets_chinese(),
        say("Chinese fonts are there."),
        say("No Chinese font is there: slips and records cannot be printed."),
    )


def _line(
    fine: object, good: Words, bad: Words, worse: Verdict = Verdict.WRONG
) -> Line:
    return Line(Verdict.FINE, good) if fine else Line(worse, bad)


def _without_certificate(address: str) -> Line:
    if address.startswith("https://"):
        words = say("A proxy has the certificate; see that it holds seven days yet.")
        return Line(Verdict.CARE, words)
    return Line(
        Verdict.WRONG,
        say(
            "Phones cannot vote at {address}: give --host and a certificate that they "
            "trust. Without one, vote on paper or on tablets of the hall.",
            address=address,
        ),
    )


def _certificate(certificate: Certificate, name: str, at: datetime) -> Iterator[Line]:
    yield _line(
        certificates.is_named(certificate, name),
        say("The certificate is made out to {name}.", name=name),
        say(
            "The certificate is made out to {names}, not to {name}: phones will warn. "
            "Use a name of the certificate.",
            names=", ".join(certificate.names),
            name=name,
        ),
    )
    yield _line(
        certificate.holds(at, certificates.LEAST),
        say("The certificate holds until {day}.", day=f"{certificate.ends:%Y-%m-%d}"),
        say(
            "The certificate holds from {begins} to {ends}; it must hold for seven "
            "days yet. Have it renewed.",
            begins=f"{certificate.begins:%Y-%m-%d}",
            ends=f"{certificate.ends:%Y-%m-%d}",
        ),
    )
    yield _line(
        certificates.is_trusted(certificate, name),
        say("Those whom this machine trusts stand behind the certificate."),
        say(
            "Nobody whom this machine trusts stands behind the certificate: phones "
            "will warn. Put its whole chain into the file; where there is none, vote "
            "on paper or on tablets of the hall."
        ),
    )


def _answering(address: str) -> Line:
    why = _silence(address)
    return _line(
        not why,
        say("The urn answers at {address}.", address=address),
        say(
            "The urn does not answer at {address}: {why}. Start `shuping serve`, and "
            "let the hall's network lead this name to this machine.",
            address=address,
            why=why,
        ),
    )


def _silence(address: str) -> str:
    """Return why the urn does not answer as phones would ask it; empty if it does."""
    context = ssl.create_default_context()
    try:
        with urllib.request.urlopen(  # noqa: S310 - the address is ours
            f"{address}/health", timeout=_PATIENCE, context=context
        ) as answer:
            return "" if answer.read() == b"ok" else str(answer.status)
    except (OSError, ValueError) as error:
        return str(getattr(error, "reason", error))


def _disk(folder: Path) -> Iterator[Line]:
    free = machine.free_bytes(folder)
    yield _line(
        free >= machine.LEAST_FREE,
        say("The disk has {free} GB free.", free=f"{free / _GIGABYTE:.1f}"),
        say(
            "The disk has only {free} GB free; make room for one at least.",
            free=f"{free / _GIGABYTE:.1f}",
        ),
    )
    taken = machine.seconds_to_sync(folder)
    milliseconds = f"{taken * 1000:.2f}"
    yield _line(
        machine.QUICKEST <= taken <= machine.SLOWEST,
        say("A ballot is on the disk in {ms} ms.", ms=milliseconds),
        say(
            "A ballot is on the disk in {ms} ms: too slow for phones, or too quick for "
            "a real disk. Put the data on a disk of this machine.",
            ms=milliseconds,
        ),
    )


def _open_files(most: int | None) -> Line:
    return _line(
        most is None or most >= machine.LEAST_OPEN,
        say("Open connections are enough for {phones} phones.", phones=machine.PHONES),
        say(
            "Only {most} files and connections may be open; for {phones} phones say "
            "`ulimit -n {least}` before you serve.",
            most=most,
            phones=machine.PHONES,
            least=machine.LEAST_OPEN,
        ),
    )


def _swap(places: list[str] | None) -> Line:
    unknown = say("Whether memory is swapped out unencrypted cannot be told here.")
    if places is None:
        return Line(Verdict.CARE, unknown)
    return _line(
        not places,
        say("No memory is swapped out unencrypted."),
        say(
            "Memory may be swapped out to {places}, not known to be encrypted. Switch "
            "it off for the vote: `swapoff -a`.",
            places=", ".join(places),
        ),
        Verdict.CARE,
    )


def _clock(last: datetime | None, at: datetime) -> Line:
    return _line(
        last is None or last <= at,
        say("The clock says {at}.", at=_told(at)),
        say(
            "The clock says {at}, which is before the last record of {last}. Set it.",
            at=_told(at),
            last=_told(last or at),
        ),
    )


def _told(moment: datetime) -> str:
    return f"{timezone.localtime(moment):%Y-%m-%d %H:%M}"


def _boxes() -> Iterator[Line]:
    boxes = boxes_at_the_urn()
    for box in boxes:
        yield Line(
            Verdict.FINE,
            say(
                "Box {name} of {round}: {state}.",
                name=box.name[:8],
                round=box.round.name,
                state=box.state_words,
            ),
        )
    if not boxes:
        yield Line(Verdict.CARE, say("No box is prepared for phones."))
