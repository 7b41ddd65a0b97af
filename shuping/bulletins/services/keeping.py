"""Bulletins and round-ups of a round brought back from its archive as they were."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from shuping.accounts.models import Person
from shuping.bulletins.models import Bulletin, BulletinPart
from shuping.bulletins.queries.kept import KEPT, KEPT_OF_A_PART, package_of
from shuping.bulletins.rules.states import Kind, State
from shuping.journal.services import note
from shuping.rounds.models import Round
from shuping.rounds.services import hold


@transaction.atomic
def keep(
    round_: Round,
    told: Sequence[Mapping[str, Any]],
    *,
    by: Person,
    at: datetime,
) -> None:
    """Put back what `rules.kept` read; a version follows the one that it corrects.

    Who wrote and proofed is told by the archive, not by accounts of this installation:
    whoever brings it back stands for the writer.
    """
    hold(round_)
    firsts: dict[int, Bulletin] = {}
    for one in told:
        own = {"round": round_, "kind": Kind.DISTRICT, "facts": one["facts"]}
        _create(one, firsts, own, by=by, at=at)


@transaction.atomic
def keep_round_ups(
    round_: Round,
    told: Sequence[Mapping[str, Any]],
    *,
    by: Person,
    at: datetime,
) -> None:
    """Put back what `rules.kept` read, or join the round to what stands.

    Parts that are other rounds stand by name, until their own packages are brought
    back: then each takes its place in the round-up that is there.
    """
    hold(round_)
    firsts: dict[int, Bulletin] = {}
    for one in told:
        standing = _standing(one)
        if standing:
            firsts.setdefault(one["first"], standing)
            _join(standing, round_, one["facts"])
            note("join round-up", standing, by=by, at=at, title=standing.title)
            continue
        facts = [one["facts"] for part in one["parts"] if _is(part, round_)]
        own = {"kind": Kind.ROUND_UP, "facts": facts}
        bulletin = _create(one, firsts, own, by=by, at=at)
        BulletinPart.objects.bulk_create(
            _part(bulletin, order, part, round_)
            for order, part in enumerate(one["parts"], 1)
        )


def _create(
    one: Mapping[str, Any],
    firsts: dict[int, Bulletin],
    own: Mapping[str, Any],
    *,
    by: Person,
    at: datetime,
) -> Bulletin:
    reader, _ = Person.objects.get_or_create(username="archive.reader")
    withdrawn = one["state"] == State.WITHDRAWN
    bulletin = Bulletin.objects.create(
        first=firsts.get(one["first"]),
        written_by=by,
        written_at=datetime.fromisoformat(one["written_at"]),
        proofed_by=reader,
        published_at=datetime.fromisoformat(one["published_at"]),
        withdrawn_by=by if withdrawn else None,
        withdrawn_at=(
            datetime.fromisoformat(one["withdrawn_at"]) if withdrawn else None
        ),
        **{**{name: one[name] for name in KEPT}, **own},
    )
    firsts.setdefault(one["first"], bulletin)
    note("bring back bulletin", bulletin, by=by, at=at, title=bulletin.title)
    return bulletin


def _standing(one: Mapping[str, Any]) -> Bulletin | None:
    """Return the round-up that another round's package has brought back already."""
    return Bulletin.objects.filter(
        kind=Kind.ROUND_UP,
        title=one["title"],
        version=one["version"],
        written_at=datetime.fromisoformat(one["written_at"]),
        published_at=datetime.fromisoformat(one["published_at"]),
    ).first()


def _part(
    bulletin: Bulletin, order: int, told: Mapping[str, Any], round_: Round
) -> BulletinPart:
    new = BulletinPart(bulletin=bulletin, order=order)
    if _is(told, round_):
        new.round = round_
        return new
    for name in KEPT_OF_A_PART:
        setattr(new, name, told[name])
    return new


def _is(told: Mapping[str, Any], round_: Round) -> bool:
    """Tell whether a part is the round: a file from elsewhere has a digest."""
    return not told["file_sha256"] and told["file_name"] == package_of(round_)


def _join(standing: Bulletin, round_: Round, facts: Sequence[object]) -> None:
    parts = list(standing.parts.all())
    for part in parts:
        told = {name: getattr(part, name) for name in KEPT_OF_A_PART}
        if _is(told, round_):
            before = [one for one in parts[: part.order - 1] if one.round_id]
            standing.facts.insert(len(before), facts)
            standing.save(update_fields=["facts"])
            bare = dict.fromkeys(("name", "file_name"), "")
            standing.parts.filter(pk=part.pk).update(round=round_, **bare)
