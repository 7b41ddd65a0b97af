"""A certificate for the hall: its names, its days, who stands behind it."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from shuping.refusal import Refused
from shuping.shell import certificates
from shuping.shell.command import hindrance
from tests.shell.authority import Authority, authority

NAME = "vote.hall.example"


@pytest.fixture(scope="module")
def ours(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return authority(tmp_path_factory.mktemp("authority"))


def test_a_certificate_says_its_names_and_how_long_it_holds(ours: Authority) -> None:
    one = certificates.read(*ours.make("*.hall.example", NAME, days=30))

    now = datetime.now(UTC)
    assert one.names == ("*.hall.example", NAME)
    assert one.name == NAME
    assert timedelta(days=29) < one.ends - now <= timedelta(days=30)
    assert one.holds(now, certificates.LEAST)
    assert not one.holds(now + timedelta(days=24), certificates.LEAST)
    assert one.holds(now + timedelta(days=24))
    assert not one.holds(now + timedelta(days=31))
    assert not one.holds(now - timedelta(days=2))


def test_a_certificate_is_for_its_names_only(ours: Authority) -> None:
    one = certificates.read(*ours.make("*.hall.example", NAME))

    assert certificates.is_named(one, NAME)
    assert certificates.is_named(one, "other.hall.example")
    assert not certificates.is_named(one, "vote.hall.example.org")
    assert not certificates.is_named(one, "127.0.0.1")


def test_only_an_authority_that_the_machine_knows_is_trusted(
    ours: Authority, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = certificates.read(*ours.make(NAME))
    strange = certificates.is_trusted(one, NAME)

    monkeypatch.setenv("SSL_CERT_FILE", str(ours.own))

    assert not strange
    assert certificates.is_trusted(one, NAME)
    assert not certificates.is_trusted(one, "other.example")


def test_what_is_no_certificate_or_has_another_key_is_refused(
    ours: Authority, tmp_path: Path
) -> None:
    chain, key = ours.make(NAME)
    _, other = ours.make("other.hall.example")
    (tmp_path / "text.pem").write_text("no certificate")

    for pair in (
        (tmp_path / "text.pem", key),
        (chain, tmp_path / "none.key"),
        (chain, other),
        (key, key),
    ):
        with pytest.raises(Refused, match="no certificate that can be used"):
            certificates.read(*pair)


def test_beyond_this_machine_nothing_listens_without_a_certificate_that_holds(
    ours: Authority,
) -> None:
    one = certificates.read(*ours.make(NAME))
    now = datetime.now(UTC)

    open_ = hindrance("0.0.0.0", 8000, at=now)  # noqa: S104 - refused
    ended = hindrance("127.0.0.1", 8000, one, at=one.ends + timedelta(hours=1))

    assert "passwords would travel openly" in str(open_)
    assert "and not today" in str(ended)
