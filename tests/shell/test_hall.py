"""`serve` with a certificate, and `--check-hall` an hour before."""

import os
import signal
import ssl
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.utils import translation

from shuping import hall
from shuping.accounts.models import Person
from shuping.ballots.models import Box
from shuping.hall import Verdict
from shuping.journal.services import note
from shuping.rounds.models import Round
from shuping.shell import certificates, machine
from tests.killing import HOUSE, comes, free_port
from tests.shell.authority import Authority, authority


@pytest.fixture(scope="module")
def ours(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return authority(tmp_path_factory.mktemp("authority"))


@pytest.fixture(autouse=True)
def folder(settings: LazySettings, tmp_path: Path) -> None:
    settings.DATA_DIR = tmp_path


Hall = tuple[int, dict[str, str], list[str]]


@pytest.fixture
def served(ours: Authority, tmp_path: Path) -> Iterator[Hall]:
    """An installation served with a certificate for `localhost`."""
    port, (chain, key) = free_port(), ours.make("localhost")
    environment = os.environ | {
        "SHUPING_DATA": str(tmp_path),
        "DATABASE_URL": f"sqlite:///{tmp_path / 'shuping.db'}",
        "SSL_CERT_FILE": str(ours.own),
        "LC_ALL": "en",
    }
    words = [sys.executable, "-m", "shuping", "serve", "--port", str(port)]
    words += ["--certificate", str(chain), "--certificate-key", str(key)]
    process = subprocess.Popen(  # noqa: S603 - our own program
        words,
        cwd=HOUSE,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        assert comes(lambda: answers(ours, f"https://localhost:{port}/health/"))
        assert comes(lambda: answers(ours, f"https://localhost:{port + 1}/health"))
        yield port, environment, words
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(30)


def answers(ours: Authority, address: str) -> bool:
    with suppress(OSError):
        trusting = ssl.create_default_context(cafile=str(ours.own))
        with urllib.request.urlopen(address, timeout=2, context=trusting) as answer:  # noqa: S310 - our own
            return bool(answer.status == 200)
    return False


def test_web_and_urn_speak_tls_and_the_hall_is_found_ready(
    served: Hall, ours: Authority
) -> None:
    port, environment, words = served

    page = urllib.request.urlopen(
        f"https://localhost:{port}/desk/first-run/",
        context=ssl.create_default_context(cafile=str(ours.own)),
    )
    found = subprocess.run(  # noqa: S603 - our own program
        [*words, "--check-hall"],
        cwd=HOUSE,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )

    assert "Secure" in str(page.headers["Set-Cookie"])
    assert f"Phones vote at https://localhost:{port + 1}\n" in found.stdout
    assert "▄" in found.stdout or "█" in found.stdout
    assert "ok: The certificate is made out to localhost." in found.stdout
    assert "ok: The certificate holds until" in found.stdout
    assert "ok: Those whom this machine trusts stand behind" in found.stdout
    assert f"ok: The urn answers at https://localhost:{port + 1}." in found.stdout
    assert "take care: No box is prepared for phones." in found.stdout
    assert found.returncode == int("WRONG: " in found.stdout)
    assert found.stderr == ""


def test_a_certificate_is_given_together_with_its_key(
    ours: Authority, tmp_path: Path
) -> None:
    chain, _ = ours.make("localhost")
    done = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-m", "shuping", "serve", "--certificate", str(chain)],
        cwd=HOUSE,
        env=os.environ | {"DATABASE_URL": "sqlite://:memory:", "LC_ALL": "en"},
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 1
    assert done.stderr == "A certificate is given together with its key.\n"


def told(those: Iterator[hall.Line]) -> dict[str, Verdict]:
    with translation.override("en"):
        return {str(one.words): one.verdict for one in those}


def wrong(those: dict[str, Verdict]) -> list[str]:
    return [words for words, verdict in those.items() if verdict is Verdict.WRONG]


@pytest.mark.django_db
def test_a_hall_without_a_certificate_votes_on_paper(now: datetime) -> None:
    address = f"http://127.0.0.1:{free_port()}"

    found = told(hall.looked_over(address, None, at=now))
    proxy = told(hall.looked_over("https://vote.invalid", None, at=now))

    assert any("Phones cannot vote at http://127" in one for one in wrong(found))
    assert any(one.startswith("The urn does not answer") for one in wrong(found))
    assert any(one.startswith("A proxy has the certificate") for one in proxy)
    assert any("answer at https://vote.invalid" in one for one in wrong(proxy))


@pytest.mark.django_db
def test_f26_another_name_an_early_end_and_an_unknown_authority_are_told(
    ours: Authority,
) -> None:
    one = certificates.read(*ours.make("vote.hall.example", days=30))
    late = one.ends - timedelta(days=6)

    found = wrong(told(hall.looked_over("https://other.example:1", one, at=late)))

    assert any("not to other.example: phones will warn" in told_ for told_ in found)
    assert any("it must hold for seven days yet" in told_ for told_ in found)
    assert any("Nobody whom this machine trusts" in told_ for told_ in found)


def test_a_clock_before_the_last_record_is_told(
    organiser: Person, now: datetime
) -> None:
    note("appoint", organiser, by=organiser, at=now)

    behind = told(hall.looked_over("http://127.0.0.1:1", None, at=now - timedelta(1)))
    right = told(hall.looked_over("http://127.0.0.1:1", None, at=now))

    assert any("before the last record of" in one for one in wrong(behind))
    assert not any("before the last record of" in one for one in wrong(right))


def test_boxes_for_phones_are_told_with_their_state(
    round_: Round, organiser: Person, now: datetime
) -> None:
    Box.objects.create(round=round_, medium="urn", name="ab" * 16, state="committed")

    found = told(hall.looked_over("http://127.0.0.1:1", None, at=now))

    assert any("Box abababab" in one and "committed" in one for one in found)


@pytest.mark.django_db
def test_what_the_machine_cannot_bear_is_told(
    monkeypatch: pytest.MonkeyPatch, now: datetime
) -> None:
    monkeypatch.setattr(machine, "free_bytes", lambda _: 5 * 10**8)
    monkeypatch.setattr(machine, "seconds_to_sync", lambda _: 0.9)
    monkeypatch.setattr(machine, "most_open_files", lambda: 1024)
    monkeypatch.setattr(machine, "open_swap", lambda: ["/dev/sda9"])
    monkeypatch.setattr(hall, "sets_chinese", lambda: False)

    found = told(hall.looked_over("http://127.0.0.1:1", None, at=now))

    assert {
        "The disk has only 0.5 GB free; make room for one at least.",
        (
            "A ballot is on the disk in 900.00 ms: too slow for phones, or too quick "
            "for a real disk. Put the data on a disk of this machine."
        ),
        (
            "Only 1024 files and connections may be open; for 1000 phones say "
            "`ulimit -n 4000` before you serve."
        ),
        "No Chinese font is there: slips and records cannot be printed.",
    } <= {*wrong(found)}
    assert any(
        "swapped out to /dev/sda9" in one and verdict is Verdict.CARE
        for one, verdict in found.items()
    )
    monkeypatch.setattr(machine, "open_swap", lambda: None)
    again = told(hall.looked_over("http://127.0.0.1:1", None, at=datetime.now(UTC)))
    assert any("cannot be told here" in one for one in again)
