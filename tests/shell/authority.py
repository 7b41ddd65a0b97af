"""An authority of our own and the certificates it makes out, by the openssl program."""

import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest


@dataclass(frozen=True)
class Authority:
    """Whoever trusts `own` trusts what `make` gives."""

    folder: Path

    @property
    def own(self) -> Path:
        return self.folder / "ca.pem"

    def make(self, *names: str, days: int = 90) -> tuple[Path, Path]:
        """Return a certificate for these names, and its key."""
        place = self.folder / names[0].replace("*", "any")
        chain, key, asked, more = (
            place.with_suffix(one) for one in (".pem", ".key", ".csr", ".ext")
        )
        listed = ",".join(f"DNS:{name}" for name in names)
        more.write_text(f"subjectAltName={listed}\nextendedKeyUsage=serverAuth\n")
        _openssl(
            *("req", "-new", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=hall"),
            *("-keyout", key, "-out", asked),
        )
        _openssl(
            *("x509", "-req", "-in", asked, "-CA", self.own, "-extfile", more),
            *("-CAkey", self.folder / "ca.key", "-CAcreateserial"),
            *("-days", str(days), "-out", chain),
        )
        return chain, key


def authority(folder: Path) -> Authority:
    """Found an authority in a folder."""
    if shutil.which("openssl") is None:
        pytest.skip("openssl is not installed: apt-get install openssl")
    _openssl(
        *("req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=our own"),
        *("-days", "90", "-keyout", folder / "ca.key", "-out", folder / "ca.pem"),
    )
    return Authority(folder)


def _openssl(*words: str | Path) -> None:
    done = subprocess.run(  # noqa: S603 - words are ours
        ["openssl", *map(str, words)],  # noqa: S607 - from the path
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
