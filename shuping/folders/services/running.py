"""`shuping run`: a folder in, its results, documents and bulletin out."""

import json
import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from shuping.accounts.models import Person
from shuping.appraisal.queries import letters
from shuping.ballots.queries.bundling import folder_bundle
from shuping.bulletins import services as bulletins
from shuping.documents import services as documents
from shuping.documents.rules.content import Document, from_plain
from shuping.folders.queries import results
from shuping.folders.rules import reading
from shuping.folders.rules.names import BUNDLE, LEFT, belongs, is_hidden
from shuping.folders.rules.reading import Reading
from shuping.folders.services import leaving
from shuping.folders.services.working import work
from shuping.refusal import Refused, say, why
from shuping.rounds.models import Round
from shuping.tables.faults import Fault

DONE, FAILED, BROKEN = 0, 1, 2
STEPS = ("read", "work", "results", "documents", "bulletin")


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a run ended: its exit code, the faults, the round, and what was written."""

    code: int
    faults: tuple[Fault, ...] = ()
    round: Round | None = None
    written: tuple[Path, ...] = ()


def read_folder(source: Path) -> Reading:
    """Read a round folder from the disk; refused where a file cannot be read.

    Only files that belong there are opened; of the others the names are enough.
    """
    files: dict[str, bytes] = {}
    links: list[str] = []
    try:
        for path, name in _found(source):
            if path.is_symlink():
                links.append(name)
            elif path.is_file():
                files[name] = path.read_bytes() if belongs(name) else b""
    except OSError as error:
        raise Refused(
            say(
                "{path} cannot be read: {reason}.",
                path=error.filename,
                reason=why(error),
            )
        ) from error
    return reading.read(files, links)


def _found(source: Path) -> Iterator[tuple[Path, str]]:
    def refuse(error: OSError) -> None:
        raise error

    for folder, folders, files in os.walk(source, onerror=refuse):
        for path in (Path(folder) / name for name in (*folders, *files)):
            name = path.relative_to(source).as_posix()
            if not is_hidden(name):
                yield path, name


def run(
    source: Path,
    out: Path,
    *,
    by: Person,
    at: datetime,
    watch: Callable[[str], object] = lambda _: None,
) -> Outcome:
    """Work a folder and leave its results in `out`, all of them or nothing.

    Exit code 0: done; 1: the quorum was missed, the turnout alone is left; 2: the
    folder has faults and nothing is written. `watch` is told each step as it begins.
    Refused when the folder cannot be read or `out` cannot be written.
    """
    watch("read")
    leaving.refuse_unwritable(out)
    found = read_folder(source)
    if found.folder is None:
        return Outcome(BROKEN, found.faults)
    watch("work")
    round_ = work(found.folder, by=by, at=at)
    code, written = leave(round_, out, by=by, at=at, watch=watch)
    return Outcome(code, (), round_, written)


def leave(
    round_: Round,
    out: Path,
    *,
    by: Person,
    at: datetime,
    watch: Callable[[str], object] = lambda _: None,
    marking: str = "",
) -> tuple[int, tuple[Path, ...]]:
    """Write what a worked round gives; return the exit code and what was written.

    Where the box stayed shut the turnout alone is left. A `marking` takes the place
    of the documents' own.
    """
    with leaving.filled(out) as place:
        watch("results")
        given = results(round_)
        text = json.dumps(given, ensure_ascii=False, indent=1)
        (place / "results.json").write_text(text + "\n", encoding="utf-8")
        shut = "reporters" not in given
        if not shut:
            watch("documents")
            _write_letters(round_, place / "documents", marking, at=at)
            watch("bulletin")
            _write_bulletin(round_, place, marking, by=by, at=at)
            if bundle := folder_bundle(round_):
                (place / BUNDLE).write_bytes(bundle)
        written = tuple(out / name for name in LEFT if (place / name).exists())
    return (FAILED if shut else DONE), written


def _write_letters(round_: Round, place: Path, marking: str, *, at: datetime) -> None:
    place.mkdir()
    written = {
        code: _marked(letter, marking)
        for code, letter in letters(round_, on=at.date()).items()
    }
    for code, letter in written.items():
        (place / f"{code}.docx").write_bytes(documents.docx(letter))
    if written:
        _write_pages(place / "letters", list(written.values()))


def _write_pages(path: Path, those: Sequence[Document]) -> None:
    for form, pages in zip(("pdf", "ofd"), documents.paged(those), strict=True):
        path.with_suffix(f".{form}").write_bytes(pages)


def _marked(document: Document, marking: str) -> Document:
    return replace(document, marking=marking) if marking else document


def _write_bulletin(
    round_: Round, place: Path, marking: str, *, by: Person, at: datetime
) -> None:
    bulletin = bulletins.compose_bulletin(round_, by=by, at=at)
    document = _marked(from_plain(bulletin.body), marking)
    markdown = documents.markdown(document)
    (place / "bulletin.md").write_text(markdown, encoding="utf-8")
    (place / "bulletin.docx").write_bytes(documents.docx(document))
    _write_pages(place / "bulletin", [document])
