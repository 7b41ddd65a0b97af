"""The round, its roster, who is assigned to it, and what it may go on without."""

from collections.abc import Mapping
from datetime import date

from django.conf import settings
from django.db import models

from shuping.charter import DUTIES, STAGES, Duty, Stage
from shuping.organisations.models import Organisation
from shuping.refusal import Words, say
from shuping.rounds.rules.scheme import stated
from shuping.rounds.rules.stages import Fact


class Mode(models.TextChoices):
    """How a reporter reports."""

    ORAL = "oral"
    WRITTEN = "written"


MODES: Mapping[Mode, Words] = {
    Mode.ORAL: say("orally"),
    Mode.WRITTEN: say("in writing"),
}


class Round(models.Model):
    """One year's round of one convenor.

    `scheme` is the scheme file as it arrived, byte for byte; once the round has
    started its hash stands and it changes no more.
    """

    convenor = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=200)
    deadline = models.DateField()
    stage = models.CharField(
        max_length=16, choices=[(s, s) for s in Stage], default=Stage.PREPARING
    )
    scheme = models.BinaryField()
    scheme_sha256 = models.CharField(max_length=64, blank=True)
    started_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["convenor", "year"], name="one_round_a_year"
            ),
            models.CheckConstraint(
                condition=models.Q(stage__in=list(Stage)), name="round_stage_is_known"
            ),
            models.CheckConstraint(
                condition=models.Q(started_at__isnull=True)
                | ~models.Q(scheme_sha256=""),
                name="a_started_round_has_a_frozen_scheme",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def stage_words(self) -> Words:
        """Return the name of the stage."""
        return STAGES[Stage(self.stage)]

    @property
    def stated_deadline(self) -> date | None:
        """Return the deadline as it is shown, None where none is stated."""
        return stated(self.deadline)


class Reporter(models.Model):
    """One secretary on the roster; `order` is protocol and never sorted by us."""

    round = models.ForeignKey(Round, models.CASCADE, related_name="reporters")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    post = models.CharField(max_length=100)
    name = models.CharField(max_length=64, blank=True)
    mode = models.CharField(max_length=8, choices=Mode.choices)
    order = models.PositiveIntegerField()
    speaking_order = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(
                fields=["round", "organisation"],
                name="an_organisation_reports_once_a_round",
            ),
            models.UniqueConstraint(
                fields=["round", "order"], name="protocol_order_is_unique"
            ),
            models.CheckConstraint(
                condition=models.Q(mode__in=Mode.values), name="reporter_mode_is_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation}{self.post}"

    @property
    def mode_words(self) -> Words:
        """Return how the reporter reports."""
        return MODES[Mode(self.mode)]


class Assignment(models.Model):
    """A duty that a person has in this round only."""

    round = models.ForeignKey(Round, models.CASCADE, related_name="assignments")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+"
    )
    duty = models.CharField(max_length=16, choices=[(d, d) for d in Duty])

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["round", "person", "duty"], name="an_assignment_is_given_once"
            ),
            models.CheckConstraint(
                condition=models.Q(duty__in=list(Duty)), name="assignment_is_known"
            ),
        ]

    @property
    def duty_words(self) -> Words:
        """Return the name of the duty."""
        return DUTIES[Duty(self.duty)]


class Waiver(models.Model):
    """A fact that the organiser lets the round go on without, and why."""

    round = models.ForeignKey(Round, models.CASCADE, related_name="waivers")
    fact = models.CharField(max_length=32, choices=[(f, f) for f in Fact])
    reason = models.CharField(max_length=500)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["round", "fact"], name="a_fact_is_waived_once"
            ),
            models.CheckConstraint(
                condition=models.Q(fact__in=list(Fact)), name="waived_fact_is_known"
            ),
            models.CheckConstraint(
                condition=~models.Q(reason=""), name="a_waiver_says_why"
            ),
        ]
