"""What is made apart from the server, on a laptop beside a printer.

It needs no server, no database and no network, and leaves two kinds of files: secret
ones to be printed, and a small one that may be uploaded.
"""

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from pathlib import Path

from shuping.ballots.rules.slips import is_box
from shuping.refusal import Words, say, why
from shuping.shell.terminal import tell, told

BROKEN = 2


def arguments(parser: ArgumentParser) -> None:
    """Say what is always asked."""
    parser.add_argument("do", choices=["make"], help=told(say("what to do")))
    parser.add_argument(
        "--box", required=True, help=told(say("the box's name, from its page"))
    )
    parser.add_argument(
        "--out", type=Path, required=True, help=told(say("where the results go"))
    )
    parser.add_argument(
        "--title", default="", help=told(say("what the ballot is about"))
    )
    parser.add_argument(
        "--rehearsal", action="store_true", help=told(say("print 演练 over every page"))
    )


def done(
    chosen: Namespace, wrong: Words | None, make: Callable[[Namespace], None]
) -> int:
    """Make what is asked for; exit code 2 where something is wrong."""
    if not is_box(chosen.box):
        wrong = say(
            "{name} is no name of a box: 32 hexadecimal digits.", name=chosen.box
        )
    if wrong:
        tell(wrong, to=sys.stderr)
        return BROKEN
    try:
        make(chosen)
    except OSError as error:
        what = say(
            "The results cannot be left at {path}: {reason}.",
            path=chosen.out,
            reason=why(error),
        )
        tell(what, to=sys.stderr)
        return BROKEN
    return 0
