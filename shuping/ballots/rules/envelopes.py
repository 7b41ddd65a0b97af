"""A box's key on its way into envelopes: one page whole, or a page for each share."""

from collections.abc import Sequence
from typing import Any

from shuping.ballots.rules.slips import drawn
from shuping.urn.form import BoxForm

_GROUP = 8
_WHOLE = "有了这一页就能打开票箱。"
_SHARE = "任意两份合在一起才能打开票箱，只有一份打不开。三份由三处分别保管。"


def pages(form: BoxForm, box: str, keys: Sequence[str]) -> dict[str, Any]:
    """Return the values of the layout `keys`: a key as words, or its shares."""
    of = len(keys)
    names = [f"票箱密钥　第{n}份（共{of}份）" for n in range(1, of + 1)]
    return {
        "title": form.title,
        "box": " ".join(box[at : at + _GROUP] for at in range(0, len(box), _GROUP)),
        "rehearsal": form.rehearsal,
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
