"""The format of a bundle: what its JSON values and its tables must look like.

A dict names its keys, a `?` at the end of a key lets it be missing; a list of one shape
holds any number of it; a dict with the one key `*` has keys of any name.
"""

import base64
import binascii
import csv
import io
import json
import re
from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import Any

Shape = Any
_HEX = re.compile(r"(?:[0-9a-f]{2})+")
_NUMBER = re.compile(r"0|[1-9][0-9]{0,8}")


class Malformed(Exception):
    """A member is not what the format says; tells where."""


def hash_or_none(value: object) -> bool:
    """Tell whether a value is 32 bytes in hexadecimal, or empty."""
    return value == "" or is_hash(value)


def is_hash(value: object) -> bool:
    """Tell whether a value is 32 bytes in hexadecimal."""
    return isinstance(value, str) and len(value) == 64 and bool(_HEX.fullmatch(value))  # noqa: PLR2004


def number(value: object) -> bool:
    """Tell whether a value is a whole number, 0 or more."""
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def score(value: object) -> bool:
    """Tell whether a value is an exact fraction as text, or null."""
    return value is None or (
        isinstance(value, str)
        and bool(re.fullmatch(r"(?:0|[1-9]\d*)(?:/[1-9]\d*)?", value))
    )


def made(value: object) -> bool:
    """Tell whether a value says where something was made, or nothing."""
    return isinstance(value, str) and value in {"", "apart", "here"}


MANIFEST: Shape = {
    "format": number,
    "box": str,
    "members": [{"name": str, "size": number, "sha256": is_hash}],
}
_PERSON: Shape = {"account": str, "name": str, "at": str, "monitor?": bool}
_TURNOUT: Shape = {
    "entitled": number,
    "present": number,
    "issued": number,
    "returned": number,
}
RECORD: Shape = {
    "source": str,
    "state": str,
    "box": str,
    "round": {"name": str, "year": number, "convenor": str},
    "level": str,
    "slips_made": made,
    "key_made?": made,
    "rehearsal": bool,
    "one_by_one": bool,
    "form_sha256": is_hash,
    "scheme_sha256": is_hash,
    "public": hash_or_none,
    "issue_root": hash_or_none,
    "ballot_root": hash_or_none,
    "verifier": hash_or_none,
    "steps": [{"step": str, "people": [_PERSON]}],
    "electorate": [{"category": str} | _TURNOUT],
}
_NAMED: Shape = [{"code": str, "name": str, "note": str}]
FORM: Shape = {
    "title": str,
    "categories": _NAMED,
    "reporters": _NAMED,
    "items": _NAMED,
    "grades": _NAMED,
    "unknown": bool,
    "one_by_one": bool,
    "rehearsal": bool,
}
JOURNAL: Shape = [
    {
        "number": number,
        "before": is_hash,
        "digest": is_hash,
        "at": str,
        "by": object,
        "act": str,
        "thing": str,
        "facts": object,
    }
]
RESULTS: Shape = {
    "turnout": {
        "*": _TURNOUT | {"valid": number, "abstained": number, "void?": {"*": number}}
    },
    "reporters": [
        {
            "organisation": str,
            "ballot": score,
            "classes": {
                "*": {
                    "shown": bool,
                    "score?": score,
                    "counts?": {"*": {"*": number}},
                }
            },
        }
    ],
}


def fitting(raw: bytes, shape: Shape) -> Any:
    """Return the JSON value of a member of this shape; raises `Malformed`."""
    try:
        value = json.loads(_text(raw), object_pairs_hook=_once)
    except (ValueError, RecursionError) as error:
        raise Malformed("JSON") from error
    _fit(value, shape, "$")
    return value


def _text(raw: bytes) -> str:
    try:
        return raw.decode()
    except UnicodeDecodeError as error:
        raise Malformed("UTF-8") from error


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("a key twice")
    return found


def _fit(value: Any, shape: Shape, where: str) -> None:
    if isinstance(shape, dict):
        _fit_keys(value, shape, where)
    elif isinstance(shape, list):
        if not isinstance(value, list):
            raise Malformed(where)
        for place, one in enumerate(value):
            _fit(one, shape[0], f"{where}[{place}]")
    elif isinstance(shape, type):
        if not isinstance(value, shape):
            raise Malformed(where)
    elif not shape(value):
        raise Malformed(where)


def _fit_keys(value: Any, shape: dict[str, Shape], where: str) -> None:
    if not isinstance(value, dict):
        raise Malformed(where)
    if "*" in shape:
        shape = dict.fromkeys(value, shape["*"])
    known = {name.removesuffix("?"): one for name, one in shape.items()}
    needed = {name for name in shape if not name.endswith("?")}
    if not needed <= value.keys() <= known.keys():
        raise Malformed(where)
    for name, one in value.items():
        _fit(one, known[name], f"{where}.{name}")


def hashed(cell: str) -> bytes:
    """Return the 32 bytes of a cell; raises `Malformed`."""
    if not is_hash(cell):
        raise Malformed(cell)
    return bytes.fromhex(cell)


def counted(cell: str) -> int:
    """Return the whole number of a cell; raises `Malformed`."""
    if not _NUMBER.fullmatch(cell):
        raise Malformed(cell)
    return int(cell)


def scored(cell: str) -> Fraction | None:
    """Return the exact score of a cell in lowest terms; raises `Malformed`."""
    try:
        found = Fraction(cell) if cell and score(cell) else None
    except ZeroDivisionError as error:
        raise Malformed(cell) from error
    if cell != ("" if found is None else str(found)):
        raise Malformed(cell)
    return found


def ranked(cell: str) -> int | None:
    """Return the rank of a cell, None where it is empty; raises `Malformed`."""
    return counted(cell) if cell else None


def encoded(cell: str) -> bytes:
    """Return the bytes of a cell in base64; raises `Malformed`."""
    try:
        raw = base64.b64decode(cell, validate=True)
    except (binascii.Error, ValueError) as error:
        raise Malformed(cell) from error
    if base64.b64encode(raw).decode() != cell:
        raise Malformed(cell)
    return raw


Cells = Sequence[tuple[str, Callable[[str], Any]]]
ISSUED: Cells = (("hash", hashed), ("category", str))
VOID: Cells = (("hash", hashed), ("reason", str))
SPENT: Cells = (("hash", hashed),)
BALLOTS: Cells = (
    ("leaf", hashed),
    ("category", str),
    ("channel", str),
    ("sealed", encoded),
)
COUNTS: Cells = (
    ("category", str),
    ("organisation", str),
    ("item", str),
    ("mark", str),
    ("count", counted),
)
VOIDS: Cells = (("category", str), ("reason", str), ("count", counted))
EFFECTS: Cells = (
    ("rule", str),
    ("organisation", str),
    ("score", scored),
    ("rank", ranked),
)
STABILITY: Cells = (("category", str), ("organisation", str))


def rows(raw: bytes, cells: Cells) -> list[tuple[Any, ...]]:
    """Return the rows of a table with just these columns; raises `Malformed`."""
    try:
        text = io.StringIO(_text(raw), newline="")
        header, *lines = csv.reader(text, strict=True)
    except (ValueError, csv.Error) as error:
        raise Malformed("CSV") from error
    if header != [name for name, _ in cells]:
        raise Malformed(",".join(header))
    for place, line in enumerate(lines, 2):
        if len(line) != len(cells):
            raise Malformed(str(place))
    return [
        tuple(read(one) for one, (_, read) in zip(line, cells, strict=True))
        for line in lines
    ]
