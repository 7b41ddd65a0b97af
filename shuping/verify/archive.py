"""A bundle as a zip: looked over before anything of it is unpacked."""

import io
import re
import zipfile
import zlib

from shuping.refusal import Words, say

MOST_MEMBERS, MOST_BYTES, MOST_RATIO = 32, 512 * 1024 * 1024, 100
_NAME = re.compile(r"[a-z]+\.(?:json|toml|csv)")
_ENCRYPTED = 0x1
_KINDS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
_DAMAGED = (zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError, RuntimeError)


class Unreadable(Exception):
    """What is no bundle, and about which nothing can be said; its words say why."""

    def __init__(self, words: Words) -> None:
        super().__init__(str(words))
        self.words = words


def opened(packed: bytes) -> dict[str, bytes]:
    """Return the members of a bundle by name; raises `Unreadable`."""
    try:
        with zipfile.ZipFile(io.BytesIO(packed)) as archive:
            members = archive.infolist()
            _look_over(members)
            return {one.filename: _unpacked(archive, one) for one in members}
    except _DAMAGED as error:
        raise Unreadable(say("This is no zip file, or it is damaged.")) from error


def _unpacked(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> bytes:
    try:
        return archive.read(member)
    except _DAMAGED as error:
        raise Unreadable(say("{name} is damaged.", name=member.filename)) from error


def _look_over(members: list[zipfile.ZipInfo]) -> None:
    """Refuse what no bundle holds: strange names, bombs, locks."""
    names = [one.filename for one in members]
    strange = [name for name in names if not _NAME.fullmatch(name)]
    if strange:
        raise Unreadable(say("A strange name is in the zip: {name}.", name=strange[0]))
    if len(names) > MOST_MEMBERS:
        raise Unreadable(say("The zip holds too many files."))
    if twice := [name for name in names if names.count(name) > 1]:
        raise Unreadable(say("{name} is in the zip twice.", name=twice[0]))
    if sum(one.file_size for one in members) > MOST_BYTES or any(map(_bomb, members)):
        raise Unreadable(say("Unpacked, the zip would be too large."))
    if any(
        one.flag_bits & _ENCRYPTED or one.compress_type not in _KINDS for one in members
    ):
        raise Unreadable(say("The zip is locked, or packed in a way not known here."))


def _bomb(member: zipfile.ZipInfo) -> bool:
    return member.file_size > MOST_RATIO * max(member.compress_size, 1)
