"""Taking in a folder, and making a package for the archive, beside the pages."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext

from shuping.accounts.models import Person
from shuping.charter import Act
from shuping.folders import services
from shuping.folders.rules import reading
from shuping.folders.rules.archive import is_package, opened, round_of
from shuping.folders.rules.folder import Folder
from shuping.folders.rules.zipped import unzipped
from shuping.refusal import Refused, Words, listed, say
from shuping.rounds.models import Round
from shuping.rounds.queries import rounds_open_to
from shuping.shell import clock, spool
from shuping.shell.models import Task
from shuping.shell.services import finish, refuse, tell
from shuping.shell.tasks import beside_the_pages
from shuping.tables.faults import Fault

MOST_FAULTS = 1000
_HEADS = (
    say("File"),
    say("Line"),
    say("Column"),
    say("What is wrong"),
    say("What would be right"),
)
_UNPACKED, _READ, _ALL = 1, 2, 3


@beside_the_pages
def take_in(task: Task) -> None:
    """Unpack, read and check the folder that was sent; then enter it, all or nothing.

    Faults are told as `run` tells them.
    """
    content = spool.read(task.upload)
    pieces = _package(content) if is_package(content) else None
    files = unzipped(content) if pieces is None else round_of(pieces)
    if isinstance(files, Words):
        raise Refused(files)
    tell(task, _UNPACKED, _ALL)
    found = reading.read(files)
    if found.folder is None:
        _tell_faults(task, found.faults)
        return
    tell(task, _READ, _ALL)
    with transaction.atomic():
        round_ = _entered(found.folder, pieces, by=task.by, at=clock.now())
        there = reverse("round", args=[round_.pk])
        words = say("The round of the folder stands.")
        finish(task, words, at=clock.now(), address=there)


def _package(content: bytes) -> Mapping[str, bytes]:
    pieces = opened(content)
    if isinstance(pieces, tuple):
        raise Refused(say("The package is damaged: {names}.", names=listed(pieces)))
    return pieces


def _entered(
    folder: Folder,
    pieces: Mapping[str, bytes] | None,
    *,
    by: Person,
    at: datetime,
) -> Round:
    if pieces is None:
        return services.take_in(folder, by=by, at=at)
    return services.bring_back(folder, pieces, by=by, at=at)


@beside_the_pages
def archive(task: Task) -> None:
    """Make the package of a round for the archive."""
    seen = rounds_open_to(task.by, Act.ARCHIVE_ROUND)
    round_ = seen.filter(pk=task.about["round"]).first()
    if round_ is None:
        raise Refused(say("You may not do this in this round now."))
    packed = services.archive(
        round_,
        by=task.by,
        at=clock.now(),
        watch=lambda step, steps: tell(task, step, steps),
    )
    file = spool.keep(packed)
    there = reverse("folders:archived", args=[round_.pk])
    words = say("The package is made, {size} bytes.", size=len(packed))
    finish(task, words, at=clock.now(), address=there, file=file)


def _tell_faults(task: Task, faults: tuple[Fault, ...]) -> None:
    words = say("Nothing was taken in: {count} faults", count=len(faults))
    if len(faults) > MOST_FAULTS:
        words = say(
            "Nothing was taken in: {count} faults. The first {most} are shown.",
            count=len(faults),
            most=MOST_FAULTS,
        )
    rows = [
        [
            one.file,
            str(one.line),
            one.column,
            one.wrong.told(gettext),
            one.right.told(gettext),
        ]
        for one in faults[:MOST_FAULTS]
    ]
    heads = [one.told(gettext) for one in _HEADS]
    refuse(task, words, at=clock.now(), heads=heads, rows=rows)
