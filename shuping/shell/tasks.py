"""How the clerk does what was asked for, one piece of work after the other.

A room writes a plain function of its task and marks it `@beside_the_pages`. It checks
the asker's rights again, prepares what it can without a transaction, and ends in one
short transaction that does the work and calls `finish`. So it may be run twice: what
was committed has ended, and what was not left nothing behind.
"""

import logging
from collections.abc import Callable
from functools import wraps

from django.utils import translation
from django_tasks import TaskResultStatus
from django_tasks.base import task as queued
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from shuping.failpoint import failpoint
from shuping.refusal import Refused, say
from shuping.shell import clock, queries, services, spool
from shuping.shell.models import Task
from shuping.shell.services import Work

_log = logging.getLogger(__name__)
# It runs what we claim; its own loop is for many workers, and there is one clerk.
_CLERK = Worker(
    queue_names=["default"],
    interval=0,
    batch=True,
    backend_name="default",
    startup_delay=False,
    max_tasks=None,
    worker_id="clerk",
    excluded_queue_names=[],
)


def beside_the_pages(work: Callable[[Task], None]) -> Work:
    """Make a plain function of a task something that can be asked for."""

    @queued()
    @wraps(work)
    def carried(number: int) -> None:
        _carry_out(number, work)

    return carried


def _carry_out(number: int, work: Callable[[Task], None]) -> None:
    task = services.begin(number, at=clock.now())
    failpoint("begun")
    if task:
        with translation.override(task.language):
            _work(task, work)
        failpoint("ended")
    spool.erase(Task.objects.values_list("upload", flat=True).get(pk=number))


def _work(task: Task, work: Callable[[Task], None]) -> None:
    try:
        if not task.by.is_active:
            words = say("The account that asked for this is shut.")
            services.refuse(task, words, at=clock.now())
            return
        work(task)
    except Refused as refusal:
        services.refuse(task, refusal.words, at=clock.now())
    except Exception:  # noqa: BLE001 - a fault of ours; the asker is told, the log has it
        _log.exception("task %s failed", task.pk)
        words = say("Something went wrong, and nothing was changed. Ask again.")
        services.give_up(task, words, at=clock.now())


def work_off() -> None:
    """Do all that waits in the queue, and forget there what is done.

    A task tells its own end, good or bad. What the queue calls failed did not get that
    far, as when the database was locked too long: it waits again.
    """
    while (waiting := DBTaskResult.objects.ready().first()) is not None:
        waiting.claim(_CLERK.worker_id)
        _CLERK.run_task(waiting)
    DBTaskResult.objects.successful().delete()
    DBTaskResult.objects.failed().update(status=TaskResultStatus.READY)


def sweep() -> None:
    """Take out of the spool what no task needs any more."""
    spool.sweep(queries.files_in_use())


def take_up_again() -> None:
    """Put back into the queue what a clerk left that died; for a clerk that begins."""
    DBTaskResult.objects.running().update(status=TaskResultStatus.READY)
