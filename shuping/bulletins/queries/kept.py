"""What the archive of a round keeps of its bulletins, and of round-ups that tell of it.

A round-up tells of several rounds and belongs to the package of each: every package is
whole on its own. Of the other rounds it keeps the words, under the name of their own
packages; what the words rest on it keeps for its own round alone.
"""

from collections.abc import Mapping
from typing import Any

from shuping.bulletins.models import Bulletin, BulletinPart
from shuping.bulletins.queries import at_address, rounds_of
from shuping.bulletins.rules.phrases import place
from shuping.bulletins.rules.states import OUT, Kind
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
_LONGEST = 64
KEPT_OF_A_PART = ("name", "source", "text", "file_name", "file_sha256")


def out_of(round_: Round) -> list[Bulletin]:
    """Return every version that has gone out of a round, the first one first."""
    return list(Bulletin.objects.filter(round=round_, state__in=OUT).order_by("pk"))


def round_ups_of(round_: Round) -> list[Bulletin]:
    """Return every version that has gone out of round-ups of a round, by number."""
    out = Bulletin.objects.filter(kind=Kind.ROUND_UP, state__in=OUT)
    numbers = {one.number for one in out.filter(parts__round=round_)}
    return list((at_address(*numbers) & out).order_by("pk"))


def kept_of(round_: Round) -> list[dict[str, Any]]:
    """Return what has gone out of a round as JSON values; `keep` puts it back.

    `first` numbers the bulletins from 1; versions of one share it.
    """
    numbers: dict[int, int] = {}
    return [_kept(one, numbers) for one in out_of(round_)]


def round_ups_kept_of(round_: Round) -> list[dict[str, Any]]:
    """Return the round-ups that tell of a round as JSON values, as `kept_of` does.

    Each has its parts in their order; one that is a round has the name of its package.
    """
    numbers: dict[int, int] = {}
    return [
        {
            **_kept(one, numbers),
            "facts": _facts_of(one, round_),
            "parts": [
                _part(part) for part in one.parts.select_related("round__convenor")
            ],
        }
        for one in round_ups_of(round_)
    ]


def package_of(round_: Round) -> str:
    """Return the name of the package of a round."""
    return f"{round_.convenor.code}-{round_.year}"


def _facts_of(one: Bulletin, round_: Round) -> list[list[str]]:
    told = zip(rounds_of(one), one.facts, strict=False)
    return next((list(facts) for where, facts in told if where == round_), [])


def _part(one: BulletinPart) -> Mapping[str, Any]:
    kept = {name: getattr(one, name) for name in KEPT_OF_A_PART}
    if one.round is None:
        return kept
    name = place(str(one.round.convenor))[:_LONGEST]
    return kept | {"name": name, "file_name": package_of(one.round)}


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
