"""`shuping backup FILE`: Keep a copy of the whole installation in one file."""

import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

from shuping.refusal import Refused, say
from shuping.shell import keeping
from shuping.shell.terminal import tell, told

ABOUT = say("Keep a copy of the whole installation in one file.").text
REFUSED = 2


def arguments(parser: ArgumentParser) -> None:
    """Say what the command takes."""
    parser.add_argument("file", type=Path, help=told(say("the file to write")))


def act(chosen: Namespace) -> int:
    """Write the backup; exit code 2 where it is refused."""
    try:
        size = keeping.back_up(chosen.file)
    except Refused as refusal:
        tell(refusal.words, to=sys.stderr)
        return REFUSED
    tell(
        say(
            "Kept in {file}, {size} bytes. It is as secret as the installation.",
            file=chosen.file,
            size=size,
        )
    )
    return 0
