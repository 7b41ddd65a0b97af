"""Long work that somebody asked for: what, how far it is, how it ended."""

from typing import Any

from django.conf import settings
from django.db import models

from shuping.shell.rules import WORDS, State


class Task(models.Model):
    """One piece of work beside the pages.

    `name`, `words` and `table` are in the language of whoever asked. `upload` and
    `file` are names in the spool: what was sent, and what came out. `table` is empty
    or has `heads` and `rows` of strings.
    """

    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    name = models.TextField()
    language = models.CharField(max_length=16)
    about = models.JSONField(default=dict)
    upload = models.CharField(max_length=64, blank=True)
    asked_from = models.CharField(max_length=200)
    asked_at = models.DateTimeField()

    state = models.CharField(max_length=16, default=State.WAITING)
    starts = models.PositiveSmallIntegerField(default=0)
    step = models.PositiveIntegerField(default=0)
    steps = models.PositiveIntegerField(default=1)

    ended_at = models.DateTimeField(null=True)
    words = models.TextField(blank=True)
    table = models.JSONField(default=dict)
    address = models.CharField(max_length=200, blank=True)
    file = models.CharField(max_length=64, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=[one.value for one in State]),
                name="task_stands_in_a_known_state",
            ),
            models.CheckConstraint(
                condition=models.Q(steps__gte=1, step__lte=models.F("steps")),
                name="task_has_no_more_steps_behind_it_than_it_has",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_open(self) -> bool:
        """Whether it still waits or runs."""
        return self.state in {State.WAITING, State.RUNNING}

    @property
    def stands(self) -> Any:
        """The words for its state."""
        return WORDS[State(self.state)]
