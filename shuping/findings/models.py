"""What was found during the year, and the work that stands out."""

from django.db import models

from shuping.findings.rules import KINDS, Kind
from shuping.organisations.models import Organisation
from shuping.refusal import Words
from shuping.rounds.models import Round


class Finding(models.Model):
    """Something seen, heard or measured at an organisation."""

    round = models.ForeignKey(Round, models.CASCADE, related_name="+")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    date = models.DateField()
    kind = models.CharField(max_length=16, choices=[(k, k) for k in Kind])
    text = models.TextField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind__in=list(Kind)), name="finding_kind_is_known"
            ),
        ]

    @property
    def kind_words(self) -> Words:
        """Return how it was found."""
        return KINDS[Kind(self.kind)]


class Highlight(models.Model):
    """A piece of work with a name; the convenor's own ones are the round's."""

    round = models.ForeignKey(Round, models.CASCADE, related_name="+")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    name = models.CharField(max_length=100)
    text = models.TextField(blank=True)

    class Meta:
        ordering = ["pk"]
