"""Bytes to text, as files arrive in the field: UTF-8, with a BOM, or GBK."""

import codecs
import re
from dataclasses import dataclass

from shuping.refusal import Words, say
from shuping.wording import without_controls

_SIGNATURES = (
    (b"PK\x03\x04", say("a zip file (.xlsx, .docx)")),
    (b"\xd0\xcf\x11\xe0", say("an old Office file (.xls, .doc)")),
    (b"%PDF", say("a PDF")),
)
# How Office files away the parts of a document that is locked with a password.
_OLD_OFFICE = _SIGNATURES[1][0]
_LOCKED = "EncryptedPackage".encode("utf-16-le")
_PAGE = re.compile(rb"\s*(<!doctype html|<html|<head|<meta|<table)", re.IGNORECASE)
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_NO_ACCIDENT = 12  # bytes inside characters; 400,000 texts in GBK began with 9 at most


@dataclass(frozen=True, slots=True)
class Unreadable:
    """Why bytes are no text: the 1-based line, what is wrong, what would be right."""

    line: int
    wrong: Words
    right: Words


def what_is(content: bytes) -> Words | None:
    """Return what a file is by its first bytes, whatever its name; None if unknown."""
    if content.startswith(_OLD_OFFICE) and _LOCKED in content:
        return say("an Office file locked with a password")
    if _PAGE.match(content.removeprefix(b"\xef\xbb\xbf")):
        return say("a web page")
    return next((what for mark, what in _SIGNATURES if content.startswith(mark)), None)


_SAVE_AS = say("save it as UTF-8 text")


def decode(content: bytes) -> str | Unreadable:
    """Return the text of a file, line ends untouched, or why it is none.

    GBK is read through GB 18030, which contains it, but never where the file has a BOM
    or is UTF-8 for a good while: one bad byte must not turn the rest into other
    characters. Where neither fits, the one that gets further names the bad byte.
    """
    if content.startswith(_UTF_16):
        return Unreadable(1, say("the file is UTF-16"), _SAVE_AS)
    for signature, what in _SIGNATURES:
        if content.startswith(signature):
            return Unreadable(1, say("the file is {what}", what=what), _SAVE_AS)
    if (nul := content.find(b"\0")) >= 0:
        return Unreadable(
            content.count(b"\n", 0, nul) + 1,
            say("there is a NUL character"),
            _SAVE_AS,
        )
    marked = content.startswith(codecs.BOM_UTF8)
    return _decoded(content.removeprefix(codecs.BOM_UTF8), marked=marked)


def decode_table(content: bytes) -> str | Unreadable:
    """Return the text of a table as `decode` does, without its control characters."""
    text = decode(content)
    return text if isinstance(text, Unreadable) else without_controls(text)


def _decoded(bare: bytes, *, marked: bool) -> str | Unreadable:
    try:
        return bare.decode("utf-8")
    except UnicodeDecodeError as error:
        furthest = error.start
    if not marked and not _begun_in_utf_8(bare[:furthest]):
        try:
            return bare.decode("gb18030")
        except UnicodeDecodeError as error:
            furthest = max(furthest, error.start)
    return Unreadable(
        bare.count(b"\n", 0, furthest) + 1,
        say("byte {byte} is neither UTF-8 nor GBK", byte=f"0x{bare[furthest]:02X}"),
        _SAVE_AS,
    )


def _begun_in_utf_8(head: bytes) -> bool:
    """Tell whether so much is UTF-8 already that no GBK would be by accident."""
    return len(head) - len(head.decode("utf-8")) >= _NO_ACCIDENT
