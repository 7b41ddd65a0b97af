"""A .docx as LibreOffice sets it, beside our PDF: the same words on the same pages."""

import os
import re
import shutil
import subprocess
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path

import pypdfium2  # type: ignore[import-untyped]
import pytest

from shuping.documents import services
from shuping.documents.rules import docx
from shuping.documents.rules.profiles import Profile
from tests.documents.samples import GENRES

WRITER = shutil.which("soffice")
SERIF, SANS = "Noto Serif CJK SC", "Noto Sans CJK SC"
# The fonts that our pages are set in here: named in the .docx, so that both agree.
HERE = Profile(
    fonts={"body": SERIF, "kai": SERIF, "title": SERIF, "song": SERIF, "hei": SANS}
)


def pages(path: Path) -> list[str]:
    with closing(pypdfium2.PdfDocument(path)) as opened:
        said = [page.get_textpage().get_text_range() for page in opened]
    return [re.sub(r"\s", "", one) for one in said]


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
