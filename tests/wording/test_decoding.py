"""Bytes to text: UTF-8 with or without a BOM, or GBK; nothing else by accident."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shuping.wording.decoding import Unreadable, decode, decode_table

WORDS = st.text(
    alphabet=st.characters(exclude_categories=["Cs"], exclude_characters="\0"),
    max_size=40,
)


def told(unread: str | Unreadable) -> tuple[int, str, str]:
    assert isinstance(unread, Unreadable)
    return unread.line, str(unread.wrong), str(unread.right)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030"])
def test_chinese_is_read_as_it_arrives(encoding: str) -> None:
    text = "述职报告\r\n一、上年问题整改\n"

    assert decode(text.encode(encoding)) == text


def test_a_bad_byte_does_not_turn_utf_8_into_gbk() -> None:
    good = "述职报告上年问题\n".encode()
    bad = good + "整改".encode()[:-1] + "甲\n".encode()

    assert isinstance(bad.decode("gb18030"), str)
    assert told(decode(bad))[:2] == (2, "byte 0xE6 is neither UTF-8 nor GBK")


def test_behind_a_bom_only_utf_8_is_read() -> None:
    bad = b"\xef\xbb\xbf" + "甲\n乙".encode()[:-1] + b"\n"

    assert told(decode(bad))[:2] == (2, "byte 0xE4 is neither UTF-8 nor GBK")


def test_an_empty_file_is_an_empty_text() -> None:
    assert decode(b"") == ""
    assert decode(b"\xef\xbb\xbf") == ""


@given(WORDS.map(lambda one: f"字{one}"))
def test_any_text_in_utf_8_comes_back(text: str) -> None:
    assert decode(text.encode()) == text


@given(st.binary(max_size=60))
def test_any_bytes_are_a_text_or_say_why_not(content: bytes) -> None:
    read = decode(content)

    assert isinstance(read, str) or 1 <= read.line <= content.count(b"\n") + 1


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_utf_16_is_told_by_its_mark_or_its_nul(encoding: str) -> None:
    mark = encoding == "utf-16"

    assert told(decode("a\nb".encode(encoding))) == (
        1,
        "the file is UTF-16" if mark else "there is a NUL character",
        "save it as UTF-8 text",
    )


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"PK\x03\x04rest", "a zip file (.xlsx, .docx)"),
        (b"\xd0\xcf\x11\xe0rest", "an old Office file (.xls, .doc)"),
        (b"%PDF-1.7", "a PDF"),
    ],
)
def test_a_file_of_another_kind_is_named(content: bytes, what: str) -> None:
    assert told(decode(content)) == (1, f"the file is {what}", "save it as UTF-8 text")


def test_a_nul_is_found_on_its_line() -> None:
    assert told(decode("一\n二\n三\0".encode()))[:2] == (3, "there is a NUL character")


def test_a_bad_byte_is_found_on_its_line() -> None:
    broken = "第一行\n第二行".encode() + b"\xff\xff\n"

    assert told(decode(broken))[:2] == (2, "byte 0xFF is neither UTF-8 nor GBK")


def test_a_table_is_read_without_its_control_characters() -> None:
    content = "党委\x07书\x1b记\x85,\t甲\r\n𠮷\x0b".encode()

    assert decode_table(content) == "党委书记,\t甲\r\n𠮷"
    assert decode_table(b"a\0b") == decode(b"a\0b")
