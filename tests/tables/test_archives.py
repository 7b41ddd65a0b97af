"""A zip is looked over before it is unpacked, and counted while it is."""

import io
import stat
import struct
import warnings
import zipfile

from shuping.refusal import Words
from shuping.tables.archives import is_zip, unpacked


def packed(*members: tuple[str, bytes], mode: int = 0) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members:
            info = zipfile.ZipInfo(name)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = mode << 16
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                archive.writestr(info, data)
    return file.getvalue()


def told(content: bytes) -> str:
    files = unpacked(content)
    assert isinstance(files, Words)
    return str(files)


def test_what_has_a_directory_is_a_zip() -> None:
    assert is_zip(packed(("a", b"")))
    assert not is_zip(b"PK\x03\x04")


def test_what_is_packed_too_tightly_is_not_unpacked() -> None:
    assert told(packed(("a", b"0" * (2 << 20)))) == (
        "The zip is packed more than 200 times over."
    )
    assert unpacked(packed(("a", b"0" * 500_000))) == {"a": b"0" * 500_000}


def test_a_symbolic_link_is_refused() -> None:
    link = packed(("a", b"/etc/passwd"), mode=stat.S_IFLNK | 0o777)

    assert told(link) == "The zip holds a symbolic link: a."


def test_one_name_twice_is_refused() -> None:
    assert told(packed(("a", b"1"), ("a", b"2"))) == "The zip holds a twice."


def test_sizes_that_lie_are_found_out() -> None:
    honest = packed(("a", b"0123456789" * 100))
    place = honest.index(b"PK\x01\x02") + 24

    small = honest[:place] + struct.pack("<I", 10) + honest[place + 4 :]
    large = honest[:place] + struct.pack("<I", 300 << 20) + honest[place + 4 :]

    assert told(small).startswith("This is no zip file, or it is damaged")
    assert told(large) == "Unpacked, the zip has more than 200 MB."
