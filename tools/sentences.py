"""Gather every sentence that people read, from Python and from templates.

`python tools/sentences.py FILE` writes them as a template catalogue.
"""

import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import IO, Any

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import write_po

HOUSE = Path(__file__).resolve().parent.parent / "shuping"
KEYWORDS = {"say": None, "gettext": None}
_SAY = re.compile(r"""\{%\s*say\s+(?:"([^"]+)"|'([^']+)')""")

Found = tuple[int, str, str, list[str]]


def from_template(
    file: IO[bytes],
    keywords: Mapping[str, Any],  # noqa: ARG001 - Babel's signature
    comment_tags: Sequence[str],  # noqa: ARG001 - Babel's signature
    options: Mapping[str, Any],  # noqa: ARG001 - Babel's signature
) -> Iterator[Found]:
    """Yield the sentences of `{% say "…" %}`, as Babel wants them."""
    for number, line in enumerate(file.read().decode().splitlines(), 1):
        for double, single in _SAY.findall(line):
            yield number, "say", double or single, []


# Babel takes functions too, though its types speak of names only.
METHODS: Any = [("**/templates/**.html", from_template), ("**.py", "python")]


def sentences() -> list[str]:
    """Return every sentence once, in the order of the files."""
    found = extract_from_dir(str(HOUSE), method_map=METHODS, keywords=KEYWORDS)
    return list(
        dict.fromkeys(text for _, _, text, _, _ in found if isinstance(text, str))
    )


if __name__ == "__main__":
    catalogue = Catalog()
    for sentence in sentences():
        catalogue.add(sentence)
    with Path(sys.argv[1]).open("wb") as template:
        write_po(template, catalogue)
