"""What of a scheme decides the count, read anew from its file, numbers exact."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

_BOM = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class Weighed:
    """A grade with its points, an item or a class with its weight."""

    code: str
    name: str
    weight: Fraction
    secret: bool = True


@dataclass(frozen=True, slots=True)
class Terms:
    """The terms of a ballot; a share is a fraction, None no limit."""

    grades: tuple[Weighed, ...]
    items: tuple[Weighed, ...]
    classes: tuple[Weighed, ...]
    unknown: bool
    all_same_voids: bool
    good_at_most: Fraction | None
    min_cast: int
    pool: str | None
    zero_class: str
    trim: bool
    quorum: Fraction


def terms_of(raw: bytes) -> Terms:
    """Return the terms of a scheme file; raises `ValueError` or `LookupError`."""
    ballot = tomllib.loads(_text(raw), parse_float=Decimal)["ballot"]
    rules = ballot.get("validity", {})
    small = rules.get("small_class", "drop").strip()
    return Terms(
        grades=tuple(_weighed(one, "points") for one in ballot["grades"]),
        items=tuple(_weighed(one, "weight") for one in ballot["items"]),
        classes=tuple(_weighed(one, "weight") for one in ballot["categories"]),
        unknown=rules.get("unknown", True),
        all_same_voids=rules.get("all_same", "keep") == "void",
        good_at_most=_share(rules.get("good_at_most", "")),
        min_cast=int(rules.get("min_cast", 5)),
        pool=None if small == "drop" else small.removeprefix("pool:"),
        zero_class=rules.get("zero_class", "renormalise"),
        trim=rules.get("trim", "none") == "above_5",
        quorum=_share(rules.get("quorum", "2/3")) or Fraction(0),
    )


def _text(raw: bytes) -> str:
    bare = raw.removeprefix(_BOM)
    try:
        text = bare.decode()
    except UnicodeDecodeError:
        text = bare.decode("gb18030")
    return text.replace("\r\n", "\n")


def _weighed(table: Mapping[str, Any], weight: str) -> Weighed:
    code = table["code"].strip()
    return Weighed(
        code=code,
        name=table.get("name", code).strip(),
        weight=Fraction(table.get(weight, 1)),
        secret=table.get("secrecy", "secret") == "secret",
    )


def _share(value: Any) -> Fraction | None:
    if value == "":
        return None
    text = str(value).strip()
    return Fraction(text.removesuffix("%")) / (100 if text.endswith("%") else 1)
