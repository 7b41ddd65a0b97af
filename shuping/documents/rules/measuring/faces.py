"""Which face a font is, by its name: 仿宋, 楷体, 黑体, 小标宋 or 宋体.

A free font that stands in where the licensed one is missing is no deviation: one of
those counts as any face.
"""

import re
from collections.abc import Collection, Mapping

FANG, KAI, HEI, TITLE, SONG = "body", "kai", "hei", "title", "song"
"""What a font is chosen for, as the profile of an organ names it."""
NAMES = {FANG: "仿宋", KAI: "楷体", HEI: "黑体", TITLE: "小标宋", SONG: "宋体"}
Profile = Mapping[str, Collection[str]]
_STANDING_IN = re.compile(
    r"^(noto|sourcehan|思源|wenquanyi|文泉驿|lxgw|霞鹜|arpl|uming|ukai|dejavu|libertinus)"
)
_FACES = (
    (TITLE, re.compile(r"小标宋|xiaobiaosong|xbs|fandolsong.*bold|大标宋")),
    (FANG, re.compile(r"仿宋|fang_?song|fandolfang|fzfs|simfang|zhuque")),
    (KAI, re.compile(r"楷|kai|fzkt")),
    (HEI, re.compile(r"黑体|simhei|fandolhei|stheiti|fzht|fzhei")),
    (SONG, re.compile(r"宋体|simsun|fandolsong|stsong|fzss|书宋|shusong|^song")),
)
_SUBSET = re.compile(r"^[A-Z]{6}\+")


def named(font: str) -> str:
    """Return a font's name without the mark of a subset."""
    return _SUBSET.sub("", font)


def is_face(font: str, face: str, profile: Profile) -> bool:
    """Tell whether a font sets a face, or is one that the organ's profile names."""
    known = _plain(font)
    own = [_plain(name) for name in profile.get(face, ())]
    return known in own or bool(_STANDING_IN.match(known)) or face_of(known) == face


def face_of(font: str) -> str:
    """Return the face of a font, empty where its name tells none."""
    known = _plain(font)
    return next((face for face, name in _FACES if name.search(known)), "")


def is_bold_name(font: str) -> bool:
    """Tell whether a font is a bold one by its name, 小标宋 and its like left out."""
    known = _plain(font)
    return "bold" in known and face_of(known) != TITLE


def _plain(font: str) -> str:
    return named(font).replace(" ", "").replace("-", "").lower()
