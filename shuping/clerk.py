"""`shuping clerk`: what is done beside the pages; a child of `shuping serve`.

Each second it seals the journal and says that it lives; another thread works off the
queue of tasks. Nothing is lost by a clerk that stops: what is unsealed stays in the
journal, a task that was begun is taken up again by the next clerk. One clerk works at
a time in an installation; a second one stands by until the first is gone.
"""

import math
import os
import signal
import threading
import time
import traceback
from argparse import ArgumentParser, Namespace
from contextlib import suppress
from typing import IO

from django.conf import settings
from django.db import OperationalError, close_old_connections

from shuping.journal.services import seal
from shuping.refusal import say
from shuping.shell import tasks
from shuping.shell.serving import end_with_parent, hold

ABOUT = say("Seal the journal and do long work; started by serve.").text
_EVERY, _PATIENCE, _HOUR = 1.0, 2.0, 3600


def arguments(parser: ArgumentParser) -> None:
    """Take nothing."""


def act(_: Namespace) -> int:
    """Work until standard input closes or a signal comes."""
    told = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: told.set())
    signal.signal(signal.SIGINT, lambda *_: told.set())
    end_with_parent()
    with settings.CLERK_FILE.open("a") as file:
        if not _alone(file, told):
            return 0
        worker = threading.Thread(target=_work, args=(told,), daemon=True)
        worker.start()
        while not told.wait(_EVERY):
            close_old_connections()
            # Where the database stays silent, health turns red; it may answer again.
            with suppress(OperationalError):
                seal()
                os.utime(settings.CLERK_FILE)
        # What is begun may end; what takes longer is cut off and taken up again.
        worker.join(_PATIENCE)
    return 0


def _alone(file: IO[str], told: threading.Event) -> bool:
    """Wait until no other clerk holds the file; False where we are told to stop."""
    while not hold(file):
        if told.wait(_EVERY):
            return False
    return True


def _work(told: threading.Event) -> None:
    """Work off the queue; a clerk whose work breaks ends, and is started again."""
    try:
        tasks.take_up_again()
        swept = -math.inf
        while not told.wait(_EVERY):
            close_old_connections()
            tasks.work_off()
            if time.monotonic() > swept + _HOUR:
                tasks.sweep()
                swept = time.monotonic()
    except BaseException:  # noqa: BLE001 - whatever it was, half a clerk is none
        traceback.print_exc()
        os._exit(1)
