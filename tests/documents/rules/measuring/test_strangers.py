"""Right documents that others made: in none of them is a deviation found."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from shuping.documents.rules.measuring.checking import check
from tests.documents.rules.measuring import strangers
from tests.documents.rules.measuring.makers import docx, ofd, pdf
from tests.documents.rules.measuring.wanted import Wanted

_DATA = Path(__file__).with_name("data")
UNSEALED = replace(Wanted(), number="江委办函〔2020〕12号", date_rest=4.0)
RIGHT: dict[str, Callable[[], bytes]] = {
    "a .docx by hand": lambda: docx(Wanted()),
    "a PDF by hand": lambda: pdf(Wanted()),
    "an OFD by hand": lambda: ofd(Wanted()),
    "another .docx by hand": lambda: docx(UNSEALED),
    "another PDF by hand": lambda: pdf(UNSEALED),
    "a .docx by python-docx": strangers.by_python_docx,
    "a .docx as Word keeps it": strangers.as_word_keeps_it,
    "a .docx that LibreOffice wrote": (_DATA / "libreoffice.docx").read_bytes,
    "a PDF that LibreOffice set": (_DATA / "libreoffice.pdf").read_bytes,
    "an OFD with templates and stretched text": strangers.as_another_ofd,
}


@pytest.mark.parametrize("kind", RIGHT)
def test_a_right_document_of_another_maker_has_no_deviation(kind: str) -> None:
    checked = check(RIGHT[kind]())

    assert checked.deviations == ()
    assert checked.notes == ()


def test_a_pdf_that_typst_set_with_another_layout_has_no_deviation(
    tmp_path: Path,
) -> None:
    checked = check(strangers.by_typst(tmp_path, "Noto Serif CJK SC"))

    assert checked.deviations == ()
