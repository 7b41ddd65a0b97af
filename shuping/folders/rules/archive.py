"""The package of one round: what is kept for thirty years, and read without a program.

Pieces lie in it unpacked, in the order of their names, so that the same pieces are the
same bytes everywhere. `index.html` says what each is; `SHA256SUMS` is checked with the
tool of that name on any machine.
"""

import hashlib
import io
import struct
import zipfile
from collections.abc import Iterator, Mapping
from html import escape

from shuping.folders.rules.retention import kind_of
from shuping.refusal import Words, say
from shuping.tables.archives import DAMAGED, looked_over

INDEX, SUMS = "index.html", "SHA256SUMS"
ROUND, DOCUMENTS = "round/", "documents/"
BULLETINS, ROUND_UPS = "bulletins.json", "round-ups.json"
STANDING = "standing.json"
_DAY = (1980, 1, 1, 0, 0, 0)
_BROKEN = (*DAMAGED, RuntimeError, struct.error)
_WHOLE = say("the directory of the package")
NO_PACKAGE = say("This package is none of this program.")
_PAGE = """<!doctype html>
<html lang="zh-Hans">
<meta charset="utf-8">
<title>{title}</title>
<style>body {{ font: 16px/1.7 serif; max-width: 60rem; margin: 2rem auto; }}
table {{ border-collapse: collapse; width: 100%; }}
td, th {{ border-bottom: 1px solid #999; padding: .25rem .5rem; text-align: left; }}
th {{ white-space: nowrap; }}
code {{ font-size: 11px; overflow-wrap: anywhere; }}</style>
<h1>{title}</h1>
<p>本档案共{count}件。选票不在其中，另行封存。各件均为纯文本、网页、Word或PDF，不用本程序也能阅读。</p>
<p>核对：在本目录运行“sha256sum -c SHA256SUMS”。</p>
<table>
<tr><th>件号</th><th>内容</th><th>文件</th><th>保管期限</th><th>字节</th><th>SHA-256</th></tr>
{rows}
</table>
</html>
"""


def packed(pieces: Mapping[str, bytes], title: str) -> bytes:
    """Return the package of the pieces by path, with its index and its sums."""
    files = {**pieces, INDEX: _index(pieces, title).encode()}
    return _zipped({**files, SUMS: _sums(files)})


def _zipped(files: Mapping[str, bytes]) -> bytes:
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_STORED) as package:
        for name in sorted(files):
            package.writestr(zipfile.ZipInfo(name, _DAY), files[name])
    return whole.getvalue()


def _sums(files: Mapping[str, bytes]) -> bytes:
    lines = (f"{_digest(files[name])}  {name}\n" for name in sorted(files))
    return "".join(lines).encode()


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _index(pieces: Mapping[str, bytes], title: str) -> str:
    rows = "\n".join(
        f"<tr><td>{number}</td><td>{kind_of(name).name}</td>"
        f'<td><a href="{escape(name)}">{escape(name)}</a></td>'
        f"<td>{kind_of(name).kept}</td><td>{len(data)}</td>"
        f"<td><code>{_digest(data)}</code></td></tr>"
        for number, (name, data) in enumerate(sorted(pieces.items()), 1)
    )
    return _PAGE.format(title=escape(title), count=len(pieces), rows=rows)


def is_package(content: bytes) -> bool:
    """Tell whether a zip is, or was before damage, the package of a round."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            names = set(package.namelist())
    except _BROKEN:
        return False
    within = any(name.startswith(ROUND) for name in names)
    return within and not names.isdisjoint({INDEX, SUMS, STANDING})


def round_of(files: Mapping[str, bytes]) -> Mapping[str, bytes]:
    """Return the round folder in the files of a package."""
    return {
        name.removeprefix(ROUND): data
        for name, data in files.items()
        if name.startswith(ROUND)
    }


def opened(content: bytes) -> Mapping[str, bytes] | tuple[Words, ...]:
    """Return the files of a package by path, or the names of all that is damaged.

    Every byte counts: a package is whole when it would be packed the same again.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            members = package.infolist()
            if problem := looked_over(members, len(content)):
                return (problem,)
            read = {one.filename: _read(package, one) for one in members}
    except _BROKEN:
        return (_WHOLE,)
    whole = {name: data for name, data in read.items() if data is not None}
    damaged = sorted({*(read.keys() - whole.keys()), *_differing(whole)})
    if damaged and whole:
        return tuple(say("{path}", path=name) for name in damaged)
    return whole if whole and _zipped(whole) == content else (_WHOLE,)


def _read(package: zipfile.ZipFile, member: zipfile.ZipInfo) -> bytes | None:
    try:
        return package.read(member)
    except _BROKEN:
        return None


def _differing(files: Mapping[str, bytes]) -> Iterator[str]:
    """Yield the files that are not what the sums say, or that only one of them has.

    Where the sums themselves are lost, it is they alone.
    """
    if SUMS not in files:
        yield SUMS
        return
    told = dict(_told(files[SUMS]))
    there = {name: _digest(data) for name, data in files.items() if name != SUMS}
    yield from (name for name in told | there if told.get(name) != there.get(name))


def _told(sums: bytes) -> Iterator[tuple[str, str]]:
    for line in sums.decode(errors="replace").splitlines():
        digest, _, name = line.partition("  ")
        yield name, digest
