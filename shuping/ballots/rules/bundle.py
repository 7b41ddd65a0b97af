"""The bundle of a box: what anyone needs to count it again, and never who voted what.

It holds no code, only hashes of codes; no voter; no key. The same box gives the same
bytes, since members are stored as they are and carry no time. docs/verify.md has the
format, field by field.
"""

import base64
import csv
import hashlib
import io
import json
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from shuping.ballots.rules.effects import Effects, effect_rows, moved_rows
from shuping.ballots.rules.tally import (
    ClassCount,
    Outcome,
    Turnout,
    class_score,
    score_or_none,
)
from shuping.rounds.rules.scheme import BallotTerms
from shuping.urn.casting import Sealed
from shuping.urn.form import form_from

FORMAT = 1
MANIFEST = "manifest.json"
URN, PAPER, FOLDER = "urn", "paper", "folder"
"""Where the counts come from: a sealed box, sheets typed here, or a round folder."""
_REASON = re.compile("[a-z_]{1,32}")
_DAY = (1980, 1, 1, 0, 0, 0)
_UNIX, _PLAIN_FILE = 3, 0o100644 << 16

Row = Sequence[object]


@dataclass(frozen=True, slots=True)
class ClosedBox:
    """What lies in a closed box of the urn; hashes are 32 bytes, all rows sorted."""

    issued: Sequence[tuple[bytes, str]]
    void: Sequence[tuple[bytes, str]]
    spent: Sequence[bytes]
    ballots: Sequence[Sealed]


@dataclass(frozen=True, slots=True)
class Contents:
    """All that a bundle is made of; `record` and `journal` are JSON values."""

    record: Mapping[str, Any]
    form: bytes
    scheme: bytes
    terms: BallotTerms
    turnouts: Mapping[str, Turnout]
    journal: Sequence[Mapping[str, Any]]
    closed: ClosedBox | None = None
    outcome: Outcome | None = None
    effects: Effects = field(default_factory=Effects)


def packed(contents: Contents) -> bytes:
    """Return the bundle as a zip."""
    members = members_of(contents)
    manifest = _manifest(contents, members)
    packing = io.BytesIO()
    with zipfile.ZipFile(packing, "w", zipfile.ZIP_STORED) as archive:
        for name, data in [(MANIFEST, manifest), *members.items()]:
            member = zipfile.ZipInfo(name, _DAY)
            member.create_system, member.external_attr = _UNIX, _PLAIN_FILE
            archive.writestr(member, data)
    return packing.getvalue()


def _manifest(contents: Contents, members: Mapping[str, bytes]) -> bytes:
    listed = [
        {"name": name, "size": len(data), "sha256": hashlib.sha256(data).hexdigest()}
        for name, data in members.items()
    ]
    about = {"format": FORMAT, "box": contents.record["box"], "members": listed}
    return _json(about)


def members_of(contents: Contents) -> dict[str, bytes]:
    """Return the members of a bundle by name, in the order of their names."""
    members = {
        "record.json": _json(contents.record),
        "form.json": contents.form,
        "scheme.toml": contents.scheme,
        "journal.json": _json(contents.journal),
    }
    if contents.closed is not None:
        members |= _sealed(contents.closed)
    if contents.outcome is not None:
        members |= _counted(contents, contents.outcome)
    return dict(sorted(members.items()))


def _sealed(closed: ClosedBox) -> dict[str, bytes]:
    void = [
        (h, reason if _REASON.fullmatch(reason) else "other")
        for h, reason in closed.void
    ]
    ballots = [
        (one.leaf, one.category, one.channel, base64.b64encode(one.sealed).decode())
        for one in closed.ballots
    ]
    return {
        "issued.csv": _csv("hash,category", closed.issued),
        "void.csv": _csv("hash,reason", void),
        "spent.csv": _csv("hash", ([h] for h in closed.spent)),
        "ballots.csv": _csv("leaf,category,channel,sealed", ballots),
    }


def _counted(contents: Contents, outcome: Outcome) -> dict[str, bytes]:
    listed = [one.code for one in form_from(contents.form).reporters]
    figures = ballot_part(outcome, contents.turnouts, contents.terms, listed)
    return {
        "counts.csv": _csv(
            "category,organisation,item,mark,count", count_rows(outcome)
        ),
        "voids.csv": _csv("category,reason,count", void_rows(outcome)),
        "results.json": _json(figures),
        "effects.csv": _csv(
            "rule,organisation,score,rank", effect_rows(contents.effects)
        ),
        "stability.csv": _csv("category,organisation", moved_rows(contents.effects)),
    }


def count_rows(outcome: Outcome) -> Iterator[Row]:
    """Yield the rows of counts.csv: shown classes, and what was marked at all."""
    for category, one in outcome.shown.items():
        for who, items in one.cells.items():
            for item, marks in items.items():
                for mark, number in marks.items():
                    if number:
                        yield category, who, item, mark, number


def void_rows(outcome: Outcome) -> Iterator[Row]:
    """Yield the rows of voids.csv: what is void by reason, and who abstained."""
    for category in (*outcome.shown, *outcome.hidden):
        one = outcome.of(category)
        for reason, number in (*one.void.items(), ("abstained", one.abstained)):
            if number:
                yield category, reason, number


def ballot_part(
    outcome: Outcome,
    turnouts: Mapping[str, Turnout],
    terms: BallotTerms,
    listed: Iterable[str],
) -> dict[str, Any]:
    """Return what results.json says of the ballot alone: turnout, counts, scores.

    `listed` are the reporters on the ballot, by organisation code.
    """
    known = [one.code for one in terms.categories]
    return {
        "turnout": {
            code: _turnout(one, outcome.of(code), shown=code in outcome.shown)
            for code, one in turnouts.items()
        },
        "reporters": [_reporter(who, known, outcome, terms) for who in listed],
    }


def _turnout(one: Turnout, counted: ClassCount, *, shown: bool) -> dict[str, Any]:
    told: dict[str, Any] = {
        "entitled": one.entitled,
        "present": one.present,
        "issued": one.issued,
        "returned": one.returned,
        "valid": counted.valid,
        "abstained": counted.abstained,
    }
    return told | ({"void": dict(counted.void)} if shown else {})


def _reporter(
    who: str, known: Iterable[str], outcome: Outcome, terms: BallotTerms
) -> dict[str, Any]:
    scores = {
        code: class_score(one.cells[who], terms) for code, one in outcome.shown.items()
    }
    return {
        "organisation": who,
        "ballot": _exact(score_or_none(scores, terms)),
        "classes": {
            code: {
                "shown": True,
                "counts": outcome.shown[code].cells[who],
                "score": _exact(scores[code]),
            }
            if code in outcome.shown
            else {"shown": False}
            for code in known
        },
    }


def _exact(value: object) -> str | None:
    return None if value is None else str(value)


def _json(value: object) -> bytes:
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, indent=1)
    return f"{text}\n".encode()


def _csv(header: str, rows: Iterable[Row]) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(header.split(","))
    writer.writerows([_cell(one) for one in row] for row in rows)
    return text.getvalue().encode()


def _cell(value: object) -> object:
    return value.hex() if isinstance(value, bytes) else value
