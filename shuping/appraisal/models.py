"""What is entered for the appraisal, and what the committee decides.

Points are kept as text, exactly as they were entered: a database's decimals are not
exact everywhere.
"""

from django.db import models

from shuping.rounds.models import Reporter


class Score(models.Model):
    """One component of one reporter, from 0 to 100."""

    reporter = models.ForeignKey(Reporter, models.CASCADE, related_name="+")
    component = models.CharField(max_length=64)
    points = models.CharField(max_length=80)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["reporter", "component"], name="one_score_a_component"
            ),
        ]


class Adjustment(models.Model):
    """Points added to or taken from the composite, and why."""

    reporter = models.ForeignKey(Reporter, models.CASCADE, related_name="+")
    points = models.CharField(max_length=80)
    reason = models.TextField(blank=True)
    source = models.TextField(blank=True)


class MetTrigger(models.Model):
    """A trigger that a reporter has met, with its evidence."""

    reporter = models.ForeignKey(Reporter, models.CASCADE, related_name="+")
    trigger = models.CharField(max_length=64)
    evidence = models.TextField(blank=True)


class Flag(models.Model):
    """Something that a gate may ask for."""

    reporter = models.ForeignKey(Reporter, models.CASCADE, related_name="+")
    flag = models.CharField(max_length=64)


class Decision(models.Model):
    """The grade that the committee decided, beside the one proposed."""

    reporter = models.OneToOneField(Reporter, models.CASCADE, related_name="+")
    grade = models.CharField(max_length=64)
    proposed = models.CharField(max_length=64, blank=True)
    reason = models.TextField(blank=True)
    opinion = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(grade=models.F("proposed"))
                | models.Q(proposed="")
                | ~models.Q(reason=""),
                name="another_grade_than_proposed_has_a_reason",
            ),
        ]
