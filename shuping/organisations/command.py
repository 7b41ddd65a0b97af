"""`shuping entrust`: who gives the duties at the top, named at the machine itself."""

import sys
from argparse import ArgumentParser, Namespace

from shuping.organisations.services.people import name_at_the_top
from shuping.refusal import Refused, say
from shuping.shell import clock
from shuping.shell.terminal import tell, told

ABOUT = say("Name who gives the duties at the top of the tree.").text


def arguments(parser: ArgumentParser) -> None:
    """Say what the command takes."""
    parser.add_argument("username", help=told(say("the user name of an account")))
    parser.add_argument("code", help=told(say("the code of a topmost body")))


def act(chosen: Namespace) -> int:
    """Give the duty; exit code 1 where it cannot be given."""
    try:
        name_at_the_top(chosen.username, chosen.code, at=clock.now())
    except Refused as refusal:
        tell(refusal.words, to=sys.stderr)
        return 1
    tell(say("The duty is given."))
    return 0
