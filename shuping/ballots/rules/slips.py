"""Code slips on their way to the printer, and their hashes on the way to the box.

A slip carries its code and nothing that is kept: what is uploaded are hashes, sorted,
so that the order of printing is in no file.
"""

import io
import json
import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any
from urllib.parse import urlsplit

import segno

from shuping.refusal import Words, say
from shuping.urn import codes
from shuping.urn.form import Named
from shuping.urn.tree import root

MOST = 5000
FILE = "slips.json"
_KEYS = ("box", "issued")
_HASH, _NAME = re.compile(r"[0-9a-f]{64}"), re.compile(r"[0-9a-f]{32}")
_LOOPBACK = {"127.0.0.1", "::1", "localhost"}
Hashes = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Slips:
    """What all slips of one box say; `host` is an address, `box` a name at the urn."""

    title: str
    host: str
    box: str
    rehearsal: bool = False

    def address(self, code: str) -> str:
        """Return where a phone goes; the code stands in the fragment, never sent."""
        here = self.host.rstrip("/").removesuffix(f"/v/{self.box}")
        return f"{here}/v/{self.box}#{code}"

    def sheet(self, category: Named, those: Iterable[str]) -> dict[str, Any]:
        """Return the values of the layout `slips` for the codes of one class."""
        return {
            "title": self.title,
            "class": told(category),
            "rehearsal": self.rehearsal,
            "slips": [
                {"code": codes.grouped(code), "qr": drawn(self.address(code))}
                for code in those
            ],
        }


@dataclass(frozen=True, slots=True)
class Reading:
    """What stands in a file of hashes, by class, and every fault of it."""

    hashes: dict[str, list[str]] = field(default_factory=dict)
    faults: tuple[Words, ...] = ()


def told(category: Named) -> str:
    """Return a class as ballots and slips name it."""
    name = "" if category.name == category.code else f"　{category.name}"
    return f"{category.code}类{name}"


def drawn(text: str) -> str:
    """Return a text as a QR code in SVG, with its quiet zone."""
    out = io.BytesIO()
    code = segno.make(text, error="m", micro=False, encoding="utf-8")
    code.save(out, kind="svg", xmldecl=False, svgns=True, omitsize=True, border=2)
    return out.getvalue().decode()


def is_hash(text: str) -> bool:
    """Tell whether a text is 32 bytes, written in hexadecimal."""
    return bool(_HASH.fullmatch(text))


def is_box(name: str) -> bool:
    """Tell whether a text is the name of a box: 32 hexadecimal digits."""
    return bool(_NAME.fullmatch(name))


def is_host(address: str, box: str) -> bool:
    """Tell whether a text is an address of a machine that speaks TLS, or of this one.

    It may lead to the box already, as the page of the box has it.
    """
    try:
        parts = urlsplit(address)
        there = parts.hostname and parts.port != 0
    except ValueError:
        return False
    secure = parts.scheme == "https"
    secure |= parts.scheme == "http" and parts.hostname in _LOOPBACK
    plain = not (parts.query or parts.fragment or "@" in parts.netloc)
    leads_there = parts.path.rstrip("/") in {"", f"/v/{box}"}
    return bool(there and secure and plain and leads_there)


def make(counts: Mapping[str, int], bits: Callable[[int], int]) -> dict[str, list[str]]:
    """Return so many new codes for each class, in the order they were drawn."""
    return {one: [codes.make(bits) for _ in range(n)] for one, n in counts.items()}


def hashes_of(box: str, made: Hashes) -> dict[str, list[str]]:
    """Return the sorted hashes of codes by class."""
    name = bytes.fromhex(box)
    return {
        category: sorted(codes.hashed(code, name, category).hex() for code in those)
        for category, those in made.items()
    }


def root_over(hashes: Hashes) -> str:
    """Return the root over the codes, as the opening record of the box has it."""
    rows = sorted((h, one.encode()) for one, those in hashes.items() for h in those)
    return root([bytes.fromhex(h) + one for h, one in rows]).hex()


def written(box: str, hashes: Hashes) -> bytes:
    """Return the file that the organiser uploads: the box and the hashes by class."""
    told = {"box": box, "issued": {one: sorted(hashes[one]) for one in sorted(hashes)}}
    return json.dumps(told, ensure_ascii=False, indent=1).encode() + b"\n"


def read(raw: bytes, *, box: str, known: Collection[str]) -> Reading:
    """Return the hashes in a file for a box with those classes, or all its faults."""
    try:
        told = json.loads(raw.decode(), object_pairs_hook=_once)
    except KeyError as twice:
        return _faulty(say("{name} stands there twice.", name=str(twice.args[0])[:64]))
    except (ValueError, RecursionError):
        return _faulty(say("This is no file of slips: it cannot be read as JSON."))
    if not isinstance(told, dict) or set(told) != set(_KEYS):
        return _faulty(say("A file of slips has box and issued, and nothing else."))
    faults = [*_of_box(told["box"], box), *_of_classes(told["issued"], known)]
    return Reading(faults=tuple(faults)) if faults else Reading(told["issued"])


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        raise KeyError(next(name for name in names if names.count(name) > 1))
    return found


def _faulty(*faults: Words) -> Reading:
    return Reading(faults=faults)


def _of_box(told: object, box: str) -> Iterable[Words]:
    if told != box:
        yield say("These slips are of another box; this one is {box}.", box=box)


def _of_classes(told: object, known: Collection[str]) -> Iterable[Words]:
    if not isinstance(told, dict) or not told:
        yield say("There are no slips in the file.")
        return
    for category, those in told.items():
        if category in known:
            yield from _of_class(category, those)
        else:
            yield say("The box has no secret class {code}.", code=category[:64])
    every = [h for those in told.values() if isinstance(those, list) for h in those]
    if len(every) > MOST:
        yield say(
            "{count} slips are too many; {most} is the most.",
            count=len(every),
            most=MOST,
        )
    elif len({repr(h) for h in every}) < len(every):
        yield say("A slip stands there twice.")


def _of_class(category: str, those: object) -> Iterable[Words]:
    if not isinstance(those, list) or not those:
        yield say("Class {code}: there are no slips.", code=category)
        return
    for place, h in enumerate(those, 1):
        if not isinstance(h, str) or not is_hash(h):
            yield say(
                "Class {code}: slip {place} is not 64 hexadecimal digits.",
                code=category,
                place=place,
            )
            return
    if any(after < before for before, after in pairwise(those)):
        yield say("Class {code}: the slips are not sorted.", code=category)
