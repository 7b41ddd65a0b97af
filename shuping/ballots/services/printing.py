"""What a box needs on paper, as PDF: code slips, keys, ballots."""

import io
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from shuping.ballots.rules import envelopes
from shuping.ballots.rules.envelopes import Envelopes
from shuping.ballots.rules.papers import Papers
from shuping.ballots.rules.slips import Slips
from shuping.documents.services import printed
from shuping.urn.form import Named

_LAYOUTS = Path(__file__).parent.parent / "layouts"


def print_slips(
    about: Slips, categories: Sequence[Named], made: Mapping[str, Sequence[str]]
) -> dict[str, bytes]:
    """Return the slips of each class as a PDF; their codes are kept nowhere."""
    layout = _LAYOUTS / "slips.typ"
    return {
        one.code: printed(layout, about.sheet(one, made[one.code]))
        for one in categories
        if made.get(one.code)
    }


def as_one_file(printed: Mapping[str, bytes]) -> tuple[bytes, str]:
    """Return the slips of all classes as one file with its name: a PDF, or a zip."""
    files = {f"slips-{code}.pdf": pages for code, pages in printed.items()}
    if len(files) == 1:
        ((name, pages),) = files.items()
        return pages, name
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, pages in files.items():
            archive.writestr(zipfile.ZipInfo(name), pages)
    return packed.getvalue(), "slips.zip"


def print_papers(papers: Papers) -> bytes:
    """Return one ballot of a class as a PDF, to be copied as often as needed."""
    return printed(_LAYOUTS / "papers.typ", papers.values())


def print_keys(about: Envelopes, keys: Sequence[str]) -> bytes:
    """Return a page for a key as words, or for each of its shares, as a PDF."""
    return printed(_LAYOUTS / "keys.typ", envelopes.pages(about, keys))
