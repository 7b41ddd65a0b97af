"""Taking in a folder beside the pages."""

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext

from shuping.folders import services
from shuping.folders.rules import reading
from shuping.folders.rules.zipped import unzipped
from shuping.refusal import Refused, Words, say
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
    files = unzipped(spool.read(task.upload))
    if isinstance(files, Words):
        raise Refused(files)
    tell(task, _UNPACKED, _ALL)
    found = reading.read(files)
    if found.folder is None:
        _tell_faults(task, found.faults)
        return
    tell(task, _READ, _ALL)
    with transaction.atomic():
        round_ = services.take_in(found.folder, by=task.by, at=clock.now())
        there = reverse("round", args=[round_.pk])
        words = say("The round of the folder stands.")
        finish(task, words, at=clock.now(), address=there)


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
