"""Which files belong to a round folder; no other file with data passes in silence."""

import re
from collections.abc import Collection, Mapping
from pathlib import PurePosixPath

from shuping.folders.rules.meetings import MEETING
from shuping.folders.rules.rows import BALLOTS, REQUIRED, TABLES
from shuping.refusal import Words, say
from shuping.tables.faults import WHOLE, Faults

SCHEME, README = "scheme.toml", "readme.md"
RESULTS, DOCUMENTS = "results.json", "documents"
BUNDLE = "bundle.zip"
LEFT = (
    RESULTS,
    DOCUMENTS,
    "bulletin.md",
    "bulletin.docx",
    "bulletin.pdf",
    "bulletin.ofd",
    BUNDLE,
)
"""What a run leaves in OUT, which may lie in the folder itself."""
REPORT = re.compile(r"reports/(?P<code>[^/]+?)(?P<oral>\.oral)?\.(?:md|docx)")
_KNOWN = frozenset({SCHEME, MEETING, BALLOTS, *TABLES})
_TABLE, _REPORT = (".csv", ".toml", ".xlsx", ".xls"), (".md", ".docx")
# A word processor keeps ~$ beside a document that somebody has open.
_HIDDEN = (".", "~$", "__MACOSX")


def is_hidden(name: str) -> bool:
    """Tell whether a file, or a folder above it, is hidden: it is no part of all."""
    return any(part.startswith(_HIDDEN) for part in name.split("/"))


def belongs(name: str) -> bool:
    """Tell whether a file of this path is read, or told to be no report."""
    in_reports = name.startswith("reports/") and name.count("/") == 1
    return not is_hidden(name) and (name in _KNOWN or in_reports)


def is_left(name: str, files: Collection[str]) -> bool:
    """Tell whether an earlier run left this file: beside it lies its results.json."""
    parts = name.split("/")
    return any(
        part in LEFT and "/".join((*parts[:depth], RESULTS)) in files
        for depth, part in enumerate(parts)
    )


def check_names(
    files: Mapping[str, bytes], links: Collection[str], faults: Faults
) -> None:
    """Check that what is needed is there, and that nothing lies where it is not read.

    A file that cannot hold data of the folder is left alone, and so is a README and
    what an earlier run left.
    """
    for name in (SCHEME, *REQUIRED):
        if name not in files:
            faults.unreadable.add(name)
            needed = ", ".join((SCHEME, *REQUIRED))
            right = say("a round folder needs {files}", files=needed)
            faults.note(name, 1, WHOLE, say("the file is missing"), right)
    for name in sorted(files):
        known = belongs(name) or is_hidden(name) or is_left(name, files)
        better = None if known else _right(name)
        if better is not None:
            wrong = say("a file of this name means nothing")
            faults.note(name, 1, WHOLE, wrong, better)
    for name in sorted(links):
        right = say("put the file itself there")
        faults.note(name, 1, WHOLE, say("a symbolic link"), right)


def _right(name: str) -> Words | None:
    """Say which name or place would be right; None where the file may be left alone."""
    path = PurePosixPath(name.lower())
    if path.name in _KNOWN:
        return say("its name and place would be {name}", name=path.name)
    if path.suffix in _REPORT and str(path) != README:
        own = PurePosixPath(name)
        place = f"reports/{own.stem}{path.suffix}"
        return say("its name and place as a report would be {name}", name=place)
    if path.suffix in _TABLE:
        return say("known files: {files}", files=", ".join(sorted(_KNOWN)))
    return None
