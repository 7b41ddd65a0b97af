"""`shuping restore FILE`: Put a backup in the place of the installation."""

import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

from shuping.refusal import Refused, say
from shuping.shell import keeping
from shuping.shell.terminal import tell, told

ABOUT = say("Put a backup in the place of the installation.").text
REFUSED = 2


def arguments(parser: ArgumentParser) -> None:
    """Say what the command takes."""
    parser.add_argument("file", type=Path, help=told(say("the backup")))


def act(chosen: Namespace) -> int:
    """Restore the backup; exit code 2 where it is refused."""
    try:
        keeping.restore(chosen.file)
    except Refused as refusal:
        tell(refusal.words, to=sys.stderr)
        return REFUSED
    tell(say("Restored from {file}.", file=chosen.file))
    return 0
