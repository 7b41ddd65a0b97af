"""The levels of a text, 一、 （一） 1. （1）: how they are known, and their type."""

import re

from shuping.documents.rules.content import Paragraph, printable

_NUMERAL = "[一二三四五六七八九十百零]{1,5}"
_LEVELS = (
    re.compile(rf"^{_NUMERAL}[、.．，]"),
    re.compile(rf"^[（(]{_NUMERAL}[）)]"),
    re.compile(r"^\d{1,3}([.．](?!\d)|、|[）)])"),
    re.compile(r"^[（(]\d{1,3}[）)]"),
)
_FACES = {1: "hei", 2: "kai"}


def level_of(text: str) -> int:
    """Return the level whose numeral a text begins with, 1 to 4; 0 for plain text."""
    found = enumerate(_LEVELS, 1)
    return next((level for level, numeral in found if numeral.match(text)), 0)


def opening(paragraph: Paragraph) -> tuple[str, str, str]:
    """Return the face of what opens a paragraph, what opens it, and the rest.

    It is opened by its label, or by a first sentence with the numeral of a level that
    has a type of its own. Where nothing opens it, face and opening are empty.
    """
    text = printable(paragraph.text)
    if label := printable(paragraph.label):
        return _FACES[1], label, text
    face = _FACES.get(level_of(text), "")
    end = text.find("。") + 1 or len(text)
    return (face, text[:end], text[end:]) if face else ("", "", text)
