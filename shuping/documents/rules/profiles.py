"""How an organ's documents look where its own custom differs from the standard.

One TOML file names organs as they sign, each with what differs:

    ["中共临江区委"]
    letterhead = "中共江州市临江区委员会文件"
    fonts = { title = "FZXiaoBiaoSong-B05S", body = "FangSong_GB2312" }
    margins = { top = 37, right = 26, bottom = 35, left = 28 }
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from shuping.documents.rules.content import Document
from shuping.documents.rules.fonts import CHAINS
from shuping.refusal import Words, say

SIDES = ("top", "right", "bottom", "left")
LEAST_MARGIN, MOST_MARGIN = 10, 60


@dataclass(frozen=True, slots=True)
class Profile:
    """What an organ's documents look like; margins in millimetres, as `SIDES`."""

    letterhead: str = ""
    fonts: Mapping[str, str] = field(default_factory=dict)
    margins: tuple[float, ...] = (37, 26, 35, 28)


STANDARD = Profile()


def read(organs: Mapping[str, Any]) -> dict[str, Profile] | Words:
    """Return the profiles of a file by organ, or what is wrong with it."""
    found = {}
    for organ, values in organs.items():
        if wrong := _wrong(values):
            return say("{organ}: {wrong}", organ=organ, wrong=wrong)
        margins = dict(zip(SIDES, STANDARD.margins, strict=True))
        margins |= values.get("margins", {})
        found[organ] = Profile(
            values.get("letterhead", ""),
            values.get("fonts", {}),
            tuple(margins[side] for side in SIDES),
        )
    return found


def _wrong(values: Any) -> Words | None:
    known = {"letterhead": str, "fonts": dict, "margins": dict}
    if not isinstance(values, dict):
        return say("a table is needed")
    for key, value in values.items():
        if not isinstance(value, known.get(key, ())):
            return say("{key} is unknown or no such value", key=key)
    return _wrong_fonts(values) or _wrong_margins(values)


def _wrong_fonts(values: Mapping[str, Any]) -> Words | None:
    for kind, name in values.get("fonts", {}).items():
        if kind not in CHAINS or not isinstance(name, str):
            kinds = ", ".join(CHAINS)
            return say("fonts are given by name for {kinds}", kinds=kinds)
    return None


def _wrong_margins(values: Mapping[str, Any]) -> Words | None:
    for side, margin in values.get("margins", {}).items():
        number = isinstance(margin, int | float)
        if side not in SIDES or not number or not LEAST_MARGIN <= margin <= MOST_MARGIN:
            return say(
                "margins are millimetres from {least} to {most} for {sides}",
                least=LEAST_MARGIN,
                most=MOST_MARGIN,
                sides=", ".join(SIDES),
            )
    return None


def profile_of(document: Document, profiles: Mapping[str, Profile]) -> Profile:
    """Return the profile of whoever signs or issues a document."""
    return profiles.get(document.signer) or profiles.get(document.issuer) or STANDARD
