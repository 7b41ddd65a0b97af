"""The life of a task: asked for, begun, told of, ended."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import translation
from django_tasks.base import Task as Queued

from shuping.accounts.models import Person
from shuping.failpoint import failpoint
from shuping.refusal import Refused, Words, say
from shuping.shell import spool
from shuping.shell.models import Task
from shuping.shell.rules import MOST_STARTS, OPEN, State, moves_the_bar

Work = Queued[[int], None]


@dataclass(frozen=True, slots=True)
class Wish:
    """What is asked for: its name, the page it is asked from, what it is about.

    `about` are JSON values; `upload` is what was sent with it.
    """

    name: Words
    asked_from: str
    about: Mapping[str, Any] = field(default_factory=dict)
    upload: bytes = b""


def ask(work: Work, wish: Wish, *, by: Person, at: datetime) -> Task:
    """Ask the clerk for a piece of work; the task and its place in the queue are one.

    The language of whoever asks is the one that is active.
    """
    upload = spool.keep(wish.upload) if wish.upload else ""
    with transaction.atomic():
        task = Task.objects.create(
            by=by,
            name=wish.name.told(translation.gettext),
            language=translation.get_language() or "zh-hans",
            about=dict(wish.about),
            upload=upload,
            asked_from=wish.asked_from,
            asked_at=at,
        )
        work.enqueue(task.pk)
        failpoint("asking")
    return task


def begin(number: int, *, at: datetime) -> Task | None:
    """Begin a task, or begin it again after its clerk died; None where it has ended.

    One that was begun too often without an end has failed.
    """
    still = Task.objects.filter(pk=number, state__in=OPEN)
    if not still.update(state=State.RUNNING, starts=F("starts") + 1):
        return None
    task = Task.objects.select_related("by").get(pk=number)
    if task.starts > MOST_STARTS:
        words = say("It was begun {count} times and never ended.", count=MOST_STARTS)
        with translation.override(task.language):
            give_up(task, words, at=at)
        return None
    return task


def tell(task: Task, step: int, steps: int) -> None:
    """Tell how far a task is; the smallest steps move nothing and are not written.

    Inside a transaction nobody would see it: tell before and after.
    """
    if moves_the_bar(step, steps):
        _running(task).update(step=step, steps=steps)


def finish(
    task: Task, words: Words, *, at: datetime, address: str, file: str = ""
) -> None:
    """End a task well, in the caller's transaction: the work and its end are one.

    `address` is where the outcome stands, `file` its name in the spool if it is one.
    """
    told = words.told(translation.gettext)
    _end(task, State.DONE, at=at, words=told, address=address, file=file)
    failpoint("ending")


def refuse(
    task: Task,
    words: Words,
    *,
    at: datetime,
    heads: Sequence[str] = (),
    rows: Sequence[Sequence[str]] = (),
) -> None:
    """End a task that the rules do not allow; a table tells all that is wrong."""
    table = {"heads": list(heads), "rows": [list(row) for row in rows]}
    told = words.told(translation.gettext)
    _end(task, State.REFUSED, at=at, words=told, table=table if rows else {})


def give_up(task: Task, words: Words, *, at: datetime) -> None:
    """End a task that did not come through; it may be asked for again."""
    _end(task, State.FAILED, at=at, words=words.told(translation.gettext))


def _end(task: Task, state: State, *, at: datetime, **facts: object) -> None:
    if not _running(task).update(state=state, ended_at=at, **facts):
        raise Refused(say("The task has ended already."))


def _running(task: Task) -> Any:
    return Task.objects.filter(pk=task.pk, state=State.RUNNING)
