"""A box's key on its way into envelopes: one page whole, or a page for each share."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from shuping.ballots.rules.records import grouped
from shuping.ballots.rules.slips import drawn

_WHOLE = "有了这一页就能打开票箱。"
_SHARE = "任意两份合在一起才能打开票箱，只有一份打不开。三份由三处分别保管。"


@dataclass(frozen=True, slots=True)
class Envelopes:
    """What all pages of one key say; `box` is the box's name at the urn."""

    title: str
    box: str
    fingerprint: str
    rehearsal: bool = False


def pages(about: Envelopes, keys: Sequence[str]) -> dict[str, Any]:
    """Return the values of the layout `keys`: a key as words, or its shares."""
    of = len(keys)
    names = [f"票箱密钥　第{n}份（共{of}份）" for n in range(1, of + 1)]
    return {
        "title": about.title,
        "box": grouped(about.box),
        "fingerprint": grouped(about.fingerprint),
        "rehearsal": about.rehearsal,
        "pages": [
            {
                "name": name if of > 1 else "票箱密钥",
                "about": _SHARE if of > 1 else _WHOLE,
                "latin": words.isascii(),
                "words": words.split(),
                "qr": drawn(words),
            }
            for name, words in zip(names, keys, strict=True)
        ],
    }
