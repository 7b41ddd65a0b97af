"""A .docx as LibreOffice sets it, beside our PDF: the same words on the same pages."""

import os
import re
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest

from shuping.documents import services
from shuping.documents.rules import docx
from shuping.documents.rules.measuring.elements import known
from shuping.documents.rules.measuring.pdf import measured
from shuping.documents.rules.measuring.roles import FOLIO
from shuping.documents.rules.profiles import Profile
from tests.documents.samples import GENRES

WRITER = shutil.which("soffice")
SERIF, SANS = "Noto Serif CJK SC", "Noto Sans CJK SC"
# The fonts that our pages are set in here: named in the .docx, so that both agree.
HERE = Profile(
    fonts={"body": SERIF, "kai": SERIF, "title": SERIF, "song": SERIF, "hei": SANS}
)


def pages(path: Path) -> list[str]:
    """Return what stands on each page, from the top down."""
    lines = [page.lines for page in measured(path.read_bytes()).pages]
    words = ["".join(line.text for line in of) for of in lines]
    return [re.sub(r"\s", "", one) for one in words]


def folios(path: Path) -> list[float]:
    """Return how far from the top each page number stands, in millimetres."""
    parts = known(measured(path.read_bytes())).of(FOLIO)
    return [part.line.base for part in parts]


def set_by_writer(files: list[Path], place: Path) -> None:
    subprocess.run(  # noqa: S603 - our own files
        [
            str(WRITER),
            "--headless",
            f"-env:UserInstallation={(place / 'profile').as_uri()}",
            *("--convert-to", "pdf", "--outdir", str(place / "set"), *map(str, files)),
        ],
        check=True,
        capture_output=True,
        timeout=300,
    )


@pytest.mark.nightly
@pytest.mark.skipif(
    not os.environ.get("SHUPING_NIGHTLY"), reason="long: make nightly runs it"
)
@pytest.mark.skipif(
    not WRITER, reason="needs LibreOffice: apt-get install libreoffice-writer-nogui"
)
def test_every_genre_has_the_same_words_on_the_same_pages(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(services.typesetting, "_TEX_FONTS", tmp_path)
    files: Mapping[str, Path] = {name: tmp_path / f"{name}.docx" for name in GENRES}
    for name, document in GENRES.items():
        files[name].write_bytes(docx.write(document, HERE))
        (tmp_path / f"{name}.pdf").write_bytes(services.pdf([document]))
    set_by_writer(list(files.values()), tmp_path)

    for name in GENRES:
        ours, theirs = (
            pages(tmp_path / f"{name}.pdf"),
            pages(tmp_path / f"set/{name}.pdf"),
        )
        assert theirs == ours, name
        heights = [folios(tmp_path / f"{there}{name}.pdf") for there in ("", "set/")]
        assert heights[0] == pytest.approx(heights[1], abs=0.1), name
