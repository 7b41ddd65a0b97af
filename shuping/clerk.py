"""`shuping clerk`: what is done beside the pages; a child of `shuping serve`.

Each second it seals the journal. An act is never lost by a clerk that stops: what is
unsealed stays in the journal and is sealed by the next one.
"""

import signal
import threading
from argparse import ArgumentParser, Namespace

from shuping.journal.services import seal
from shuping.refusal import say
from shuping.shell.serving import end_with_parent

ABOUT = say("Seal the journal each second; started by serve.").text
_EVERY = 1.0


def arguments(parser: ArgumentParser) -> None:
    """Take nothing."""


def act(_: Namespace) -> int:
    """Seal until standard input closes or a signal comes."""
    told = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: told.set())
    signal.signal(signal.SIGINT, lambda *_: told.set())
    end_with_parent()
    while not told.wait(_EVERY):
        seal()
    return 0
