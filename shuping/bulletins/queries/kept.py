"""What the archive of a round keeps of its bulletins."""

from typing import Any

from shuping.bulletins.models import Bulletin
from shuping.bulletins.rules.states import OUT
from shuping.rounds.models import Round

KEPT = (
    "title",
    "body",
    "facts",
    "state",
    "audience",
    "shown",
    "column",
    "searched",
    "version",
    "because",
    "is_superseded",
    "withdrawn_because",
)


def out_of(round_: Round) -> list[Bulletin]:
    """Return every version that has gone out of a round, the first one first."""
    return list(Bulletin.objects.filter(round=round_, state__in=OUT).order_by("pk"))


def kept_of(round_: Round) -> list[dict[str, Any]]:
    """Return what has gone out of a round as JSON values; `keep` puts it back.

    `first` numbers the bulletins from 1; versions of one share it.
    """
    numbers: dict[int, int] = {}
    return [_kept(one, numbers) for one in out_of(round_)]


def _kept(one: Bulletin, numbers: dict[int, int]) -> dict[str, Any]:
    first = numbers.setdefault(one.number, len(numbers) + 1)
    withdrawn = one.withdrawn_at
    return {
        "first": first,
        "written_at": one.written_at.isoformat(),
        "published_at": one.published_at.isoformat() if one.published_at else "",
        "withdrawn_at": withdrawn.isoformat() if withdrawn else "",
        **{name: getattr(one, name) for name in KEPT},
    }
