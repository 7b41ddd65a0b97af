"""Meetings of a round, who is there, what is said, and comments on the reporters."""

from django.db import models

from shuping.meetings.rules import (
    KINDS,
    ROLES,
    SCOPES,
    STATES,
    Kind,
    Role,
    Scope,
    State,
)
from shuping.refusal import Words
from shuping.rounds.models import Reporter, Round


class Meeting(models.Model):
    """One meeting; the last three fields are the visiting supervisor's words."""

    round = models.ForeignKey(Round, models.CASCADE, related_name="+")
    order = models.PositiveIntegerField()
    title = models.CharField(max_length=200)
    date = models.DateField(null=True, blank=True)
    place = models.CharField(max_length=200, blank=True)
    chair = models.CharField(max_length=200, blank=True)
    speaker = models.CharField(max_length=200, blank=True)
    agenda = models.JSONField(default=list)
    judgement = models.TextField(blank=True)
    affirmed = models.JSONField(default=list)
    suggestions = models.JSONField(default=list)

    class Meta:
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(
                fields=["round", "order"], name="meetings_of_a_round_are_in_order"
            ),
        ]


class Point(models.Model):
    """A point spoken at a meeting: how it was said, its heading, the body."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="points")
    order = models.PositiveIntegerField()
    verb = models.CharField(max_length=100, blank=True)
    heading = models.TextField()
    body = models.TextField(blank=True)

    class Meta:
        ordering = ["order"]


class Group(models.Model):
    """An attendance group as it is to be named; `at_least` is 余."""

    round = models.ForeignKey(Round, models.CASCADE, related_name="+")
    order = models.PositiveIntegerField()
    group = models.CharField(max_length=100)
    role = models.CharField(max_length=16, choices=[(r, r) for r in Role])
    wording = models.TextField(blank=True)
    count = models.PositiveIntegerField(null=True, blank=True)
    at_least = models.BooleanField(default=False)
    category = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ["order"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(role__in=list(Role)), name="group_role_is_known"
            ),
        ]

    @property
    def role_words(self) -> Words:
        """Return what the group does at the meeting."""
        return ROLES[Role(self.role)]


class Comment(models.Model):
    """A comment on a reporter, or on the round as a whole where there is none."""

    round = models.ForeignKey(Round, models.CASCADE, related_name="+")
    reporter = models.ForeignKey(
        Reporter, models.CASCADE, related_name="+", null=True, blank=True
    )
    author = models.CharField(max_length=100, blank=True)
    kind = models.CharField(max_length=16, choices=[(k, k) for k in Kind])
    scope = models.CharField(max_length=16, choices=[(s, s) for s in Scope])
    text = models.TextField()
    state = models.CharField(
        max_length=16, choices=[(s, s) for s in State], default=State.PENDING
    )
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=list(State)),
                name="comment_state_is_known",
            ),
        ]

    @property
    def kind_words(self) -> Words:
        """Return what the comment does."""
        return KINDS[Kind(self.kind)]

    @property
    def scope_words(self) -> Words:
        """Return whether it is about one body or about all."""
        return SCOPES[Scope(self.scope)]

    @property
    def state_words(self) -> Words:
        """Return whether a leader has confirmed it."""
        return STATES[State(self.state)]
