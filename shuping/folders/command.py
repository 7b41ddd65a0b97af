"""`shuping run FOLDER --out OUT`: work a round folder and leave what it gives."""

import os
import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

from django.utils.translation import gettext
from tqdm import tqdm

from shuping.accounts.models import Person
from shuping.appraisal.queries import letters
from shuping.bulletins.queries import bulletins_of, document_of
from shuping.documents import services as documents
from shuping.folders import services as folders
from shuping.folders.services.running import BROKEN, FAILED, STEPS
from shuping.refusal import Refused, Words, say
from shuping.rounds.models import Round
from shuping.rounds.queries import warnings_of
from shuping.shell import clock
from shuping.shell.terminal import tell, told
from shuping.tables.faults import Fault

ABOUT = say("Work a round folder and leave its results, documents and bulletin.").text


def arguments(parser: ArgumentParser) -> None:
    """Say what the command takes."""
    parser.add_argument("folder", type=Path, help=told(say("the round folder")))
    parser.add_argument(
        "--out", type=Path, required=True, help=told(say("where the results go"))
    )


def act(chosen: Namespace) -> int:
    """Work the folder; exit code 0 done, 1 quorum missed, 2 the folder has faults."""
    if not os.path.isdir(chosen.folder):  # noqa: PTH112 - Path.is_dir may raise
        return _refuse(say("There is no folder {path}.", path=chosen.folder))
    organiser = Person.objects.create_user("organiser")
    try:
        with tqdm(total=len(STEPS), disable=None, leave=False) as bar:
            ended = folders.run(
                chosen.folder,
                chosen.out,
                by=organiser,
                at=clock.now(),
                watch=lambda _: bar.update(),
            )
    except Refused as refusal:
        return _refuse(refusal.words)
    if ended.faults:
        tell_faults(ended.faults)
        return BROKEN
    if ended.code == FAILED:
        tell(say("The quorum is missed: the box stays shut."), to=sys.stderr)
    for words in warnings_of(ended.round) if ended.round else ():
        tell(say("Note: {words}", words=words), to=sys.stderr)
    if ended.round and (lack := _lacking(ended.round)):
        tell(say("Note: {words}", words=lack), to=sys.stderr)
    for path in ended.written:
        tell(str(path))
    return ended.code


def _lacking(round_: Round) -> Words | None:
    """Say which letters or bulletins have a character that no font here can print."""
    written = letters(round_, on=clock.today()).values()
    return documents.lacking(*written, *map(document_of, bulletins_of(round_)))


def _refuse(words: Words) -> int:
    tell(words, to=sys.stderr)
    return BROKEN


def tell_faults(faults: tuple[Fault, ...]) -> None:
    """Print every fault on a line of its own, and how many there are."""
    for fault in faults:
        tell(fault.told(gettext), to=sys.stderr)
    if len(faults) == 1:
        tell(say("1 fault; nothing was written."), to=sys.stderr)
        return
    count = say("{count} faults; nothing was written.", count=len(faults))
    tell(count, to=sys.stderr)
