"""Random damage to good folders: to bytes, lines, cells, keys and whole files."""

from collections.abc import Callable
from typing import Any

from hypothesis import strategies as st

from tests.folders.good import COUNTED, GOOD
from tests.oracle.drawn import one
from tests.oracle.strategies import folders

Files = dict[str, bytes]

EVIL_CELLS = (
    b"",
    b" ",
    b"0",
    b"-1",
    b"1e308",
    b"1e999999",
    b"NaN",
    b"-inf",
    b"1/0",
    b"0x10",
    b"1_000",
    b'"87,5"',
    b"=cmd()",
    b"LJ",
    b"LJ01",
    b"JZ",
    b"good+good",
    b"+",
    b"unknown",
    b"ballot",
    b"2019-02-30",
    b"0001-01-01",
    b"99999999999999999999",
    b"9" * 5000,
    "好".encode(),
    "\U00020000".encode(),
    "\u202e\u200b".encode(),
    "\uff11\uff12".encode(),  # full-width digits: int() takes them
    "\u00b2".encode(),  # a raised two: isdigit() takes it
    b"x" * 70_000,
    b'"two\nlines"',
    b"\xff",
    b"\x00",
    b"\x1f",
    b"../../etc",
)
EVIL_VALUES = (
    b'""',
    b"0",
    b"-1",
    b"1e308",
    b"1e999999",
    b"nan",
    b"inf",
    b"true",
    b"[]",
    b"{}",
    b"[[]]",
    b"2019-01-01T00:00:00Z",
    b"12:00:00",
    b'"1/0"',
    b'"-1/3"',
    b'"1000%"',
    b'"pool:"',
    b'"pool:B"',
    b"9999999999999999999999",
    b'"\xff"',
    b'"\\u0000"',
    b"[1, 2]",
    b'["LJ01", 3]',
    b"{code = 1}",
)
EVIL_NAMES = (
    "../scheme.toml",
    "reports/../x.md",
    "reports/.md",
    "reports/LJ01.docx",
    "",
)


@st.composite
def damaged(draw: Any) -> Files:
    """Draw a folder and damage it up to three times."""
    bases = [st.just(dict(GOOD)), st.just(dict(COUNTED)), folders()]
    files = dict(draw(st.one_of(bases)))
    for _ in range(draw(st.integers(1, 3))):
        if files:
            one(draw, *WAYS)(draw, files)
    return files


def _name(draw: Any, files: Files, ends: str = "") -> str:
    return str(one(draw, *sorted(name for name in files if name.endswith(ends))))


def _bytes(draw: Any, files: Files) -> None:
    name = _name(draw, files)
    raw = files[name]
    start = draw(st.integers(0, len(raw)))
    end = draw(st.integers(start, min(len(raw), start + 20)))
    files[name] = raw[:start] + draw(st.binary(max_size=6)) + raw[end:]


def _truncated(draw: Any, files: Files) -> None:
    name = _name(draw, files)
    files[name] = files[name][: draw(st.integers(0, len(files[name])))]


def _lines(draw: Any, files: Files) -> None:
    name = _name(draw, files)
    lines = files[name].split(b"\n")
    place = draw(st.integers(0, len(lines) - 1))
    other = draw(st.integers(0, len(lines) - 1))
    kind = one(draw, "gone", "twice", "swapped")
    if kind == "gone":
        del lines[place]
    elif kind == "twice":
        lines.insert(other, lines[place])
    else:
        lines[place], lines[other] = lines[other], lines[place]
    files[name] = b"\n".join(lines)


def _cell(draw: Any, files: Files) -> None:
    if not any(name.endswith(".csv") for name in files):
        return
    name = _name(draw, files, ".csv")
    lines = files[name].split(b"\n")
    place = draw(st.integers(0, len(lines) - 1))
    cells = lines[place].split(b",")
    column = draw(st.integers(0, len(cells) - 1))
    cells[column] = draw(st.one_of(st.sampled_from(EVIL_CELLS), st.sampled_from(cells)))
    lines[place] = b",".join(cells)
    files[name] = b"\n".join(lines)


def _value(draw: Any, files: Files) -> None:
    if not any(name.endswith(".toml") for name in files):
        return
    name = _name(draw, files, ".toml")
    parts = files[name].split(b"= ")
    if len(parts) == 1:
        return
    place = draw(st.integers(1, len(parts) - 1))
    end = min(
        parts[place].find(stop) % (len(parts[place]) + 1) for stop in (b"\n", b",")
    )
    parts[place] = one(draw, *EVIL_VALUES) + parts[place][end:]
    files[name] = b"= ".join(parts)


def _file(draw: Any, files: Files) -> None:
    name, other = _name(draw, files), _name(draw, files)
    kind = one(draw, "gone", "copied", "renamed", "wide")
    if kind == "gone":
        del files[name]
    elif kind == "copied":
        files[other] = files[name]
    elif kind == "renamed":
        files[one(draw, *EVIL_NAMES)] = files.pop(name)
    else:
        files[name] = files[name].decode("gb18030", "replace").encode("utf-16")


WAYS: tuple[Callable[[Any, Files], None], ...] = (
    _cell,
    _value,
    _lines,
    _bytes,
    _cell,
    _truncated,
    _file,
)
