"""`shuping check-document FILE`: a document measured against GB/T 9704-2012.

Exit code 0: no deviation; 1: there is one; 2: the file, or a document in it, cannot be
read or measured. It needs no database and leaves nothing behind.
"""

import json
import sys
import tomllib
from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import Any

from shuping.documents.rules.measuring.checking import MOST_BYTES, Checked, check
from shuping.documents.rules.measuring.measured import Unreadable
from shuping.documents.rules.measuring.standard import Deviation
from shuping.refusal import Words, say, why
from shuping.shell.terminal import tell, told
from shuping.tables.archives import TOO_MUCH

ABOUT = say("Measure a document against GB/T 9704-2012.").text
SOUND, DEVIATES, UNREADABLE = 0, 1, 2


def arguments(parser: ArgumentParser) -> None:
    """Say what the command takes."""
    organs = say("a file of organs; their fonts count as those of the standard")
    as_ = say("how the deviations are told")
    parser.add_argument("file", type=Path, help=told(say("a .docx, PDF or OFD")))
    parser.add_argument("--organs", type=Path, help=told(organs))
    parser.add_argument(
        "--as", dest="form", choices=["text", "json"], default="text", help=told(as_)
    )


def act(chosen: Namespace) -> int:
    """Measure a file and print each deviation."""
    try:
        checked = check(_read(chosen.file), _fonts(chosen.organs))
    except OSError as error:
        words = say(
            "{path} cannot be read: {reason}.",
            path=error.filename,
            reason=why(error),
        )
        tell(words, to=sys.stderr)
        return UNREADABLE
    except Unreadable as unreadable:
        tell(unreadable.words, to=sys.stderr)
        return UNREADABLE
    if chosen.form == "json":
        tell(json.dumps(_plain(checked), ensure_ascii=False, indent=2))
    else:
        _print(checked)
    if checked.deviations:
        return DEVIATES
    return SOUND if checked.is_sound else UNREADABLE


def _read(path: Path) -> bytes:
    if path.stat().st_size > MOST_BYTES:
        raise Unreadable(TOO_MUCH)
    return path.read_bytes()


def _fonts(path: Path | None) -> dict[str, set[str]]:
    """Return by face the fonts that the organs of a file have for their own."""
    named: dict[str, set[str]] = {}
    if path is None:
        return named
    try:
        organs = tomllib.loads(path.read_text(encoding="utf-8"))
        for organ in organs.values():
            for face, name in organ.get("fonts", {}).items():
                named.setdefault(face, set()).add(str(name))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, AttributeError):
        raise Unreadable(say("This is no file of organs.")) from None
    return named


def _print(checked: Checked) -> None:
    for one in checked.deviations:
        tell(_line(one, checked.where(one.page)))
    for page, note in checked.notes:
        where = checked.where(page)
        tell(say("{where}: not measured: {note}", where=where, note=note))
    if len(checked.documents) > 1:
        tell(say("Documents in the file: {count}.", count=len(checked.documents)))
    tell(
        say(
            "Pages measured: {measured} of {pages}; deviations from GB/T 9704-2012:"
            " {count}.",
            measured=len(checked.measured),
            pages=checked.pages,
            count=len(checked.deviations),
        )
    )


def _line(one: Deviation, where: Words) -> Words:
    return say(
        "{where}: {place}: {measured}, wanted {wanted} ({clause})",
        where=where,
        place=one.place,
        measured=one.measured,
        wanted=one.wanted,
        clause=one.clause,
    )


def _plain(checked: Checked) -> dict[str, Any]:
    return {
        "pages": checked.pages,
        "pages_measured": checked.measured,
        "documents": checked.documents,
        "deviations": [
            {
                "document": checked.document_of(one.page),
                "page": one.page,
                "place": told(one.place),
                "measured": told(one.measured),
                "wanted": told(one.wanted),
                "clause": one.clause,
            }
            for one in checked.deviations
        ],
        "not_measured": [
            {"page": page, "note": told(note)} for page, note in checked.notes
        ],
    }
