"""Schemes to begin with: a file's own text, with the facts of one round put in."""

import json
import re
from datetime import date
from enum import StrEnum
from pathlib import Path

from shuping.refusal import Words, say

_HERE = Path(__file__).resolve().parent.parent / "presets"


class Preset(StrEnum):
    """For which level a scheme is meant."""

    DISTRICT = "district"
    STREET = "street"
    BRANCH = "branch"


WORDS: dict[Preset, Words] = {
    Preset.DISTRICT: say("district: streets, departments, enterprises report"),
    Preset.STREET: say("street or town: communities and branches report"),
    Preset.BRANCH: say("branch: the secretary reports to the members"),
}


def scheme_from(
    preset: Preset, *, name: str, year: int, convenor: str, deadline: date
) -> str:
    """Return the preset's text for one round, its comments and order kept."""
    text = (_HERE / f"{preset}.toml").read_text(encoding="utf-8")
    facts = {
        "name": json.dumps(name, ensure_ascii=False),
        "year": str(year),
        "convenor": json.dumps(convenor, ensure_ascii=False),
        "deadline": deadline.isoformat(),
    }
    return re.sub(
        rf"(?m)^({'|'.join(facts)}) = .*$",
        lambda line: f"{line[1]} = {facts[line[1]]}",
        text,
        count=len(facts),
    )
