"""One round as a package for the archive, and a package brought back as its round."""

import json
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from typing import Any, Protocol

from django.db import transaction

from shuping.accounts.models import Person
from shuping.appraisal.queries import letters
from shuping.bulletins import services as bulletins
from shuping.bulletins.queries import document_of
from shuping.bulletins.queries.kept import (
    kept_of,
    out_of,
    round_ups_kept_of,
    round_ups_of,
)
from shuping.bulletins.rules import kept as kept_rules
from shuping.charter import Act, Stage
from shuping.documents import services as documents
from shuping.documents.rules.content import Document
from shuping.folders.queries import files_of, results
from shuping.folders.rules.archive import (
    BULLETINS,
    DOCUMENTS,
    NO_PACKAGE,
    ROUND,
    ROUND_UPS,
    STANDING,
    packed,
)
from shuping.folders.rules.folder import Folder
from shuping.folders.services.moving import take_in
from shuping.journal.services import note
from shuping.progress import queries as progressed
from shuping.progress import services as progress
from shuping.refusal import Refused, say
from shuping.rounds import services as rounds
from shuping.rounds.models import Round


class Enters(Protocol):
    """Enters a folder, into the tree that stands or into none."""

    def __call__(self, folder: Folder, *, by: Person, at: datetime) -> Round:
        """Return the round."""


LETTERS = "documents/letters"
CLOSED_WHEN_ARCHIVED = "归档时已经了结。"


def archive(
    round_: Round,
    *,
    by: Person,
    at: datetime,
    watch: Callable[[int, int], object] = lambda *_: None,
) -> bytes:
    """Return the package of a round; the same bytes for the same round and day.

    Refused before the round is appraised, and to who may not archive it.
    """
    rounds.permit(round_, Act.ARCHIVE_ROUND, by=by)
    watch(0, 2)
    pieces = {ROUND + name: data for name, data in files_of(round_).items()}
    pieces |= {name: _json(told) for name, told in _told(round_)}
    watch(1, 2)
    pieces |= dict(_documents(round_, at.date()))
    whole = packed(pieces, round_.name)
    watch(2, 2)
    with transaction.atomic():
        note("archive round", round_, by=by, at=at, pieces=len(pieces))
    return whole


def _json(told: object) -> bytes:
    return (json.dumps(told, ensure_ascii=False, indent=1) + "\n").encode()


def _told(round_: Round) -> Iterator[tuple[str, object]]:
    yield STANDING, {"stage": round_.stage}
    yield f"{DOCUMENTS}results.json", results(round_)
    if kept := kept_of(round_):
        yield BULLETINS, kept
    if kept := round_ups_kept_of(round_):
        yield ROUND_UPS, kept


def _documents(round_: Round, on: date) -> Iterator[tuple[str, bytes]]:
    written = letters(round_, on=on)
    for code, letter in written.items():
        yield f"{LETTERS}/{code}.docx", documents.docx(letter)
    if written:
        yield f"{LETTERS}.pdf", documents.pdf(list(written.values()))
    for number, one in enumerate(out_of(round_), 1):
        yield from _readable(f"{DOCUMENTS}bulletin-{number}", document_of(one))
    for number, one in enumerate(round_ups_of(round_), 1):
        yield from _readable(f"{DOCUMENTS}round-up-{number}", document_of(one))


def _readable(name: str, document: Document) -> Iterator[tuple[str, bytes]]:
    yield f"{name}.md", documents.markdown(document).encode()
    yield f"{name}.docx", documents.docx(document)
    yield f"{name}.pdf", documents.pdf([document])


@transaction.atomic
def bring_back(
    folder: Folder,
    pieces: Mapping[str, bytes],
    enter: Enters = take_in,
    *,
    by: Person,
    at: datetime,
) -> Round:
    """Work the folder of a package and put back what went out of its round.

    `pieces` are the package's files, known to be whole. Refused where they are no
    package of ours, and as `enter` refuses a folder.
    """
    try:
        stage = Stage(json.loads(pieces[STANDING])["stage"])
    except (KeyError, ValueError, TypeError, RecursionError):
        raise Refused(NO_PACKAGE) from None
    kept = _read(pieces, BULLETINS)
    round_ups = _read(pieces, ROUND_UPS, round_ups=True)
    round_ = enter(folder, by=by, at=at)
    if stage is Stage.CLOSED:
        _close(round_, by=by, at=at)
    bulletins.keep(round_, kept, by=by, at=at)
    bulletins.keep_round_ups(round_, round_ups, by=by, at=at)
    note("bring back round", round_, by=by, at=at, pieces=len(pieces))
    return round_


def _read(
    pieces: Mapping[str, bytes], name: str, *, round_ups: bool = False
) -> list[dict[str, Any]]:
    found = kept_rules.read(pieces.get(name, b"[]"), round_ups=round_ups)
    if isinstance(found, kept_rules.Amiss):
        where = say("entry {entry}, “{key}”", entry=found.entry, key=found.key)
        raise Refused(
            say(
                "{file} in the package is not as this program writes it: {where}. "
                "Ask whoever made the package for another one.",
                file=name,
                where=where if found.entry else say("it is no list"),
            )
        )
    return found


def _close(round_: Round, *, by: Person, at: datetime) -> None:
    for fact in sorted(progressed.missing(round_)):
        rounds.waive(round_, fact, reason=CLOSED_WHEN_ARCHIVED, by=by, at=at)
    progress.advance(round_, by=by, at=at)
    round_.refresh_from_db()
