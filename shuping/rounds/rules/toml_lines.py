"""On which line of a TOML file each key stands; the standard reader does not tell.

It follows headers, keys and the elements of arrays, and knows comments and strings
well enough for files that the standard reader has accepted.
"""

import re
from collections import Counter
from collections.abc import Mapping

_HEADER = re.compile(r"\s*(\[\[?)([^\[\]]+)\]\]?\s*(?:#.*)?$")
_KEY = re.compile(r"""\s*([\w\-."']+)\s*=\s*""")
# A text, to its end or to the end of the line; or a comment.
_TEXT = re.compile(
    r'''"""(?:\\.|[^\\])*?(?:""""{0,2}|(?P<open>$))|"(?:\\.|[^"\\])*(?:"|$)|'''
    r"""'''.*?(?:''''{0,2}|(?P<open_literal>$))|'[^']*(?:'|$)|#.*"""
)
_QUOTES = re.compile(r"[\"'\s]")
_FENCE = re.compile(r'"""|\'\'\'')
_DEEPEST = 16


def key_lines(text: str) -> dict[str, int]:
    """Return the 1-based line of each dotted key; array elements are numbered [1] on.

    Inside inline tables keys are found by the line of their element.
    """
    walk = _Walk()
    for number, line in enumerate(text.split("\n"), 1):
        walk.read(line, number)
    return walk.lines


def line_of(key: str, lines: Mapping[str, int]) -> int:
    """Return the line of a key, or of the nearest table around it, or 1."""
    while key:
        if key in lines:
            return lines[key]
        key = key[: max(key.rfind("."), key.rfind("["), 0)]
    return 1


class _Walk:
    """Where we are in the file: the table, and the array that is still open."""

    def __init__(self) -> None:
        self.lines: dict[str, int] = {}
        self._table = ""
        self._elements: Counter[str] = Counter()
        self._array = ""
        self._depth = 0
        self._fence = ""

    def read(self, line: str, number: int) -> None:
        """Take in one line."""
        if self._fence:
            _, closed, line = line.partition(self._fence)
            self._fence = "" if closed else self._fence
        bare = _TEXT.sub(_emptied, line)
        if fence := _FENCE.search(bare):
            self._fence = fence[0]
        if self._depth:
            self._inside(bare, number)
        elif header := _HEADER.match(line):
            self._enter(header[1] == "[[", _QUOTES.sub("", header[2]), number)
        elif key := _KEY.match(line):
            self._key(key, bare, number)

    def _enter(self, repeated: bool, name: str, number: int) -> None:  # noqa: FBT001 - a TOML fact
        name = self._numbered(name)
        if repeated:
            self._elements[name] += 1
            self.lines.setdefault(name, number)
            name = f"{name}[{self._elements[name]}]"
        self._table = name
        self.lines.setdefault(name, number)

    def _numbered(self, name: str) -> str:
        # The last part of a repeated table is numbered by its own header.
        *above, last = name.split(".", _DEEPEST)
        path = ""
        for part in above:
            path += part
            count = self._elements.get(path)
            path += f"[{count}]." if count else "."
        return path + last

    def _key(self, key: re.Match[str], bare: str, number: int) -> None:
        name = _QUOTES.sub("", key[1])
        name = f"{self._table}.{name}" if self._table else name
        self.lines.setdefault(name, number)
        value = bare.partition("=")[2]
        if value.lstrip().startswith("["):
            self._array = name
            self._elements[f"={name}"] = 0
            self._inside(value, number)

    def _inside(self, bare: str, number: int) -> None:
        for character in bare:
            if character in "[{":
                self._depth += 1
                if character == "{" and self._depth == 2:  # noqa: PLR2004 - array, table
                    self._element(number)
            elif character in "]}":
                self._depth -= 1

    def _element(self, number: int) -> None:
        self._elements[f"={self._array}"] += 1
        name = f"{self._array}[{self._elements[f'={self._array}']}]"
        self.lines.setdefault(name, number)


def _emptied(text: re.Match[str]) -> str:
    # What is left open goes on in the next line; of the rest no sign may remain.
    return text[0][:3] if text.lastgroup else '""'
