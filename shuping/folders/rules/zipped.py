"""A round folder that arrives as one zip: unpacked in memory, within limits."""

from collections.abc import Mapping
from pathlib import PurePosixPath

from shuping.refusal import Words
from shuping.tables.archives import unpacked

_HIDDEN = (".", "~$", "__MACOSX")


def unzipped(content: bytes) -> Mapping[str, bytes] | Words:
    """Return the files of a zipped folder by path, or say why it cannot be read.

    One folder around everything is taken off; hidden files are no part of it.
    """
    files = unpacked(content)
    if isinstance(files, Words):
        return files
    return _bare({name: data for name, data in files.items() if not _hidden(name)})


def _hidden(name: str) -> bool:
    return any(part.startswith(_HIDDEN) for part in PurePosixPath(name).parts)


def _bare(files: Mapping[str, bytes]) -> Mapping[str, bytes]:
    tops = {name.split("/", 1)[0] for name in files}
    if len(tops) == 1 and all("/" in name for name in files):
        return {name.split("/", 1)[1]: data for name, data in files.items()}
    return files
