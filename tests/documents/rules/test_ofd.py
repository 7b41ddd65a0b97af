"""Documents as OFD, read by another reader of the standard."""

import importlib.util
import os
import zipfile
from base64 import b64encode
from io import BytesIO
from xml.etree import ElementTree as ET

import pytest
import uharfbuzz

from shuping.documents import services
from shuping.documents.rules.content import Document, Paragraph
from shuping.documents.rules.ofd import About, Face, write
from shuping.documents.rules.pages import Page, Run, read
from tests.documents.samples import GENRES, NOTICE

_SPACE = "{http://www.ofdspec.org/2016}"
EASYOFD = importlib.util.find_spec("easyofd")


def part(packed: bytes, name: str) -> ET.Element:
    with zipfile.ZipFile(BytesIO(packed)) as archive:
        return ET.fromstring(archive.read(name))  # noqa: S314 - our own


def texts(packed: bytes) -> list[str]:
    """Return the text of each page, found from OFD.xml on as a reader finds it."""
    entry = part(packed, "OFD.xml").find(f".//{_SPACE}DocRoot")
    assert entry is not None
    document = part(packed, entry.text or "")
    pages = [
        part(packed, f"Doc_0/{one.get('BaseLoc')}")
        for one in document.iter(f"{_SPACE}Page")
    ]
    return [
        "".join(one.text or "" for one in page.iter(f"{_SPACE}TextCode"))
        for page in pages
    ]


def test_every_genre_has_the_text_of_its_pdf_on_the_same_pages() -> None:
    for document in GENRES.values():
        pdf, ofd = services.paged([document])
        pages = ["".join(run.text for run in page.runs) for page in read(pdf)]
        assert texts(ofd) == pages


def test_the_page_and_every_object_are_measured_in_millimetres() -> None:
    packed = services.ofd([NOTICE])
    page = part(packed, "Doc_0/Pages/Page_0/Content.xml")
    boxes = [
        [float(one) for one in found.get("Boundary", "").split()]
        for found in page.iter()
        if "Boundary" in found.attrib
    ]

    assert page.findtext(f".//{_SPACE}PhysicalBox") == "0 0 210 297"
    assert min(box[0] for box in boxes) == pytest.approx(28, abs=0.5)
    assert max(box[0] + box[2] for box in boxes) == pytest.approx(
        184, abs=3
    )  # a mark hangs


def test_each_object_has_a_number_of_its_own_below_the_greatest() -> None:
    packed = services.ofd([NOTICE])
    with zipfile.ZipFile(BytesIO(packed)) as archive:
        parts = [one for one in archive.namelist() if one.endswith(".xml")]
    numbers = [
        int(found.get("ID", "0"))
        for name in parts
        for found in part(packed, name).iter()
        if "ID" in found.attrib
    ]
    document = part(packed, "Doc_0/Document.xml")

    assert len(numbers) == len(set(numbers))
    assert max(numbers) < int(document.findtext(f".//{_SPACE}MaxUnitID") or 0)


def test_every_step_between_characters_is_given() -> None:
    page = part(services.ofd([NOTICE]), "Doc_0/Pages/Page_0/Content.xml")
    codes = list(page.iter(f"{_SPACE}TextCode"))

    assert codes
    for code in codes:
        steps = code.get("DeltaX", "").split()
        assert len(steps) == len(code.text or "") - 1


def test_the_fonts_embedded_have_every_character_of_the_text() -> None:
    packed = services.ofd([NOTICE])
    fonts = part(packed, "Doc_0/PublicRes.xml")
    held: set[str] = set()
    with zipfile.ZipFile(BytesIO(packed)) as archive:
        for file in fonts.iter(f"{_SPACE}FontFile"):
            face = uharfbuzz.Face(archive.read(f"Doc_0/Res/{file.text}"))
            held |= set(map(chr, face.unicodes))

    assert set("".join(texts(packed))) <= held


def test_what_the_archive_knows_of_it_stands_in_front() -> None:
    about = part(services.ofd([NOTICE]), "OFD.xml")

    assert about.findtext(f".//{_SPACE}Title") == NOTICE.title
    assert about.findtext(f".//{_SPACE}Author") == NOTICE.signer
    assert about.findtext(f".//{_SPACE}CreationDate") == "2020-01-06"
    assert len(about.findtext(f".//{_SPACE}DocID") or "") == 32


def test_a_document_without_a_date_has_none_and_a_font_of_no_file_is_named() -> None:
    page = Page(595, 842, (Run("<&>", "Own", 16, 80, 100, (16, 16)),), ())
    packed = write([page], {"Own": Face("Own Family")}, About("t"))

    assert texts(packed) == ["<&>"]
    assert part(packed, "OFD.xml").find(f".//{_SPACE}CreationDate") is None
    assert part(packed, "Doc_0/PublicRes.xml").find(f".//{_SPACE}FontFile") is None


def test_characters_that_no_font_has_leave_the_file_well_formed() -> None:
    lacking = "".join(map(chr, range(0x3FFF0, 0x3FFF8)))
    (text,) = texts(services.ofd([Document("t", (Paragraph(f"甲{lacking}乙"),))]))

    assert "甲" in text
    assert "乙" in text


def test_the_same_document_gives_the_same_bytes() -> None:
    assert services.ofd([NOTICE]) == services.ofd([NOTICE])
    assert services.ofd([NOTICE]) != services.ofd([Document("t")])


@pytest.mark.nightly
@pytest.mark.skipif(
    not EASYOFD or not os.environ.get("SHUPING_NIGHTLY"),
    reason="needs easyofd (pip install easyofd, 400 MB) and make nightly",
)
@pytest.mark.filterwarnings("ignore")
def test_an_independent_reader_gives_back_the_same_text() -> None:
    from easyofd.parser_ofd import OFDParser  # noqa: PLC0415 - where it is there

    for document in GENRES.values():
        packed = services.ofd([document])
        found = OFDParser(b64encode(packed).decode())()[0]["page_info"]
        pages = [
            "".join(one["text"] for one in found[number]["text_list"])
            for number in sorted(found)
        ]
        assert [one.replace(" ", "") for one in pages] == [
            one.replace(" ", "") for one in texts(packed)
        ]
