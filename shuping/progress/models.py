"""How far the bodies below a convenor are, where they report it themselves."""

from django.db import models

from shuping.charter import STAGES, Stage
from shuping.organisations.models import Organisation
from shuping.refusal import Words
from shuping.rounds.models import Round


class Standing(models.Model):
    """One body below, the stage of its own round, and since when."""

    round = models.ForeignKey(Round, models.CASCADE, related_name="+")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    stage = models.CharField(max_length=16, choices=[(s, s) for s in Stage])
    date = models.DateField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(stage__in=list(Stage)),
                name="standing_stage_is_known",
            ),
        ]

    @property
    def stage_words(self) -> Words:
        """Return the name of the stage."""
        return STAGES[Stage(self.stage)]
