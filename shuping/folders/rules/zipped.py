"""A round folder that arrives as one zip: unpacked in memory, within limits."""

import io
import lzma
import zipfile
import zlib
from collections.abc import Mapping
from pathlib import PurePosixPath

from shuping.refusal import Words, say

MOST_PACKED = 20 * 1024 * 1024
MOST_UNPACKED = 200 * 1024 * 1024
MOST_FILES = 1000
TOO_MUCH = say("The file has more than 20 MB.")
NO_ZIP = say("This is no zip file, or it is damaged. Zip the folder again.")
_HIDDEN = (".", "~$", "__MACOSX")
_UTF8_NAMES = 0x800
_DAMAGED = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    NotImplementedError,
    ValueError,
    OSError,
    EOFError,
)


def unzipped(content: bytes) -> Mapping[str, bytes] | Words:
    """Return the files of a zipped folder by path, or say why it cannot be read.

    One folder around everything is taken off; hidden files are no part of it. Sizes
    are counted while unpacking, because what a zip says of itself may be a lie.
    """
    if len(content) > MOST_PACKED:
        return TOO_MUCH
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return _files(archive)
    except _DAMAGED:
        return NO_ZIP
    except RuntimeError:
        return say("The zip file is locked with a password. Zip it without one.")


def _files(archive: zipfile.ZipFile) -> Mapping[str, bytes] | Words:
    members = [one for one in archive.infolist() if not one.is_dir()]
    if len(members) > MOST_FILES:
        return say("The zip holds more than {most} files.", most=MOST_FILES)
    files: dict[str, bytes] = {}
    room = MOST_UNPACKED
    for one in members:
        name = _name(one)
        if name is None:
            return say(
                "The zip holds a path that leads out of it: {path}.", path=one.filename
            )
        with archive.open(one) as member:
            data = member.read(room + 1)
        room -= len(data)
        if room < 0:
            return say("Unpacked, the zip has more than 200 MB.")
        if not any(part.startswith(_HIDDEN) for part in PurePosixPath(name).parts):
            files[name] = data
    return _bare(files)


def _name(member: zipfile.ZipInfo) -> str | None:
    """Return a member's path; zips made in Chinese Windows name it in GBK."""
    name = member.filename
    if not member.flag_bits & _UTF8_NAMES:
        try:
            name = name.encode("cp437").decode("gb18030")
        except UnicodeError:
            name = member.filename
    path = PurePosixPath(name.replace("\\", "/"))
    return None if path.is_absolute() or ".." in path.parts else str(path)


def _bare(files: Mapping[str, bytes]) -> Mapping[str, bytes]:
    tops = {name.split("/", 1)[0] for name in files}
    if len(tops) == 1 and all("/" in name for name in files):
        return {name.split("/", 1)[1]: data for name, data in files.items()}
    return files
