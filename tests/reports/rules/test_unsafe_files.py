"""Reports as they arrive: what is refused, and in which words."""

import struct

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shuping.reports.rules.files import read_report
from shuping.reports.rules.text import Paragraph
from shuping.tables import archives
from shuping.wording.decoding import Unreadable
from tests.reports.rules.documents import DOCUMENT, changed, of_texts, packed

_AGAIN = "save it again as .docx in the word processor"
NO_DOCX = (1, "this is no .docx", _AGAIN)
BROKEN = (1, "the .docx cannot be read", _AGAIN)
TOO_MUCH = (1, "the .docx unpacks to too much", "send the text alone")
MACROS = (1, "the .docx holds macros", "save it without them")
WHOLE = of_texts("字")
_CENTRAL = b"PK\x01\x02"


def told(content: bytes, name: str = "报告.docx") -> tuple[int, str, str]:
    read = read_report(content, name)
    assert isinstance(read, Unreadable)
    return read.line, str(read.wrong), str(read.right)


def in_directory(content: bytes, offset: int, value: int) -> bytes:
    """Set a 16-bit field of the first entry of the zip's directory."""
    place = content.index(_CENTRAL) + offset
    return content[:place] + struct.pack("<H", value) + content[place + 2 :]


def empty(_: bytes) -> bytes:
    return b""


@pytest.mark.parametrize(
    "content",
    [
        b"",
        "一、存在问题".encode(),
        b"PK\x03\x04 and then nothing",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 encrypted by Word, or an old .doc",
        in_directory(WHOLE, 6, 99),
    ],
    ids=["nothing", "text", "cut off", "compound file", "zip of the future"],
)
def test_what_is_no_zip_is_no_docx(content: bytes) -> None:
    assert told(content) == NO_DOCX


@pytest.mark.parametrize("kept", [0.25, 0.5, 0.9])
def test_a_docx_that_arrived_in_part_is_none(kept: float) -> None:
    assert told(WHOLE[: int(len(WHOLE) * kept)]) == NO_DOCX


@pytest.mark.parametrize(
    "content",
    [
        packed({}),
        packed({"a.txt": b"a"}),
        changed(WHOLE, DOCUMENT, empty),
        changed(WHOLE, DOCUMENT, lambda xml: xml[:-20]),
        changed(WHOLE, "[Content_Types].xml", empty),
        in_directory(WHOLE, 8, 1),
    ],
    ids=["empty zip", "other zip", "no XML", "cut XML", "no types", "encrypted"],
)
def test_a_zip_that_is_no_document_cannot_be_read(content: bytes) -> None:
    assert told(content) == BROKEN


@pytest.mark.parametrize("name", ["word/vbaProject.bin", "WORD/VBAPROJECT.BIN"])
def test_macros_are_refused_unread(name: str) -> None:
    assert told(changed(WHOLE, name, empty)) == MACROS


def test_a_bomb_of_many_members_is_refused_before_it_is_unpacked() -> None:
    assert told(packed({f"{n}": b"" for n in range(1001)})) == TOO_MUCH


def test_a_bomb_of_many_bytes_is_refused_before_it_is_unpacked(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(archives, "MOST_UNPACKED", 1000)
    bomb = changed(WHOLE, "word/media/bomb", lambda _: b"\0" * 1001)

    assert len(bomb) < len(WHOLE) + 2000
    assert told(bomb) == TOO_MUCH


def test_a_declared_size_of_four_gigabytes_is_believed() -> None:
    bomb = changed(WHOLE, "word/media/bomb", empty)
    place = bomb.rindex(_CENTRAL) + 24

    assert told(bomb[:place] + b"\xfe\xff\xff\xff" + bomb[place + 4 :]) == TOO_MUCH


def test_an_entity_is_not_read_from_the_machine() -> None:
    def entity(xml: bytes) -> bytes:
        _, rest = xml.split(b"?>", 1)
        doctype = b'<!DOCTYPE d [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
        return doctype + rest.replace("字".encode(), b"[&e;]")

    content = changed(WHOLE, DOCUMENT, entity)

    assert read_report(content, "报告.docx") == (Paragraph("["),)


@pytest.mark.parametrize(
    ("content", "wrong"),
    [
        (b"%PDF-1.7", "the file is a PDF"),
        (WHOLE, "the file is a zip file (.xlsx, .docx)"),
        ("字".encode("utf-16"), "the file is UTF-16"),
        (b"\xff\xff", "byte 0xFF is neither UTF-8 nor GBK"),
    ],
)
def test_a_text_that_is_none_says_so(content: bytes, wrong: str) -> None:
    assert told(content, "报告.md") == (1, wrong, "save it as UTF-8 text")


@given(st.binary(max_size=60), st.sampled_from(["a.docx", "a.md"]))
def test_any_bytes_are_a_report_or_say_why_not(content: bytes, name: str) -> None:
    read = read_report(content, name)

    assert isinstance(read, tuple | Unreadable)


@settings(max_examples=50, deadline=None)
@given(st.integers(-1500, 1499), st.integers(0, 255))
def test_a_docx_with_one_bad_byte_is_a_report_or_says_why_not(
    place: int, byte: int
) -> None:
    content = bytearray(WHOLE)
    content[place] = byte

    read = read_report(bytes(content), "报告.docx")

    assert isinstance(read, tuple | Unreadable)
