"""`shuping archive`: a round as a package, checked, and brought back.

To check one, no installation is needed and none is changed.
"""

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Mapping
from pathlib import Path

from django.db import transaction
from django.utils.translation import gettext

from shuping.accounts.models import Person
from shuping.folders import services as folders
from shuping.folders.rules import reading
from shuping.folders.rules.archive import NO_PACKAGE, is_package, opened, round_of
from shuping.refusal import Refused, Words, listed, say, why
from shuping.rounds.models import Round
from shuping.shell import clock, private
from shuping.shell.terminal import tell, told
from shuping.tables.archives import is_zip

ABOUT = say(
    "Keep a round as a package for the archive, check one, bring one back."
).text
DAMAGED, REFUSED = 1, 2


def arguments(parser: ArgumentParser) -> None:
    """Say what the command takes."""
    acts = parser.add_subparsers(required=True, dest="what", metavar="ACT")
    give = acts.add_parser("give", help=told(say("write the package of a round")))
    give.add_argument("code", help=told(say("the code of the convenor")))
    give.add_argument("year", type=int, help=told(say("the year of the round")))
    named = say("name what is damaged and what would not be taken")
    check = acts.add_parser("check", help=told(named))
    take = acts.add_parser("take", help=told(say("bring the round back")))
    for one in (give, check, take):
        one.add_argument("file", type=Path, help=told(say("the package")))
    for one in (give, take):
        one.add_argument("--by", required=True, help=told(say("the organiser")))


def act(chosen: Namespace) -> int:
    """Exit code 1 where a package is damaged, 2 where something is refused."""
    try:
        return {"give": _give, "check": _check, "take": _take}[chosen.what](chosen)
    except Refused as refusal:
        tell(refusal.words, to=sys.stderr)
    return REFUSED


def _opened(path: Path) -> Mapping[str, bytes] | tuple[Words, ...]:
    """Return the files of a package or its damages; refused where it is none."""
    try:
        content = path.read_bytes()
    except OSError as error:
        words = say("{path} cannot be read: {reason}.", path=path, reason=why(error))
        raise Refused(words) from None
    if is_zip(content) and not is_package(content):
        raise Refused(NO_PACKAGE)
    return opened(content)


def _organiser(name: str) -> Person:
    person = Person.objects.filter(username=name).first()
    if person is None:
        raise Refused(say("There is nobody of this name: {name}.", name=name))
    return person


def _give(chosen: Namespace) -> int:
    by = _organiser(chosen.by)
    about = {"convenor__code": chosen.code, "year": chosen.year}
    round_ = Round.objects.filter(**about).order_by("-pk").first()
    if round_ is None:
        raise Refused(say("There is no such round."))
    if chosen.file.exists():
        words = say("{file} stands already; choose another name.", file=chosen.file)
        raise Refused(words)
    packed = folders.archive(round_, by=by, at=clock.now())
    _write(chosen.file, packed)
    tell(say("The package is made, {size} bytes.", size=len(packed)))
    return 0


def _write(path: Path, packed: bytes) -> None:
    try:
        private.write(path, packed)
    except OSError as error:
        words = say("{path} cannot be written: {reason}.", path=path, reason=why(error))
        raise Refused(words) from None


def _check(chosen: Namespace) -> int:
    """Bring the round back in a database in memory, where nothing stands before."""
    pieces = _opened(chosen.file)
    if isinstance(pieces, tuple):
        return _damaged(pieces)
    with transaction.atomic():
        by = Person.objects.create_user("archive.checker")
        code = _brought_back(pieces, folders.work, by=by)
        transaction.set_rollback(True)
    if not code:
        tell(say("The package is whole: {count} files.", count=len(pieces)))
    return code


def _damaged(names: tuple[Words, ...]) -> int:
    told_ = say("The package is damaged: {names}.", names=listed(names))
    tell(told_, to=sys.stderr)
    return DAMAGED


def _take(chosen: Namespace) -> int:
    by = _organiser(chosen.by)
    pieces = _opened(chosen.file)
    if isinstance(pieces, tuple):
        return _damaged(pieces)
    code = _brought_back(pieces, folders.take_in, by=by)
    if not code:
        tell(say("The round of the folder stands."))
    return code


def _brought_back(
    pieces: Mapping[str, bytes], enter: folders.Enters, *, by: Person
) -> int:
    found = reading.read(round_of(pieces))
    if found.folder is None:
        for fault in found.faults:
            tell(fault.told(gettext), to=sys.stderr)
        return REFUSED
    folders.bring_back(found.folder, pieces, enter, by=by, at=clock.now())
    return 0
