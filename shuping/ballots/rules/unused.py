"""Slips that nobody voted with, as tellers type or scan them, one on each line.

A gun or a phone gives the whole address of a slip, people type its twenty characters.
What is wrong is told by its line, since the slips lie in that order on the table. No
code is kept, and none comes back in what is told: what goes on is its hash.
"""

import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from shuping.refusal import Words, say
from shuping.urn import codes

MOST = 1000
"""So many slips are taken at a time."""
UNUSED, VOID, SPENT = "unused", "void", "spent"
_ENDS = re.compile(r"[\r\n\t,;、]+|(?=https?:)", re.IGNORECASE)
_NAME = re.compile(r"[0-9a-f]{32}")


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with the slip on a line, counted from 1."""

    line: int
    words: Words


@dataclass(slots=True)
class Reading:
    """The lines of the codes that were typed, and what is wrong with other lines."""

    lines: dict[str, int] = field(default_factory=dict, repr=False)
    faults: list[Fault] = field(default_factory=list)


@dataclass(slots=True)
class Handed:
    """Slips handed back: hashes of unused ones by class, how many are used already."""

    unused: dict[str, list[str]] = field(default_factory=dict, repr=False)
    used: int = 0
    faults: list[Fault] = field(default_factory=list)

    @property
    def count(self) -> int:
        """Return how many unused slips there are."""
        return sum(len(those) for those in self.unused.values())


def read(typed: str, box: str) -> Reading:
    """Return the slips of a box that somebody typed or scanned, and every fault."""
    found = Reading()
    parts = _ENDS.split(unicodedata.normalize("NFKC", typed))
    for line, text in enumerate((one for one in parts if one.strip()), 1):
        code = codes.read(text.rpartition("#")[2])
        wrong = _of_its_box(text, box) or _of_its_code(text, code)
        if wrong or code is None:
            found.faults.append(Fault(line, wrong or _NO_CODE))
        elif code in found.lines:
            first = found.lines[code]
            twice = say("the same slip as on line {line}", line=first)
            found.faults.append(Fault(line, twice))
        else:
            found.lines[code] = line
    return found


_NO_CODE = say("a character is wrong; compare it with the slip")


def _of_its_box(text: str, box: str) -> Words | None:
    before, mark, _ = text.rpartition("#")
    if not mark:
        return None
    names = _NAME.findall(before.lower())
    if not names:
        return say("this is no address of a slip")
    return None if names[-1] == box else say("a slip of another box")


def _of_its_code(text: str, code: str | None) -> Words | None:
    typed = sum(one.isalnum() for one in text.rpartition("#")[2])
    if code is not None or typed == codes.LENGTH:
        return None
    return say(
        "{count} characters; a code has {length}", count=typed, length=codes.LENGTH
    )


def hashes_of(
    lines: Mapping[str, int], box: str, classes: Iterable[str]
) -> dict[str, int]:
    """Return the lines of codes by hash: only the urn knows of which class each is."""
    name, known = bytes.fromhex(box), tuple(classes)
    return {
        codes.hashed(code, name, category).hex(): line
        for code, line in lines.items()
        for category in known
    }


def sorted_out(
    lines: Mapping[str, int],
    standing: Mapping[str, tuple[str, str]],
    waiting: Collection[str],
) -> Handed:
    """Sort hashes out by what the urn says of them: (class, how the slip stands).

    Which slips are used is told to nobody, only how many.
    """
    handed = Handed()
    issued = {lines[h] for h in standing}
    unknown = say("no slip of this box")
    strange = sorted(set(lines.values()) - issued)
    handed.faults += [Fault(line, unknown) for line in strange]
    for (category, how), h in sorted((how, h) for h, how in standing.items()):
        if how == SPENT:
            handed.used += 1
        elif how == VOID:
            handed.faults.append(Fault(lines[h], say("void already")))
        elif h in waiting:
            handed.faults.append(Fault(lines[h], say("entered already")))
        else:
            handed.unused.setdefault(category, []).append(h)
    return handed
