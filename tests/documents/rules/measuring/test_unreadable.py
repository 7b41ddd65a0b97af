"""Files that cannot be measured: each has its own clear sentence, none does harm."""

import re
import zipfile
from collections.abc import Callable
from io import BytesIO
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shuping.documents.rules.measuring import checking, packages
from shuping.documents.rules.measuring.checking import check
from shuping.documents.rules.measuring.measured import Unreadable
from tests.documents.rules.measuring.makers import (
    docx,
    ofd,
    ofd_of,
    pdf,
    pdf_of,
    zipped,
)
from tests.documents.rules.measuring.wanted import Sheet, Spot, Wanted

WORD = "word/document.xml"
A4 = (210.0, 297.0)
DAMAGED = "The file is damaged"
NONE = "This is no .docx, PDF or OFD"


def changed(content: bytes, **parts: str | bytes | None) -> bytes:
    """Return a package with parts that differ; `__` stands for a slash."""
    with zipfile.ZipFile(BytesIO(content)) as archive:
        held: dict[str, str | bytes] = {
            name: archive.read(name) for name in archive.namelist()
        }
    for told, part in parts.items():
        name = told.replace("__", "/").replace("_xml", ".xml")
        if part is None:
            del held[name]
        else:
            held[name] = part
    return zipped(held)


def page(letters: int) -> Sheet:
    spot = Spot("述" * letters, 28, 60, 16, "SimSun", 16)
    return Sheet([spot])


def bomb() -> bytes:
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(WORD, b" " * (210 * 1024 * 1024))
    return packed.getvalue()


ENDLESS = f"<r><t>{''.join(Random(9704).choices('述职评议考核', k=400_001))}</t></r>"
LOCKED = (
    pdf(Wanted())
    .replace(b"/Root 1 0 R", b"/Root 1 0 R /Encrypt 1 0 R /ID [<00> <00>]")
    .replace(
        b"<< /Type /Catalog",
        b"<< /Filter /Standard /V 1 /R 2 /P -4 /O <"
        + b"41" * 32
        + b"> /U <"
        + b"42" * 32
        + b"> /Type /Catalog",
    )
)
FILES: dict[str, tuple[bytes, str]] = {
    "nothing": (b"", "The file is empty"),
    "more than 20 MB": (b"%PDF-" + b" " * (20 << 20), "more than 20 MB"),
    "a .doc that is called .docx": (b"\xd0\xcf\x11\xe0" + b"x" * 99, "This is a .doc"),
    "a page of the web": (b"<html>", NONE),
    "a zip of something else": (zipped({"a.txt": "a"}), NONE),
    "a zip cut in half": (docx(Wanted())[:2000], "no zip file"),
    "a bomb": (bomb(), "more than 200 MB"),
    "a .docx without a body": (
        changed(docx(Wanted()), word__document_xml="<w/>"),
        "no text",
    ),
    "a .docx without a word": (
        changed(
            docx(Wanted()),
            word__document_xml="<w><body><p/></body></w>",
            word__footer1_xml="<f/>",
        ),
        "no text",
    ),
    "XML that is none": (changed(docx(Wanted()), word__document_xml="<w"), DAMAGED),
    "XML in a coding that nobody knows": (
        changed(
            docx(Wanted()),
            word__document_xml='<?xml version="1.0" encoding="x-no"?><w/>',
        ),
        DAMAGED,
    ),
    "XML with entities": (
        changed(
            docx(Wanted()),
            word__document_xml='<!DOCTYPE w [<!ENTITY a "b">]><w>&a;</w>',
        ),
        "declares a document type",
    ),
    "XML too deep": (
        changed(docx(Wanted()), word__document_xml="<w>" * 101 + "</w>" * 101),
        "too deep",
    ),
    "a paragraph without an end": (
        changed(
            docx(Wanted()),
            word__document_xml="<w><body><p>" + ENDLESS + "</p></body></w>",
        ),
        "more than 600 pages",
    ),
    "a .docx of 601 pages": (
        changed(
            docx(Wanted()),
            word__document_xml="<w><body>"
            + "<p><pPr><pageBreakBefore/></pPr></p>" * 601
            + "</body></w>",
        ),
        "more than 600 pages",
    ),
    "a PDF cut in half": (pdf(Wanted())[:400], "The PDF is damaged"),
    "a PDF that names a page it has not": (
        re.sub(rb"/Kids \[\d+ 0 R", b"/Kids [99 0 R", pdf(Wanted())),
        "The PDF is damaged",
    ),
    "a PDF with a password": (LOCKED, "locked with a password"),
    "a PDF of 601 pages": (pdf_of([page(1)] * 601, A4), "more than 600 pages"),
    "a PDF without text": (pdf_of([page(0)], A4), "a scanned page"),
    "a PDF with a page too full": (pdf_of([page(20_001)], A4), "too much text"),
    "an OFD of 601 pages": (ofd_of([page(1)] * 601, A4), "more than 600 pages"),
    "an OFD without text": (ofd_of([page(0)], A4), "a scanned page"),
    "an OFD with a page too full": (ofd_of([page(20_001)], A4), "more than 600 pages"),
    "an OFD without a document": (
        changed(ofd(Wanted()), Doc_0__Document_xml=None),
        "A part is missing",
    ),
    "an OFD that names no document": (
        changed(ofd(Wanted()), OFD_xml="<OFD/>"),
        "The OFD file is damaged",
    ),
    "an OFD without a size": (
        changed(
            ofd(Wanted()),
            Doc_0__Document_xml="<D><CommonData/><Pages>"
            '<Page BaseLoc="/Doc_0/Pages/Page_0/Content.xml"/></Pages></D>',
        ),
        "The OFD file is damaged",
    ),
    "an OFD without common data": (
        changed(ofd(Wanted()), Doc_0__Document_xml="<D/>"),
        "The OFD file is damaged",
    ),
    "an OFD whose text stands nowhere": (
        changed(
            ofd(Wanted()),
            Doc_0__Pages__Page_0__Content_xml="<P><Content><Layer>"
            '<TextObject Boundary="a b"/></Layer></Content></P>',
        ),
        "The OFD file is damaged",
    ),
}


def outcome(content: bytes) -> str:
    """Return why a file cannot be measured, or that it can."""
    try:
        check(content)
    except Unreadable as unreadable:
        return unreadable.words.text
    return "measured"


@pytest.mark.parametrize("kind", FILES)
def test_a_file_that_cannot_be_measured_is_told_why(kind: str) -> None:
    content, why = FILES[kind]

    with pytest.raises(Unreadable, match=why):
        check(content)


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from([docx(Wanted()), pdf(Wanted()), ofd(Wanted())]),
    st.data(),
)
def test_a_file_with_strange_bytes_is_measured_or_told_why(
    content: bytes, data: st.DataObject
) -> None:
    spoilt = bytearray(content)
    places = st.integers(0, len(content) - 1)
    for place in data.draw(st.lists(places, min_size=1, max_size=30)):
        spoilt[place] = data.draw(st.integers(0, 255))
    assert outcome(bytes(spoilt))


_STRANGE = st.sampled_from(["", "-1", "1e999", "nan", "1e5", "-99999", "x", "0", "7"])


@settings(max_examples=100, deadline=None)
@given(st.sampled_from(["docx", "ofd"]), st.integers(0, 400), _STRANGE)
def test_a_file_with_a_strange_number_is_measured_or_told_why(
    form: str, place: int, value: str
) -> None:
    content = {"docx": docx, "ofd": ofd}[form](Wanted())
    with zipfile.ZipFile(BytesIO(content)) as archive:
        parts: dict[str, str | bytes] = {
            name: archive.read(name) for name in archive.namelist()
        }
    name = WORD if form == "docx" else "Doc_0/Pages/Page_0/Content.xml"
    pieces = bytes(parts[name]).decode().split('"')  # type: ignore[arg-type]
    pieces[(2 * place + 1) % (len(pieces) - 1)] = value
    parts[name] = '"'.join(pieces)
    assert outcome(zipped(parts))


def test_a_part_that_is_too_large_is_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packages, "_MOST_BYTES", 100)

    with pytest.raises(Unreadable, match="too large"):
        check(docx(Wanted()))


@pytest.mark.parametrize("make", [pdf, ofd])
def test_a_document_with_more_text_than_one_has_is_not_measured(
    make: Callable[[Wanted], bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(packages, "MOST_LETTERS", 300)

    with pytest.raises(Unreadable, match="more than 600 pages"):
        check(make(Wanted()))


def test_a_file_is_known_by_what_it_is_and_not_by_its_name() -> None:
    assert checking.measured(pdf(Wanted())).is_computed is False
    assert checking.measured(docx(Wanted())).is_computed is True
