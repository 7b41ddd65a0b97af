"""What goes into the bundle of a box, as it lies in the database and at the urn."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from shuping.accounts.models import Person
from shuping.ballots import queries
from shuping.ballots.models import Box, BoxStep
from shuping.ballots.queries import urns
from shuping.ballots.queries.effects import kept
from shuping.ballots.rules.bundle import (
    FOLDER,
    PAPER,
    URN,
    ClosedBox,
    Contents,
    packed,
)
from shuping.ballots.rules.states import Medium, State, Step
from shuping.journal.models import Entry
from shuping.journal.queries import sealed_about
from shuping.rounds.models import Round
from shuping.rounds.queries import scheme_of
from shuping.urn.box import Box as UrnBox

_TOLD = frozenset(
    {
        "prepare box",
        "correct numbers",
        "open typing",
        "use the urn",
        "take slips",
        "take key",
        "hand back slips",
        "seal up slips",
        "void slips",
        "agree on sealed slips",
        "withdraw slips",
        "join paper",
        "propose step",
        "withdraw step",
        "pause box",
        "resume box",
        *(f"{step} box" for step in Step),
    }
)
"""What of the journal is given out: acts with the box, never one with a voter."""


def folder_bundle(round_: Round) -> bytes | None:
    """Return the bundle of a round worked from a folder; None without a count."""
    box = queries.box_of(round_)
    outcome = queries.outcome(box) if box else None
    if box is None or outcome is None:
        return None
    return packed(contents_of(box, source=FOLDER))


def contents_of(box: Box, *, source: str = "") -> Contents:
    """Return the values of a box's bundle; of a folder there is no journal."""
    source = source or (URN if box.medium == Medium.URN else PAPER)
    entries = [] if source == FOLDER else _entries(box)
    closed, form = _closed(box) if source == URN else (None, _form(box))
    return Contents(
        record=_record(box, source, {one.act: one for one, _ in entries if _two(one)}),
        form=form,
        scheme=bytes(box.round.scheme),
        terms=scheme_of(box.round).ballot,
        turnouts=queries.turnouts(box),
        journal=[_entry(one, before) for one, before in entries],
        closed=closed,
        outcome=queries.outcome(box),
        effects=kept(box),
    )


def _form(box: Box) -> bytes:
    return urns.form_of(box).written()


def _closed(box: Box) -> tuple[ClosedBox, bytes]:
    """Return what lies in the box's file, and the form it was committed with."""
    lying: UrnBox = urns.closed_box(box)
    try:
        closed = ClosedBox(
            issued=[(h, category) for h, category in lying.codes("issued")],
            void=[(h, reason) for h, reason in lying.codes("void")],
            spent=[h for (h,) in lying.codes("spent")],
            ballots=lying.ballots(),
        )
        return closed, lying.told()["form"]
    finally:
        lying.shut()


def _record(box: Box, source: str, seconded: Mapping[str, Entry]) -> Mapping[str, Any]:
    round_ = box.round
    return {
        "source": source,
        "state": "counted" if box.state == State.COUNTED else "closed",
        "box": box.name,
        "round": {
            "name": round_.name,
            "year": round_.year,
            "convenor": round_.convenor.code,
        },
        "level": box.level,
        "slips_made": box.slips_made,
        "key_made": box.key_made,
        "rehearsal": box.rehearsal,
        "one_by_one": box.one_by_one,
        "form_sha256": box.form_sha256 or urns.form_of(box).digest(),
        "scheme_sha256": round_.scheme_sha256,
        "public": box.public,
        "issue_root": box.issue_root,
        "ballot_root": box.ballot_root,
        "verifier": box.verifier,
        "steps": [
            _step(one, seconded.get(f"{one.step} box")) for one in urns.steps_of(box)
        ],
        "electorate": [
            {
                "category": code,
                "entitled": one.entitled,
                "present": one.present,
                "issued": one.issued,
                "returned": one.returned,
            }
            for code, one in queries.turnouts(box).items()
        ],
    }


def _step(step: BoxStep, entry: Entry | None) -> dict[str, Any]:
    """Return who took a step; who was a monitor then stands in the journal."""
    monitors = entry.facts.get("monitors") if entry else None
    people = [_person(step.first, step.first_at, monitors)]
    if step.second is not None and step.second_at is not None:
        people.append(_person(step.second, step.second_at, monitors))
    return {"step": step.step, "people": people}


def _person(
    person: Person, at: datetime, monitors: Sequence[str] | None
) -> dict[str, Any]:
    told = {"account": person.username, "name": str(person), "at": _moment(at)}
    if monitors is None:
        return told
    return {**told, "monitor": person.username in monitors}


def _two(entry: Entry) -> bool:
    """Tell whether an entry is of a step that a second person has taken."""
    return isinstance(entry.facts, dict) and "first" in entry.facts


def _entries(box: Box) -> list[tuple[Entry, str]]:
    return [(one, before) for one, before in sealed_about(box) if one.act in _TOLD]


def _entry(entry: Entry, before: str) -> dict[str, Any]:
    return {
        "number": entry.number,
        "before": before,
        "digest": entry.digest,
        "at": _moment(entry.at),
        "by": entry.by_id,
        "act": entry.act,
        "thing": entry.thing,
        "facts": entry.facts,
    }


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="microseconds")
