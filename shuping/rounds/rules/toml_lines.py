"""On which line of a TOML file each key stands; the standard reader does not tell.

It follows headers, keys and the elements of arrays, and knows comments and strings
well enough for files that the standard reader has accepted.
"""

import re
from collections import Counter
from collections.abc import Mapping

_HEADER = re.compile(r"\s*(\[\[?)\s*([^\[\]]+?)\s*\]\]?\s*(?:#.*)?$")
_KEY = re.compile(r"""\s*([\w\-."']+)\s*=\s*""")
_STRING = re.compile(r'"(?:\\.|[^"\\])*"|\'[^\']*\'')
_QUOTES = re.compile(r"[\"'\s]")
_FENCE = re.compile(r'"""|\'\'\'')


def key_lines(text: str) -> dict[str, int]:
    """Return the 1-based line of each dotted key; array elements are numbered [1] on.

    Inside inline tables keys are found by the line of their element.
    """
    walk = _Walk()
    for number, line in enumerate(text.splitlines(), 1):
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
            if self._fence in line:
                self._fence = ""
            return
        bare = _STRING.sub('""', _FENCE.sub("", line)).split("#", 1)[0]
        if self._depth:
            self._inside(bare, number)
        elif header := _HEADER.match(line):
            self._enter(header[1] == "[[", _QUOTES.sub("", header[2]), number)
        elif key := _KEY.match(line):
            self._key(key, line, bare, number)

    def _enter(self, repeated: bool, name: str, number: int) -> None:  # noqa: FBT001 - a TOML fact
        name = ".".join(self._current(part) for part in _prefixes(name))
        if repeated:
            self._elements[name] += 1
            self.lines.setdefault(name, number)
            name = f"{name}[{self._elements[name]}]"
        self._table = name
        self.lines.setdefault(name, number)

    def _current(self, prefix: tuple[str, str]) -> str:
        whole, last = prefix
        count = self._elements.get(whole)
        return f"{last}[{count}]" if count else last

    def _key(self, key: re.Match[str], line: str, bare: str, number: int) -> None:
        name = _QUOTES.sub("", key[1])
        name = f"{self._table}.{name}" if self._table else name
        self.lines.setdefault(name, number)
        fences = _FENCE.findall(line)
        if len(fences) % 2:
            self._fence = fences[-1]
            return
        value = bare[bare.index("=") + 1 :]
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


def _prefixes(name: str) -> list[tuple[str, str]]:
    parts = name.split(".")
    # The last part of a repeated table is numbered by its own header.
    return [
        (".".join(parts[: end + 1]) if end + 1 < len(parts) else "", parts[end])
        for end in range(len(parts))
    ]
