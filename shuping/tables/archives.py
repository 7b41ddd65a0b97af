"""A zip file as it arrives: looked over before anything of it is unpacked."""

import io
import lzma
import stat
import zipfile
import zlib
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import PurePosixPath

from shuping.refusal import Words, say

MOST_PACKED = 20 * 1024 * 1024
MOST_UNPACKED = 200 * 1024 * 1024
MOST_FILES = 1000
TOO_MUCH = say("The file has more than 20 MB.")
NO_ZIP = say("This is no zip file, or it is damaged. Zip the folder again.")
MOST_RATIO = 200
_SMALL = 1024 * 1024
"""Below this a ratio says nothing: a short file of one letter packs very well."""
_UTF8_NAMES = 0x800
DAMAGED = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    NotImplementedError,
    ValueError,
    LookupError,
    OSError,
    EOFError,
)
"""What reading a zip raises where it is none, or no longer whole."""


def is_zip(content: bytes) -> bool:
    """Tell whether bytes have the directory of a zip file."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)):
            return True
    except DAMAGED:
        return False


def unpacked(content: bytes) -> Mapping[str, bytes] | Words:
    """Return the files of a zip by path, or say why it is not unpacked.

    No member is read beyond the size that the directory tells, and its check sum
    finds out where that was a lie.
    """
    if len(content) > MOST_PACKED:
        return TOO_MUCH
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = [one for one in archive.infolist() if not one.is_dir()]
            return looked_over(members, len(content)) or {
                name_of(one): archive.read(one) for one in members
            }
    except DAMAGED:
        return NO_ZIP
    except RuntimeError:
        return say("The zip file is locked with a password. Zip it without one.")


def looked_over(members: Sequence[zipfile.ZipInfo], packed: int) -> Words | None:
    """Say why what a zip's directory tells forbids to unpack it; None where nothing.

    `packed` is the size of the whole file in bytes.
    """
    if len(members) > MOST_FILES:
        return say("The zip holds more than {most} files.", most=MOST_FILES)
    size = sum(one.file_size for one in members)
    if size > MOST_UNPACKED:
        return say("Unpacked, the zip has more than 200 MB.")
    if size > max(_SMALL, packed * MOST_RATIO):
        return say("The zip is packed more than {most} times over.", most=MOST_RATIO)
    return next(filter(None, map(_misplaced, members)), None) or _doubled(members)


def _misplaced(member: zipfile.ZipInfo) -> Words | None:
    path = PurePosixPath(name_of(member))
    if path.is_absolute() or ".." in path.parts:
        told = member.filename
        return say("The zip holds a path that leads out of it: {path}.", path=told)
    if stat.S_ISLNK(member.external_attr >> 16):
        return say("The zip holds a symbolic link: {path}.", path=name_of(member))
    return None


def _doubled(members: Sequence[zipfile.ZipInfo]) -> Words | None:
    for name, count in Counter(map(name_of, members)).items():
        if count > 1:
            return say("The zip holds {path} twice.", path=name)
    return None


def name_of(member: zipfile.ZipInfo) -> str:
    """Return a member's path; zips made in Chinese Windows name it in GBK."""
    name = member.filename
    if not member.flag_bits & _UTF8_NAMES:
        try:
            name = name.encode("cp437").decode("gb18030")
        except UnicodeError:
            name = member.filename
    return str(PurePosixPath(name.replace("\\", "/")))
