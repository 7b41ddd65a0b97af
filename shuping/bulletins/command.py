"""`shuping portal export DIR`: the portal as files for a site that is there already."""

import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

from shuping.bulletins.services.exporting import export
from shuping.refusal import Refused, say
from shuping.shell.terminal import tell, told

ABOUT = say("Write the portal as files for a site that is there already.").text
REFUSED = 2


def arguments(parser: ArgumentParser) -> None:
    """Say what the command takes."""
    parser.add_argument("what", choices=["export"], help=told(say("what to do")))
    parser.add_argument("folder", type=Path, help=told(say("where the pages go")))
    parser.add_argument(
        "--site",
        default="https://localhost/",
        help=told(say("the address at which the pages will stand")),
    )


def act(chosen: Namespace) -> int:
    """Write the pages; exit code 2 where it is refused."""
    try:
        written = export(chosen.folder, site=chosen.site)
    except Refused as refusal:
        tell(refusal.words, to=sys.stderr)
        return REFUSED
    tell(say("{count} files written.", count=len(written)))
    return 0
